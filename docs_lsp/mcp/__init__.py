"""The Model Context Protocol server: the same documentation for coding agents, read-only."""
