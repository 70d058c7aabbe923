"""Write the settings of `docs_lsp/options/table.py` into the README and the extension's manifest.

`make fix` runs it; `tests/test_options.py` fails where the files and the table differ. The
manifest's own settings, such as `docs-lsp.path`, are left as they are.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from docs_lsp.options.settings import HOVER_KINDS, Settings
from docs_lsp.options.table import TABLE, Setting

ROOT: Final = Path(__file__).parent.parent
README: Final = ROOT / "README.md"
MANIFEST: Final = ROOT / "editors" / "vscode" / "package.json"
TEXTS: Final = ROOT / "editors" / "vscode" / "package.nls.json"
_TABLE: Final = re.compile(r"(?<=\| setting \| default \| \|\n\|---\|---\|---\|\n)(\|.*\n)+")
_PROPERTIES: Final = re.compile(
    r'(?<=      "properties": \{\n)(        .*\n)+(?=      \}\n    \}\n)'
)
_KINDS_KEY: Final = "hover.kinds"
_KINDS_TEXT: Final = (
    "The kinds of names and code that have hovers: an object that switches off "
    + ", ".join(f"`{kind}`" for kind in HOVER_KINDS)
    + "."
)


def shown_settings() -> dict[str, Setting]:
    """Return the settings as people see them: the kinds of hovers are one object."""
    kinds = TABLE[f"{_KINDS_KEY}.{next(iter(HOVER_KINDS))}"]
    shown: dict[str, Setting] = {}
    for key, setting in TABLE.items():
        if not key.startswith(f"{_KINDS_KEY}."):
            shown[key] = setting
        elif _KINDS_KEY not in shown:
            shown[_KINDS_KEY] = Setting(_KINDS_KEY, kinds.check, _KINDS_TEXT, kinds.scope)
    return shown


def default(setting: Setting) -> Any:  # noqa: ANN401  # any JSON
    """Return the default of a setting as JSON."""
    if setting.field == _KINDS_KEY:
        return dict.fromkeys(HOVER_KINDS, True)
    value: Any = Settings()
    for part in setting.field.split("."):
        value = getattr(value, part)
    return "auto" if setting.field == "docs_version" else value


def table() -> str:
    """Return the rows of the README's table."""
    rows = []
    for key, setting in shown_settings().items():
        value = "all `true`" if key == _KINDS_KEY else f"`{json.dumps(default(setting))}`"
        rows.append(f"| `{key}` | {value} | {setting.text} |\n")
    return "".join(rows)


def schema(key: str, setting: Setting) -> dict[str, Any]:
    """Return the property of the manifest that describes a setting."""
    if key == _KINDS_KEY:
        each = {"type": "boolean", "default": True}
        form: dict[str, Any] = {
            "type": "object",
            "properties": {
                kind: each | {"description": f"%setting.{key}.{kind}%"} for kind in HOVER_KINDS
            },
            "additionalProperties": False,
        }
    else:
        form = dict(setting.check.schema)
    value = default(setting)
    if value is None:
        form["type"] = [form["type"], "null"]
        if "enum" in form:
            form["enum"] = [None, *form["enum"]]
    if "enum" in form:
        words = ["null" if one is None else one for one in form["enum"]]
        form["markdownEnumDescriptions"] = [f"%setting.{key}.{word}%" for word in words]
    form |= {"default": value, "scope": setting.scope}
    return form | {"markdownDescription": f"%setting.{key}%"}


def properties(current: Mapping[str, Any]) -> dict[str, Any]:
    """Return all settings of the manifest; a new one follows its neighbour of the table."""
    result = dict(current)
    before = None
    for key, setting in shown_settings().items():
        if setting.scope is None:
            continue
        name = f"docs-lsp.{key}"
        if name not in result and before is not None:
            at = list(result).index(before) + 1
            result = dict([*list(result.items())[:at], (name, None), *list(result.items())[at:]])
        result[name] = schema(key, setting)
        before = name
    return result


def texts(current: Mapping[str, str]) -> dict[str, str]:
    """Return all texts of the extension, with the current descriptions of the settings."""
    result = dict(current)
    for key, setting in shown_settings().items():
        if setting.scope is not None:
            result[f"setting.{key}"] = setting.text
    for kind in HOVER_KINDS:
        result[f"setting.{_KINDS_KEY}.{kind}"] = TABLE[f"{_KINDS_KEY}.{kind}"].text
    return result


def spaced(value: object) -> str:
    """Return JSON on one line, with spaces inside its brackets, as in the rest of the manifest."""
    if isinstance(value, dict) and value:
        return (
            f"{{ {', '.join(f'{json.dumps(key)}: {spaced(one)}' for key, one in value.items())} }}"
        )
    if isinstance(value, list) and value:
        return f"[ {', '.join(map(spaced, value))} ]"
    return json.dumps(value, ensure_ascii=False)


def generated() -> dict[Path, str]:
    """Return the files that contain settings, by path, as they should be."""
    manifest = MANIFEST.read_text("utf-8")
    current = json.loads(manifest)["contributes"]["configuration"]["properties"]
    lines = [
        f"        {json.dumps(name)}: {spaced(one)}" for name, one in properties(current).items()
    ]
    block = ",\n".join(lines) + "\n"
    named = json.dumps(texts(json.loads(TEXTS.read_text("utf-8"))), ensure_ascii=False, indent=2)
    return {
        README: _TABLE.sub(lambda _: table(), README.read_text("utf-8")),
        MANIFEST: _PROPERTIES.sub(lambda _: block, manifest),
        TEXTS: named + "\n",
    }


if __name__ == "__main__":
    for path, text in generated().items():
        path.write_text(text, "utf-8", newline="\n")
