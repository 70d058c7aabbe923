// What the editor calls: everything clever is in the server.
import * as vscode from "vscode";
import { Follower, showSymbol } from "./follow.js";
import { Palette, type Action, type Search } from "./palette.js";
import { Panel } from "./panel.js";
import type { SearchItem } from "./rows.js";
import { Server } from "./server.js";

// A change of these means another process; all else the server takes up while it runs.
const STARTING = ["docs-lsp.path", "docs-lsp.interpreter", "docs-lsp.importStrategy"];

const ACTIONS: readonly Action[] = ["openBeside", "openInBrowser", "copyLink", "insertName"];

let server: Server | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const running = new Server(context.extensionUri);
  server = running;
  const panel = new Panel(running, context.extensionUri);
  const follower = new Follower(panel, context.workspaceState);
  context.subscriptions.push(
    panel,
    follower,
    vscode.commands.registerCommand("docs-lsp.search", () => { new Palette(searchOf(running), panel).open(); }),
    ...ACTIONS.map((action) =>
      vscode.commands.registerCommand(`docs-lsp.palette.${action}`, () => { Palette.current?.act(action); })),
    vscode.commands.registerCommand("docs-lsp.show", (item: SearchItem) => panel.show(item, { preserveFocus: true })),
    vscode.commands.registerCommand("docs-lsp.showSymbol", () => showSymbol(running, panel)),
    vscode.commands.registerCommand("docs-lsp.follow", () => follower.set(true)),
    vscode.commands.registerCommand("docs-lsp.unfollow", () => follower.set(false)),
    vscode.commands.registerCommand("docs-lsp.restart", () => running.restart()),
    vscode.commands.registerCommand("docs-lsp.showServerLogs", () => { running.showLogs(); }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => running.restart()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (STARTING.some((setting) => change.affectsConfiguration(setting))) {
        void running.restart();
      } else if (change.affectsConfiguration("docs-lsp")) {
        void running.settingsChanged();
      }
    }),
  );
  void running.restart();
}

/** Returns the search of the palette, with as many rows as the settings say by then. */
function searchOf(server: Server): Search {
  return async (query, signal) => {
    const limit = vscode.workspace.getConfiguration("docs-lsp").get("search.limit", 50);
    return (await server.request<{ items: SearchItem[] }>("docsLsp/search", { query, limit }, signal))?.items;
  };
}

export async function deactivate(): Promise<void> {
  await server?.dispose();
}
