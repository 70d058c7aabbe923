// The state of the window, to be restored after a preview.
import * as vscode from "vscode";
import { activeEditor } from "./editors.js";

/** The active tab of each group, and the selection in the code. */
export class Scene {
  readonly #tops = vscode.window.tabGroups.all.map((group) => group.activeTab);
  readonly editor = activeEditor();
  readonly #selections = this.editor?.selections;

  /** Restores the active tabs and the selection; the focus stays where it is. */
  async restore(): Promise<void> {
    const tops = new Set(vscode.window.tabGroups.all.map((group) => group.activeTab));
    for (const tab of this.#tops) {
      if (tab?.input instanceof vscode.TabInputText && !tops.has(tab)) {
        await vscode.window.showTextDocument(tab.input.uri, {
          viewColumn: tab.group.viewColumn, preserveFocus: true, preview: tab.isPreview,
        });
      }
    }
    if (this.editor !== undefined && this.#selections !== undefined) {
      this.editor.selections = this.#selections;
    }
  }
}
