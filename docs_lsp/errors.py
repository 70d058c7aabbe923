"""What can go wrong and is told to people."""


class DocsetError(Exception):
    """A docset cannot be used; the message says why and what to run."""
