// What the editor calls: everything clever is in the server.
import * as vscode from "vscode";
import { openPalette } from "./palette.js";
import { Panel } from "./panel.js";
import type { SearchItem } from "./rows.js";
import { Server } from "./server.js";

// A change of these means another process; all else the server takes up while it runs.
const STARTING = ["docs-lsp.path", "docs-lsp.interpreter", "docs-lsp.importStrategy"];

let server: Server | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const running = new Server(context.extensionUri);
  server = running;
  const panel = new Panel(running);
  context.subscriptions.push(
    panel,
    vscode.commands.registerCommand("docs-lsp.search", () => { openPalette(running); }),
    vscode.commands.registerCommand("docs-lsp.show", (item: SearchItem) => panel.show(item, { preserveFocus: true })),
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

export async function deactivate(): Promise<void> {
  await server?.dispose();
}
