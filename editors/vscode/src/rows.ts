// The rows of the search palette. Pure.
import { docsetName } from "./online.js";

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

/** The answer of `docsLsp/search`. */
export interface Found {
  readonly items: readonly SearchItem[];
  /** Of a query that finds nothing: the entry with the nearest name. */
  readonly nearest?: SearchItem;
}

export interface Row {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  /** Absent from the row that says that nothing is found. */
  readonly item?: SearchItem;
  /** What Enter searches for instead of opening the row. */
  readonly instead?: string;
}

/** Translates a message, with values for its `{0}`. */
export type Translate = (message: string, ...values: string[]) => string;

const LONGEST_START = 200; // characters
const HEADED: readonly string[] = ["page", "section"]; // the last words of kinds whose entries people know by their heading
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

/** Returns the rows of an answer; the documentation is named where there are several. */
export function rowsOf({ items, nearest }: Found, query: string, translate: Translate): Row[] {
  if (items.length === 0 && query.trim() !== "") {
    return [nothingRow(query, nearest, translate)];
  }
  const several = new Set(items.map((item) => item.docset)).size > 1;
  return items.map((item) => rowOf(item, translate, several));
}

/** Returns the row of an item: icon and name, kind and version marks, first sentence. */
export function rowOf(item: SearchItem, translate: Translate, isNamed: boolean): Row {
  const { name, title, kind, since, deprecated } = item;
  const isHeaded = title !== undefined && HEADED.includes(kind.split(" ").at(-1) ?? "");
  const marks = isHeaded || title === undefined ? [kind] : [title, kind];
  if (since !== undefined) {
    marks.push(translate("new in {0}", since));
  }
  if (deprecated !== undefined) {
    marks.push(deprecated === "" ? translate("deprecated") : translate("deprecated since {0}", deprecated));
  }
  if (isNamed) {
    marks.push(docsetName(item.docset));
  }
  return {
    label: `$(${iconOf(kind)}) ${escapeIcons(isHeaded ? title : name)}`,
    description: escapeIcons(marks.join(" · ")),
    detail: item.summary === title ? "" : escapeIcons(item.summary),
    item,
  };
}

function nothingRow(query: string, nearest: SearchItem | undefined, translate: Translate): Row {
  const detail = nearest === undefined
    ? translate("Try fewer words, or the name of what you look for.")
    : translate("The nearest name is {0}: press Enter to search for it.", nearest.name);
  return {
    label: `$(info) ${escapeIcons(translate("Nothing found for “{0}”", query))}`,
    description: "",
    detail: escapeIcons(detail),
    ...(nearest !== undefined && { instead: nearest.name }),
  };
}

/** Returns the initial query from the selection or the word under the cursor: one short line. */
export function startText(text: string): string {
  const start = text.trim();
  return start.includes("\n") || start.length > LONGEST_START ? "" : start;
}

/** The text to insert for a name behind *before*, a dotted beginning such as `os.path.`, and how much of that it replaces. */
export function insertion(name: string, before: string): { readonly text: string; readonly replaced: number } {
  return before === "" || name.startsWith(before)
    ? { text: name, replaced: before.length }
    : { text: name.split(".").at(-1) ?? name, replaced: 0 };
}

/** Escapes `$(name)`, so that text of the documentation does not become an icon. */
function escapeIcons(text: string): string {
  return text.replaceAll("$(", "\\$(");
}
