// The panel's page. Pure: the server's HTML is already sanitised; the policy forbids scripts of its own.

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);
}

/** Returns the whole page of an entry; nothing is loaded, and only the style of this nonce counts. */
export function pageOf(entry: { name: string; html: string; url: string }, nonce: string): string {
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escapeHtml(entry.name)}</title>
<style nonce="${nonce}">
body { font: var(--vscode-font-size) var(--vscode-font-family); color: var(--vscode-foreground); line-height: 1.5; padding: 0 1em 1em; }
pre, code { font-family: var(--vscode-editor-font-family); font-size: var(--vscode-editor-font-size); }
pre { background: var(--vscode-textCodeBlock-background); padding: .5em; overflow-x: auto; }
a { color: var(--vscode-textLink-foreground); }
</style>
</head>
<body>
<main>${entry.html}</main>
<p><a href="${escapeHtml(entry.url)}">${escapeHtml(new URL(entry.url).hostname)}</a></p>
</body>
</html>`;
}
