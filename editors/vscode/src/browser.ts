// The online page of the name under the cursor.
import * as vscode from "vscode";
import { activeEditor } from "./editors.js";
import { hostOf } from "./online.js";
import type { Server } from "./server.js";

/** Opens it in the browser, or offers a search where nothing is documented. */
export async function openInBrowser(server: Server): Promise<void> {
  const editor = activeEditor();
  const entry = editor && await server.request<{ url: string } | null>("docsLsp/entry", {
    textDocument: { uri: editor.document.uri.toString() }, position: editor.selection.active,
  });
  if (entry) {
    if (hostOf(entry.url) === undefined) {
      await vscode.window.showInformationMessage(vscode.l10n.t("This documentation has no online address."));
    } else {
      await vscode.env.openExternal(vscode.Uri.parse(entry.url));
    }
    return;
  }
  const search = vscode.l10n.t("Search");
  const message = vscode.l10n.t("Nothing under the cursor is documented.");
  if (await vscode.window.showInformationMessage(message, search) === search) {
    await vscode.commands.executeCommand("docs-lsp.search");
  }
}
