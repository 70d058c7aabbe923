// Hover and completion while one edits.
import assert from "node:assert/strict";
import { until } from "./workbench.mjs";

/** Four constructs say what the manual says. */
export async function hovers(window, shot) {
  await window.openFile("app.py");
  for (const [line, column, words] of [[4, 12, "sorted list"], [3, 1, "context manager"], [5, 14, "Join one or more"], [6, 9, "assignment expression"]]) {
    await window.goto(line, column);
    assert.match(await window.hover(words), new RegExp(words, "i"));
    if (line === 5) await shot("hover");
    await window.keyboard.press("Escape");
  }
}

/** A member is offered, described and accepted. */
export async function completions(window, shot) {
  await window.goto(7, 1);
  await window.keyboard.type("os.path.jo");
  const said = await window.suggestion("join", "Join one or more");
  assert.match(said, /Join one or more/);
  await shot("completion");
  await window.keyboard.press("Enter");
  await until("the accepted name", async () => /os\.path\.join$/.test(await window.line(7)));
}
