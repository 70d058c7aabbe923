"""The plugin for Claude Code and the configurations in the README start our two servers."""

import json
import re
from pathlib import Path
from typing import Any

from docs_lsp import __version__

ROOT = Path(__file__).parents[2]
PLUGIN = ROOT / "editors" / "claude-code"
MCP = {"command": "docs-lsp", "args": ["mcp"]}


def content(file: Path) -> Any:
    """Return the content of a JSON file."""
    return json.loads(file.read_text("utf-8"))


def test_the_plugin_starts_both_servers() -> None:
    assert content(PLUGIN / ".mcp.json") == {"mcpServers": {"python-docs": MCP}}
    (server,) = content(PLUGIN / ".lsp.json").values()
    assert [server["command"], *server["args"]] == ["docs-lsp", "--stdio"]
    assert server["extensionToLanguage"] == {".py": "python", ".pyi": "python"}


def test_the_plugin_has_the_version_of_the_package_and_is_listed() -> None:
    manifest = content(PLUGIN / ".claude-plugin" / "plugin.json")
    (listed,) = content(PLUGIN / ".claude-plugin" / "marketplace.json")["plugins"]
    assert manifest["version"] == __version__
    assert (listed["name"], listed["description"]) == (manifest["name"], manifest["description"])


def test_the_configurations_in_the_readme_start_the_server() -> None:
    section = (ROOT / "README.md").read_text("utf-8").partition("## For coding agents")[2]
    objects = [json.loads(one) for one in re.findall(r"^\{.*\}$", section, re.MULTILINE)]
    servers = {key: one["python-docs"] for found in objects for key, one in found.items()}
    assert servers == {
        "mcpServers": MCP,
        "servers": {"type": "stdio", **MCP},
        "context_servers": {**MCP, "env": {}},
    }
