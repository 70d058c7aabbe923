// The Pythons that other extensions have chosen for the workspace; both extensions are optional.
import { isAbsolute } from "node:path";
import * as vscode from "vscode";

const PATIENCE = 5000; // milliseconds

/** The part of `ms-python.vscode-python-envs` in use; null while its own setting disables it. */
interface Environments {
  getEnvironment(scope: vscode.Uri | undefined): Promise<{ readonly execInfo: { readonly run: { readonly executable: string } } } | undefined>;
}

/** The part of `ms-python.python` in use. */
interface Python {
  readonly environments: { getActiveEnvironmentPath(scope?: vscode.Uri): { readonly path: string } };
}

/** Returns their interpreters, the preferred first; none in a workspace that is not trusted, which may hold them itself. */
export async function knownInterpreters(): Promise<string[]> {
  if (!vscode.workspace.isTrusted) {
    return [];
  }
  return interpretersOf(vscode.workspace.workspaceFolders?.[0]?.uri);
}

/** Returns the Python that the user has chosen for each folder of the workspace; nothing where it is not trusted. */
export async function knownEnvironments(): Promise<Record<string, string>> {
  const chosen: Record<string, string> = {};
  for (const { uri } of vscode.workspace.isTrusted ? vscode.workspace.workspaceFolders ?? [] : []) {
    const interpreter = (await interpretersOf(uri)).find((one) => isAbsolute(one));
    if (interpreter !== undefined) {
      chosen[uri.fsPath] = interpreter;
    }
  }
  return chosen;
}

async function interpretersOf(folder: vscode.Uri | undefined): Promise<string[]> {
  const found = await Promise.all([
    ask("ms-python.vscode-python-envs", async (exports) => (await (exports as Environments).getEnvironment(folder))?.execInfo.run.executable),
    ask("ms-python.python", (exports) => (exports as Python).environments.getActiveEnvironmentPath(folder).path),
  ]);
  return found.filter((one) => one !== undefined);
}

/** Undefined if the extension is missing, disabled, slow or fails: then another Python is used. */
async function ask(id: string, question: (exports: unknown) => Promise<string | undefined> | string): Promise<string | undefined> {
  const answer = async () => {
    const exports: unknown = await vscode.extensions.getExtension(id)?.activate();
    return exports ? await question(exports) : undefined;
  };
  const late = new Promise<undefined>((resolve) => { setTimeout(() => { resolve(undefined); }, PATIENCE); });
  return Promise.race([answer().catch(() => undefined), late]);
}
