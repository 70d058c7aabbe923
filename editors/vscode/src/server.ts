// The language server's process: started, restarted in turn, told of in the status.
import { execFile } from "node:child_process";
import * as vscode from "vscode";
import {
  CloseAction, DidChangeConfigurationNotification, ErrorAction, LanguageClient, RevealOutputChannelOn, State,
  type ErrorHandler, type LanguageClientOptions,
} from "vscode-languageclient/node";
import { chooseStart, type StartSettings } from "./start.js";

const SELECTOR = ["file", "untitled", "vscode-notebook-cell", "vscode-vfs"]
  .map((scheme) => ({ scheme, language: "python" }));
const RESTARTS = 3;

export class Server implements vscode.Disposable {
  #client: LanguageClient | undefined;
  #turn: Promise<void> = Promise.resolve();
  readonly #log: vscode.LogOutputChannel;
  readonly #status: vscode.LanguageStatusItem;

  constructor(private readonly extension: vscode.Uri) {
    this.#log = vscode.window.createOutputChannel("Python Docs Server", { log: true });
    this.#status = vscode.languages.createLanguageStatusItem("docs-lsp", SELECTOR);
    this.#status.name = "Python Docs";
    this.#status.command = { command: "docs-lsp.showServerLogs", title: vscode.l10n.t("Show logs") };
  }

  /** Stops the server, if one runs, and starts anew; calls wait for one another. */
  restart(): Promise<void> {
    this.#turn = this.#turn.then(() => this.#restart()).catch((error: unknown) => {
      this.#say(vscode.l10n.t("The documentation server did not start."), String(error));
    });
    return this.#turn;
  }

  /** Asks the server; undefined where none runs. */
  async request<Answer>(method: string, params: object, signal?: AbortSignal): Promise<Answer | undefined> {
    await this.#turn;
    if (this.#client?.state !== State.Running) {
      return undefined;
    }
    const source = new vscode.CancellationTokenSource();
    const cancel = () => { source.cancel(); };
    signal?.addEventListener("abort", cancel);
    try {
      return await this.#client.sendRequest<Answer>(method, params, source.token);
    } finally {
      signal?.removeEventListener("abort", cancel);
      source.dispose();
    }
  }

  /** Lets a running server ask for its settings anew. */
  async settingsChanged(): Promise<void> {
    await this.#turn;
    if (this.#client?.state === State.Running) {
      await this.#client.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    }
  }

  /** Keeps an error that nobody waits for. */
  log(error: unknown): void {
    this.#log.warn(String(error));
  }

  showLogs(): void {
    this.#log.show(true);
  }

  async #restart(): Promise<void> {
    await this.#stop();
    this.#status.busy = true;
    this.#status.severity = vscode.LanguageStatusSeverity.Information;
    this.#status.text = vscode.l10n.t("Starting");
    const launcher = vscode.Uri.joinPath(this.extension, "bundled", "launch.py").fsPath;
    const start = await chooseStart(startSettings(), launcher, process.platform, exitsWell);
    if (start === undefined) {
      this.#say(vscode.l10n.t("No Python 3.11 or newer was found."), vscode.l10n.t("Name one in docs-lsp.interpreter"));
      return;
    }
    this.#log.info([start.command, ...start.args].join(" "));
    const client = new LanguageClient(
      "docs-lsp", "Python Docs",
      { command: start.command, args: [...start.args], options: { cwd: this.extension.fsPath } },
      this.#options(),
    );
    this.#client = client;
    await client.start();
    const version = client.initializeResult?.serverInfo?.version ?? "";
    this.#status.busy = false;
    this.#status.text = vscode.l10n.t("Python Docs");
    this.#status.detail = version;
  }

  #options(): LanguageClientOptions {
    return {
      documentSelector: SELECTOR,
      outputChannel: this.#log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions: { ...vscode.workspace.getConfiguration("docs-lsp") },
      errorHandler: this.#errors(),
    };
  }

  /** Three times a crashed server comes back; then the logs are offered. */
  #errors(): ErrorHandler {
    let crashes = 0;
    return {
      error: () => ({ action: ErrorAction.Continue }),
      closed: () => {
        crashes += 1;
        if (crashes <= RESTARTS) {
          return { action: CloseAction.Restart, handled: true };
        }
        this.#say(vscode.l10n.t("The documentation server ended too often."), vscode.l10n.t("Its logs may say why."));
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    };
  }

  #say(message: string, remedy: string): void {
    this.#log.error(`${message} ${remedy}`);
    this.#status.busy = false;
    this.#status.text = message;
    this.#status.detail = remedy;
    this.#status.severity = vscode.LanguageStatusSeverity.Error;
    const logs = vscode.l10n.t("Show logs");
    void vscode.window.showErrorMessage(`${message} ${remedy}`, logs).then((chosen) => {
      if (chosen === logs) {
        this.showLogs();
      }
    });
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    if (client?.needsStop() === true) {
      await client.stop();
    }
    await client?.dispose();
  }

  dispose(): Promise<void> {
    this.#status.dispose();
    this.#turn = this.#turn.then(() => this.#stop()).finally(() => { this.#log.dispose(); });
    return this.#turn;
  }
}

/** In an untrusted workspace the editor leaves the workspace's values of these three out. */
function startSettings(): StartSettings {
  const section = vscode.workspace.getConfiguration("docs-lsp");
  return {
    importStrategy: section.get("importStrategy", "useBundled"),
    path: section.get("path", []),
    interpreter: section.get("interpreter", null),
  };
}

function exitsWell(command: string, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(command, [...args], { timeout: 10_000 }, (error) => { resolve(error === null); });
  });
}
