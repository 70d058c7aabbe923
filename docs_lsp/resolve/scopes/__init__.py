"""Scopes and the bindings of names in them, without types."""
