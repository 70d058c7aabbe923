// The language server's process: starts, queued restarts, and the status.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import * as vscode from "vscode";
import {
  CloseAction, DidChangeConfigurationNotification, ErrorAction, LanguageClient, RevealOutputChannelOn, State,
  type ErrorHandler, type LanguageClientOptions, type ProgressToken, type WorkDoneProgressReport, WorkDoneProgressCancelNotification,
} from "vscode-languageclient/node";
import { Crashes } from "./crashes.js";
import { withLinks } from "./hover.js";
import { knownEnvironments, knownInterpreters } from "./interpreters.js";
import { section, SECTION, setting, withFacts } from "./settings.js";
import { chooseStart, firstExisting, type Start, type StartSettings } from "./start.js";
import { LibrariesStatus, Status } from "./status.js";

// Python wherever it is: in a notebook, in a remote folder, in a comparison; and the settings of tools.
const SELECTOR = [{ language: "python" }, { pattern: "**/pyproject.toml" }];
const RESTARTS = 3;

export class Server implements vscode.Disposable {
  #client: LanguageClient | undefined;
  #turn: Promise<void> = Promise.resolve();
  #start: Start | undefined;
  #reporting: ProgressToken | undefined; // the progress that the server reports right now
  #environments: Readonly<Record<string, string>> = {};
  readonly #started = new vscode.EventEmitter<void>();
  readonly output = vscode.window.createOutputChannel("Python Docs Server", { log: true });
  readonly trace = vscode.window.createOutputChannel("Python Docs Trace", { log: true });
  readonly status = new Status(SELECTOR);
  readonly libraries = new LibrariesStatus(SELECTOR);
  /** Shows the progress that the running server reports, instead of the client; undefined: the client shows it in the status bar. */
  progress: ((report: WorkDoneProgressReport) => void) | undefined;
  /** Fires after each start, including restarts after crashes. */
  readonly onStarted = this.#started.event;

  constructor(private readonly extension: vscode.Uri) {}

  /** The program of the server, once it is known; undefined if there is none. */
  async program(): Promise<Start | undefined> {
    await this.#turn;
    return this.#start;
  }

  /** The Python of each folder of the workspace, as other extensions know it. */
  get environments(): Readonly<Record<string, string>> {
    return this.#environments;
  }

  /** The name and version of the running server. */
  get version(): string {
    const info = this.#client?.initializeResult?.serverInfo;
    return info === undefined ? "" : `${info.name} ${info.version ?? ""}`;
  }

  /** Restarts the server; calls are queued. */
  restart(): Promise<void> {
    this.#turn = this.#turn.then(() => this.#restart()).catch((error: unknown) => {
      this.#say(vscode.l10n.t("The documentation server did not start."), String(error));
    });
    return this.#turn;
  }

  /** Sends a request; undefined if no server runs. */
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

  /** Cancels what the running server reports progress of; returns whether there is anything. */
  async cancelReported(): Promise<boolean> {
    if (this.#reporting === undefined || this.#client?.state !== State.Running) {
      return false;
    }
    await this.#client.sendNotification(WorkDoneProgressCancelNotification.type, { token: this.#reporting });
    return true;
  }

  /** Makes a running server request its settings again. */
  async settingsChanged(): Promise<void> {
    await this.#turn;
    if (this.#client?.state === State.Running) {
      await this.#client.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    }
  }

  /** Records an error of a promise that is not awaited. */
  log(error: unknown): void {
    this.output.warn(String(error));
  }

  async #restart(): Promise<void> {
    await this.#stop();
    this.status.busy(vscode.l10n.t("Starting"));
    const launcher = vscode.Uri.joinPath(this.extension, "bundled", "launch.py").fsPath;
    this.#environments = await knownEnvironments();
    this.#start = await chooseStart(await startSettings(), launcher, process.platform, exitsWell);
    if (this.#start === undefined) {
      const message = vscode.l10n.t("No Python 3.11 or newer was found.");
      const remedy = vscode.l10n.t("Name one in docs-lsp.interpreter");
      this.output.error(`${message} ${remedy}`);
      this.status.wrong(message, remedy);
      return;
    }
    const { command, args } = this.#start;
    this.output.info([command, ...args].join(" "));
    const client = new LanguageClient(
      SECTION, "Python Docs",
      { command, args: [...args], options: { cwd: this.extension.fsPath } },
      this.#options(),
    );
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) {
        this.#started.fire();
      }
    });
    this.#client = client;
    await client.start();
  }

  #options(): LanguageClientOptions {
    return {
      documentSelector: SELECTOR,
      outputChannel: this.output,
      traceOutputChannel: this.trace,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions: () => section(this.#environments),
      middleware: {
        provideHover: async (document, position, token, next) => {
          const hover = await next(document, position, token);
          return hover && withLinks(hover, document, position);
        },
        handleWorkDoneProgress: (token, params, next) => {
          this.#reporting = params.kind === "end" ? undefined : token;
          if (this.progress === undefined || params.kind === "end") {
            next(token, params);
          } else if (params.kind === "report") {
            this.progress(params);
          }
        },
        workspace: {
          configuration: async (params, token, next) => {
            const found = await next(params, token);
            return Array.isArray(found) ? found.map((one) => withFacts(one as object | null, this.#environments)) : found;
          },
        },
      },
      errorHandler: this.#errors(),
    };
  }

  /** Restarts a crashed server three times, then offers the logs. */
  #errors(): ErrorHandler {
    const crashes = new Crashes(RESTARTS);
    return {
      error: () => ({ action: ErrorAction.Continue }),
      closed: () => {
        if (crashes.mayRestart(Date.now())) {
          this.output.warn("the server has ended; it is started again");
          return { action: CloseAction.Restart, handled: true };
        }
        this.#say(vscode.l10n.t("The documentation server ended too often."), vscode.l10n.t("Its logs may say why."));
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    };
  }

  #say(message: string, remedy: string): void {
    this.output.error(`${message} ${remedy}`);
    this.status.wrong(message, remedy);
    const logs = vscode.l10n.t("Show logs");
    void vscode.window.showErrorMessage(`${message} ${remedy}`, logs).then((chosen) => {
      if (chosen === logs) {
        this.output.show(true);
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
    this.#turn = this.#turn.then(() => this.#stop()).finally(() => {
      for (const one of [this.status, this.libraries, this.output, this.trace, this.#started]) {
        one.dispose();
      }
    });
    return this.#turn;
  }
}

/** In an untrusted workspace the editor omits the workspace's values of these three. */
async function startSettings(): Promise<StartSettings> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
  return {
    importStrategy: setting("importStrategy", "useBundled"),
    path: firstExisting(setting<string[]>("path", []), folder, existsSync),
    interpreter: setting("interpreter", null),
    known: await knownInterpreters(),
  };
}

function exitsWell(command: string, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(command, [...args], { timeout: 10_000, windowsHide: true }, (error) => { resolve(error === null); });
  });
}
