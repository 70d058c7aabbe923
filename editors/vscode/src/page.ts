// The panel's page. Pure: the server's HTML is already sanitised; the policy forbids scripts of its own.

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);
}

export interface PageEntry {
  readonly name: string;
  readonly kind: string;
  readonly signatures: readonly string[];
  readonly html: string;
  readonly url: string;
}

/** Returns the whole page of an entry; nothing is loaded, and only the style of this nonce counts. */
export function pageOf(entry: PageEntry, nonce: string): string {
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'`;
  const signatures = entry.signatures.map((one) => `<pre>${escapeHtml(one)}</pre>`).join("\n");
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
h1 { font-size: 1.4em; font-weight: 600; }
small { font-weight: normal; color: var(--vscode-descriptionForeground); }
a { color: var(--vscode-textLink-foreground); }
</style>
</head>
<body>
<main>
<h1>${escapeHtml(entry.name)} <small>${escapeHtml(entry.kind)}</small></h1>
${signatures}
${entry.html}
</main>
<p><a href="${escapeHtml(entry.url)}">${escapeHtml(new URL(entry.url).hostname)}</a></p>
</body>
</html>`;
}
