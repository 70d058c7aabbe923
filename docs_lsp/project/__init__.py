"""A project as its files describe it: its Python environment, and the libraries that it names."""
