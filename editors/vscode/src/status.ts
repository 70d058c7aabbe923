// The language status: the server, the documentation, and problems.
import * as vscode from "vscode";

export class Status implements vscode.Disposable {
  readonly #item: vscode.LanguageStatusItem;

  constructor(selector: vscode.DocumentSelector) {
    this.#item = vscode.languages.createLanguageStatusItem("docs-lsp", selector);
    this.#item.name = vscode.l10n.t("Python Docs");
    this.#item.command = { command: "docs-lsp.showServerLogs", title: vscode.l10n.t("Show logs") };
    this.busy(vscode.l10n.t("Starting"));
  }

  busy(text: string): void {
    this.#set(text, "", vscode.LanguageStatusSeverity.Information, true);
  }

  /** @param shown the documentation, such as "Python 3.14"; empty: none yet */
  ready(shown: string, server: string): void {
    if (shown === "") {
      this.#set(vscode.l10n.t("No documentation yet"), server, vscode.LanguageStatusSeverity.Warning);
    } else {
      this.#set(shown, server);
    }
  }

  wrong(message: string, remedy: string): void {
    this.#set(message, remedy, vscode.LanguageStatusSeverity.Error);
  }

  #set(text: string, detail: string, severity = vscode.LanguageStatusSeverity.Information, busy = false): void {
    Object.assign(this.#item, { text, detail, severity, busy });
  }

  dispose(): void {
    this.#item.dispose();
  }
}

/** How many libraries of the project have documentation; hidden where that is not known. */
export class LibrariesStatus implements vscode.Disposable {
  #item: vscode.LanguageStatusItem | undefined;

  constructor(private readonly selector: vscode.DocumentSelector) {}

  show(documented: number, all: number): void {
    this.#item ??= vscode.languages.createLanguageStatusItem("docs-lsp.libraries", this.selector);
    this.#item.name = vscode.l10n.t("Documentation of Libraries");
    this.#item.text = vscode.l10n.t("Documentation for {0} of {1} libraries of this project", documented, all);
    this.#item.command = documented < all
      ? { command: "docs-lsp.fetchLibraries", title: vscode.l10n.t("Show the plan") }
      : { command: "docs-lsp.fetchLibraries", title: vscode.l10n.t("Update") };
  }

  hide(): void {
    this.#item?.dispose();
    this.#item = undefined;
  }

  dispose(): void {
    this.hide();
  }
}
