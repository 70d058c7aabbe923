#!/usr/bin/env bash
# Expected: each completion item has a `textEdit` with a range of its own, and the item that is accepted replaces
# that range, as in other clients.
# Seen: CodeMirror's client takes the range of the first item of the list for all. What does not begin like the text
# in it is not offered, and an accepted item replaces it: `tea.po` becomes `tea.tea.pot`. Both depend on the order
# in which the server happens to list the items, which the protocol gives no meaning.
# Versions: @codemirror/lsp-client 6.3.0 (autocomplete 6.20.4, view 6.43.15), jsdom 26.1.0, Node 20. Date: 2026-11-29.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund "@codemirror/lsp-client@6.3.0" "@codemirror/autocomplete@6.20.4" "@codemirror/view@6.43.15" "jsdom@26.1.0" >/dev/null 2>&1
cat > accept.mjs <<'JS'
import { readFileSync } from "fs";
import { JSDOM } from "jsdom";
const { window } = new JSDOM("<body></body>", { pretendToBeVisual: true });
window.Range.prototype.getClientRects = () => [];
for (const name of ["document", "Window", "MutationObserver", "HTMLElement", "Node", "getComputedStyle", "requestAnimationFrame", "cancelAnimationFrame"])
  globalThis[name] = window[name];
globalThis.window = window;
const { LSPClient, serverCompletion } = await import("@codemirror/lsp-client");
const { EditorView } = await import("@codemirror/view");
const { startCompletion, acceptCompletion, completionStatus, currentCompletions, setSelectedCompletion } = await import("@codemirror/autocomplete");

const TEXT = "tea.po";
const item = (newText, from) =>
  ({ label: newText, textEdit: { newText, range: { start: { line: 0, character: from }, end: { line: 0, character: TEXT.length } } } });
const WHOLE = item("tea.pot", 0), LAST = item("pour", 4);

let listed = [];
const handlers = new Set();
const client = new LSPClient().connect({
  send(text) {
    const { id, method } = JSON.parse(text);
    const results = { initialize: { capabilities: { completionProvider: {}, textDocumentSync: 2 } }, "textDocument/completion": listed };
    const answer = JSON.stringify({ jsonrpc: "2.0", id, result: results[method] ?? null });
    if (id !== undefined) setTimeout(() => handlers.forEach((handler) => handler(answer)));
  },
  subscribe: (handler) => handlers.add(handler),
  unsubscribe: (handler) => handlers.delete(handler),
});
await client.initializing;

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
async function accepted(items, label) {
  listed = items;
  const extensions = [serverCompletion({ override: true }), client.plugin(`file:///${Math.random()}.py`)];
  const view = new EditorView({ doc: TEXT, selection: { anchor: TEXT.length }, extensions, parent: document.body });
  startCompletion(view);
  while (completionStatus(view.state) !== "active") await pause(20);
  const place = currentCompletions(view.state).findIndex((one) => one.label === label);
  if (place >= 0) {
    view.dispatch({ effects: setSelectedCompletion(place) });
    await pause(200); // a list takes no keys in its first moments
    acceptCompletion(view);
  }
  const text = view.state.doc.toString();
  view.destroy();
  return place < 0 ? "not offered" : text;
}

const version = (name) => JSON.parse(readFileSync(`node_modules/@codemirror/${name}/package.json`)).version;
for (const name of ["lsp-client", "autocomplete", "view"]) console.log(name, version(name));
const cases = [
  ["alone              ", [WHOLE], WHOLE, "tea.pot"],
  ["alone              ", [LAST], LAST, "tea.pour"],
  ["[tea.pot, pour]    ", [WHOLE, LAST], WHOLE, "tea.pot"],
  ["[tea.pot, pour]    ", [WHOLE, LAST], LAST, "not offered"],
  ["[pour, tea.pot]    ", [LAST, WHOLE], WHOLE, "tea.tea.pot"],
  ["[pour, tea.pot]    ", [LAST, WHOLE], LAST, "tea.pour"],
];
for (const [name, items, chosen, seen] of cases) {
  const text = await accepted(items, chosen.label);
  console.log(name, "accept", chosen.label.padEnd(8), "->", text);
  if (text !== seen) throw new Error(`changed: ${seen} before`);
}
process.exit(0);
JS
timeout 60 node accept.mjs
