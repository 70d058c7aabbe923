import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { chooseStart, commandOf, firstExisting, type StartSettings } from "../src/start.js";

const DEFAULTS: StartSettings = { importStrategy: "useBundled", path: undefined, interpreter: null, known: [] };
const only = (...pythons: string[]) => (command: string, args: readonly string[]) =>
  Promise.resolve(pythons.includes(command) && !args.some((word) => word.includes("import sys, docs_lsp")));

describe("chooseStart", () => {
  it("runs the bundled server in the newest Python, isolated", async () => {
    const start = await chooseStart(DEFAULTS, "/x/launch.py", "linux", only("python3.12", "python3"));
    assert.deepEqual(start, { command: "python3.12", args: ["-I", "/x/launch.py", "serve"] });
  });

  it("finds nothing where no Python can run the server", async () => {
    assert.equal(await chooseStart(DEFAULTS, "/x/launch.py", "linux", only()), undefined);
  });

  it("passes over a Python that the package has no compiled modules for", async () => {
    const probes: string[] = [];
    const start = await chooseStart(DEFAULTS, "/l.py", "linux", (command, args) => {
      probes.push([command, ...args].join(" "));
      return Promise.resolve(command === "python3.13");
    });
    assert.equal(start?.command, "python3.13");
    assert.deepEqual(probes, ["python3.14 -I /l.py --probe", "python3.13 -I /l.py --probe"]);
  });

  it("asks no other Python than the one that is named", async () => {
    const named = { ...DEFAULTS, interpreter: "/opt/python" };
    assert.equal(await chooseStart(named, "/x/launch.py", "linux", only("python3")), undefined);
  });

  it("takes the path before everything else", async () => {
    const start = await chooseStart({ ...DEFAULTS, path: "/opt/docs-lsp" }, "", "linux", only());
    assert.deepEqual(start, { command: "/opt/docs-lsp", args: ["serve"] });
  });

  it("prefers the Python that another extension knows, if it is new enough", async () => {
    const known = { ...DEFAULTS, known: ["/v/old", "/v/new"] };
    assert.equal((await chooseStart(known, "", "linux", only("/v/new", "python3")))?.command, "/v/new");
    assert.equal((await chooseStart(known, "", "linux", only("python3")))?.command, "python3");
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

describe("firstExisting", () => {
  for (const [entries, expected] of [
    [[], undefined],
    [["/gone", "/there"], "/there"],
    [["bin/docs-lsp", "/there"], "/work/bin/docs-lsp"],
    [["/gone", "docs-lsp"], "docs-lsp"],
    [["/gone"], undefined],
  ] as const) {
    it(`of ${JSON.stringify(entries)} is ${String(expected)}`, () => {
      assert.equal(firstExisting(entries, "/work", (file) => ["/there", "/work/bin/docs-lsp"].includes(file)), expected);
    });
  }
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
