// The server behind the window: built for, set, killed.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { until } from "./workbench.mjs";

/** At a first start without documentation, that which the settings name is built; its hovers come as soon as it is there. */
export async function firstStart(window, shot) {
  await window.openFile("app.py");
  const notice = await building(window);
  await shot("build");
  await until("the end of the build", async () => await notice.count() === 0, 240_000);
  await window.goto(5, 14);
  await window.hover("Join one or more");
  await window.keyboard.press("Escape");
}

/** A build that is cancelled leaves nothing behind. */
export async function cancelled(window, data) {
  await window.openFile("app.py");
  const notice = await building(window);
  await notice.getByRole("button", { name: "Cancel" }).click();
  await until("the end of the notification", async () => await notice.count() === 0);
  await until("an empty folder", () => fs.readdirSync(data).length === 0);
}

/** Returns the notification of a build, once it says how far it is. */
async function building(window) {
  const notice = window.page.locator(".notification-toast", { hasText: "Building the documentation of" });
  await until("how far the build is", async () => /Pages: \d+ \/ \d+/.test(await notice.innerText({ timeout: 1000 }).catch(() => "")));
  return notice;
}

/** A setting that changes is taken up without a restart. */
export async function settings(window, state, project) {
  await window.goto(5, 14);
  await window.hover("Join one or more");
  const before = servers(state); // this window's, and those of windows that were closed
  await set(window, project, { "docs-lsp.hover.mode": "off" });
  await window.goto(5, 14);
  const box = window.page.locator(".monaco-hover:not(.hidden)", { hasText: "Join one or more" });
  await until("no hover", async () => {
    await window.keyboard.press("Escape");
    await window.keyboard.press("Control+k");
    await window.keyboard.press("Control+i");
    return box.first().waitFor({ timeout: 1000 }).then(() => false, () => true);
  });
  await set(window, project, { "docs-lsp.hover.mode": "complement" });
  await window.goto(5, 14);
  await window.hover("Join one or more");
  await window.keyboard.press("Escape");
  const started = servers(state).filter((one) => !before.includes(one));
  assert.deepEqual(started, [], "a setting that changes starts no server");
}

/** Writes the settings of the workspace, as a user does, until they are in their file. */
async function set(window, project, values) {
  const file = path.join(project, ".vscode", "settings.json");
  const tab = window.page.locator(".editor-group-container.active .tab.active[data-resource-name='settings.json']");
  await until("the settings open", async () => {
    await window.command("Preferences: Open Workspace Settings (JSON)");
    return tab.waitFor({ timeout: 5000 }).then(() => true, () => false);
  });
  const text = JSON.stringify(values);
  await until("the settings typed", async () => {
    await window.page.locator(".editor-group-container.active .view-lines").first().click();
    await window.keyboard.press("Control+a");
    await window.keyboard.insertText(text);
    await window.keyboard.press("Shift+End"); // the brackets that the editor has closed itself
    await window.keyboard.press("Delete");
    return await window.line(1) === text;
  });
  await until("the settings in their file", async () => { // its tab may not be marked as changed yet, and then not as saved
    await window.keyboard.press("Control+s");
    return fs.existsSync(file) && fs.readFileSync(file, "utf8").trim() === text;
  });
  await until("the settings saved", async () => !/dirty/.test(await tab.getAttribute("class")));
  await window.closeTabs(/^settings\.json/);
}

/** A server that dies comes back three times; then its logs are offered, and it can be started again. */
export async function crashes(window, state) {
  const message = window.page.locator(".notification-toast", { hasText: "ended too often" });
  for (let crash = 1; crash <= 4; crash += 1) {
    await window.goto(5, 14);
    await window.hover("Join one or more");
    const running = servers(state); // closed windows may still have theirs
    running.forEach(kill);
    await until("their end", () => !servers(state).some((one) => running.includes(one)));
  }
  await message.getByRole("button", { name: "Show logs" }).click();
  await window.page.locator(".part.panel:visible").first().waitFor();
  await window.command("Python Docs: Restart Server");
  await window.goto(5, 14);
  await window.hover("Join one or more");
  await window.command("View: Hide Panel");
}

/** Kills a process, unless it has ended already. */
function kill(number) {
  try {
    process.kill(number, "SIGKILL");
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

/** Where no Python is, the language status says so and what to do; nothing pops up. */
export async function withoutPython(window) {
  await window.openFile("app.py");
  const status = window.page.locator("[id='status.languageStatus']");
  await until("the status of an error", async () => {
    await status.hover();
    return window.page.locator(".hover-language-status", { hasText: "No Python 3.11 or newer was found" }).first()
      .waitFor({ timeout: 2000 }).then(() => true, () => false);
  });
  assert.equal(await window.page.locator(".notification-toast", { hasText: "Python" }).count(), 0);
}

/** The page for reports of bugs says what it should. */
export async function debugInformation(window) {
  await window.command("Python Docs: Open Debug Information");
  for (const text of ["# Python Docs", "started as: python3"]) {
    await window.page.locator(".view-line", { hasText: text }).first().waitFor();
  }
}

/** The processes that serve from the extension installed under *state*. */
export function servers(state) {
  const place = path.join(state, "extensions");
  return fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number).filter((number) => {
    try {
      const line = fs.readFileSync(`/proc/${number}/cmdline`, "utf8");
      return line.includes(place) && line.includes("launch.py\0serve");
    } catch {
      return false; // it has ended meanwhile
    }
  });
}
