// The docs panel: a tab beside the code, a view in the side bar, and the choice between them.
import * as vscode from "vscode";
import type { Target } from "./history.js";
import type { PageEntry } from "./page.js";
import { Reader } from "./reader.js";
import type { Server } from "./server.js";

const TAB = "docs-lsp.panel";
const VIEW = "docs-lsp.view";

export interface Showing {
  /** In a tab beside the code, even where the view in the side bar is open. */
  readonly beside?: boolean;
  readonly preserveFocus?: boolean;
}

interface Tab {
  readonly panel: vscode.WebviewPanel;
  readonly reader: Reader;
}

interface View {
  readonly view: vscode.WebviewView;
  readonly reader: Reader;
}

export class Panel implements vscode.Disposable, vscode.WebviewPanelSerializer, vscode.WebviewViewProvider {
  #tab: Tab | undefined;
  #view: View | undefined;
  /** During a preview: its reader, and the tab that was opened for it, if any. */
  #preview: { readonly reader: Reader; readonly tab?: Tab } | undefined;
  readonly #registrations: vscode.Disposable;
  readonly #onDidShow = new vscode.EventEmitter<void>();
  /** The view in the side bar has become visible. */
  readonly onDidShow = this.#onDidShow.event;

  constructor(private readonly server: Server, private readonly extension: vscode.Uri) {
    this.#registrations = vscode.Disposable.from(
      vscode.window.registerWebviewPanelSerializer(TAB, this),
      vscode.window.registerWebviewViewProvider(VIEW, this),
    );
  }

  /** Opens an entry; a tab that was opened for a preview is kept. */
  async show(target: Target, showing: Showing = {}): Promise<void> {
    await this.#reveal(showing).show(target);
  }

  /** The same for a finished answer. */
  display(entry: PageEntry, showing: Showing = {}): void {
    this.#reveal(showing).display(entry);
  }

  /** Previews an entry: the code keeps the focus, and the history does not change. */
  async preview(target: Target): Promise<void> {
    if (this.#preview === undefined) {
      const reader = this.visibleReader();
      const tab = reader === undefined ? this.#open(true) : undefined;
      const shown = reader ?? tab?.reader;
      this.#preview = shown && { reader: shown, ...(tab && { tab }) };
    }
    await this.#preview?.reader.preview(target);
  }

  /** Says in the preview, if one is open, that a query finds nothing. */
  previewNothing(query: string): void {
    this.#preview?.reader.previewNothing(query);
  }

  /** Restores what was shown before the first preview: an entry, or no panel. */
  async endPreview(): Promise<void> {
    const preview = this.#preview;
    this.#preview = undefined;
    if (preview?.tab !== undefined) {
      preview.tab.panel.dispose();
    } else {
      await preview?.reader.endPreview();
    }
  }

  /** The reader that is visible right now, if any. */
  visibleReader(): Reader | undefined {
    return this.#view?.view.visible === true ? this.#view.reader
      : this.#tab?.panel.visible === true ? this.#tab.reader : undefined;
  }

  #reveal({ beside = false, preserveFocus = false }: Showing): Reader {
    const opened = this.#preview?.tab;
    this.#preview = undefined;
    if (opened !== undefined) {
      this.#tab?.panel.dispose();
      this.#tab = opened;
    }
    if (!beside && opened === undefined && this.#view?.view.visible === true) {
      this.#view.view.show(preserveFocus);
      return this.#view.reader;
    }
    this.#tab ??= this.#open(vscode.window.tabGroups.activeTabGroup.activeTab !== undefined);
    this.#tab.panel.reveal(undefined, preserveFocus);
    return this.#tab.reader;
  }

  #open(beside: boolean): Tab {
    const viewColumn = beside ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    const place = { viewColumn, preserveFocus: true };
    return this.#adopt(vscode.window.createWebviewPanel(TAB, "Python Docs", place, { enableFindWidget: true }));
  }

  #adopt(panel: vscode.WebviewPanel, kept?: unknown): Tab {
    const icon = (theme: string) => vscode.Uri.joinPath(this.extension, "images", `panel-${theme}.svg`);
    panel.iconPath = { light: icon("light"), dark: icon("dark") };
    const onTitle = (title: string) => { panel.title = title; };
    const tab = { panel, reader: new Reader(this.server, panel.webview, "tab", this.extension, onTitle, kept) };
    panel.onDidDispose(() => {
      this.#tab = this.#tab === tab ? undefined : this.#tab;
      this.#preview = this.#preview?.tab === tab ? undefined : this.#preview;
    });
    return tab;
  }

  /** After a reload of the window, the editor returns its tab. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel, kept: unknown): Promise<void> {
    this.#tab?.panel.dispose();
    this.#tab = this.#adopt(panel, kept);
    return Promise.resolve();
  }

  resolveWebviewView(view: vscode.WebviewView, { state }: vscode.WebviewViewResolveContext): void {
    const onTitle = (title: string) => { view.description = title; };
    this.#view = { view, reader: new Reader(this.server, view.webview, "view", this.extension, onTitle, state) };
    view.onDidChangeVisibility(() => { this.#shown(view); });
    view.onDidDispose(() => { this.#view = undefined; });
    this.#shown(view);
  }

  #shown(view: vscode.WebviewView): void {
    if (view.visible) {
      this.#onDidShow.fire();
    }
  }

  dispose(): void {
    this.#onDidShow.dispose();
    this.#registrations.dispose();
    this.#tab?.panel.dispose();
  }
}
