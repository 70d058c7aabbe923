// The choice of the server's program. Pure: the machine is queried through `works` and `exists`.
import * as path from "node:path";

export interface Start {
  readonly command: string;
  readonly args: readonly string[];
}

export interface StartSettings {
  readonly importStrategy: "useBundled" | "fromEnvironment";
  /** The server itself; undefined: the bundled one. */
  readonly path: string | undefined;
  /** The one Python to run it in. */
  readonly interpreter: string | null;
  /** Those of other extensions, tried before those of the machine. */
  readonly known: readonly string[];
}

/** Whether a program run with these arguments exits with 0. */
export type Works = (command: string, args: readonly string[]) => Promise<boolean>;

const INSTALLED = ["-I", "-c", "import sys, docs_lsp; sys.exit(sys.version_info < (3, 11))"] as const;

/** The names under which a machine may have a Python, the newest first. */
export function pythonNames(platform: string): readonly string[] {
  return platform === "win32"
    ? ["py", "python", "python3"]
    : ["python3.14", "python3.13", "python3.12", "python3.11", "python3", "python"];
}

/**
 * How the server is started, or undefined where no Python can run it: it has to be one that the
 * package has compiled modules for, or one in which the server is installed.
 *
 * Always with `-I`: neither the workspace nor the environment decides what is imported.
 */
export async function chooseStart(
  settings: StartSettings, launcher: string, platform: string, works: Works,
): Promise<Start | undefined> {
  if (settings.path !== undefined) {
    return { command: settings.path, args: ["serve"] };
  }
  const names = settings.interpreter === null ? [...settings.known, ...pythonNames(platform)] : [settings.interpreter];
  for (const python of names) {
    const installed = settings.importStrategy === "fromEnvironment" && await works(python, INSTALLED);
    if (installed || await works(python, ["-I", launcher, "--probe"])) {
      const what = installed ? ["-m", "docs_lsp"] : [launcher];
      return { command: python, args: ["-I", ...what, "serve"] };
    }
  }
  return undefined;
}

/** Returns the first entry that exists, relative to *folder*; a mere name is looked up when it is run. */
export function firstExisting(entries: readonly string[], folder: string, exists: (file: string) => boolean): string | undefined {
  return entries.map((entry) => path.basename(entry) === entry ? entry : path.resolve(folder, entry))
    .find((entry) => path.basename(entry) === entry || exists(entry));
}

/** The same program for another of its commands, such as `build`. */
export function commandOf({ command, args }: Start, ...other: string[]): Start {
  const end = args.findIndex((one) => one === "serve" || one === "--stdio");
  return { command, args: [...(end < 0 ? args : args.slice(0, end)), ...other] };
}
