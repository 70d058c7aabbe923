// The packaged extension in a real workbench: node scenario.mjs KIT VSIX DATA [SHOTS]
// KIT: a folder with code-server, its node and playwright-core; DATA: a folder of docsets; SHOTS: where screenshots go.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { completions, hovers } from "./editing.mjs";
import * as palette from "./palette.mjs";
import { serve, Workbench } from "./workbench.mjs";

const [kit, vsix, data, shots] = process.argv.slice(2).map((argument) => path.resolve(argument));
const { chromium } = createRequire(path.join(kit, "app", "package.json"))("playwright-core");
const state = fs.mkdtempSync(path.join(os.tmpdir(), "docs-lsp-vscode-"));
const env = { DOCS_LSP_DATA_DIR: data, DOCS_LSP_CACHE_DIR: path.join(state, "cache") };

const CODE = `import os.path

with open("x") as file:
    print(sorted(file))
p = os.path.join("a", "b")
n = (m := 1)
`;

function folder(name, files) {
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(state, name, file)), { recursive: true });
    fs.writeFileSync(path.join(state, name, file), text);
  }
  return path.join(state, name);
}

/** What the server says, asked directly: the palette must show that, in that order. */
function serverOrder(query) {
  const launcher = path.join(state, "extensions", fs.readdirSync(path.join(state, "extensions"))
    .find((name) => name.startsWith("docs-lsp")), "bundled", "launch.py");
  const out = execFileSync("python3", ["-I", launcher, "search", query, "--json"], { env: { ...process.env, ...env } });
  const found = JSON.parse(out);
  return (found.items ?? found).map((item) => item.name);
}

/** Everything in the workspace that could be run writes a file; none may. */
function hostile() {
  const mark = path.join(state, "ran");
  const module = `open(${JSON.stringify(mark)}, "w").close()\n`;
  const modules = Object.fromEntries(["parser", "docs_lsp", "sqlalchemy", "sitecustomize"].map((name) => [`${name}.py`, module]));
  const program = ["sh", "-c", `touch ${mark}`];
  const settings = { "docs-lsp.path": program, "docs-lsp.interpreter": "./python", "docs-lsp.importStrategy": "fromEnvironment" };
  const files = { ...modules, "app.py": CODE, "python": `#!/bin/sh\ntouch ${mark}\n`, ".vscode/settings.json": JSON.stringify(settings) };
  const place = folder("hostile", files);
  fs.chmodSync(path.join(place, "python"), 0o755);
  return { place, mark };
}

/** Runs a part, unless STEPS in the environment names others; says when it has passed. */
async function step(name, part) {
  if (process.env.STEPS && !process.env.STEPS.split(",").includes(name)) return;
  await part();
  console.log(`${name}: passed`);
}

async function untrusted(browser) {
  const { place, mark } = hostile();
  const server = await serve({ kit, state: path.join(state, "untrusted"), vsix, env, trustAll: false,
    settings: { "security.workspace.trust.startupPrompt": "never" } });
  const window = await Workbench.open(browser, server.url, place);
  try {
    await window.openFile("app.py");
    await window.goto(5, 14);
    await window.hover("Join one or more"); // the bundled server answers
    assert.ok(!fs.existsSync(mark), "code of an untrusted workspace ran");
  } catch (error) {
    await window.dump(path.join(state, "artifacts"));
    throw error;
  } finally {
    server.stop();
  }
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});
try {
  const server = await serve({ kit, state, vsix, env, settings: process.env.THEME ? { "workbench.colorTheme": process.env.THEME } : {} });
  const window = await Workbench.open(browser, server.url, folder("project", { "app.py": CODE }));
  try {
    const shot = async (name) => { if (shots) await window.page.screenshot({ path: path.join(shots, `${name}.png`) }); };
    await window.openFile("app.py");
    await step("hover", () => hovers(window, shot));
    await step("completion", () => completions(window, shot));
    await step("palette", async () => {
      await palette.typed(window, serverOrder, shot);
      await palette.looksAndEscapes(window);
      await palette.recent(window);
      await palette.buttons(window);
    });
    await step("plain", async () => {
      const plain = await Workbench.open(browser, server.url, folder("plain", { "notes.txt": "no Python\n" }));
      await palette.typed(plain, serverOrder, () => Promise.resolve());
    });
  } catch (error) {
    await window.dump(path.join(state, "artifacts"));
    throw error;
  } finally {
    server.stop();
  }
  await step("untrusted", () => untrusted(browser));
  fs.rmSync(state, { recursive: true, force: true });
} catch (error) {
  console.error(`failed; artifacts in ${state}`);
  throw error;
} finally {
  await browser.close();
}
