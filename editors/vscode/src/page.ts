// The panel's page and the article in it. Pure: words and addresses are arguments.
// The server's HTML is sanitised already, and the page's policy lets nothing of it run or load.
import { docsetName, hostOf } from "./online.js";

const HEADED: readonly string[] = ["label", "doc", "section"];
const CONTAINERS: readonly string[] = ["module", "doc", "label"]; // have contents; a class has members
const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
}

/** The part of the answer of `docsLsp/entry` that is shown. */
export interface PageEntry {
  readonly name: string;
  readonly kind: string;
  readonly role: string;
  readonly docset: string;
  readonly anchor: string;
  readonly url: string;
  readonly signatures: readonly string[];
  readonly html: string;
  readonly title?: string;
  readonly since?: string;
  readonly deprecated?: string;
  readonly around?: Around;
}

/** A link to another entry of the same docset. */
export interface Neighbour {
  readonly title: string;
  readonly name: string;
  readonly anchor: string;
  readonly summary?: string;
}

/** What surrounds an entry in its documentation. */
export interface Around {
  /** From the page to the owner. */
  readonly path: readonly Neighbour[];
  readonly members: readonly Neighbour[];
  /** Described by the same text. */
  readonly together: readonly Neighbour[];
  readonly before?: Neighbour;
  readonly after?: Neighbour;
  /** The first of those that refer to the entry; `referringCount` counts them all. */
  readonly referring: readonly Neighbour[];
  readonly referringCount: number;
}

/** Where the page is shown: a tab has the editor's find widget, the side bar the page's own. */
export type Place = "tab" | "view";

/** The page's own words, in the user's language; `{0}` is replaced by a version, a number or a query. */
export interface Words {
  readonly back: string;
  readonly forward: string;
  readonly copy: string;
  readonly copied: string;
  readonly find: string;
  readonly empty: string;
  readonly search: string;
  readonly newIn: string;
  readonly deprecated: string;
  readonly deprecatedSince: string;
  readonly path: string;
  readonly members: string;
  readonly contents: string;
  readonly together: string;
  readonly referring: string;
  readonly beside: string;
  readonly nothing: string;
}

export interface Assets {
  readonly place: Place;
  readonly script: string;
  readonly style: string;
  readonly nonce: string;
}

/** Returns the page that articles are shown in: it loads its own script and style, and nothing else. */
export function pageOf({ place, script, style, nonce }: Assets, words: Words): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Python Docs</title>
<link rel="stylesheet" nonce="${nonce}" href="${escapeHtml(style)}">
</head>
<body data-place="${place}" data-copy="${escapeHtml(words.copy)}" data-copied="${escapeHtml(words.copied)}">
<nav class="bar">
${arrowButton("back", words.back, "M10 3 5 8l5 5")}
${arrowButton("forward", words.forward, "m6 3 5 5-5 5")}
<search hidden><input id="find" type="search" placeholder="${escapeHtml(words.find)}" aria-label="${escapeHtml(words.find)}"><output></output></search>
</nav>
<main>
${startOf(words)}
</main>
<script nonce="${nonce}" src="${escapeHtml(script)}"></script>
</body>
</html>`;
}

/** Returns the content of the page before anything is looked up. */
export function startOf(words: Words): string {
  return `<p>${escapeHtml(words.empty)}</p>
