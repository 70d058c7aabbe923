// The search palette: rows appear while the user types, in the server's order.
import * as vscode from "vscode";
import { Later } from "./later.js";
import { Newest } from "./newest.js";
import { hostOf } from "./online.js";
import { insertion, rowsOf, startText, type Found, type Row, type SearchItem } from "./rows.js";
import { Scene } from "./scene.js";
import { setting } from "./settings.js";

/** Where entries are read. */
export interface DocsView {
  /** Previews an entry: it does not count as read, and the focus stays. */
  preview(item: SearchItem): Promise<void>;
  /** Says in an open preview that a query finds nothing. */
  previewNothing(query: string): void;
  /** Restores what was shown before the first preview. */
  endPreview(): Promise<void>;
  show(item: SearchItem, options: { beside?: boolean; preserveFocus?: boolean }): Promise<void>;
}

/** The queries to the server; undefined where none runs. */
export interface Source {
  search(query: string, signal: AbortSignal): Promise<Found | undefined>;
  /** Returns the qualified name of what a position in code refers to. */
  nameAt(document: vscode.TextDocument, position: vscode.Position): Promise<string | undefined>;
}

type Pick = Row & vscode.QuickPickItem;
export type Action = "openBeside" | "openInBrowser" | "copyLink" | "insertName";

const NAMED_AFTER = 150; // milliseconds that the palette waits for a qualified name before it opens with the word
const TYPED_AFTER = 20; // milliseconds: while the user types, the rows come first
const OPEN = "docs-lsp.paletteIsOpen"; // the context in which the keys of the actions are active

export class Palette {
  /** The palette that is open, for the keys of its actions. */
  static current: Palette | undefined;

  readonly #pick = vscode.window.createQuickPick<Pick>();
  readonly #scene = new Scene();
  readonly #previews = new Later(TYPED_AFTER);
  readonly #newest: Newest<string, Found | undefined>;
  readonly #start: Start;
  #shown: string | undefined; // the query whose rows are shown
  #isNew = true; // the user has not moved among these rows yet
  #isChosen = false; // what is shown is to stay
  #isWaiting = false; // Enter was pressed before the rows arrived

  constructor(private readonly source: Source, private readonly view: DocsView) {
    this.#newest = new Newest((query, signal) => source.search(query, signal), (found, query) => { this.#show(found, query); });
    this.#start = startOf(this.#scene.editor);
    this.#pick.placeholder = vscode.l10n.t("Search the Python documentation");
    keepOrder(this.#pick);
    this.#pick.onDidChangeValue((value) => { this.#search(value); });
    this.#pick.onDidChangeActive(([row]) => { this.#preview(row); });
    this.#pick.onDidTriggerItemButton(({ button, item }) => { void this.#act((button as Button).action, item); });
    this.#pick.onDidAccept(() => { void this.#accept(); });
    this.#pick.onDidHide(() => { void this.#end(); });
  }

  /** Opens with the selection or the qualified name under the cursor as start text, ready to be typed over. */
  async open(): Promise<void> {
    Palette.current = this;
    void vscode.commands.executeCommand("setContext", OPEN, true);
    this.#pick.value = await this.#qualified() ?? this.#start.text;
    this.#pick.show();
    this.#search(this.#pick.value);
  }

  /** The qualified name of the word under the cursor, if the server knows it soon enough. */
  async #qualified(): Promise<string | undefined> {
    const { editor } = this.#scene;
    if (editor === undefined || this.#start.text === "" || !editor.selection.isEmpty) {
      return undefined;
    }
    const late = new Promise<undefined>((resolve) => { setTimeout(() => { resolve(undefined); }, NAMED_AFTER); });
    const name = this.source.nameAt(editor.document, editor.selection.active).catch(() => undefined);
    return Promise.race([name, late]);
  }

  /** Runs the action of a button on the active row. */
  act(action: Action): void {
    const row = this.#pick.activeItems[0];
    if (row !== undefined) {
      void this.#act(action, row);
    }
  }

