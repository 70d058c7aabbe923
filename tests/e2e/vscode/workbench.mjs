// A real VS Code workbench: code-server, whose extensions run in node, seen through Chromium.
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";

// Milliseconds until something that should appear is reported as missing; more on a machine that has other things to do.
const PATIENCE = 60_000;
const MOST_LOAD = 8; // processes that wait for each processor, beyond which patience does not grow
const ROWS = ".quick-input-widget .quick-input-list .monaco-list-row";
const QUIET = {
  "workbench.startupEditor": "none", "workbench.tips.enabled": false, "workbench.reduceMotion": "on",
  "workbench.secondarySideBar.defaultVisibility": "hidden", "chat.disableAIFeatures": true,
  "workbench.welcomePage.walkthroughs.openOnInstall": false, "editor.minimap.enabled": false,
  "editor.hover.sticky": true, "telemetry.telemetryLevel": "off", "update.mode": "none",
  "extensions.autoUpdate": false, "extensions.autoCheckUpdates": false, "git.enabled": false,
  "remote.autoForwardPorts": false, "workbench.editor.useModal": "off",
};

/** How many times longer this machine takes now than one that is idle: at least 1. */
export function slowness() {
  return Math.min(MOST_LOAD, Math.max(1, os.loadavg()[0] / os.availableParallelism()));
}

/** Asks *question* until its answer is true; reports what was missed when patience ends. */
export async function until(what, question, patience = PATIENCE) {
  const begun = Date.now();
  let answer = await question();
  while (!answer) {
    const factor = slowness(); // now: the load may rise while we wait
    if (Date.now() - begun > patience * factor) {
      throw new Error(`timed out after ${Math.round((Date.now() - begun) / 1000)} s (load factor ${factor.toFixed(1)}): ${what}`);
    }
    await pause(50);
    answer = await question();
  }
  return answer;
}

/** Installs *vsix* for a user of its own under *state*, lets *prepare* at the extensions, and serves the workbench until `stop`. */
export async function serve({ kit, state, vsix, settings = {}, env = {}, trustAll = true, prepare = () => undefined }) {
  const home = path.join(state, "home");
  const data = path.join(state, "data");
  fs.mkdirSync(home, { recursive: true });
  for (const kind of ["User", "Machine"]) { // what belongs to a machine is read from the second alone
    fs.mkdirSync(path.join(data, kind), { recursive: true });
    fs.writeFileSync(path.join(data, kind, "settings.json"), JSON.stringify({ ...QUIET, ...settings }));
  }
  const kept = Object.entries(process.env).filter(([name]) => !/^(VSCODE|ELECTRON|PYTHON|XDG)_?/.test(name));
  const surroundings = { ...Object.fromEntries(kept), HOME: home, EXTENSIONS_GALLERY: "{}", ...env };
  const node = path.join(kit, "node", "node");
  const entry = path.join(kit, "app", "node_modules", "code-server", "out", "node", "entry.js");
  const places = [entry, "--user-data-dir", data, "--extensions-dir", path.join(state, "extensions"),
    "--config", path.join(state, "config.yaml")];
  execFileSync(node, [...places, "--install-extension", vsix], { env: surroundings, timeout: 120_000, stdio: "pipe" });
  prepare(path.join(state, "extensions"));
  const port = await freePort();
  const child = spawn(node, [...places, "--bind-addr", `127.0.0.1:${port}`, "--auth", "none", "--disable-telemetry",
    "--disable-update-check", ...(trustAll ? ["--disable-workspace-trust"] : [])],
  { env: surroundings, stdio: "ignore", detached: true });
  const stop = () => {
    process.off("exit", stop);
    try { process.kill(-child.pid, "SIGKILL"); } catch { /* it is gone already */ }
  };
  process.once("exit", stop);
  const url = `http://127.0.0.1:${port}`;
  await until("code-server answers", () => fetch(`${url}/healthz`).then((answer) => answer.ok, () => false));
  return { url, stop };
}

/** This machine's Chromium, without a screen. */
export function launch(kit) {
  const { chromium } = createRequire(path.join(kit, "app", "package.json"))("playwright-core");
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject).listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** What the installed extension's server answers in a terminal: a function of a query that returns the rows of a search. */
export function searchOf(state, env) {
  const extensions = path.join(state, "extensions");
  const own = fs.readdirSync(extensions).find((name) => name.startsWith("docs-lsp"));
  const launcher = path.join(extensions, own, "bundled", "launch.py");
  return (query) => JSON.parse(execFileSync("python3", ["-I", launcher, "search", query, "--json", "--limit", "50"],
    { env: { ...process.env, ...env }, maxBuffer: 1 << 26 }));
}

