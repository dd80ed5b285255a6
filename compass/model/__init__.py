"""The nouns: frozen pydantic types that every layer shares."""
