// The colours of listings, and the text that their button copies. Pure.

export type TokenKind = "keyword" | "constant" | "string" | "number" | "comment" | "definition" | "decorator" | "prompt" | "output" | "";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

const KEYWORDS = new Set(("and as assert async await break class continue def del elif else except finally for from global if "
  + "import in is lambda nonlocal not or pass raise return try while with yield").split(" "));
const CONSTANTS = new Set(["True", "False", "None", "Ellipsis", "NotImplemented", "self", "cls"]);
const PYTHON = new RegExp([
  /(?<string>(?:\b[rbuftRBUFT]{1,2})?(?:"""(?:\\[^]|[^\\])*?(?:"""|$(?![^]))|'''(?:\\[^]|[^\\])*?(?:'''|$(?![^]))|"(?:\\[^]|[^"\\\n])*"?|'(?:\\[^]|[^'\\\n])*'?))/,
  /(?<comment>#[^\n]*)/,
  /(?<number>\b(?:0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|\d[\d_]*(?:\.[\d_]*)?(?:[eE][+-]?\d[\d_]*)?[jJ]?)\b|(?<!\w)\.\d[\d_]*(?:[eE][+-]?\d+)?[jJ]?\b)/,
  /(?<decorator>(?<=^[ \t]*)@[\w.]+)/,
  /(?<soft>(?<=^[ \t]*)(?:match|case|type)(?=[ \t]+[\w"'([{*-]))/, // names elsewhere
  /(?<name>[\p{L}_][\p{L}\p{N}_]*)/u,
].map((part) => part.source).join("|"), "gmu");
const PROMPT = /^(?:>>>|\.\.\.)(?: |$)/;

/** Returns the parts of a listing; together they are its text. */
export function tokensOf(language: string, listing: string): Token[] {
  if (isSession(language, listing)) {
    return sessionTokens(listing);
  }
  return language.startsWith("python") ? pythonTokens(listing) : [{ kind: "", text: listing }];
}

/** Returns the text to copy from a listing: of a session the input, without prompts and output. */
export function copyOf(language: string, listing: string): string {
  if (!isSession(language, listing)) {
    return listing;
  }
  const typed = listing.split("\n").filter((line) => PROMPT.test(line));
  return typed.map((line) => line.replace(PROMPT, "")).join("\n").trimEnd();
}

function isSession(language: string, listing: string): boolean {
  return language === "pycon" || (["", "python", "python3", "default"].includes(language) && listing.startsWith(">>>"));
}

function pythonTokens(code: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  let before = "";
  for (const match of code.matchAll(PYTHON)) {
    if (match.index > end) {
      tokens.push({ kind: "", text: code.slice(end, match.index) });
    }
    const text = match[0];
    tokens.push({ kind: kindOf(match, code, before), text });
    before = text;
    end = match.index + text.length;
  }
  return end < code.length ? [...tokens, { kind: "", text: code.slice(end) }] : tokens;
}

function kindOf(match: RegExpExecArray, code: string, before: string): TokenKind {
  const groups = match.groups ?? {};
  const name = groups.name;
  if (groups.soft !== undefined) {
    return "keyword";
  }
  if (name === undefined) {
    return (["string", "comment", "number", "decorator"] as const).find((kind) => groups[kind] !== undefined) ?? "";
  }
  if (code[match.index - 1] === ".") {
    return ""; // an attribute may have the name of a keyword
  }
  if (KEYWORDS.has(name)) {
    return "keyword";
  }
  if (before === "def" || before === "class") {
    return code[match.index + name.length] === "." ? "" : "definition"; // a call form has the whole name
  }
  return CONSTANTS.has(name) ? "constant" : "";
}

/** Tokenizes the lines of one input together, and puts the prompts back afterwards. */
function sessionTokens(listing: string): Token[] {
  const tokens: Token[] = [];
  const lines = listing.split("\n");
  for (let at = 0; at < lines.length;) {
    const prompts: string[] = [];
    const first = at;
    while (at < lines.length && PROMPT.test(lines[at] ?? "")) {
      prompts.push(PROMPT.exec(lines[at] ?? "")?.[0] ?? "");
      at += 1;
    }
    if (prompts.length > 0) {
      const code = lines.slice(first, at).map((line) => line.replace(PROMPT, "")).join("\n");
      tokens.push(...withPrompts(pythonTokens(code), prompts));
    } else {
      tokens.push({ kind: "output", text: lines[at] ?? "" });
      at += 1;
    }
    if (at < lines.length) {
      tokens.push({ kind: "", text: "\n" });
    }
  }
  return tokens.filter((token) => token.text !== "");
}

function withPrompts(tokens: readonly Token[], prompts: readonly string[]): Token[] {
  const left = [...prompts];
  const prompt = (): Token => ({ kind: "prompt", text: left.shift() ?? "" });
  return [prompt(), ...tokens.flatMap(({ kind, text }) => text.split("\n").flatMap((part, index): Token[] =>
    index === 0 ? [{ kind, text: part }] : [{ kind: "", text: "\n" }, prompt(), { kind, text: part }]))];
}
