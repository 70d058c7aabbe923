// The rows of the search palette. Pure.

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

/** Translates a message, with values for its `{0}`. */
export type Translate = (message: string, ...values: string[]) => string;

const LONGEST_START = 200; // characters
/** By the last word of a kind. */
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
  term: "book",
  question: "question",
  topic: "tag",
  option: "terminal",
  command: "terminal",
  variable: "symbol-variable",
  decorator: "symbol-method",
  parameter: "symbol-parameter",
  member: "symbol-field",
  macro: "symbol-constant",
  enumerator: "symbol-enum-member",
  struct: "symbol-structure",
  type: "symbol-structure",
  event: "symbol-event",
  opcode: "symbol-numeric",
  token: "symbol-ruler",
};

export function iconOf(kind: string): string {
  const own = kind.split(" of ")[0] ?? kind; // "parameter of asyncio.gather"
  return ICONS[own.split(" ").at(-1) ?? ""] ?? "symbol-misc";
}

/** Returns the row of an item: icon and name, kind and version marks, first sentence. */
export function rowOf(item: SearchItem, translate: Translate): Row {
  const marks = [item.title, item.kind].filter((mark) => mark !== undefined);
  if (item.since !== undefined) {
    marks.push(translate("new in {0}", item.since));
  }
  if (item.deprecated !== undefined) {
    marks.push(translate("deprecated since {0}", item.deprecated));
  }
  return {
    label: `$(${iconOf(item.kind)}) ${escapeIcons(item.name)}`,
    description: escapeIcons([...marks, item.docset.replace("~", " ")].join(" · ")),
    detail: escapeIcons(item.summary),
    item,
  };
}

/** Returns the initial query from the selection or the word under the cursor: one short line. */
export function startText(text: string): string {
  const start = text.trim();
  return start.includes("\n") || start.length > LONGEST_START ? "" : start;
}

/** Escapes `$(name)`, so that text of the documentation does not become an icon. */
function escapeIcons(text: string): string {
  return text.replaceAll("$(", "\\$(");
}
