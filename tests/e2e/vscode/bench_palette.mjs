// From a key to its rows in the palette, in a real workbench: node bench_palette.mjs KIT VSIX [BASE]
// One table: our server, beside the same palette fed by one that answers at once. Rows of a key that changes none are not counted.
// BASE, an earlier package, is measured in turn with VSIX. ROUNDS in the environment says how often.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { open } from "./palette.mjs";
import { launch, searchOf, serve, until, Workbench } from "./workbench.mjs";

const [kit, vsix, base] = process.argv.slice(2).map((argument) => path.resolve(argument));
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "docs-lsp-bench-"));
const TYPED = ["asyncio.timeout", "sort a dict", "pathlib.Path", "list comprehension", "json.dumps", "with", "re.sub"];
const KEYS = 50;
const PATIENCE = 10_000; // milliseconds
const SEEN = 5; // rows that are compared
const PACE = 100; // milliseconds from what a key has shown to the next key
const STEADY = 1500; // milliseconds without a change after which rows count as the last ones of a key
const PREVIEWED = "asyncio.s"; // a query with entries of all sizes
const PREVIEWS = 20;
const ROUNDS = Number(process.env.ROUNDS ?? 1);
const STILL = { "docs-lsp.search.preview": false };
const EMPTY = [path.join(import.meta.dirname, "empty_server.py")];

/** The prefixes of all that is typed. */
const prefixes = TYPED.flatMap((text) => Array.from(text, (_, end) => text.slice(0, end + 1)));

const empty = (query) => Array.from({ length: SEEN }, (_, number) => `${query}·${number}`);

/** In the page: begins to wait for these rows; `arrived` are the milliseconds from the next key to them. */
function watch([expected, rows]) {
  globalThis.arrived = new Promise((resolve) => {
    let pressed;
    document.addEventListener("keydown", () => { pressed = performance.now(); }, { capture: true, once: true });
    const check = () => {
      const shown = [...document.querySelectorAll(rows)].map((row) => [Number(row.dataset.index), row.querySelector(".label-name")?.textContent.trim()])
        .sort(([one], [other]) => one - other).slice(0, expected.length).map(([, label]) => label);
      if (pressed !== undefined && shown.join("\n") === expected.join("\n")) {
        observer.disconnect();
        resolve(performance.now() - pressed);
      }
    };
    const observer = new MutationObserver(check);
    observer.observe(document.querySelector(".quick-input-widget"), { subtree: true, childList: true, characterData: true, attributes: true });
  });
}

async function missing(prefix) {
  await pause(PATIENCE, undefined, { ref: false });
  throw new Error(`no rows of ${prefix} within ${PATIENCE / 1000} s`);
}

/** The rows that each prefix ends in, as this package labels them: typed once, slowly. */
async function learned(window) {
  const rows = new Map();
  for (const prefix of prefixes) {
    await window.input.fill(prefix);
    let shown, since;
    do {
      const now = (await window.rows()).slice(0, SEEN);
      if (now.join("\n") !== shown?.join("\n")) [shown, since] = [now, Date.now()];
      await pause(STEADY / 10);
    } while (Date.now() - since < STEADY);
    rows.set(prefix, shown);
  }
  return rows;
}

async function keys(window, expected) {
  const times = [];
  for (const text of TYPED) {
    await window.input.fill("");
    let before;
    for (const prefix of Array.from(text, (_, end) => text.slice(0, end + 1))) {
      const rows = expected.get(prefix);
      if (rows.join() === before || rows.length < SEEN) {
        await window.keyboard.type(prefix.at(-1));
      } else {
        await pause(PACE);
        await window.page.evaluate(watch, [rows, ".quick-input-widget .quick-input-list .monaco-list-row"]);
        await window.keyboard.type(prefix.at(-1));
        times.push(await Promise.race([window.page.evaluate(() => globalThis.arrived), missing(prefix)]));
      }
      before = rows.join();
      await until(`rows of ${prefix}`, async () => (await window.rows()).slice(0, rows.length).join() === before);
    }
  }
  return times.slice(0, KEYS);
}

