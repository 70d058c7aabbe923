// The search palette: rows appear while the user types, in the server's order.
import * as vscode from "vscode";
import { Later } from "./later.js";
import { Newest } from "./newest.js";
import { hostOf } from "./online.js";
import { rowOf, startText, type Row, type SearchItem } from "./rows.js";
import { Scene } from "./scene.js";
import { setting } from "./settings.js";

/** Where entries are read. */
export interface DocsView {
  /** Previews an entry: it does not count as read, and the focus stays. */
  preview(item: SearchItem): Promise<void>;
  /** Restores what was shown before the first preview. */
  endPreview(): Promise<void>;
  show(item: SearchItem, options: { beside?: boolean; preserveFocus?: boolean }): Promise<void>;
}

/** Asks the server for the rows of a query; undefined where none runs. */
export type Search = (query: string, signal: AbortSignal) => Promise<readonly SearchItem[] | undefined>;

type Pick = Row & vscode.QuickPickItem;
export type Action = "openBeside" | "openInBrowser" | "copyLink" | "insertName";

const TYPED_AFTER = 20; // milliseconds: while the user types, the rows come first
const OPEN = "docs-lsp.paletteIsOpen"; // the context in which the keys of the actions are active

export class Palette {
  /** The palette that is open, for the keys of its actions. */
  static current: Palette | undefined;

  readonly #pick = vscode.window.createQuickPick<Pick>();
  readonly #scene = new Scene();
  readonly #previews = new Later(TYPED_AFTER);
  readonly #newest: Newest<string, readonly SearchItem[] | undefined>;
  readonly #start: Start;
  #shown: string | undefined; // the query whose rows are shown
  #isNew = true; // the user has not moved among these rows yet
  #isChosen = false; // what is shown is to stay
  #isWaiting = false; // Enter was pressed before the rows arrived

  constructor(search: Search, private readonly view: DocsView) {
    this.#newest = new Newest(search, (items, query) => { this.#show(items, query); });
    this.#start = startOf(this.#scene.editor);
    this.#pick.placeholder = vscode.l10n.t("Search the Python documentation");
    keepOrder(this.#pick);
    this.#pick.onDidChangeValue((value) => { this.#search(value); });
    this.#pick.onDidChangeActive(([row]) => { this.#preview(row); });
    this.#pick.onDidTriggerItemButton(({ button, item }) => { void this.#act((button as Button).action, item.item); });
    this.#pick.onDidAccept(() => { void this.#accept(); });
    this.#pick.onDidHide(() => { void this.#end(); });
  }

  /** Opens with the selection or the word under the cursor as start text, ready to be typed over. */
  open(): void {
    Palette.current = this;
    void vscode.commands.executeCommand("setContext", OPEN, true);
    this.#pick.value = this.#start.text;
    this.#pick.show();
    this.#search(this.#pick.value);
  }

  /** Runs the action of a button on the active row. */
  act(action: Action): void {
    const row = this.#pick.activeItems[0];
    if (row !== undefined) {
      void this.#act(action, row.item);
    }
  }

  #search(query: string): void {
    this.#pick.busy = true;
    this.#newest.next(query).catch((error: unknown) => { this.#say(String(error)); });
  }

