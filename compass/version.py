"""Which version of the program this is; results, snapshots and reports name it."""

__version__ = "0.1.0"
