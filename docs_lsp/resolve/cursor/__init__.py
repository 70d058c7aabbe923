"""The documented entry that the source at an offset refers to."""
