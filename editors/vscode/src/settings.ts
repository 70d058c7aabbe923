// The section `docs-lsp` that is sent to the server: the user's settings, and facts about the editor.
import * as vscode from "vscode";
import { hasOtherServer } from "./others.js";

export const SECTION = "docs-lsp";

/** A change of these needs another process; the server applies all others while it runs. */
export const STARTING = ["path", "interpreter", "importStrategy"].map((name) => `${SECTION}.${name}`);

export function setting<Value>(name: string, otherwise: Value, scope?: vscode.ConfigurationScope): Value {
  return vscode.workspace.getConfiguration(SECTION, scope).get<Value>(name, otherwise);
}

/** Adds the facts about the editor to a section. */
export function withFacts(section: object | null, environment: Readonly<Record<string, string>>): object {
  const chosen = vscode.workspace.getConfiguration("python").get<string>("languageServer");
  const otherServer = hasOtherServer((id) => vscode.extensions.getExtension(id) !== undefined, chosen);
  return { ...section, environment, otherServer, buildsDocs: true };
}

/** The whole section, for a new server. */
export function section(environment: Readonly<Record<string, string>>): object {
  return withFacts(JSON.parse(JSON.stringify(vscode.workspace.getConfiguration(SECTION))) as object, environment);
}
