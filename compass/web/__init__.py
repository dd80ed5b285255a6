"""The web application: routes parse, call the service and print a page."""
