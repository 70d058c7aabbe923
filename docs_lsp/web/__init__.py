"""The live-search page: the same index in a browser tab, on one's own machine."""
