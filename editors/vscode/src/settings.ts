// The section `docs-lsp` as the server is sent it: the user's settings, and what only an extension knows.
import * as vscode from "vscode";
import { hasOtherServer } from "./others.js";

export const SECTION = "docs-lsp";

/** A change of these means another process; all else the server takes up while it runs. */
export const STARTING = ["path", "interpreter", "importStrategy"].map((name) => `${SECTION}.${name}`);

export function setting<Value>(name: string, otherwise: Value, scope?: vscode.ConfigurationScope): Value {
  return vscode.workspace.getConfiguration(SECTION, scope).get<Value>(name, otherwise);
}

/** Adds to a section what the user has no setting for. */
export function withFacts(section: object | null): object {
  const chosen = vscode.workspace.getConfiguration("python").get<string>("languageServer");
  const otherServer = hasOtherServer((id) => vscode.extensions.getExtension(id) !== undefined, chosen);
  return { ...section, otherServer, buildsDocs: true };
}

/** The whole section, for a server that starts. */
export function section(): object {
  return withFacts(JSON.parse(JSON.stringify(vscode.workspace.getConfiguration(SECTION))) as object);
}
