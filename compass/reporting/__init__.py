"""A result made into documents: every word and digit final before a template prints it."""
