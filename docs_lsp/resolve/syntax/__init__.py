"""Source text to a syntax tree that tolerates unfinished code."""
