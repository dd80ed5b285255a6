"""Words, number and date formats of both languages."""
