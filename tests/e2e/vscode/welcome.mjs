// What a newcomer is shown: the walkthrough and the settings.
import assert from "node:assert/strict";
import { until } from "./workbench.mjs";

/** The walkthrough begins with the manual that is already there. */
export async function walkthrough(window, shot) {
  await window.command("Welcome: Open Walkthrough...");
  const open = window.page.locator(".getting-started-step.expanded:visible").first();
  await until("the walkthrough", async () => {
    if (await open.isVisible()) return true;
    await window.keyboard.type("Python Docs");
    await window.keyboard.press("Enter");
    return open.waitFor({ timeout: 4000 }).then(() => true, () => false);
  });
  assert.match(await open.innerText(), /^The manual is already here/);
  await shot("walkthrough");
  await window.closeTabs(/Welcome/);
}

/** The settings have a section of their own, and say of each choice what it means. */
export async function describesChoices(window, shot) {
  await window.command("Preferences: Open Settings (UI)");
  const settings = window.page.locator(".settings-editor");
  await settings.locator(".search-container .monaco-editor").first().waitFor();
  await window.keyboard.type("docs-lsp.hover.mode");
  await settings.locator(".settings-toc-wrapper .monaco-list-row", { hasText: "Python Docs" }).waitFor();
  await settings.locator(".setting-item-control select").first().click();
  const choices = window.page.locator(".monaco-select-box-dropdown-container:visible");
  const said = new Set();
  await until("a sentence about each choice", async () => {
    said.add(await choices.locator(".select-box-details-pane").innerText());
    await window.keyboard.press("ArrowDown");
    return said.size === await choices.locator(".monaco-list-row").count() || false;
  });
  assert.ok(![...said].some((text) => text.trim() === ""), [...said].join(" | "));
  await shot("settings");
  await window.keyboard.press("Escape");
  await window.closeTabs(/Settings/);
}
