// What a row of the search palette shows. Pure: no editor is asked.

/** One item of `docsLsp/search`. */
export interface SearchItem {
  readonly name: string;
  readonly kind: string;
  readonly docset: string;
  readonly anchor: string;
  readonly url: string;
  readonly summary: string;
  readonly title?: string;
  readonly signature?: string;
  readonly since?: string;
  readonly deprecated?: string;
}

export interface Row {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  readonly item: SearchItem;
}

const ICONS: Readonly<Record<string, string>> = {
  module: "symbol-namespace",
  class: "symbol-class",
  exception: "symbol-class",
  function: "symbol-function",
  method: "symbol-method",
  property: "symbol-property",
  attribute: "symbol-property",
  constant: "symbol-constant",
  data: "symbol-variable",
  keyword: "symbol-keyword",
  operator: "symbol-operator",
  page: "book",
  section: "book",
};

export function iconOf(kind: string): string {
  return ICONS[kind.split(" ").at(-1) ?? ""] ?? "symbol-misc";
}

/** Returns the row of an item: icon and name, kind and version marks, first sentence. */
export function rowOf(item: SearchItem): Row {
  const icon = `$(${iconOf(item.kind)}) `;
  const marks = [item.kind];
  if (item.since !== undefined) {
    marks.push(`new in ${item.since}`);
  }
  if (item.deprecated !== undefined) {
    marks.push(`deprecated since ${item.deprecated}`);
  }
  return {
    label: icon + escapeIcons(item.name),
    description: [...marks, item.docset.replace("~", " ")].join(" · "),
    detail: escapeIcons(item.summary),
    item,
  };
}

/** Returns the text that a search begins with: a selection within one line, else the word. */
export function startText(selected: string, word: string): string {
  const text = selected.trim();
  return text !== "" && !text.includes("\n") && text.length <= 200 ? text : word;
}

/** A text of the documentation is no icon, even if it reads `$(name)`. */
function escapeIcons(text: string): string {
  return text.replaceAll("$(", "\\$(");
}
