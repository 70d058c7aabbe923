// Two programs, each one file: the extension, to which the editor gives `vscode`, and what runs in the panel's page.
// With --tests: the tests of what needs no editor, for mocha.
import { readdirSync } from "node:fs";
import { build } from "esbuild";

const tests = process.argv.includes("--tests");
const node = { bundle: true, platform: "node", format: "cjs", target: "node20", external: ["vscode", "mocha"] };

if (tests) {
  await build({ ...node, entryPoints: readdirSync("test").map((name) => `test/${name}`), outdir: "dist/tests" });
} else {
  await build({ ...node, entryPoints: ["src/extension.ts"], outfile: "dist/extension.js", minify: true });
  await build({
    entryPoints: [{ in: "src/webview/main.ts", out: "panel" }, { in: "src/webview/panel.css", out: "panel" }],
    outdir: "dist", bundle: true, platform: "browser", format: "iife", target: "es2022", minify: true,
  });
}
