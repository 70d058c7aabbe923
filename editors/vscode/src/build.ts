// One build of documentation: a process of the server's program, behind a progress notification.
import { spawn } from "node:child_process";
import * as vscode from "vscode";
import { Bar, Lines, reportOf } from "./reports.js";
import { commandOf, type Start } from "./start.js";

/** "cancelled" by the user, who needs no message; otherwise the last message. */
export type Outcome = { readonly end: "done" | "cancelled" } | { readonly end: "failed"; readonly reason: string };

/**
 * Builds behind a notification that can be cancelled; what was there before a cancelled build stays.
 *
 * @param what the arguments of `docs-lsp build`: sources, or `--python` and a version
 */
export function build(start: Start, what: readonly string[], title: string, log: vscode.LogOutputChannel): Thenable<Outcome> {
  const place = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(place, (progress, token) => run(start, what, progress, token, log));
}

function run(
  start: Start, what: readonly string[], progress: vscode.Progress<{ message: string; increment?: number }>,
  token: vscode.CancellationToken, log: vscode.LogOutputChannel,
): Promise<Outcome> {
  const { command, args } = commandOf(start, "build", "--json", ...what);
  log.info([command, ...args].join(" "));
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], windowsHide: true });
    const stop = token.onCancellationRequested(() => { child.kill(); }); // it cleans up by itself
    const bar = new Bar();
    let said = "";
    eachLine(child.stdout, (line) => {
      const report = reportOf(line);
      if (report !== undefined) {
        progress.report(bar.next(report));
        if ("say" in report) {
          log.info(report.say);
        }
      }
    });
    eachLine(child.stderr, (line) => {
      log.warn(line);
      said = line;
    });
    child.on("error", (error) => { said = String(error); });
    child.on("close", (code) => {
      stop.dispose();
      if (token.isCancellationRequested) {
        resolve({ end: "cancelled" });
      } else {
        resolve(code === 0 ? { end: "done" } : { end: "failed", reason: said });
      }
    });
  });
}

function eachLine(stream: NodeJS.ReadableStream, take: (line: string) => void): void {
  const lines = new Lines();
  stream.setEncoding("utf8");
  stream.on("data", (chunk: string) => { lines.take(chunk).forEach(take); });
}
