import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as v from "valibot";
import type { HostOutput } from "#shared/host/contract.ts";

const authorSchema = v.union([
  v.string(),
  v.pipe(
    v.object({ name: v.string() }),
    v.transform(({ name }) => name),
  ),
]);

const packageSchema = v.object({
  name: v.string(),
  author: v.optional(authorSchema),
  version: v.string(),
  license: v.optional(v.string(), "see its text"),
  dependencies: v.optional(v.record(v.string(), v.string()), {}),
  optionalDependencies: v.optional(v.record(v.string(), v.string()), {}),
});

/** The MIT licence, for packages that name it and bring no copy. */
function mitText(holders: string): string {
  return `${holders}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`;
}

/** The ISC licence, for packages that name it and bring no copy. */
function iscText(holders: string): string {
  return `${holders}

Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted, provided that the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.
`;
}

/** Chromium's own licence (BSD-3-Clause), and where those of all that is in it lie. */
const CHROMIUM_TEXT = `Copyright 2015 The Chromium Authors

Redistribution and use in source and binary forms, with or without modification, are permitted provided that the following conditions are met:

* Redistributions of source code must retain the above copyright notice, this list of conditions and the following disclaimer.
* Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following disclaimer in the documentation and/or other materials provided with the distribution.
* Neither the name of Google LLC nor the names of its contributors may be used to endorse or promote products derived from this software without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT OWNER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.

Chromium holds the work of many others. Their licences lie beside the desktop app as LICENSES.chromium.html.
`;

/**
 * Every package that ships with the product, by name, with its licence in full: the dependencies of the package.json in
 * `root` and theirs, as they lie in node_modules; and the runtime of the desktop app.
 */
export function readLicences(root: string): HostOutput<"licences"> {
  const found = new Map<string, HostOutput<"licences">[number]>();
  const visit = (folder: string, isOurs: boolean): void => {
    const about = v.parse(packageSchema, JSON.parse(readFileSync(join(folder, "package.json"), "utf8")));
    const name = `${about.name} ${about.version}`;
    if (found.has(name)) return;
    if (!isOurs)
      found.set(name, {
        name: about.name,
        version: about.version,
        licence: about.license,
        text: licenceText(folder) ?? standardText(about, root),
      });
    for (const dependency of Object.keys({ ...about.dependencies, ...about.optionalDependencies })) {
      const place = placeOf(dependency, folder);
      // Packages for other platforms are named and not there.
      if (place !== null) visit(place, false);
    }
  };
  visit(root, true);
  for (const part of runtimeOf(root)) found.set(part.name, part);
  return [...found.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Electron, and Chromium within it. A package of the app has no folder of Electron's, but runs in it. */
function runtimeOf(root: string): HostOutput<"licences"> {
  const folder = placeOf("electron", root);
  const installed =
    folder === null
      ? undefined
      : v.parse(packageSchema, JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))).version;
  const { electron = installed ?? "", chrome = `of Electron ${electron}` } = process.versions as Readonly<
    Record<string, string | undefined>
  >;
  return [
    {
      name: "Electron",
      version: electron,
      licence: "MIT",
      text: mitText("Copyright (c) Electron contributors\nCopyright (c) 2013-2020 GitHub Inc."),
    },
    { name: "Chromium", version: chrome, licence: "BSD-3-Clause and others", text: CHROMIUM_TEXT },
  ];
}

/** The standard text of a licence that a package names and brings no copy of. */
function standardText({ license, author = "its authors" }: v.InferOutput<typeof packageSchema>, root: string): string {
  if (license === "MIT") return mitText(`Copyright (c) ${author}`);
  if (license === "ISC") return iscText(`Copyright (c) ${author}`);
  if (license === "Apache-2.0")
    return readFileSync(join(root, "electron", "host", "licences", "Apache-2.0.txt"), "utf8");
  return `Under ${license}; the package brings no copy of it.`;
}

/** Node's own search: upwards from the package that asks. */
function placeOf(name: string, from: string): string | null {
  for (let folder = from; ; folder = dirname(folder)) {
    const place = join(folder, "node_modules", name);
    if (existsSync(join(place, "package.json"))) return place;
    if (dirname(folder) === folder) return null;
  }
}

function licenceText(folder: string): string | null {
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
  return file === undefined ? null : readFileSync(join(folder, file), "utf8");
}
