"""AI compass (Boussole de l'IA): decide whether, and in what form, to use an AI system."""

__version__ = "0.1.0"
