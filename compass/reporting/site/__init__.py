"""The pages that `compass docs` writes of a pack."""
