"""Pack, assessment and library files: found, read with their places, checked, compared, written."""
