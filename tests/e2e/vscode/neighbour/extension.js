// An extension beside ours: another one that knows Python, and a file system that is no folder of this machine.
const vscode = require("vscode");

const CODE = 'import os.path\n\np = os.path.join("a", "b")\n';
const FILE = { type: vscode.FileType.File, ctime: 0, mtime: 0, size: CODE.length };
const FOLDER = { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
const NAME = "far.py";

/** One folder with one file, read only. */
const elsewhere = {
  onDidChangeFile: new vscode.EventEmitter().event,
  watch: () => new vscode.Disposable(() => undefined),
  stat(uri) {
    if (uri.path === "/") return FOLDER;
    if (uri.path === `/${NAME}`) return FILE;
    throw vscode.FileSystemError.FileNotFound(uri);
  },
  readDirectory: () => [[NAME, vscode.FileType.File]],
  readFile(uri) {
    this.stat(uri);
    return new TextEncoder().encode(CODE);
  },
  createDirectory: refuse, writeFile: refuse, delete: refuse, rename: refuse,
};

function refuse(uri) {
  throw vscode.FileSystemError.NoPermissions(uri);
}

exports.activate = (context) => {
  context.subscriptions.push(
    vscode.workspace.registerFileSystemProvider("elsewhere", elsewhere, { isReadonly: true }),
    vscode.languages.registerHoverProvider({ language: "python" }, { provideHover: () => new vscode.Hover("said by the neighbour") }),
  );
};
