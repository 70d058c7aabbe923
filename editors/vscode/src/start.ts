// Which program serves. Pure: what the machine has is asked through `works`.

export interface Start {
  readonly command: string;
  readonly args: readonly string[];
}

export interface StartSettings {
  readonly importStrategy: "useBundled" | "fromEnvironment";
  /** A program and its arguments; empty: none. */
  readonly path: readonly string[];
  readonly interpreter: string | null;
}

/** Whether a program run with these arguments exits with 0. */
export type Works = (command: string, args: readonly string[]) => Promise<boolean>;

const NEW_ENOUGH = ["-I", "-c", "import sys; sys.exit(sys.version_info < (3, 11))"] as const;
const INSTALLED = ["-I", "-c", "import docs_lsp"] as const;

/** The names under which a machine may have a Python, the newest first. */
export function pythonNames(platform: string): readonly string[] {
  return platform === "win32"
    ? ["py", "python", "python3"]
    : ["python3.14", "python3.13", "python3.12", "python3.11", "python3", "python"];
}

/**
 * How the server is started, or undefined where no Python is new enough.
 *
 * Always with `-I`: neither the workspace nor the environment decides what is imported.
 */
export async function chooseStart(
  settings: StartSettings, launcher: string, platform: string, works: Works,
): Promise<Start | undefined> {
  const [program, ...rest] = settings.path;
  if (program !== undefined) {
    return { command: program, args: rest };
  }
  const names = settings.interpreter === null ? pythonNames(platform) : [settings.interpreter];
  for (const python of names) {
    if (await works(python, NEW_ENOUGH)) {
      const installed = settings.importStrategy === "fromEnvironment" && await works(python, INSTALLED);
      const what = installed ? ["-m", "docs_lsp"] : [launcher];
      return { command: python, args: ["-I", ...what, "serve"] };
    }
  }
  return undefined;
}

/** The same program for another of its commands, such as `build`. */
export function commandOf({ command, args }: Start, ...other: string[]): Start {
  const end = args.findIndex((one) => one === "serve" || one === "--stdio");
  return { command, args: [...(end < 0 ? args : args.slice(0, end)), ...other] };
}
