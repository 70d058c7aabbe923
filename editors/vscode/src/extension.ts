// The extension's entry point; the logic is in the server.
import * as vscode from "vscode";
import { openInBrowser } from "./browser.js";
import { openDebugInformation } from "./debug.js";
import { Docs } from "./docs.js";
import { Follower, openPlace, placeIn, showSymbol } from "./follow.js";
import { Palette, type Action, type Source } from "./palette.js";
import { Panel } from "./panel.js";
import { Libraries } from "./libraries.js";
import type { Found, SearchItem } from "./rows.js";
import { Server } from "./server.js";
import { SECTION, setting, STARTING } from "./settings.js";

const ACTIONS: readonly Action[] = ["openBeside", "openInBrowser", "copyLink", "insertName"];

let server: Server | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const running = new Server(context.extensionUri);
  server = running;
  const panel = new Panel(running, context.extensionUri);
  const follower = new Follower(panel, context.workspaceState);
  const docs = new Docs(running, context.globalState);
  const libraries = new Libraries(running);
  const command = (name: string, run: (...given: never[]) => unknown) => vscode.commands.registerCommand(`${SECTION}.${name}`, run);
  context.subscriptions.push(
    panel,
    follower,
    command("search", () => { void new Palette(sourceOf(running), panel).open(); }),
    ...ACTIONS.map((action) => command(`palette.${action}`, () => { Palette.current?.act(action); })),
    command("show", (item: SearchItem) => panel.show(item, { preserveFocus: true })),
    command("openPlace", (place: object) => openPlace(running, panel, place)),
    command("showSymbol", () => showSymbol(running, panel)),
    command("follow", () => follower.set(true)),
    command("unfollow", () => follower.set(false)),
    command("openInBrowser", () => openInBrowser(running)),
    command("chooseVersion", () => docs.chooseVersion()),
    command("build", () => docs.update().then(async () => { await libraries.look(); })),
    command("fetchLibraries", () => libraries.fetch()),
    command("restart", () => running.restart()),
    command("showServerLogs", () => { running.output.show(true); }),
    command("showTrace", () => { running.trace.show(true); }),
    command("openDebugInformation", () => openDebugInformation(running, context.extension)),
    running.onStarted(() => { void lookAt(docs, libraries); }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => running.restart()),
    vscode.window.onDidChangeActiveTextEditor((editor) => { // which may be of another project
      if (editor?.document.languageId === "python" && editor.document.uri.scheme === "file") { void libraries.look(); }
    }),
    vscode.extensions.onDidChange(() => running.settingsChanged()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (STARTING.some((name) => change.affectsConfiguration(name))) {
        void running.restart();
      } else if (change.affectsConfiguration(SECTION)) {
        void running.settingsChanged().then(() => lookAt(docs, libraries));
      }
    }),
  );
  void running.restart();
}

/** Looks at the documentation that there is: at that of libraries at once, as a question about Python's may stay unanswered. */
async function lookAt(docs: Docs, libraries: Libraries): Promise<void> {
  await Promise.all([libraries.look(), docs.look()]);
  await libraries.look();
}

/** Returns the queries of the palette, with as many rows as the settings say by then. */
function sourceOf(server: Server): Source {
  return {
    search: (query, signal) => {
      const uri = vscode.window.activeTextEditor?.document.uri.toString(); // its project, and what it imports
      const place = uri === undefined ? {} : { textDocument: { uri } };
      return server.request<Found>("docsLsp/search", { query, limit: setting("search.limit", 50), ...place }, signal);
    },
    nameAt: async (document, position) =>
      (await server.request<{ name: string } | null>("docsLsp/entry", { ...placeIn(document, position), preview: true }))?.name,
  };
}

export async function deactivate(): Promise<void> {
  await server?.dispose();
}
