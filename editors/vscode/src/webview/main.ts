// The script of the panel's page: shows what the extension sends, and reports the user's actions.
import type { PageMessage, ShowMessage } from "../messages.js";
import { installFind } from "./find.js";
import { dress } from "./listings.js";

declare function acquireVsCodeApi(): { postMessage(message: PageMessage): void; setState(state: object): void };

const extension = acquireVsCodeApi();
const main = element("main", HTMLElement);
const back = element("#back", HTMLButtonElement);
const forward = element("#forward", HTMLButtonElement);
let trail: object = {};

function element<Kind extends HTMLElement>(selector: string, kind: new () => Kind): Kind {
  const found = document.querySelector(selector);
  if (!(found instanceof kind)) {
    throw new Error(`the page has no ${selector}`);
  }
  return found;
}

const BAR = 90; // CSS pixels: the editor's bars above the page and the palette's input differ by no more

/** The palette covers two fifths of the window from the top: the text of a preview begins below that. */
function leaveRoom(isPreview: boolean): void {
  const covered = isPreview && document.body.dataset.place === "tab" ? Math.round(0.4 * outerHeight) - BAR / 2 : 0;
  main.style.paddingTop = `${Math.max(0, Math.min(covered, innerHeight - 2 * BAR)).toString()}px`;
}

function show(message: ShowMessage): void {
  main.innerHTML = message.html;
  for (const link of main.querySelectorAll("a[data-anchor]:not([href])")) {
    link.setAttribute("href", "#"); // a docset without an online address: the keyboard reaches its links too
  }
  leaveRoom(message.isPreview);
  dress(main, document.body.dataset, (text) => { extension.postMessage({ type: "copy", text }); });
  back.disabled = !message.canGoBack;
  forward.disabled = !message.canGoForward;
  trail = message.trail;
  extension.setState({ trail, top: message.top });
  scrollTo({ top: message.top, behavior: "instant" });
}

function move(steps: -1 | 1): void {
  extension.postMessage({ type: "move", steps });
}

// Links, keys and buttons are heard before the editor's own listeners, which would act on them too.
function onClick(event: MouseEvent): void {
  if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey) {
    return;
  }
  const link = event.target.closest<HTMLAnchorElement>("a[data-anchor]");
  if (link?.dataset.anchor !== undefined) {
    stop(event);
    extension.postMessage({ type: "open", anchor: link.dataset.anchor, name: link.dataset.name, url: link.getAttribute("href") ?? "" });
  } else if (event.target.closest("#search") !== null) {
    extension.postMessage({ type: "search" });
  }
}

function onKey(event: KeyboardEvent): void {
  const arrow = event.key === "ArrowLeft" || event.key === "ArrowRight";
  if (arrow && event.altKey && !event.ctrlKey && !event.shiftKey && !event.metaKey) {
    stop(event);
    move(event.key === "ArrowLeft" ? -1 : 1);
  }
}

/** The fourth and fifth button of a mouse go back and forward. */
function onButton(event: MouseEvent): void {
  if (event.button === 3 || event.button === 4) {
    stop(event);
    if (event.type === "mouseup") {
      move(event.button === 3 ? -1 : 1);
    }
  }
}

function stop(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

back.addEventListener("click", () => { move(-1); });
forward.addEventListener("click", () => { move(1); });
addEventListener("click", onClick, true);
addEventListener("keydown", onKey, true);
for (const type of ["mousedown", "mouseup", "auxclick"] as const) {
  addEventListener(type, onButton, true);
}
addEventListener("scrollend", () => {
  extension.setState({ trail, top: scrollY });
  extension.postMessage({ type: "scrolled", top: scrollY });
});
addEventListener("message", (event: MessageEvent<ShowMessage>) => { show(event.data); });
if (document.body.dataset.place === "view") {
  installFind(element("search", HTMLElement), main);
}
extension.postMessage({ type: "ready" });
