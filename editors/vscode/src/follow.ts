// The documentation of the name under the cursor, on request or following the cursor.
import * as vscode from "vscode";
import { activeEditor } from "./editors.js";
import { Later } from "./later.js";
import type { PageEntry } from "./page.js";
import type { Panel } from "./panel.js";
import type { Server } from "./server.js";

const REST = 150; // milliseconds that a cursor rests before the panel follows it
const FOLLOWING = "docs-lsp.following"; // a context key for the menus, and the name it is remembered under

/** Shows the documentation of the name under the cursor, or says that there is none. */
export async function showSymbol(server: Server, panel: Panel): Promise<void> {
  const editor = activeEditor();
  await openPlace(server, panel, editor && placeOf(editor));
}

/** The same for any position in code: the params of `docsLsp/entry`. */
export async function openPlace(server: Server, panel: Panel, place: object | undefined): Promise<void> {
  const entry = place && await server.request<PageEntry | null>("docsLsp/entry", { ...place, around: true });
  if (entry === undefined || entry === null) {
    vscode.window.setStatusBarMessage(vscode.l10n.t("Nothing is documented here."), 5000);
  } else {
    panel.display(entry, { preserveFocus: true });
  }
}

/** Lets the panel follow the cursor while following is on, which the workspace remembers. */
export class Follower implements vscode.Disposable {
  readonly #rest = new Later(REST);
  readonly #listeners: vscode.Disposable;

  constructor(private readonly panel: Panel, private readonly memory: vscode.Memento) {
    this.#listeners = vscode.Disposable.from(
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => { this.#soon(textEditor); }),
      panel.onDidShow(() => { this.#soon(vscode.window.activeTextEditor); }),
      vscode.window.onDidChangeActiveTextEditor((editor) => { this.#soon(editor); }),
    );
    void this.set(memory.get<boolean>(FOLLOWING, false));
  }

  async set(following: boolean): Promise<void> {
    await vscode.commands.executeCommand("setContext", FOLLOWING, following);
    await this.memory.update(FOLLOWING, following);
    this.#soon(vscode.window.activeTextEditor);
  }

  #soon(editor: vscode.TextEditor | undefined): void {
    if (editor?.document.languageId === "python" && this.memory.get<boolean>(FOLLOWING, false)) {
      this.#rest.run(async () => this.panel.visibleReader()?.follow(placeOf(editor)));
    }
  }

  dispose(): void {
    void this.#rest.cancel();
    this.#listeners.dispose();
  }
}

function placeOf({ document, selection }: vscode.TextEditor): object {
  return placeIn(document, selection.active);
}

/** A position in code, as params of `docsLsp/entry`. */
export function placeIn(document: vscode.TextDocument, { line, character }: vscode.Position): object {
  return { textDocument: { uri: document.uri.toString() }, position: { line, character } };
}