/** One window on *folder*, driven by its keyboard. */
export class Workbench {
  static async open(browser, url, folder, viewport = { width: 1280, height: 800 }) {
    const page = await browser.newPage({ viewport });
    page.setDefaultTimeout(PATIENCE * slowness());
    await page.goto(`${url}/?${new URLSearchParams({ folder })}`);
    await page.locator(".part.statusbar .statusbar-item").first().waitFor();
    return new Workbench(page);
  }

  #complaints = []; // of a content security policy, on the console
  #requests = []; // to anywhere but the server

  constructor(page) {
    this.page = page;
    page.on("console", (message) => {
      if (/content security policy/i.test(message.text())) this.#complaints.push(message.text());
    });
    page.context().on("requestfinished", async (request) => {
      const response = await request.response().catch(() => null); // its frame may be gone by now
      if (!response?.fromServiceWorker()) this.#note(request);
    });
    page.context().on("requestfailed", (request) => {
      if (request.failure()?.errorText !== "csp") this.#note(request); // the policy kept that one here
    });
    this.keyboard = page.keyboard;
    this.input = page.locator(".quick-input-widget:visible input").first();
  }

  #note(request) {
    const url = new URL(request.url());
    // The workbench's service worker answers for an extension's own files; their host is a name alone.
    const isOwn = url.host.endsWith(".vscode-resource.vscode-cdn.net") && url.pathname.includes("/extensions/docs-lsp.");
    if (/^(http|ws)s?:$/.test(url.protocol) && url.host !== new URL(this.page.url()).host && !isOwn) this.#requests.push(request.url());
  }

  /** Runs the command of that title once it is offered; extensions may still be starting. */
  async command(title) {
    await this.#choose("F1", `>${title}`, title);
  }

  async openFile(name) {
    await this.#choose("Control+p", name, name);
    await this.page.locator(`.editor-group-container.active .tab.active[data-resource-name="${name}"]`).waitFor();
  }

  async #choose(key, text, row) {
    await until(`a row ${row}`, async () => {
      await this.keyboard.press("Escape");
      await this.keyboard.press(key);
      await this.input.fill(text);
      // The row that Enter takes; while the list is being filled, that may be another one.
      return this.page.locator(`${ROWS}.focused`, { hasText: row }).first().waitFor({ timeout: 4000 }).then(() => true, () => false);
    });
    await this.keyboard.press("Enter");
  }

  /** Puts the cursor at a line and column, both counted from 1. */
  async goto(line, column) {
    const there = this.page.locator(".statusbar-item", { hasText: `Ln ${line}, Col ${column}` }).first();
    await until(`the cursor at ${line}:${column}`, async () => {
      await this.keyboard.press("Escape");
      await this.keyboard.press("Control+g");
      await this.input.fill(`:${line}:${column}`);
      await this.keyboard.press("Enter");
      return there.waitFor({ timeout: 2000 }).then(() => true, () => false);
    });
  }

  /** Returns the text of the hover at the cursor, asked for until *expected* is in it. */
  async hover(expected) {
    const box = this.page.locator(".monaco-hover:not(.hidden)", { hasText: expected }).first();
    await until(`a hover with ${expected}`, async () => {
      await this.keyboard.press("Escape");
      await this.keyboard.press("Control+k");
      await this.keyboard.press("Control+i");
      return box.waitFor({ timeout: 2000 }).then(() => true, () => false);
    });
    return box.innerText();
  }

  /** Returns what is said of the suggestion *label*, asked for until *expected* is in it. */
  async suggestion(label, expected) {
    const list = this.page.locator(".suggest-widget.visible");
    const row = list.locator(".monaco-list-row.focused", { hasText: label }).first();
    const words = this.page.locator(".suggest-details", { hasText: expected }).first();
    await until(`a suggestion ${label} with ${expected}`, async () => {
      await this.keyboard.press("Control+Space"); // the list, then its details
      if (!await row.waitFor({ timeout: 2000 }).then(() => true, () => false)) return false;
      return words.waitFor({ timeout: 2000 }).then(() => true, () => false);
    });
    return words.innerText();
  }

  /** The text of a line, counted from 1, as the editor shows it. */
  async line(number) {
    const lines = await this.page.locator(".view-lines .view-line").evaluateAll((found) => found
      .map((line) => [Number.parseFloat(line.style.top), line.textContent.replaceAll("\u00a0", " ")]));
    return lines.sort(([one], [other]) => one - other)[number - 1]?.[1] ?? "";
  }

  /** The labels of the palette's rows as seen, top to bottom (the page keeps them in another order). */
  async rows() {
    const found = await this.page.locator(ROWS).evaluateAll((rows) => rows.map((row) => [
      Number(row.dataset.index), row.querySelector(".quick-input-list-row .label-name")?.textContent?.trim() ?? ""]));
    return found.sort(([one], [other]) => one - other).map(([, label]) => label);
  }

  /** What is said of the buttons of the palette's row with that index, left to right. */
  async buttons(index) {
    return this.#buttons(index).evaluateAll((found) => found.map((one) => one.getAttribute("aria-label")));
  }

  /** Presses one of them. */
  async press(index, title) {
    await this.page.locator(`${ROWS}[data-index="${index}"]`).hover();
    await this.#buttons(index).and(this.page.getByLabel(title)).click();
  }

  #buttons(index) {
    return this.page.locator(`${ROWS}[data-index="${index}"] .quick-input-list-entry-action-bar .action-label`);
  }

  /** The names of the tabs, group by group, the one on top marked. */
  async tabs() {
    return this.page.locator(".editor-group-container").evaluateAll((groups) => groups.map((group) =>
      [...group.querySelectorAll(".tab")].map((tab) => `${tab.classList.contains("active") ? "*" : ""}${tab.dataset.resourceName}`)));
  }

  /** Closes the tabs whose names match. */
  async closeTabs(pattern) {
    const matching = this.page.locator(".tab", { hasText: pattern });
    await until(`no tab ${pattern}`, async () => {
      if (await matching.count() === 0) return true;
      await matching.first().click({ button: "middle", timeout: 2000 }).catch(() => undefined);
      return false;
    });
  }

  /** Where the cursor is, as the status bar says it. */
  cursor() {
    return this.page.locator(".statusbar-item", { hasText: /^Ln \d/ }).first().innerText();
  }

  /** The text inside the docs panel: a frame within a frame. */
  async panelText() {
    for (const frame of this.page.frames()) {
      const text = await frame.locator("main").first().innerText({ timeout: 200 }).catch(() => "");
      if (frame !== this.page.mainFrame() && text !== "") return text;
    }
    return "";
  }

  /** The frame of the docs panel in that place ("tab" or "view"), once it is there; undefined if it is not by then. */
  async docs(place, patience = PATIENCE) {
    let found;
    await until(`the docs panel as a ${place}`, async () => {
      for (const frame of this.page.frames()) {
        const body = frame.locator(`body[data-place="${place}"]`);
        if (await body.isVisible().catch(() => false)) found = frame;
      }
      return found;
    }, patience).catch((error) => { if (patience === PATIENCE) throw error; });
    return found;
  }

  /** What the policies of pages have complained of so far. */
  violations() {
    return [...this.#complaints];
  }

  /** The addresses elsewhere that were asked for so far. */
  requestsElsewhere() {
    return [...this.#requests];
  }

  async clipboard() {
    await this.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** Loads the window anew, once the editor has stored a state with that text in it. */
  async reload(text) {
    await until(`a stored state with ${text}`, () => this.page.evaluate(isStored, text));
    await this.page.reload();
    await this.page.locator(".part.statusbar .statusbar-item").first().waitFor();
  }

  /** Leaves behind what a failed run looked like. */
  async dump(folder) {
    fs.mkdirSync(folder, { recursive: true });
    await this.page.screenshot({ path: path.join(folder, "screen.png") });
    fs.writeFileSync(path.join(folder, "page.txt"), await this.page.locator("body").innerText());
  }
}

/** In the page: whether a text is in the editor's storage. */
async function isStored(text) {
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  let isThere = false;
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const table of database.objectStoreNames) {
      const values = await done(database.transaction(table).objectStore(table).getAll());
      isThere ||= values.some((value) => typeof value === "string" && value.includes(text));
    }
    database.close();
  }
  return isThere;
}
