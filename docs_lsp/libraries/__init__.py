"""Reading installed libraries as text, in a process of its own. Nothing is imported or run."""
