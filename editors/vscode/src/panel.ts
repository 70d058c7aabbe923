// The docs panel: one tab beside the code, used again for every entry.
import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { Newest } from "./newest.js";
import { pageOf, type PageEntry } from "./page.js";
import type { Server } from "./server.js";

/** What of an entry `docsLsp/entry` finds it by; a row of a search is one too. */
export interface Target {
  readonly docset?: string | undefined;
  readonly anchor?: string | undefined;
  readonly name?: string | undefined;
}

export interface Showing {
  /** In a new column beside the code, not over it. */
  readonly beside?: boolean;
  readonly preserveFocus?: boolean;
}

interface Question {
  readonly target: Target;
  readonly preview: boolean;
}

export class Panel implements vscode.Disposable {
  #panel: vscode.WebviewPanel | undefined;
  #shown: Target | undefined;
  /** While a preview is seen: what stood there before, if anything did. */
  #before: { readonly target: Target | undefined } | undefined;
  readonly #newest: Newest<Question, PageEntry | null | undefined>;

  constructor(private readonly server: Server) {
    this.#newest = new Newest(
      ({ target: { anchor, docset, name }, preview }, signal) =>
        this.server.request<PageEntry | null>("docsLsp/entry", { anchor, docset, name, preview }, signal),
      (entry, { target, preview }) => { this.#fill(entry, target, preview); },
    );
  }

  /** Shows an entry, to be read; a preview that stands there is kept. */
  async show(target: Target, { beside = true, preserveFocus = false }: Showing = {}): Promise<void> {
    this.#before = undefined;
    const panel = this.#panel ?? this.#open(beside);
    panel.reveal(undefined, preserveFocus);
    await this.#newest.next({ target, preview: false });
  }

  /** Shows an entry in passing: beside the code, which keeps the focus, and in no history. */
  async preview(target: Target): Promise<void> {
    this.#before ??= { target: this.#panel && this.#shown };
    const panel = this.#panel ?? this.#open(true);
    panel.reveal(undefined, true);
    await this.#newest.next({ target, preview: true });
  }

  /** Puts back what stood there before the first preview: an entry, or no panel at all. */
  async endPreview(): Promise<void> {
    const before = this.#before;
    if (before === undefined) {
      return;
    }
    this.#before = undefined;
    this.#newest.cancel();
    if (before.target === undefined) {
      this.#panel?.dispose();
    } else {
      await this.#newest.next({ target: before.target, preview: true });
    }
  }

  #fill(entry: PageEntry | null | undefined, target: Target, preview: boolean): void {
    if (entry === undefined || entry === null || this.#panel === undefined) {
      return;
    }
    if (!preview) {
      this.#shown = target;
    }
    this.#panel.title = entry.name;
    this.#panel.webview.html = pageOf(entry, randomBytes(16).toString("hex"));
  }

  #open(beside: boolean): vscode.WebviewPanel {
    const viewColumn = beside ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    const panel = vscode.window.createWebviewPanel("docs-lsp.panel", "Python Docs", { viewColumn, preserveFocus: true }, {
      enableScripts: false, enableFindWidget: true, localResourceRoots: [],
    });
    panel.onDidDispose(() => {
      this.#panel = undefined;
      this.#shown = undefined;
      this.#before = undefined;
    });
    this.#panel = panel;
    return panel;
  }

  dispose(): void {
    this.#panel?.dispose();
  }
}
