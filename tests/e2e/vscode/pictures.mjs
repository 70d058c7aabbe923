// The pictures of the READMEs, of a real workbench: node pictures.mjs KIT VSIX FOLDER
// Writes hover, palette and panel into FOLDER, each as -light.png and -dark.png.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { open, typeOver } from "./palette.mjs";
import { launch, serve, until, Workbench } from "./workbench.mjs";

const [kit, vsix, target] = process.argv.slice(2).map((argument) => path.resolve(argument));
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "docs-lsp-pictures-"));
const THEMES = { light: "Default Light Modern", dark: "Default Dark Modern" };
const CODE = `import asyncio
from pathlib import Path


async def read(paths: list[Path]) -> list[str]:
    async with asyncio.timeout(5):
        return await asyncio.gather(
            *(asyncio.to_thread(p.read_text) for p in paths)
        )
`;
const project = path.join(scratch, "project");
fs.mkdirSync(project);
fs.writeFileSync(path.join(project, "app.py"), CODE);

async function take(theme) {
  const state = path.join(scratch, theme);
  const env = { DOCS_LSP_DATA_DIR: path.join(state, "docsets"), DOCS_LSP_CACHE_DIR: path.join(state, "cache") };
  const settings = { "workbench.colorTheme": THEMES[theme], "workbench.activityBar.location": "hidden", "editor.fontSize": 13 };
  const server = await serve({ kit, state, vsix, env, settings });
  try {
    const window = await Workbench.open(browser, server.url, project, { width: 960, height: 560 });
    const shot = (name) => window.page.screenshot({ path: path.join(target, `${name}-${theme}.png`), animations: "disabled" });
    await window.openFile("app.py");
    await window.command("View: Close Primary Side Bar");
    await window.goto(6, 25);
    await window.hover("asynchronous context manager");
    await shot("hover");
    await window.goto(9, 10);
    await open(window);
    await typeOver(window, "sort a dict");
    await until("the preview", async () => /sort/i.test(await window.panelText()));
    await shot("palette");
    await window.keyboard.press("Escape");
    await window.goto(7, 32);
    await window.command("Python Docs: Show Documentation for Symbol");
    await until("the entry", async () => /Run awaitable objects/.test(await window.panelText()));
    await shot("panel");
    await window.page.close();
  } finally {
    server.stop();
  }
}

const browser = await launch(kit);
try {
  for (const theme of Object.keys(THEMES)) await take(theme);
} finally {
  await browser.close();
  fs.rmSync(scratch, { recursive: true, force: true });
}