  #search(query: string): void {
    this.#pick.busy = true;
    this.#newest.next(query).catch((error: unknown) => { this.#say(String(error)); });
  }

  #show(found: Found | undefined, query: string): void {
    if (found === undefined) {
      this.#say(vscode.l10n.t("The documentation server does not run; see its status."));
      return;
    }
    this.#isNew = true;
    this.#pick.items = rowsOf(found, query, vscode.l10n.t).map((row) => ({
      ...row, alwaysShow: true, buttons: row.item === undefined ? [] : buttonsOf(row.item, this.#scene.editor !== undefined),
    }));
    if (found.items.length === 0 && query.trim() !== "") {
      this.#previews.drop();
      this.view.previewNothing(query);
    }
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
    const item = row?.item;
    if (this.#isChosen) {
      return; // the event of a row that was taken at once
    }
    if (isWanted && item !== undefined && (this.#pick.value !== "" || row !== this.#pick.items[0])) {
      this.#previews.run(() => this.view.preview(item), this.#isNew ? TYPED_AFTER : 0);
    }
    this.#isNew = false;
  }

  async #accept(): Promise<void> {
    this.#isWaiting = this.#shown !== this.#pick.value;
    const row = this.#pick.activeItems[0];
    if (this.#isWaiting || row === undefined) {
      return;
    }
    const { item, instead } = row;
    if (item !== undefined) {
      await this.#keep(() => this.view.show(item, { preserveFocus: true }));
    } else if (instead !== undefined) {
      this.#pick.value = instead;
      this.#search(instead);
    }
  }

  async #act(action: Action, { item }: Row): Promise<void> {
    if (item === undefined) {
      return;
    }
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
        await this.#insert(item.name);
    }
  }

  /** Replaces what the palette began with; a dotted beginning in the code is not repeated. */
  async #insert(name: string): Promise<void> {
    const { range, before } = this.#start;
    const { text, replaced } = insertion(name, before);
    const start = range.start.translate(0, -replaced);
    await this.#scene.editor?.edit((edit) => { edit.replace(new vscode.Range(start, range.end), text); });
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
const CTRL = process.platform === "darwin" ? "Cmd" : "Ctrl";
const BUTTONS: readonly Button[] = [
  button("openBeside", "split-horizontal", vscode.l10n.t("Open beside"), `${CTRL}+Enter`),
  button("openInBrowser", "globe", vscode.l10n.t("Open in browser"), `${CTRL}+Shift+Enter`),
  button("copyLink", "link", vscode.l10n.t("Copy link"), `${CTRL}+Alt+C`),
  button("insertName", "insert", vscode.l10n.t("Insert name"), "Alt+Enter"),
];

/** The buttons of an item: those for an online address only if it has one, and one for an editor only beside one. */
function buttonsOf(item: SearchItem, hasEditor: boolean): readonly Button[] {
  const isOnline = hostOf(item.url) !== undefined;
  return BUTTONS.filter(({ action }) => (isOnline || !ONLINE.includes(action)) && (hasEditor || action !== "insertName"));
}

function button(action: Action, icon: string, tooltip: string, key: string): Button {
  return { action, iconPath: new vscode.ThemeIcon(icon), tooltip: `${tooltip} (${key})` };
}

/** A QuickPick sorts by label by default; the switch is missing from the types, but works. */
function keepOrder(pick: vscode.QuickPick<Pick>): void {
  (pick as unknown as { sortByLabel: boolean }).sortByLabel = false;
  pick.matchOnDetail = true;
}

/** The initial query, its range in the code, which an inserted name replaces, and the dotted name before that. */
interface Start {
  readonly text: string;
  readonly range: vscode.Range;
  readonly before: string;
}

function startOf(editor: vscode.TextEditor | undefined): Start {
  if (editor === undefined) {
    return { text: "", range: new vscode.Range(0, 0, 0, 0), before: "" };
  }
  const { document, selection } = editor;
  const word = selection.isEmpty ? document.getWordRangeAtPosition(selection.active) : undefined;
  const range = word ?? selection;
  const line = document.lineAt(range.start).text.slice(0, range.start.character);
  const before = /(?:[\p{L}_][\p{L}\p{N}_]*\.)+$/u.exec(line)?.[0] ?? "";
  return { text: document.languageId === "python" ? startText(document.getText(range)) : "", range, before };
}
