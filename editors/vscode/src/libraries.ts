// The documentation of the project's libraries: how much there is, and fetching what is missing when asked to.
import * as vscode from "vscode";
import { documented, fetchable, missingRows, planRows, type Covered, type Planned } from "./coverage.js";
import type { Server } from "./server.js";
import { setting } from "./settings.js";

const COMMAND = "docs-lsp.buildLibraries"; // of the server
const LOOKS = 10; // until a new docset is counted, half a second each

interface Built {
  readonly done: boolean;
  readonly plan: Planned[] | null;
  readonly message: string | null;
}

/** Returns what tells the server whose project is meant: that of the file in the editor, else the first one. */
function ofActiveFile(): object {
  const document = vscode.window.activeTextEditor?.document;
  return document?.uri.scheme === "file" ? { textDocument: { uri: document.uri.toString() } } : {};
}

export class Libraries {
  constructor(private readonly server: Server) {}

  /** Says in the status how many libraries have documentation, and returns them; in no untrusted workspace, and not where it is switched off. */
  async look(place = ofActiveFile()): Promise<Covered[]> {
    const found = await this.#libraries(place);
    if (found.length === 0) {
      this.server.libraries.hide();
    } else {
      this.server.libraries.show(documented(found), found.length);
    }
    return found;
  }

  /** Shows what would be fetched from where, and fetches what is chosen of it. */
  async fetch(): Promise<void> {
    if (!vscode.workspace.isTrusted) {
      void vscode.window.showInformationMessage(vscode.l10n.t("The libraries of a workspace are looked at once you trust it."));
      return;
    }
    const place = ofActiveFile();
    const libraries = await this.#libraries(place);
    const planned = await this.#run({ plan: true, ...place });
    const plan = planned?.plan ?? [];
    if (planned === undefined || plan.length === 0) {
      this.#warn(planned?.message);
      return;
    }
    const rows: vscode.QuickPickItem[] = planRows(plan, libraries);
    const without: vscode.QuickPickItem[] = missingRows(plan);
    const separator = { label: vscode.l10n.t("without documentation"), kind: vscode.QuickPickItemKind.Separator };
    const placeHolder = rows.length === 0
      ? vscode.l10n.t("None of the project's libraries has documentation online")
      : vscode.l10n.t("Documentation to fetch; the versions nearest to what is installed");
    const chosen = await vscode.window.showQuickPick([...rows, separator, ...without], { canPickMany: true, placeHolder, matchOnDetail: true });
    const names = fetchable((chosen ?? []).map((one) => one.label), plan);
    if (names.length === 0) {
      return;
    }
    const built = await this.#run({ names, ...place });
    if (built?.done === false) {
      this.#warn(built.message);
    }
    const isCounted = (found: readonly Covered[]) => names.every((name) => found.some((one) => one.name === name && one.docset !== null));
    for (let look = 0; !isCounted(await this.look(place)) && look < LOOKS; look += 1) { // the server looks for changes at most once a second
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }

  /** Runs the server's command behind a notification that can be cancelled. */
  #run(params: object): Thenable<Built | undefined> {
    const title = vscode.l10n.t("Documentation of the project's libraries");
    const place = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    return vscode.window.withProgress(place, async (progress, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => {
        void this.server.cancelReported().then((isCancelled) => { if (!isCancelled) { stop.abort(); } });
      });
      let shown = 0; // percent
      this.server.progress = ({ message, percentage = shown }) => {
        progress.report({ ...(message !== undefined && { message }), increment: Math.max(0, percentage - shown) });
        shown = Math.max(shown, percentage);
      };
      try {
        return await this.server.request<Built>("workspace/executeCommand", { command: COMMAND, arguments: [params] }, stop.signal);
      } catch (error) {
        return stop.signal.aborted ? undefined : { done: false, plan: null, message: String(error) };
      } finally {
        this.server.progress = undefined;
      }
    });
  }

  #warn(message: string | null | undefined): void {
    if (message !== null && message !== undefined && !message.includes("interrupted")) {
      void vscode.window.showWarningMessage(message.slice(0, 500));
    }
  }

  async #libraries(place: object): Promise<Covered[]> {
    const mayLook = vscode.workspace.isTrusted && setting<boolean>("libraries.offer", true);
    if (!mayLook) {
      return [];
    }
    return (await this.server.request<{ items: Covered[] }>("docsLsp/libraries", place))?.items ?? [];
  }
}
