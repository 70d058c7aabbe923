// A tiny site of documentation in our own words, as files of a folder and from a local server.
import fs from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { deflateSync } from "node:zlib";

/** The files of a library's site by path: an inventory, an index, and a page for each name. */
function filesOf(library, version, names) {
  const page = (main) => `<html><body><div class="body" role="main">${main}</div></body></html>`;
  const described = (name) => `<section id="${name}-page"><h1>About ${name}</h1><dl class="py function">
<dt class="sig sig-object py" id="${library}.${name}"><span class="sig-prename descclassname">${library}.</span><span
class="sig-name descname">${name}</span>(<em class="sig-param"><span>size</span></em>)</dt>
<dd><p>Make a ${name} of that size. See <a class="reference internal" href="${names[0]}.html#${library}.${names[0]}"><code
class="xref py">${library}.${names[0]}()</code></a>.</p></dd></dl></section>`;
  const lines = names.flatMap((name) =>
    [`${library}.${name} py:function 1 ${name}.html#$ -`, `${name} std:doc -1 ${name}.html About ${name}`]);
  const head = `# Sphinx inventory version 2\n# Project: ${library}\n# Version: ${version}\n# The remainder of this file is compressed using zlib.\n`;
  return {
    "objects.inv": Buffer.concat([Buffer.from(head), deflateSync(Buffer.from(`${lines.join("\n")}\n`))]),
    "index.html": Buffer.from(page(`<section id="${library}"><h1>${library}</h1><p>The manual of ${library}.</p></section>`)),
    ...Object.fromEntries(names.map((name) => [`${name}.html`, Buffer.from(page(described(name)))])),
  };
}

/** Writes a site into *folder*. */
export function writeSite(folder, library, version, names) {
  for (const [file, bytes] of Object.entries(filesOf(library, version, names))) {
    fs.mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), bytes);
  }
}

/** Serves sites, by library, until `stop`; each answer takes *delay* milliseconds, which may be changed. */
export async function serveSites(sites) {
  const files = new Map(Object.entries(sites).flatMap(([library, { version, names }]) =>
    Object.entries(filesOf(library, version, names)).map(([file, bytes]) => [`/${library}/${file}`, bytes])));
  const served = { delay: 0 };
  const server = createServer(async (request, response) => {
    const bytes = files.get(request.url.replace(/\/$/, "/index.html"));
    await pause(served.delay);
    response.writeHead(bytes === undefined ? 404 : 200, { "content-type": request.url.endsWith(".inv") ? "application/octet-stream" : "text/html" });
    response.end(bytes);
  });
  await new Promise((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  const { port } = server.address();
  served.address = (library) => `http://127.0.0.1:${port}/${library}/`;
  served.stop = () => { server.closeAllConnections(); server.close(); };
  return served;
}
