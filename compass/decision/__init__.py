"""What is best on what, how surely, what drives it and what would change it. Pure."""
