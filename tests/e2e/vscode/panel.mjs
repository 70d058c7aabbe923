// The docs panel, as a tab and in the side bar.
import assert from "node:assert/strict";
import { closePanel, open, typeOver } from "./palette.mjs";
import { until } from "./workbench.mjs";

/** The online address of `sorted`, in the manual that the package includes. */
const ONLINE = /^https:\/\/docs\.python\.org\/3\.\d+\/\w+\/functions\.html#sorted$/;

/** The documentation of the name under the cursor opens beside the code; links, buttons, keys and the mouse go back and forward. */
export async function navigates(window, shot) {
  await showSymbol(window, 5, 14, "os.path.join");
  await shot("panel");
  await (await window.docs("tab")).locator("a", { hasText: "path-like object" }).click();
  await shows(window, "tab", "path-like object");
  await (await window.docs("tab")).locator("#back").click();
  await shows(window, "tab", "os.path.join");
  await window.keyboard.press("Alt+ArrowRight");
  await shows(window, "tab", "path-like object");
  await mouse(window, "tab", "back");
  await shows(window, "tab", "os.path.join");
  await mouse(window, "tab", "forward");
  await shows(window, "tab", "path-like object");
  await window.keyboard.press("Alt+ArrowLeft");
  await shows(window, "tab", "os.path.join");
  assert.ok(await (await window.docs("tab")).locator("#back").isDisabled());
  assert.deepEqual((await window.tabs()).flat().filter((tab) => /app/.test(tab)).length, 1, "the editor itself went nowhere");
}

/** Around the text: where it is, what it has, what refers to it, what comes before and after; all lead on. */
export async function leadsOn(window, shot) {
  await showSymbol(window, 5, 14, "os.path.join");
  const page = await window.docs("tab");
  await page.locator(".path a").last().click();
  await until("the module", async () => /os\.path/.test(await page.locator("h1").innerText()) && await page.locator(".members").count() === 1);
  await shot("module");
  await page.locator(".members a", { hasText: /^isfile$/ }).click();
  await shows(window, "tab", "os.path.isfile");
  await page.locator(".beside .after a").click();
  await until("the next", async () => !["os.path.isfile", "os.path.join"].includes(await page.locator("h1").innerText()));
  await page.locator(".beside .before a").click();
  await shows(window, "tab", "os.path.isfile");
  await page.locator(".referring summary").click();
  await page.locator(".referring a").first().click();
  await until("what refers to it", async () => await page.locator("h1").innerText() !== "os.path.isfile");
  await closePanel(window);
}

/** A hover's own line leads to the panel. */
export async function opensFromAHover(window) {
  await window.command("View: Focus First Editor Group");
  await window.openFile("app.py");
  await window.goto(4, 12);
  await window.hover("sorted list");
  const link = window.page.locator(".monaco-hover:not(.hidden) a", { hasText: "Open in the docs panel" }).first();
  await link.evaluate((found) => found.click()); // wherever the hover is scrolled to
  await shows(window, "tab", "sorted");
  await window.keyboard.press("Escape");
  await closePanel(window);
}

/** A listing is coloured, and copied without prompts and answers. */
export async function copies(window) {
  await open(window);
  await typeOver(window, "str.removeprefix");
  await until("the row", async () => (await window.rows())[0] === "str.removeprefix");
  await window.keyboard.press("Enter");
  await shows(window, "tab", "str.removeprefix");
  const page = await window.docs("tab");
  await until("the text at the top", async () => await page.locator("main").evaluate((main) => main.style.paddingTop) === "0px");
  const listing = page.locator(".listing", { hasText: ">>>" }).first();
  assert.equal(await listing.locator(".string").first().innerText(), "'TestHook'");
  await listing.hover();
  await listing.locator(".copy").click();
  await until("the copied code", async () => await window.clipboard()
    === "'TestHook'.removeprefix('Test')\n'BaseTestCase'.removeprefix('Test')");
}

/** The page is in the colours of the theme, whichever it is. */
export async function changesItsTheme(window, shot) {
  const before = await colours(window);
  await window.command("Preferences: Toggle between Light/Dark Themes");
  await until("other colours", async () => (await colours(window)).every((colour, index) => colour !== before[index]));
  await shot("panel-other-theme");
  await window.command("Preferences: Toggle between Light/Dark Themes");
  await until("the colours as before", async () => String(await colours(window)) === String(before));
}

