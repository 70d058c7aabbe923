// An untrusted workspace, full of files that ask to be run.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";

/** Returns the files of such a workspace: whatever of them runs writes the file *mark*. */
export function hostileFiles(code, mark) {
  const module = `open(${JSON.stringify(mark)}, "w").close()\n`;
  const modules = Object.fromEntries(["parser", "docs_lsp", "sqlalchemy", "sitecustomize"].map((name) => [`${name}.py`, module]));
  const settings = {
    "docs-lsp.path": ["./python"], "docs-lsp.interpreter": "./python", "docs-lsp.importStrategy": "fromEnvironment",
  };
  return { ...modules, "app.py": code, "python": `#!/bin/sh\ntouch ${mark}\n`, ".vscode/settings.json": JSON.stringify(settings) };
}

/** The bundled server answers there, and nothing of the workspace runs. */
export async function untrusted(window, place, mark) {
  fs.chmodSync(path.join(place, "python"), 0o755);
  await window.openFile("app.py");
  await window.goto(5, 14);
  await window.hover("Join one or more");
  assert.ok(!fs.existsSync(mark), "code of an untrusted workspace ran");
}
