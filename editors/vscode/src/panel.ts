// The docs panel: one tab beside the code, used again for every entry.
import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { pageOf, type PageEntry } from "./page.js";
import type { SearchItem } from "./rows.js";
import type { Server } from "./server.js";

export class Panel implements vscode.Disposable {
  #panel: vscode.WebviewPanel | undefined;

  constructor(private readonly server: Server) {}

  /** Shows an entry beside the code, which keeps the focus. */
  async show(item: Pick<SearchItem, "anchor" | "docset" | "name">): Promise<void> {
    const { anchor, docset, name } = item;
    const entry = await this.server.request<PageEntry | null>("docsLsp/entry", { anchor, docset, name });
    if (entry === undefined || entry === null) {
      return;
    }
    const panel = this.#panel ?? this.#open();
    panel.title = entry.name;
    panel.webview.html = pageOf(entry, randomBytes(16).toString("hex"));
    panel.reveal(undefined, true);
  }

  #open(): vscode.WebviewPanel {
    const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const panel = vscode.window.createWebviewPanel("docs-lsp.panel", "Python Docs", place, {
      enableScripts: false, enableFindWidget: true, localResourceRoots: [],
    });
    panel.onDidDispose(() => { this.#panel = undefined; });
    this.#panel = panel;
    return panel;
  }

  dispose(): void {
    this.#panel?.dispose();
  }
}
