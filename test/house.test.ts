import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const ROOT = new URL("..", import.meta.url);

/**
 * Everything that the top level may hold, beside dotfiles, what npm and the builds make, and plans of the user's own.
 */
const HOUSE = [
  "ARCHITECTURE.md",
  "CHANGELOG.md",
  "CONTRIBUTING.md",
  "README.md",
  "SECURITY.md",
  "build",
  "electron",
  "electron-builder.yml",
  "package-lock.json",
  "package.json",
  "renderer",
  "shared",
  "test",
  "tsconfig.json",
  "vite.config.ts",
];
const PAPERS = [
  "ARCHITECTURE.md",
  "CHANGELOG.md",
  "CONTRIBUTING.md",
  "README.md",
  "SECURITY.md",
  "shared/MODEL.md",
  "shared/METHOD.md",
  "shared/charts/README.md",
  "shared/engine/README.md",
  ...readdirSync(new URL("build/decisions/", ROOT)).map((name) => `build/decisions/${name}`),
];
const MADE = ["dist", "node_modules", "out"];
const CODE = /\.([cm]?[jt]sx?|md|ya?ml)$/;

it("the top level is the house's: a new room is a decision, not a habit", () => {
  const found = readdirSync(ROOT, { withFileTypes: true }).filter(
    ({ name }) => !name.startsWith(".") && !MADE.includes(name),
  );
  const strangers = found.filter(
    (entry) => !HOUSE.includes(entry.name) && (entry.isDirectory() || CODE.test(entry.name)),
  );
  expect(strangers.map(({ name }) => name)).toEqual([]);
});

it("each package that ships has its reason in build/decisions", () => {
  const { dependencies } = JSON.parse(readFileSync(new URL("package.json", ROOT), "utf8")) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  const reasons = readFileSync(new URL("build/decisions/packages.md", ROOT), "utf8");
  expect(Object.keys(dependencies).filter((name) => !reasons.includes(`\`${name}\``))).toEqual([]);
});

it("each section of the model that the code cites exists", () => {
  const model = readFileSync(new URL("shared/MODEL.md", ROOT), "utf8");
  const headings = new Set([...model.matchAll(/^#{2,3} (\d+[a-z]?(?:\.\d+)?)\.? /gm)].map(([, number]) => number));
  const cited = sources().flatMap((file) =>
    [
      ...readFileSync(new URL(file, ROOT), "utf8").matchAll(/MODEL(?:\.md)?,? (?:sections? )?(\d+[a-z]?(?:\.\d+)?)/g),
    ].map(([, number]) => ({ file, number })),
  );
  expect(cited.length).toBeGreaterThan(10);
  expect(cited.filter(({ number }) => !headings.has(number))).toEqual([]);
});

it("the papers name files that exist", () => {
  for (const paper of PAPERS) {
    const text = readFileSync(new URL(paper, ROOT), "utf8");
    const folder = new URL(paper, ROOT);
    const linked = [...text.matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g)]
      .map(([, target]) => target!)
      .filter((target) => !existsSync(new URL(target, folder)));
    // Paths from the top, as the papers write them: with a folder of the house in front.
    const named = [...text.matchAll(/`((?:build|electron|renderer|shared|test)\/[\w./-]+)`/g)]
      .map(([, path]) => path!)
      .filter((path) => !existsSync(new URL(path, ROOT)));
    expect({ paper, linked, named }).toEqual({ paper, linked: [], named: [] });
  }
});

it("the layers of shared/ are those whose order the dependency rules hold", () => {
  const layers = readdirSync(new URL("shared/", ROOT), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const known = [
    "charts",
    "distributions",
    "engine",
    "forecast",
    "format",
    "guide",
    "host",
    "numerics",
    "plan",
    "random",
    "report",
    "setUp",
    "statistics",
    "studies",
    "usage",
    "value",
  ];
  expect(layers.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([]);
});

it("numbers are written by shared/format alone", () => {
  const writes = /\.to(?:Fixed|Precision|LocaleString)\(|Intl\.NumberFormat/;
  const found = sources()
    .filter((file) => !file.startsWith("test/") && !file.startsWith("shared/format/"))
    .filter((file) => writes.test(readFileSync(new URL(file, ROOT), "utf8")));
  expect(found).toEqual([]);
});

/** Every file of source, from the top. */
function sources(): string[] {
  return ["electron", "renderer", "shared", "test"].flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, ROOT), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(tsx?|py)$/.test(name))
      .map((name) => `${folder}/${name.replaceAll("\\", "/")}`),
  );
}
