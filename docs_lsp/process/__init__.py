"""Helpers for this process: threads, and the path that modules are imported from."""