<p><button id="search">${escapeHtml(words.search)}</button></p>`;
}

/** Returns the content of the page during a search that finds nothing. */
export function nothingOf(query: string, words: Words): string {
  return `<p class="nothing">${escapeHtml(words.nothing.replace("{0}", () => query))}</p>`;
}

function arrowButton(id: string, word: string, path: string): string {
  const label = escapeHtml(word);
  return `<button id="${id}" class="icon" title="${label}" aria-label="${label}" disabled>`
    + `<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="${path}"/></svg></button>`;
}

/** Returns the article of an entry: where it is, name and marks, call forms, text, surroundings, address. */
export function articleOf(entry: PageEntry, words: Words): string {
  const title = titleOf(entry);
  const marks = [entry.kind, ...marksOf(entry, words), docsetName(entry.docset)];
  const { around } = entry;
  const link = linksOf(entry);
  return [
    around && pathOf(around, words, link),
    `<h1>${escapeHtml(title)}</h1>`,
    `<p class="marks">${marks.map(escapeHtml).join(" · ")}</p>`,
    formsOf(entry.signatures),
    withoutHeading(entry.html),
    around && surroundingsOf(entry, around, words, link),
    footerOf(entry),
  ].filter((part) => part !== undefined && part !== "").join("\n");
}

/** All call forms in one listing, one a line. */
function formsOf(signatures: readonly string[]): string {
  return signatures.length === 0 ? "" : `<pre class="signature" data-language="python">${escapeHtml(signatures.join("\n"))}</pre>`;
}

type Link = (to: Neighbour, text?: string) => string;

/** Returns what writes a link to another entry of the docset; its address is the online one, where there is one. */
function linksOf({ url, anchor }: PageEntry): Link {
  const base = hostOf(url) !== undefined && url.endsWith(anchor) ? url.slice(0, url.length - anchor.length) : undefined;
  return (to, text = to.title) => {
    const href = base === undefined ? "#" : base + to.anchor;
    return `<a data-anchor="${escapeHtml(to.anchor)}" data-name="${escapeHtml(to.name)}" href="${escapeHtml(href)}">${escapeHtml(text)}</a>`;
  };
}

function pathOf({ path }: Around, words: Words, link: Link): string {
  const steps = path.map((one) => `<li>${link(one)}</li>`).join("");
  return path.length === 0 ? "" : `<nav class="path" aria-label="${escapeHtml(words.path)}"><ol>${steps}</ol></nav>`;
}

function surroundingsOf(entry: PageEntry, around: Around, words: Words, link: Link): string {
  const { members, together, before, after, referring, referringCount } = around;
  const parts = [];
  if (together.length > 0) {
    parts.push(`<p class="together">${escapeHtml(words.together)} ${together.map((one) => link(one)).join(", ")}</p>`);
  }
  if (members.length > 0) {
    const heading = CONTAINERS.includes(entry.role) ? words.contents : words.members;
    parts.push(`<section class="members"><h2>${escapeHtml(heading)}</h2><ul>${members.map((one) => memberOf(one, entry, link)).join("")}</ul></section>`);
  }
  if (referring.length > 0) {
    const more = referringCount > referring.length ? "<li>…</li>" : "";
    const items = referring.map((one) => `<li>${link(one)}</li>`).join("") + more;
    const heading = words.referring.replace("{0}", String(referringCount));
    parts.push(`<details class="referring"><summary>${escapeHtml(heading)}</summary><ul>${items}</ul></details>`);
  }
  if (before !== undefined || after !== undefined) {
    const step = (one: Neighbour | undefined, rel: string) => one === undefined ? "" : `<span class="${rel}">${link(one)}</span>`;
    parts.push(`<nav class="beside" aria-label="${escapeHtml(words.beside)}">${step(before, "before")}${step(after, "after")}</nav>`);
  }
  return parts.join("\n");
}

/** A member under its short name, with the first sentence about it. */
function memberOf(member: Neighbour, { name }: PageEntry, link: Link): string {
  const short = member.title.startsWith(`${name}.`) ? member.title.slice(name.length + 1) : member.title;
  const { summary = "" } = member;
  const said = summary === "" || summary === member.title ? "" : ` <span class="summary">${escapeHtml(summary)}</span>`;
  return `<li>${link(member, short)}${said}</li>`;
}

/** Returns the link to the online page; empty for a docset without an online address. */
function footerOf({ url }: PageEntry): string {
  const host = hostOf(url);
  return host === undefined ? "" : `<footer><a href="${escapeHtml(url)}">${escapeHtml(host)}</a></footer>`;
}

/** Returns the displayed name of an entry: for sections and pages the heading. */
export function titleOf({ name, title, role }: PageEntry): string {
  return title !== undefined && HEADED.includes(role) ? title : name;
}

function marksOf({ since, deprecated }: PageEntry, words: Words): string[] {
  const marks = [];
  if (since !== undefined) {
    marks.push(words.newIn.replace("{0}", since));
  }
  if (deprecated !== undefined) {
    marks.push(deprecated === "" ? words.deprecated : words.deprecatedSince.replace("{0}", deprecated));
  }
  return marks;
}

/** A section's text begins with its heading, which is above it already. */
function withoutHeading(html: string): string {
  return html.replace(/^\s*<h[1-6]>.*?<\/h[1-6]>/s, "");
}
