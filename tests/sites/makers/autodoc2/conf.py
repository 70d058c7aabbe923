"""Pages that sphinx-autodoc2 generates."""

project = "brewkit"
version = release = "1.2"
extensions = ["autodoc2", "sphinx.ext.napoleon"]
autodoc2_packages = [{"path": "../../source/package/brewkit.py", "module": "brewkit"}]
autodoc2_render_plugin = "rst"
autodoc2_hidden_objects = {"private", "inherited"}
