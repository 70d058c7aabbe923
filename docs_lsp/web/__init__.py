"""The live-search page: the same search in a browser tab, served on this machine."""
