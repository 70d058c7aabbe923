"""Helpers of the running process: threads, bounded caches, and the path of imports."""
