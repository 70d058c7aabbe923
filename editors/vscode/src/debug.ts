// All information for a bug report, as one page to review before it is sent.
import { execFile } from "node:child_process";
import * as vscode from "vscode";
import type { Server } from "./server.js";
import { section } from "./settings.js";
import { commandOf } from "./start.js";

/** Opens that page: versions, settings, docsets, the server's state and its own diagnosis. */
export async function openDebugInformation(server: Server, extension: vscode.Extension<unknown>): Promise<void> {
  const start = await server.program();
  const { version } = extension.packageJSON as { version: string };
  const page = [
    "# Python Docs", "",
    `- extension ${version}, ${server.version || "no server"}`,
    `- ${vscode.env.appName} ${vscode.version}, ${process.platform} ${process.arch}, remote: ${vscode.env.remoteName ?? "no"}`,
    `- trusted: ${String(vscode.workspace.isTrusted)}`,
    `- started as: ${start === undefined ? "nothing" : [start.command, ...start.args].join(" ")}`, "",
    ...block("Settings", section(server.environments)),
    ...block("Documentation", await server.request("docsLsp/docsets", {})),
    ...block("Server", await server.request("docsLsp/status", {})),
    "## Diagnosis", "", "```text", start === undefined ? "" : await output(commandOf(start, "doctor")), "```", "",
  ];
  const document = await vscode.workspace.openTextDocument({ language: "markdown", content: page.join("\n") });
  await vscode.window.showTextDocument(document);
}

function block(title: string, value: unknown): string[] {
  return [`## ${title}`, "", "```json", JSON.stringify(value ?? null, undefined, 1), "```", ""];
}

function output({ command, args }: { command: string; args: readonly string[] }): Promise<string> {
  return new Promise((resolve) => {
    execFile(command, [...args], { timeout: 10_000, windowsHide: true }, (_error, out, said) => { resolve((out + said).trimEnd()); });
  });
}
