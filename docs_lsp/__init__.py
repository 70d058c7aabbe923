"""The written Python manual as a language server."""

__version__ = "0.1.0"
