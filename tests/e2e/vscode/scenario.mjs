// The packaged extension in a real workbench: node scenario.mjs KIT VSIX [DOCS [SHOTS]]
// KIT: a folder with code-server, its node and playwright-core; DOCS: the HTML of Python's documentation, to be built at
// a first start; SHOTS: where screenshots go. In the environment, STEPS names the steps to run, THEME a colour theme.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { completions, hovers } from "./editing.mjs";
import * as elsewhere from "./elsewhere.mjs";
import * as libraries from "./libraries.mjs";
import * as palette from "./palette.mjs";
import * as panel from "./panel.mjs";
import * as serving from "./serving.mjs";
import { serveSites, writeSite } from "./site.mjs";
import { hostileFiles, untrusted } from "./untrusted.mjs";
import * as welcome from "./welcome.mjs";
import { launch, searchOf, serve, Workbench } from "./workbench.mjs";

const [kit, vsix, docs, shots] = process.argv.slice(2).map((argument) => argument && path.resolve(argument));
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "docs-lsp-vscode-"));
const theme = process.env.THEME ? { "workbench.colorTheme": process.env.THEME } : {};

const CODE = `import os.path

with open("x") as file:
    print(sorted(file))
p = os.path.join("a", "b")
n = (m := 1)
`;

function folder(name, files) {
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(scratch, name, file)), { recursive: true });
    fs.writeFileSync(path.join(scratch, name, file), text);
  }
  return path.join(scratch, name);
}

/** A user of that name, with a workbench and docsets of their own: what *run* is given, and what is cleared up behind it. */
async function asUser(name, { settings = {}, ...options }, project, run) {
  const state = path.join(scratch, name);
  const data = path.join(state, "docsets");
  fs.mkdirSync(data, { recursive: true });
  const env = { DOCS_LSP_DATA_DIR: data, DOCS_LSP_CACHE_DIR: path.join(state, "cache") };
  const server = await serve({ kit, state, vsix, env, settings: { ...theme, ...settings }, ...options });
  const open = (where) => Workbench.open(browser, server.url, where);
  const window = await open(project);
  try {
    await run({ window, open, state, data, env, project });
  } catch (error) {
    await window.dump(path.join(scratch, "artifacts"));
    throw error;
  } finally {
    server.stop();
  }
}

const asked = process.env.STEPS?.split(",");
const isAsked = (...names) => names.some((name) => asked === undefined || asked.includes(name));

/** Runs a step, unless others are asked for; says when it has passed. */
async function step(name, part) {
  if (!isAsked(name)) return;
  await part();
  console.log(`${name}: passed`);
}

async function shot(window, name) {
  if (shots) await window.page.screenshot({ path: path.join(shots, `${name}.png`) });
}

/** As installed, with the documentation that the package carries. */
async function asInstalled(user) {
  const { window } = user;
  const take = (name) => shot(window, name);
  const search = searchOf(user.state, user.env);
  const order = (query) => search(query).map((item) => item.name); // the palette must show that, in that order
  await window.openFile("app.py");
  await step("hover", () => hovers(window, take));
  await step("completion", () => completions(window, take));
  await step("palette", async () => {
    await palette.typed(window, order, take);
    await palette.looksAndEscapes(window);
    await palette.findsNothing(window, take);
    await palette.beginsQualified(window, take);
    await palette.showsHeadings(window, take);
    await palette.recent(window);
    await palette.buttons(window);
  });
  await step("panel", async () => {
    await panel.opensFromAHover(window);
    await panel.leadsOn(window, take);
    await panel.navigates(window, take);
    await panel.copies(window);
    await panel.changesItsTheme(window, take);
    await panel.isStrict(window);
    await panel.leavesToTheBrowser(window);
    await panel.survivesAReload(window);
    await panel.followsTheCursor(window, take);
  });
  await step("plain", async () => {
    const plain = await user.open(folder("plain", { "notes.txt": "no Python\n" }));
    await palette.typed(plain, order, () => Promise.resolve());
    await plain.page.close();
  });
  await step("welcome", async () => {
    await welcome.walkthrough(window, take);
    await welcome.describesChoices(window, take);
  });
  await step("settings", () => serving.settings(window, user.state, user.project));
  await step("crashes", () => serving.crashes(window, user.state));
  await step("debug", () => serving.debugInformation(window));
}

