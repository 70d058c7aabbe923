"""Docsets on disk and in memory: the schema, the files, which of them are loaded and shown."""
