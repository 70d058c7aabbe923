import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { chooseStart, commandOf, type StartSettings } from "../src/start.js";

const DEFAULTS: StartSettings = { importStrategy: "useBundled", path: [], interpreter: null };
const only = (...pythons: string[]) => (command: string, args: readonly string[]) =>
  Promise.resolve(pythons.includes(command) && !args.includes("import docs_lsp"));

describe("chooseStart", () => {
  it("runs the bundled server in the newest Python, isolated", async () => {
    const start = await chooseStart(DEFAULTS, "/x/launch.py", "linux", only("python3.12", "python3"));
    assert.deepEqual(start, { command: "python3.12", args: ["-I", "/x/launch.py", "serve"] });
  });

  it("finds nothing where no Python is new enough", async () => {
    assert.equal(await chooseStart(DEFAULTS, "/x/launch.py", "linux", only()), undefined);
  });

  it("asks no other Python than the one that is named", async () => {
    const named = { ...DEFAULTS, interpreter: "/opt/python" };
    assert.equal(await chooseStart(named, "/x/launch.py", "linux", only("python3")), undefined);
  });

  it("takes the path before everything else", async () => {
    const start = await chooseStart({ ...DEFAULTS, path: ["docs-lsp", "--stdio"] }, "", "linux", only());
    assert.deepEqual(start, { command: "docs-lsp", args: ["--stdio"] });
  });

  it("takes the server of the environment where it has one, isolated too", async () => {
    const start = await chooseStart(
      { ...DEFAULTS, importStrategy: "fromEnvironment", interpreter: "py" }, "", "linux", () => Promise.resolve(true));
    assert.deepEqual(start, { command: "py", args: ["-I", "-m", "docs_lsp", "serve"] });
  });

  it("falls back to the bundled server where the environment has none", async () => {
    const start = await chooseStart({ ...DEFAULTS, importStrategy: "fromEnvironment" }, "/l.py", "win32", only("py"));
    assert.deepEqual(start?.args, ["-I", "/l.py", "serve"]);
  });
});

describe("commandOf", () => {
  for (const [args, expected] of [
    [["-I", "/l.py", "serve"], ["-I", "/l.py", "build"]],
    [["docs-lsp", "serve", "--log-level", "debug"], ["docs-lsp", "build"]],
    [["--stdio"], ["build"]],
    [["docs-lsp"], ["docs-lsp", "build"]],
  ] as const) {
    it(`replaces what serves in ${args.join(" ")}`, () => {
      assert.deepEqual(commandOf({ command: "x", args }, "build"), { command: "x", args: expected });
    });
  }
});
