// The search palette: rows come as one types, in the server's order.
import * as vscode from "vscode";
import { Newest } from "./newest.js";
import { rowOf, startText, type SearchItem } from "./rows.js";
import type { Server } from "./server.js";

type Pick = vscode.QuickPickItem & { readonly item: SearchItem };

interface Button extends vscode.QuickInputButton {
  readonly act: (item: SearchItem) => void;
}

const BUTTONS: readonly Button[] = [
  { iconPath: new vscode.ThemeIcon("globe"), tooltip: vscode.l10n.t("Open in browser"), act: browse },
  { iconPath: new vscode.ThemeIcon("link"), tooltip: vscode.l10n.t("Copy link"), act: (item) => { void vscode.env.clipboard.writeText(item.url); } },
  { iconPath: new vscode.ThemeIcon("insert"), tooltip: vscode.l10n.t("Insert name"), act: insert },
];

/** Opens the palette; the word under the cursor or the selection is what it begins with. */
export function openPalette(server: Server): void {
  const quickPick = vscode.window.createQuickPick<Pick>();
  quickPick.placeholder = vscode.l10n.t("Search the Python documentation");
  keepOrder(quickPick);
  const limit = vscode.workspace.getConfiguration("docs-lsp").get("search.limit", 50);
  const newest = new Newest<string, { items: SearchItem[] } | undefined>(
    (query, signal) => server.request("docsLsp/search", { query, limit }, signal),
    (answer) => {
      quickPick.items = (answer?.items ?? []).map(pickOf);
      quickPick.busy = false;
    },
  );
  const search = (query: string) => {
    quickPick.busy = true;
    newest.next(query).catch((error: unknown) => {
      quickPick.busy = false;
      quickPick.title = String(error);
    });
  };
  quickPick.onDidChangeValue(search);
  quickPick.onDidTriggerItemButton(({ button, item }) => { (button as Button).act(item.item); });
  quickPick.onDidAccept(() => {
    const chosen = quickPick.activeItems[0];
    quickPick.hide();
    if (chosen !== undefined) {
      void vscode.commands.executeCommand("docs-lsp.show", chosen.item);
    }
  });
  quickPick.onDidHide(() => {
    newest.cancel();
    quickPick.dispose();
  });
  quickPick.value = wordAtCursor();
  quickPick.show();
  search(quickPick.value);
}

function pickOf(item: SearchItem): Pick {
  return { ...rowOf(item), alwaysShow: true, buttons: BUTTONS };
}

/** A QuickPick sorts by label unless told otherwise; the switch is in no typing, but works. */
function keepOrder(quickPick: vscode.QuickPick<Pick>): void {
  (quickPick as unknown as { sortByLabel: boolean }).sortByLabel = false;
  quickPick.matchOnDetail = true;
}

function wordAtCursor(): string {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== "python") {
    return "";
  }
  const word = editor.document.getWordRangeAtPosition(editor.selection.active);
  return startText(editor.document.getText(editor.selection), word === undefined ? "" : editor.document.getText(word));
}

function browse(item: SearchItem): void {
  void vscode.env.openExternal(vscode.Uri.parse(item.url));
}

function insert(item: SearchItem): void {
  const editor = vscode.window.activeTextEditor;
  void editor?.edit((edit) => { edit.replace(editor.selection, item.name); });
}
