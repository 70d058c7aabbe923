"""Types of the standard library (typeshed), joined to the documented names."""
