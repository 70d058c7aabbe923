// The documentation of the project's libraries: the status, the plan, a fetch that is cancelled, one that ends.
import assert from "node:assert/strict";
import fs from "node:fs";
import { closePanel, open, typeOver } from "./palette.mjs";
import { until } from "./workbench.mjs";

const PAGES = 24;

/** The sites of two libraries; the third one has none. */
export const SITES = {
  acme: { version: "1.0", names: Array.from({ length: PAGES }, (_, number) => `widget${number}`) },
  brick: { version: "2.0", names: ["wall"] },
};

/** Returns the files of a project that depends on three libraries, in an environment of its own. */
export function projectFiles() {
  const packages = ".venv/lib/python3.13/site-packages";
  const installed = Object.entries({ acme: "1.0", brick: "2.1", ghost: "3.0" }).map(([name, version]) =>
    [`${packages}/${name}-${version}.dist-info/METADATA`, `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`]);
  return {
    ...Object.fromEntries(installed),
    ".venv/pyvenv.cfg": "version = 3.13.0\n",
    "pyproject.toml": '[project]\nname = "shop"\nversion = "1"\ndependencies = ["acme", "brick", "ghost"]\n',
    "app.py": "import acme\n\nacme.widget0(3)\n",
  };
}

/** Nothing is fetched unasked; what is chosen of the plan is, unless it is cancelled; then its hovers are there. */
export async function fetches(window, data, sites, shot) {
  await window.openFile("app.py");
  await says(window, "Documentation for 0 of 3 libraries of this project");
  await shot("libraries-status");
  assert.deepEqual(docsets(data), []);
  sites.delay = 400;
  await choose(window, shot);
  const notice = window.page.locator(".notification-toast", { hasText: "Documentation of the project's libraries" });
  await until("how far it is", async () => /\d+ of \d+/.test(await notice.innerText({ timeout: 1000 }).catch(() => "")));
  await shot("libraries-progress");
  await notice.getByRole("button", { name: "Cancel" }).click();
  await until("the end of the notification", async () => await notice.count() === 0);
  await until("nothing half-written", () => docsets(data).every((name) => name.endsWith(".db")));
  assert.equal(await window.page.locator(".notification-toast", { hasText: "interrupted" }).count(), 0, "who cancels needs no message");
  sites.delay = 0;
  await says(window, "of 3 libraries of this project");
  await choose(window, () => Promise.resolve());
  await until("the docsets", () => docsets(data).filter((name) => name.endsWith(".db")).length === 2);
  await says(window, "Documentation for 2 of 3 libraries of this project");
  await shot("libraries-done");
  await window.goto(3, 7);
  await window.hover("Make a widget0 of that size");
  await shot("libraries-hover");
  await window.keyboard.press("Escape");
}

/** The status of the language is asked until it says *text*. */
async function says(window, text) {
  const status = window.page.locator("[id='status.languageStatus']");
  await until(text, async () => {
    await window.page.mouse.move(640, 400);
    await status.hover();
    return window.page.locator(".hover-language-status", { hasText: text }).first().waitFor({ timeout: 3000 }).then(() => true, () => false);
  });
}

/** Opens the plan by the action of the status, and takes what is picked in it. */
async function choose(window, shot) {
  await window.page.locator(".hover-language-status a", { hasText: "Show the plan" }).first().click();
  await until("the plan", async () => // the rows of the palette before it stay in the page, hidden
    await window.input.isVisible() && (await window.rows()).join() === "acme,brick,ghost");
  await shot("libraries-plan");
  await window.keyboard.press("Enter");
}

function docsets(data) {
  return fs.readdirSync(data).filter((name) => !name.startsWith("."));
}

/** Documentation without an online address is read like any other; nothing offers to open it in the browser. */
export async function withoutAddress(window, shot) {
  await window.openFile("app.py");
  await until("the docset", async () => {
    await window.keyboard.press("Escape");
    await open(window);
    // It begins with the word under the cursor once the extension knows of the editor.
    if (!await until("a word", () => window.input.inputValue(), 3000).then(() => true, () => false)) return false;
    await typeOver(window, "acme.widget1");
    return until("its row", async () => (await window.rows())[0] === "acme.widget1", 3000).then(() => true, () => false);
  });
  assert.deepEqual(await window.buttons(0), ["Open beside (Ctrl+Enter)", "Insert name (Alt+Enter)"]);
  await window.keyboard.press("Enter");
  const page = await window.docs("tab");
  await until("the entry", async () => await page.locator("h1").innerText() === "acme.widget1");
  assert.match(await page.locator("main").innerText(), /Make a widget1 of that size/);
  assert.equal(await page.locator("footer").count(), 0);
  await shot("no-address");
  await page.locator("main p a").first().focus();
  await window.keyboard.press("Enter");
  await until("the linked entry", async () => await page.locator("h1").innerText() === "acme.widget0");
  await closePanel(window);
}