  #show(items: readonly SearchItem[] | undefined, query: string): void {
    if (items === undefined) {
      this.#say(vscode.l10n.t("The documentation server does not run; see its status."));
      return;
    }
    this.#isNew = true;
    this.#pick.items = items.map((item) => ({
      ...rowOf(item, vscode.l10n.t), alwaysShow: true, buttons: buttonsOf(item, this.#scene.editor !== undefined),
    }));
    this.#say(undefined);
    this.#shown = query;
    if (this.#isWaiting) {
      void this.#accept();
    }
  }

  #say(message: string | undefined): void {
    this.#pick.busy = false;
    this.#pick.title = message;
  }

  /** An empty query previews nothing, so that an empty palette opens no tab. */
  #preview(row: Pick | undefined): void {
    const isWanted = setting<boolean>("search.preview", true);
    if (isWanted && row !== undefined && (this.#pick.value !== "" || row !== this.#pick.items[0])) {
      this.#previews.run(() => this.view.preview(row.item), this.#isNew ? TYPED_AFTER : 0);
    }
    this.#isNew = false;
  }

  async #accept(): Promise<void> {
    this.#isWaiting = this.#shown !== this.#pick.value;
    const row = this.#pick.activeItems[0];
    if (!this.#isWaiting && row !== undefined) {
      await this.#keep(() => this.view.show(row.item, { preserveFocus: true }));
    }
  }

  async #act(action: Action, item: SearchItem): Promise<void> {
    switch (action) {
      case "openBeside":
        return this.#keep(() => this.view.show(item, { beside: true, preserveFocus: true }));
      case "openInBrowser":
        if (hostOf(item.url) === undefined) return;
        await vscode.env.openExternal(vscode.Uri.parse(item.url));
        return;
      case "copyLink":
        if (hostOf(item.url) === undefined) return;
        await vscode.env.clipboard.writeText(item.url);
        vscode.window.setStatusBarMessage(vscode.l10n.t("Copied {0}", item.url), 3000);
        return;
      case "insertName":
        this.#pick.hide();
        await this.#scene.editor?.edit((edit) => { edit.replace(this.#start.range, item.name); });
    }
  }

  /** Closes the palette and keeps the entry open. */
  async #keep(show: () => Promise<void>): Promise<void> {
    this.#isChosen = true;
    await this.#previews.cancel();
    this.#pick.hide();
    await show();
  }

  async #end(): Promise<void> {
    Palette.current = undefined;
    void vscode.commands.executeCommand("setContext", OPEN, false);
    this.#newest.cancel();
    this.#pick.dispose();
    await this.#previews.cancel();
    if (!this.#isChosen) {
      await this.view.endPreview();
      await this.#scene.restore();
    }
  }
}

interface Button extends vscode.QuickInputButton {
  readonly action: Action;
}

const ONLINE: readonly Action[] = ["openInBrowser", "copyLink"];
const BUTTONS: readonly Button[] = [
  button("openBeside", "split-horizontal", vscode.l10n.t("Open beside")),
  button("openInBrowser", "globe", vscode.l10n.t("Open in browser")),
  button("copyLink", "link", vscode.l10n.t("Copy link")),
  button("insertName", "insert", vscode.l10n.t("Insert name")),
];

/** The buttons of an item: those for an online address only if it has one, and one for an editor only beside one. */
function buttonsOf(item: SearchItem, hasEditor: boolean): readonly Button[] {
  const isOnline = hostOf(item.url) !== undefined;
  return BUTTONS.filter(({ action }) => (isOnline || !ONLINE.includes(action)) && (hasEditor || action !== "insertName"));
}

function button(action: Action, icon: string, tooltip: string): Button {
  return { action, iconPath: new vscode.ThemeIcon(icon), tooltip };
}

/** A QuickPick sorts by label by default; the switch is missing from the types, but works. */
function keepOrder(pick: vscode.QuickPick<Pick>): void {
  (pick as unknown as { sortByLabel: boolean }).sortByLabel = false;
  pick.matchOnDetail = true;
}

/** The initial query, and its range in the code, which an inserted name replaces. */
interface Start {
  readonly text: string;
  readonly range: vscode.Range;
}

function startOf(editor: vscode.TextEditor | undefined): Start {
  if (editor === undefined) {
    return { text: "", range: new vscode.Range(0, 0, 0, 0) };
  }
  const { document, selection } = editor;
  const word = selection.isEmpty ? document.getWordRangeAtPosition(selection.active) : undefined;
  const range = word ?? selection;
  return { text: document.languageId === "python" ? startText(document.getText(range)) : "", range };
}
