// The editor whose code the commands are about, in a file or in a notebook.
import * as vscode from "vscode";

/** Returns the active text editor; in a notebook whose cells have no focus, that of the selected cell. */
export function activeEditor(): vscode.TextEditor | undefined {
  const { activeTextEditor, activeNotebookEditor, visibleTextEditors } = vscode.window;
  if (activeTextEditor !== undefined || activeNotebookEditor === undefined) {
    return activeTextEditor;
  }
  const { notebook, selection } = activeNotebookEditor;
  const cell = selection.isEmpty ? undefined : notebook.cellAt(selection.start);
  return visibleTextEditors.find((editor) => editor.document === cell?.document);
}
