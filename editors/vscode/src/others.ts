// Detection of another Python extension. Pure.

/** Extensions that answer hovers and completions of Python on their own. */
const SERVERS = ["ms-pyright.pyright", "detachhead.basedpyright", "astral-sh.ty", "meta.pyrefly", "zubanls.zuban"];
const PYLANCE = "ms-python.vscode-pylance";
const PYTHON = "ms-python.python"; // includes Jedi

/**
 * Whether another Python server is at work.
 *
 * @param isInstalled whether an extension is there and enabled
 * @param chosen the setting `python.languageServer`: "None" switches Pylance and Jedi off
 */
export function hasOtherServer(isInstalled: (id: string) => boolean, chosen: string | undefined): boolean {
  if (SERVERS.some(isInstalled)) {
    return true;
  }
  if (chosen === "None") {
    return false;
  }
  return isInstalled(PYLANCE) || (isInstalled(PYTHON) && chosen === "Jedi");
}
