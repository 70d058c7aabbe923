"""The offline parser: a built Sphinx site in, one SQLite docset out."""
