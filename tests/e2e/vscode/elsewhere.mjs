// Places that are no file of a folder on this machine, and code that another extension speaks of too.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { typed } from "./palette.mjs";
import { until } from "./workbench.mjs";

const NEIGHBOUR = path.join(import.meta.dirname, "neighbour");

/** A notebook whose second cell uses what the first one imports. */
export const NOTEBOOK = JSON.stringify({
  cells: ["import os.path", "# first this\np = os.path.join('a', 'b')"].map((source) =>
    ({ cell_type: "code", execution_count: null, metadata: {}, outputs: [], source })),
  metadata: { language_info: { name: "python" } }, nbformat: 4, nbformat_minor: 5,
});

/** Installs the neighbour among the extensions, without a package of its own. */
export function withNeighbour(extensions) {
  const { publisher, name, version } = JSON.parse(fs.readFileSync(path.join(NEIGHBOUR, "package.json"), "utf8"));
  const id = `${publisher}.${name}`;
  const folder = path.join(extensions, `${id}-${version}`);
  fs.cpSync(NEIGHBOUR, folder, { recursive: true });
  const list = path.join(extensions, "extensions.json");
  const installed = JSON.parse(fs.readFileSync(list, "utf8"));
  const location = { $mid: 1, path: folder, scheme: "file" };
  fs.writeFileSync(list, JSON.stringify([...installed, { identifier: { id }, version, location, relativeLocation: path.basename(folder) }]));
}

/** Both hovers are shown, ours once. */
export async function besideAnother(window) {
  await window.openFile("app.py");
  await window.goto(4, 12);
  await window.hover("said by the neighbour");
  const said = await window.hover("sorted list");
  assert.match(said, /said by the neighbour/);
  assert.equal(said.match(/Return a new sorted list/g)?.length, 1);
}

/** A cell knows what the cells before it import. */
export async function inANotebook(window, shot) {
  await window.openFile("cells.ipynb");
  const line = window.page.locator(".notebookOverlay .cell .view-line", { hasText: "os.path.join" });
  await line.waitFor();
  const name = line.locator("span", { hasText: /^join$|os\.path\.join/ }).last();
  const box = window.page.locator(".monaco-hover:not(.hidden)", { hasText: "Join one or more" }).first();
  await until("a hover in a cell", async () => {
    await window.page.mouse.move(0, 0);
    await name.hover({ position: { x: 90, y: 8 } });
    return box.waitFor({ timeout: 3000 }).then(() => true, () => false);
  });
  await shot("notebook");
  await window.keyboard.press("Escape");
  await name.click({ position: { x: 90, y: 8 } });
  await window.command("Python Docs: Show Documentation for Symbol");
  await until("the panel beside the notebook", async () => /Join one or more/.test(await window.panelText()));
  assert.ok((await window.tabs()).some((tabs) => tabs.includes("*cells.ipynb")), "the notebook stays");
  await shot("notebook-panel");
}

/** In a folder that is none of this machine hover and palette are as anywhere. */
export async function inAVirtualFolder(window, order, shot) {
  await window.page.locator(".explorer-folders-view .monaco-list-row", { hasText: "far.py" }).dblclick(); // it cannot be searched
  await window.page.locator(".tab.active", { hasText: "far.py" }).waitFor();
  await window.goto(3, 14);
  assert.match(await window.hover("Join one or more"), /path segments/);
  await shot("virtual");
  await typed(window, order, () => Promise.resolve());
}
