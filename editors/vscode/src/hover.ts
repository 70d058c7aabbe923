// Links from a hover to the docs panel and the search.
import * as vscode from "vscode";

/** The only commands that a hover may run, and only in the line added here: the server's text remains untrusted. */
const COMMANDS = { open: "docs-lsp.openPlace", search: "docs-lsp.search" } as const;

/** Adds a line of links below the manual's text. */
export function withLinks(hover: vscode.Hover, document: vscode.TextDocument, { line, character }: vscode.Position): vscode.Hover {
  const place = { textDocument: { uri: document.uri.toString() }, position: { line, character } };
  const given = encodeURIComponent(JSON.stringify([place]));
  const [open, search] = [vscode.l10n.t("Open in the docs panel"), vscode.l10n.t("Search")];
  const links = new vscode.MarkdownString(`[${open}](command:${COMMANDS.open}?${given}) · [${search}](command:${COMMANDS.search})`);
  links.isTrusted = { enabledCommands: Object.values(COMMANDS) };
  return new vscode.Hover([...hover.contents, links], hover.range);
}
