// The Pythons that other extensions have chosen for the workspace; neither extension need be there.
import * as vscode from "vscode";

const PATIENCE = 5000; // milliseconds

/** `ms-python.vscode-python-envs`, as far as it is asked; null while its own setting switches it off. */
interface Environments {
  getEnvironment(scope: vscode.Uri | undefined): Promise<{ readonly execInfo: { readonly run: { readonly executable: string } } } | undefined>;
}

/** `ms-python.python`, as far as it is asked. */
interface Python {
  readonly environments: { getActiveEnvironmentPath(scope?: vscode.Uri): { readonly path: string } };
}

/** Returns their interpreters, the preferred first; none in a workspace that is not trusted, which may hold them itself. */
export async function knownInterpreters(): Promise<string[]> {
  if (!vscode.workspace.isTrusted) {
    return [];
  }
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const found = await Promise.all([
    ask("ms-python.vscode-python-envs", async (exports) => (await (exports as Environments).getEnvironment(folder))?.execInfo.run.executable),
    ask("ms-python.python", (exports) => (exports as Python).environments.getActiveEnvironmentPath(folder).path),
  ]);
  return found.filter((one) => one !== undefined);
}

/** Undefined where the extension is missing, switched off, slow or fails: then another Python serves. */
async function ask(id: string, question: (exports: unknown) => Promise<string | undefined> | string): Promise<string | undefined> {
  const answer = async () => {
    const exports: unknown = await vscode.extensions.getExtension(id)?.activate();
    return exports ? await question(exports) : undefined;
  };
  const late = new Promise<undefined>((resolve) => { setTimeout(() => { resolve(undefined); }, PATIENCE); });
  return Promise.race([answer().catch(() => undefined), late]);
}
