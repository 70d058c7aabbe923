// Find in the side bar's page, where the editor has no widget of its own for it.
import { matchesOf } from "../matches.js";

/** Shows *bar* on Ctrl+F; matches in *root* are highlighted, Enter and Shift+Enter move between them. */
export function installFind(bar: HTMLElement, root: HTMLElement): void {
  const input = bar.querySelector("input");
  const count = bar.querySelector("output");
  if (input === null || count === null) {
    return;
  }
  let found: Range[] = [];
  let at = 0;
  const highlight = () => {
    CSS.highlights.set("found", new Highlight(...found));
    CSS.highlights.set("found-here", new Highlight(...found.slice(at, at + 1)));
    found[at]?.startContainer.parentElement?.scrollIntoView({ block: "nearest" });
    count.value = input.value === "" ? "" : `${Math.min(at + 1, found.length).toString()}/${found.length.toString()}`;
  };
  const search = () => {
    found = rangesOf(root, input.value);
    at = 0;
    highlight();
  };
  const close = () => {
    bar.hidden = true;
    input.value = "";
    search();
  };
  input.addEventListener("input", search);
  new MutationObserver(() => { if (!bar.hidden) { search(); } }).observe(root, { childList: true });
  addEventListener("keydown", (event) => {
    if (event.key === "f" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      bar.hidden = false;
      input.select();
    } else if (event.key === "Escape" && !bar.hidden) {
      close();
    } else if (event.key === "Enter" && event.target === input && found.length > 0) {
      at = (at + (event.shiftKey ? found.length - 1 : 1)) % found.length;
      highlight();
    }
  }, true);
}

function rangesOf(root: HTMLElement, wanted: string): Range[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode() !== null) {
    texts.push(walker.currentNode as Text);
  }
  return matchesOf(texts.map((text) => text.data), wanted).map(({ start, end }) => {
    const range = new Range();
    range.setStart(texts[start.part] ?? root, start.offset);
    range.setEnd(texts[end.part] ?? root, end.offset);
    return range;
  });
}
