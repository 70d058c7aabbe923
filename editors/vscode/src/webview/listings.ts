// Coloured listings, each with a button that copies it.
import { copyOf, tokensOf } from "../tokens.js";

const SHEETS = "M5 3h7v8H5zM4 5H3v8h7v-1";

/** Colours the listings below *root* and gives them buttons, labelled with these words. */
export function dress(root: HTMLElement, words: DOMStringMap, copy: (text: string) => void): void {
  for (const listing of root.querySelectorAll("pre")) {
    const text = listing.textContent;
    const language = listing.dataset.language ?? "";
    listing.replaceChildren(...tokensOf(language, text).map(({ kind, text: part }) => kind === "" ? part : span(kind, part)));
    listing.tabIndex = 0; // scrollable listings are reachable by keyboard
    const frame = document.createElement("div");
    frame.className = "listing";
    listing.replaceWith(frame);
    frame.append(listing, copyButton(words, () => { copy(copyOf(language, text)); }));
  }
}

function span(kind: string, text: string): HTMLSpanElement {
  const made = document.createElement("span");
  made.className = kind;
  made.textContent = text;
  return made;
}

function copyButton(words: DOMStringMap, act: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.className = "icon copy";
  const label = (text = "") => {
    button.title = text;
    button.ariaLabel = text;
  };
  label(words.copy);
  button.innerHTML = `<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="${SHEETS}"/></svg>`;
  button.addEventListener("click", () => {
    act();
    button.classList.add("done");
    label(words.copied);
  });
  button.addEventListener("blur", () => {
    button.classList.remove("done");
    label(words.copy);
  });
  return button;
}
