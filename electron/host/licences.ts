import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as v from "valibot";
import type { HostOutput } from "../../shared/host/contract.ts";

const packageSchema = v.object({
  name: v.string(),
  version: v.string(),
  license: v.optional(v.string(), "see its text"),
  dependencies: v.optional(v.record(v.string(), v.string()), {}),
});

/**
 * Every package that ships with the product, by name, with its licence in full: the dependencies of the package.json in `root`
 * and theirs, as they lie in node_modules.
 */
export function readLicences(root: string): HostOutput<"licences"> {
  const found = new Map<string, HostOutput<"licences">[number]>();
  const visit = (folder: string, isOurs: boolean): void => {
    const about = v.parse(packageSchema, JSON.parse(readFileSync(join(folder, "package.json"), "utf8")));
    const name = `${about.name} ${about.version}`;
    if (found.has(name)) return;
    if (!isOurs) found.set(name, { name: about.name, version: about.version, licence: about.license, text: licenceText(folder) ?? `Under ${about.license}; the package brings no copy of it.` });
    for (const dependency of Object.keys(about.dependencies)) {
      const place = placeOf(dependency, folder);
      // Packages for other platforms are named and not there.
      if (place !== null) visit(place, false);
    }
  };
  visit(root, true);
  return [...found.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
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
