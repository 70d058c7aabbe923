"""Type inference: the values that an expression may have."""
