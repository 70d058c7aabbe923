// The choice of documentation: missing docsets are offered, versions chosen, docsets built.
import { basename } from "node:path";
import * as vscode from "vscode";
import { build } from "./build.js";
import type { Server } from "./server.js";
import { SECTION, setting } from "./settings.js";
import { choices, isPython, missing, type Docset } from "./versions.js";

const BUILT = "builtPaths"; // memory: which of docs-lsp.docsPaths were built
const LOOKS = 20; // until a new docset is shown, half a second each

export class Docs {
  #building: Promise<unknown> = Promise.resolve();
  readonly #declined = new Set<string>(); // until the window is closed

  constructor(private readonly server: Server, private readonly memory: vscode.Memento) {}

  /** Checks the docsets: shows them in the status, builds those in the settings, offers missing ones. */
  async look(): Promise<void> {
    this.#tell((await this.#state())?.docsets ?? []);
    await this.#buildPaths();
    const state = await this.#state();
    if (state === undefined) {
      return;
    }
    const version = missing(state.docsets, state.wanted);
    if (version !== undefined && !this.#declined.has(version) && await this.#mayBuild(version, state.docsets)) {
      await this.buildVersion(version);
    }
  }

  /** Lets the user choose the Python whose documentation is shown; builds it where it is missing. */
  async chooseVersion(): Promise<void> {
    const state = await this.#state();
    const now = setting("docsVersion", "auto");
    const auto = { label: "auto", description: vscode.l10n.t("the Python of the project, else the newest"), docset: undefined };
    const rows = [auto, ...choices(state?.docsets ?? []).map(({ version, docset }) => ({
      label: version, docset,
      description: docset === undefined ? vscode.l10n.t("to be built") : docset.shown ? vscode.l10n.t("shown now") : "",
    }))].map((row) => ({ ...row, picked: row.label === now }));
    const chosen = await vscode.window.showQuickPick(rows, { placeHolder: vscode.l10n.t("The Python whose documentation is shown") });
    if (chosen === undefined) {
      return;
    }
    const target = vscode.workspace.workspaceFolders === undefined ? vscode.ConfigurationTarget.Global : vscode.ConfigurationTarget.Workspace;
    const isThere = chosen.label === "auto" || chosen.docset !== undefined;
    if (isThere || await this.buildVersion(chosen.label)) {
      await vscode.workspace.getConfiguration(SECTION).update("docsVersion", chosen.label, target);
    }
  }

  /** Lets the user choose what to build: a version of Python, or a folder or an archive of Sphinx HTML. */
  async update(): Promise<void> {
    const state = await this.#state();
    const rows = [
      ...choices(state?.docsets ?? []).map(({ version, docset }) => ({
        label: `Python ${version}`,
        description: docset === undefined ? vscode.l10n.t("not built yet") : vscode.l10n.t("built {0}", docset.builtAt.slice(0, 10)),
        build: () => this.buildVersion(version),
      })),
      ...setting<string[]>("docsPaths", []).map((path) => ({ label: path, description: "", build: () => this.#build([path], basename(path)) })),
      { label: vscode.l10n.t("A folder of built Sphinx HTML…"), description: "", build: () => this.#buildChosen({ canSelectFolders: true, canSelectFiles: false }) },
      {
        label: vscode.l10n.t("An archive of it…"), description: "",
        build: () => this.#buildChosen({ filters: { [vscode.l10n.t("Archives")]: ["zip", "bz2", "gz", "xz"] } }),
      },
    ];
    const chosen = await vscode.window.showQuickPick(rows, { placeHolder: vscode.l10n.t("The documentation to build or update") });
    await chosen?.build();
  }

  /** Builds the documentation of a version of Python; "" means whichever is found first. */
  buildVersion(version: string): Promise<boolean> {
    return this.#build(version === "" ? [] : ["--python", version], `Python ${version}`.trim());
  }

  async #buildChosen(options: vscode.OpenDialogOptions): Promise<boolean> {
    const [chosen] = await vscode.window.showOpenDialog(options) ?? [];
    return chosen !== undefined && await this.#build([chosen.fsPath], basename(chosen.fsPath));
  }

  /** Builds what the setting `docsPaths` names and was not built before. */
  async #buildPaths(): Promise<void> {
    const paths = setting<string[]>("docsPaths", []);
    const before = this.memory.get<string[]>(BUILT, []);
    const built = before.filter((path) => paths.includes(path));
    for (const path of paths.filter((one) => !before.includes(one))) {
      if (await this.#build([path], basename(path))) {
        built.push(path);
      }
    }
    await this.memory.update(BUILT, built);
  }

  /** One build at a time; returns whether there is a new docset, which is shown by then. */
  #build(what: readonly string[], name: string): Promise<boolean> {
    const mine = this.#building.then(() => this.#buildNow(what, name));
    this.#building = mine.catch(() => undefined);
    return mine;
  }

  async #buildNow(what: readonly string[], name: string): Promise<boolean> {
    const start = await this.server.program();
    if (start === undefined) {
      return false;
    }
    const before = stamp((await this.#state())?.docsets ?? []);
    const outcome = await build(start, what, vscode.l10n.t("Building the documentation of {0}", name), this.server.output);
    if (outcome.end === "failed") {
      const logs = vscode.l10n.t("Show logs");
      const message = vscode.l10n.t("The documentation of {0} was not built. {1}", name, outcome.reason);
      void vscode.window.showErrorMessage(message, logs).then((chosen) => { if (chosen === logs) { this.server.output.show(true); } });
    }
    if (outcome.end !== "done") {
      return false;
    }
    for (let look = 0; look < LOOKS; look += 1) { // the server looks for changes on request, at most once a second
      const docsets = (await this.#state())?.docsets ?? [];
      if (stamp(docsets) !== before) {
        this.#tell(docsets);
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    return true;
  }

  async #mayBuild(version: string, docsets: readonly Docset[]): Promise<boolean> {
    const download = setting<string>("download", "ask");
    if (download !== "ask") {
      return download === "always";
    }
    this.#declined.add(version);
    const shown = docsets.find((one) => one.shown && isPython(one))?.version;
    const message = shown === undefined
      ? vscode.l10n.t("There is no Python documentation yet. It is looked for on this machine, else fetched from python.org.")
      : vscode.l10n.t("There is no documentation of Python {0} yet, that of {1} is shown. It is looked for on this machine, else fetched from python.org.", version, shown);
    const [yes, never] = [vscode.l10n.t("Build"), vscode.l10n.t("Never ask")];
    const answer = await vscode.window.showInformationMessage(message, yes, never);
    if (answer === never) {
      await vscode.workspace.getConfiguration(SECTION).update("download", "never", vscode.ConfigurationTarget.Global);
    }
    return answer === yes;
  }

  #tell(docsets: readonly Docset[]): void {
    const shown = docsets.filter((one) => one.shown).map((one) => `${one.project} ${one.version}`);
    this.server.status.ready(shown.join(", "), this.server.version);
  }

  async #state(): Promise<{ docsets: Docset[]; wanted: string | null } | undefined> {
    const found = await this.server.request<{ items: Docset[] }>("docsLsp/docsets", {});
    const status = await this.server.request<{ wanted?: string | null }>("docsLsp/status", {});
    return found && { docsets: found.items, wanted: status?.wanted ?? null };
  }
}

/** A key that changes when a docset is added, removed or replaced. */
function stamp(docsets: readonly Docset[]): string {
  return docsets.map((one) => `${one.id} ${one.builtAt}`).join("\n");
}