/** Nothing is complained of; what stood in an entry could neither run nor load anything. */
export async function isStrict(window) {
  const page = await window.docs("tab");
  assert.deepEqual(window.violations(), []);
  const refused = await page.locator("main").evaluate((main) => new Promise((resolve) => {
    const found = new Set();
    addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
      found.add(effectiveDirective);
      if (found.size === 4) resolve([...found].sort());
    });
    main.insertAdjacentHTML("beforeend",
      `<img src="https://docs.invalid/x.png"><p style="color: red" onclick="window.ran = true">x</p><iframe src="https://docs.invalid/"></iframe>`);
    main.lastElementChild.previousElementSibling.click();
  }));
  assert.deepEqual(refused, ["frame-src", "img-src", "script-src-attr", "style-src-attr"]);
  assert.equal(await page.locator("main").evaluate(() => window.ran), undefined);
  assert.deepEqual(window.requestsElsewhere(), []);
}

/** A link to another site is the browser's. */
export async function leavesToTheBrowser(window) {
  await showSymbol(window, 4, 12, "sorted");
  await window.page.context().route("https://docs.python.org/**", (route) => route.fulfill({ body: "online" }));
  const opened = window.page.waitForEvent("popup");
  await (await window.docs("tab")).locator("footer a").click();
  const online = await opened;
  await until("the online page", () => ONLINE.test(online.url()));
  await online.close();
  await shows(window, "tab", "sorted");
}

/** After the window was loaded anew the page is as before, and so is its history. */
export async function survivesAReload(window) {
  await showSymbol(window, 3, 7, "open");
  await window.reload("functions.html#open");
  await shows(window, "tab", "open");
  await (await window.docs("tab")).locator("#back").click();
  await shows(window, "tab", "sorted");
  await closePanel(window);
}

/** In the side bar: it follows the cursor while following is on, and searches its page. */
export async function followsTheCursor(window, shot) {
  await window.openFile("app.py");
  await window.command("View: Show Python Docs");
  await (await window.docs("view")).locator("#search").waitFor();
  await window.command("View: Focus First Editor Group");
  await window.command("Python Docs: Follow the Cursor");
  await window.goto(4, 12);
  await shows(window, "view", "sorted");
  await window.goto(5, 14);
  await shows(window, "view", "os.path.join");
  await window.goto(2, 1); // nothing documented is here: the page stays
  await window.goto(6, 9);
  await shows(window, "view", ":=");
  await shot("view");
  await window.command("Python Docs: Stop Following the Cursor");
  await window.goto(5, 14);
  await window.command("Python Docs: Show Documentation for Symbol"); // in the view, which is open
  await shows(window, "view", "os.path.join");
  await window.goto(4, 12); // not followed any more
  await finds(window);
  await shows(window, "view", "os.path.join");
  await window.command("View: Show Explorer");
}

async function finds(window) {
  const page = await window.docs("view");
  await page.locator("h1").click();
  await window.keyboard.press("Control+f");
  await page.locator("search input").fill("absolute path");
  await until("what is found", async () => /^1\/[2-9]$/.test(await page.locator("search output").innerText()));
  await window.keyboard.press("Enter");
  await until("the next", async () => /^2\//.test(await page.locator("search output").innerText()));
  await window.keyboard.press("Escape");
  await page.locator("search").waitFor({ state: "hidden" });
}

async function showSymbol(window, line, column, name) {
  await window.command("View: Focus First Editor Group");
  await window.openFile("app.py");
  await window.goto(line, column);
  await window.command("Python Docs: Show Documentation for Symbol");
  await shows(window, "tab", name);
}

async function shows(window, place, name) {
  await until(`${name} in the ${place}`, async () => {
    const title = (await window.docs(place, 2000))?.locator("h1");
    return title !== undefined && await title.innerText({ timeout: 2000 }).catch(() => "") === name;
  });
}

async function colours(window) {
  const page = await window.docs("tab");
  const colour = (selector, property) => page.locator(selector).first()
    .evaluate((element, name) => getComputedStyle(element)[name], property);
  return Promise.all([colour("body", "backgroundColor"), colour("body", "color"), colour("a", "color"), colour("pre .string", "color")]);
}

/** Presses the mouse's fourth ("back") or fifth ("forward") button over the page. */
async function mouse(window, place, button) {
  const { x, y } = await (await window.docs(place)).locator(".bar").boundingBox();
  const session = await window.page.context().newCDPSession(window.page);
  for (const type of ["mousePressed", "mouseReleased"]) {
    await session.send("Input.dispatchMouseEvent", { type, button, x: x + 100, y: y + 10, clickCount: 1 });
  }
  await session.detach();
}
