"""The documents other than the full report, each built from the same sections."""