/** Beside another extension for Python, in a notebook, and in a folder of that extension's. */
async function withNeighbour(user) {
  const { window } = user;
  const take = (name) => shot(window, name);
  await step("beside another", () => elsewhere.besideAnother(window));
  await step("notebook", () => elsewhere.inANotebook(window, take));
  await step("virtual folder", async () => {
    const search = searchOf(user.state, user.env);
    const virtual = await user.open("elsewhere:/");
    await elsewhere.inAVirtualFolder(virtual, (query) => search(query).map((item) => item.name), (name) => shot(virtual, name));
    await virtual.page.close();
  });
}

/** Takes what an installed extension carries away: as if it had been packaged without documentation. */
function withoutDocs(extensions) {
  const own = fs.readdirSync(extensions).find((name) => name.startsWith("docs-lsp"));
  fs.rmSync(path.join(extensions, own, "bundled", "libs", "docs_lsp", "docsets", "data"), { recursive: true, force: true });
}

const browser = await launch(kit);
try {
  const project = folder("project", { "app.py": CODE });
  if (isAsked("hover", "completion", "palette", "panel", "plain", "welcome", "settings", "crashes", "debug")) await asUser("installed", {}, project, asInstalled);
  if (isAsked("beside another", "notebook", "virtual folder")) {
    const cells = folder("cells", { "app.py": CODE, "cells.ipynb": elsewhere.NOTEBOOK });
    await asUser("neighbour", { prepare: elsewhere.withNeighbour }, cells, withNeighbour);
  }
  if (isAsked("libraries")) {
    const sites = await serveSites(libraries.SITES);
    const addresses = { acme: sites.address("acme"), brick: sites.address("brick"), ghost: "" };
    const shop = folder("shop", libraries.projectFiles());
    await step("libraries", () => asUser("libraries", { settings: { "docs-lsp.libraries.addresses": addresses } }, shop,
      ({ window, data }) => libraries.fetches(window, data, sites, (name) => shot(window, name))).finally(sites.stop));
  }
  await step("no address", () => {
    const html = path.join(scratch, "acme-html");
    writeSite(html, "acme", "1.0", ["widget0", "widget1"]);
    return asUser("no-address", { settings: { "docs-lsp.docsPaths": [html] } }, project,
      ({ window }) => libraries.withoutAddress(window, (name) => shot(window, name)));
  });
  if (docs) {
    const first = { prepare: withoutDocs, settings: { "docs-lsp.docsPaths": [docs] } };
    await step("first start", () => asUser("first", first, project, ({ window }) => serving.firstStart(window, (name) => shot(window, name))));
    await step("cancel", () => asUser("cancel", first, project, ({ window, data }) => serving.cancelled(window, data)));
  } else {
    console.log("NOT TESTED: a first start without documentation; DOCS names the HTML of Python's");
  }
  const bare = { settings: { "docs-lsp.interpreter": path.join(scratch, "no-such-python") } };
  await step("no python", () => asUser("bare", bare, project, ({ window }) => serving.withoutPython(window)));
  const mark = path.join(scratch, "ran");
  const hostile = folder("hostile", hostileFiles(CODE, mark));
  const wary = { trustAll: false, settings: { "security.workspace.trust.startupPrompt": "never" } };
  await step("untrusted", () => asUser("untrusted", wary, hostile, ({ window }) => untrusted(window, hostile, mark)));
  fs.rmSync(scratch, { recursive: true, force: true });
} catch (error) {
  console.error(`failed; artifacts in ${scratch}`);
  throw error;
} finally {
  await browser.close();
}
