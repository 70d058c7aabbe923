// The search palette, driven by keyboard.
import assert from "node:assert/strict";
import { until } from "./workbench.mjs";

/** Typed letter by letter, it shows what the server says, in that order; Enter opens the entry. */
export async function typed(window, serverOrder, shot) {
  await open(window);
  await typeOver(window, "asyncio.timeo");
  const expected = serverOrder("asyncio.timeo").slice(0, 5);
  await until(`rows ${expected}`, async () => same((await window.rows()).slice(0, 5), expected));
  await until("the preview", async () => /time/i.test(await window.panelText()));
  await isBelow(window);
  await shot("palette");
  await window.keyboard.press("Enter");
  await until("the palette gone", async () => !await window.input.isVisible());
  await until("the panel", async () => /time/i.test(await window.panelText()));
  await until("the text at the top", async () => await topOf(window, "h1") < await topOf(window, ".bar") + 100);
  await shot("panel");
}

/** The palette hides nothing of what is previewed: neither its name nor its text. */
async function isBelow(window) {
  const palette = await window.page.locator(".quick-input-widget").boundingBox();
  await until("the preview below the palette", async () => await topOf(window, "main > :first-child") >= palette.y + palette.height);
  assert.ok(await topOf(window, "main > p") < window.page.viewportSize().height - 100, "the text can be read");
}

/** The place of the first such element of the docs panel, in pixels from the top of the window; NaN while it is not drawn. */
async function topOf(window, selector) {
  return (await (await window.docs("tab")).locator(selector).first().boundingBox())?.y ?? NaN;
}

/** A query that finds nothing says so, in its one row and in the preview, which shows no older entry. */
export async function findsNothing(window, shot) {
  await open(window);
  await typeOver(window, "functools.cach");
  await until("a preview", async () => /cache/i.test(await window.panelText()));
  await typeOver(window, "zzqqxx");
  await until("a row that says so", async () => same(await window.rows(), ["Nothing found for “zzqqxx”"]));
  await until("a preview that says so", async () => await window.panelText() === "Nothing found for “zzqqxx”");
  assert.deepEqual(await window.buttons(0), []);
  await shot("nothing");
  await window.keyboard.press("Escape");
  await until("no panel", async () => await window.panelText() === "");
}

/** It begins with the qualified name of what the cursor is on; a name that is inserted repeats nothing of the code. */
export async function beginsQualified(window, shot) {
  await window.goto(5, 14);
  await open(window, "os.path.join");
  await until("its row", async () => (await window.rows())[0] === "os.path.join");
  await shot("qualified");
  await window.keyboard.press("Alt+Enter");
  await until("the palette gone", async () => !await window.input.isVisible());
  assert.equal(await window.line(5), 'p = os.path.join("a", "b")');
}

/** A page or a section is called by its heading, not by the label that leads to it. */
export async function showsHeadings(window, shot) {
  await open(window);
  await typeOver(window, "how to sort");
  const isHeading = (row) => /^Sorting (?:Techniques|HOW ?TO)$/i.test(row);  // in newer and in older manuals
  await until("the heading of a page", async () => (await window.rows()).some(isHeading));
  assert.ok(!(await window.rows()).some((row) => /^[a-z]+\/|^std:/.test(row)), (await window.rows()).join());
  await shot("headings");
  await window.keyboard.press("Escape");
}

/** A row that is only looked at leaves no trace: tabs, cursor and focus are as before. */
export async function looksAndEscapes(window) {
  await closePanel(window);
  await window.goto(4, 12);
  const before = await scene(window);
  await open(window, "sorted");
  await typeOver(window, "functools.cach");
  await until("a preview", async () => /cache/i.test(await window.panelText()));
  await window.keyboard.press("ArrowDown");
  await until("another preview", async () =>
    await (await window.docs("tab")).locator("h1").innerText() === (await window.rows())[1]);
  await window.keyboard.press("Escape");
  await until("no panel", async () => await window.panelText() === "");
  await until("the scene as before", async () => same(await scene(window), before));
  await window.keyboard.type("x");
  await until("typing into the code", async () => /xsorted|sxorted|soxrted/.test(await window.line(4)));
  await window.keyboard.press("Control+z");
  await until("the code as before", async () => /print\(sorted\(file\)\)/.test(await window.line(4)));
}

/** What was read comes first where nothing is asked; what was previewed does not. */
export async function recent(window) {
  await open(window);
  await typeOver(window, "itertools.accumulate");
  await until("the row", async () => (await window.rows())[0] === "itertools.accumulate");
  await window.keyboard.press("Enter");
  await until("the panel", async () => /accumulat/i.test(await window.panelText()));
  await open(window);
  await window.input.fill("");
  await until("the entry that was read", async () => (await window.rows())[0] === "itertools.accumulate");
  await window.keyboard.press("Escape");
  await closePanel(window);
}

/** The buttons of a row, and their keys. */
export async function buttons(window) {
  await window.goto(7, 1);
  await window.keyboard.press("Shift+End");
  await window.keyboard.type("timeou");
  await window.keyboard.press("Escape"); // the suggestions
  await open(window, "timeou");
  await typeOver(window, "asyncio.timeout");
  await until("the row", async () => (await window.rows())[0] === "asyncio.timeout");
  const titles = await window.buttons(0);
  assert.deepEqual(titles, ["Open beside (Ctrl+Enter)", "Open in browser (Ctrl+Shift+Enter)", "Copy link (Ctrl+Alt+C)", "Insert name (Alt+Enter)"]);
  await window.keyboard.press("Control+Alt+c");
  await window.page.locator(".statusbar-item", { hasText: "Copied https://docs.python.org/" }).first().waitFor();
  await window.keyboard.press("Alt+Enter"); // in place of the word the palette began with
  await until("the inserted name", async () => await window.line(7) === "asyncio.timeout");
  await window.keyboard.press("Control+z");
  await open(window);
  await typeOver(window, "asyncio.timeout");
  await until("the row", async () => (await window.rows())[0] === "asyncio.timeout");
  await window.press(0, "Open beside");
  await until("the panel", async () => /time/i.test(await window.panelText()));
  await closePanel(window);
}

/** Opens the palette by its key; *begins*: what must be in it then. */
export async function open(window, begins) {
  const box = window.page.locator(".quick-input-widget:visible input[placeholder^='Search the Python']");
  await until("the palette", async () => {
    await window.keyboard.press("Control+Alt+d");
    return box.waitFor({ timeout: 4000 }).then(() => true, () => false);
  });
  if (begins !== undefined) await until(`a palette with ${begins}`, async () => await box.inputValue() === begins);
}

/** Types in place of what the palette begins with, letter by letter. */
export async function typeOver(window, text) {
  await window.keyboard.press("Control+a");
  for (const sign of text) await window.keyboard.type(sign);
}

export async function closePanel(window) {
  await window.closeTabs(/^(?!.*\.py)/);
}

/** What one sees of the window: tabs by group, and where the cursor is. */
async function scene(window) {
  return [await window.tabs(), await window.cursor()];
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