/** From the arrow key to the next row's entry painted in the panel: the key in the window, the paint in the panel's frame. */
async function previews(window, items) {
  const times = [];
  await window.input.fill(PREVIEWED);
  const panel = await window.docs("tab");
  await until("the first preview", async () => await panel.locator("h1").innerText() === items[0].name);
  for (const { name, title } of items.slice(1, PREVIEWS + 1)) {
    await panel.evaluate(watchPage, [name, title]);
    await window.page.evaluate(watchKey);
    await pause(PACE);
    await window.keyboard.press("ArrowDown");
    const painted = await Promise.race([panel.evaluate(() => globalThis.painted), missing(name)]);
    times.push(painted - await window.page.evaluate(() => globalThis.pressed));
  }
  return times;
}

/** In the page: when the next key is pressed, by the clock that all frames share. */
function watchKey() {
  globalThis.pressed = new Promise((resolve) => {
    document.addEventListener("keydown", () => resolve(Date.now()), { capture: true, once: true });
  });
}

/** In the panel: when the entry called so is painted. */
function watchPage(names) {
  globalThis.painted = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (!names.includes(document.querySelector("h1")?.textContent)) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(Date.now())));
    });
    observer.observe(document.querySelector("main"), { childList: true });
  });
}

function say(name, times) {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))].toFixed(0).padStart(6);
  console.log(`${name.padEnd(44)} ${String(times.length).padStart(4)} ${at(0.5)} ${at(0.95)}`);
}

async function asUser(name, settings, run, extension = vsix) {
  const state = path.join(scratch, name);
  const env = { DOCS_LSP_DATA_DIR: path.join(state, "docsets"), DOCS_LSP_CACHE_DIR: path.join(state, "cache") };
  const server = await serve({ kit, state, vsix: extension, env, settings });
  const folder = path.join(scratch, "project");
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "app.py"), "pass\n");
  try {
    const window = await Workbench.open(browser, server.url, folder);
    await window.openFile("app.py");
    await open(window);
    await until("rows", async () => (await window.rows()).length > 0);
    await run(window, state, env);
    await window.page.close();
  } finally {
    server.stop();
    fs.rmSync(state, { recursive: true, force: true });
  }
}

/** Measures *extension* for a while: the times of keys without and with the preview, and of previews. */
async function measured(name, extension) {
  const times = {};
  let expected, previewed;
  await asUser(name, STILL, async (window, state, env) => {
    previewed = searchOf(state, env)(PREVIEWED);
    expected = await learned(window);
    times.rows = await keys(window, expected);
  }, extension);
  await asUser(`${name}-preview`, {}, async (window) => {
    times.besidePreview = await keys(window, expected);
    times.previews = await previews(window, previewed);
  }, extension);
  return times;
}

function sayAll(name, rounds) {
  const all = (kind) => rounds.flatMap((times) => times[kind]);
  say(name, all("rows"));
  say(`${name}, with the preview beside the code`, all("besidePreview"));
  say(`${name}, from an arrow key to the preview`, all("previews"));
}

const browser = await launch(kit);
try {
  console.log(`${"milliseconds from a key to its rows".padEnd(44)} keys    p50    p95`);
  await asUser("empty", { ...STILL, "docs-lsp.path": EMPTY }, async (window) =>
    say("a handler that answers at once", await keys(window, new Map(prefixes.map((prefix) => [prefix, empty(prefix)])))));
  const ours = [], theirs = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await measured(`ours-${round}`, vsix));
    if (base) theirs.push(await measured(`base-${round}`, base));
  }
  sayAll("docs-lsp", ours);
  if (base) sayAll("the base", theirs);
} finally {
  await browser.close();
  fs.rmSync(scratch, { recursive: true, force: true });
}
