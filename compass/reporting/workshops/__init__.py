"""The papers of a workshop: the facilitator's guide and the question cards."""
