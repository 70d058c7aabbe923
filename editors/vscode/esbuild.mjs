// One file of the extension and all it imports; `vscode` is given by the editor.
// With --tests: the tests of what needs no editor, for mocha.
import { readdirSync } from "node:fs";
import { build } from "esbuild";

const tests = process.argv.includes("--tests");

await build({
  ...(tests
    ? { entryPoints: readdirSync("test").map((name) => `test/${name}`), outdir: "dist/tests" }
    : { entryPoints: ["src/extension.ts"], outfile: "dist/extension.js", minify: true }),
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  external: ["vscode", "mocha"],
});
