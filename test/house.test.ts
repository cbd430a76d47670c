import { readdirSync } from "node:fs";
import { expect, it } from "vitest";

const ROOT = new URL("..", import.meta.url);

/** Everything that the top level may hold, beside dotfiles, what npm and the builds make, and plans of the user's own. */
const HOUSE = [
  "README.md", "build", "electron", "electron-builder.yml", "package-lock.json", "package.json", "renderer", "shared", "test", "tsconfig.json", "vite.config.ts",
];
const MADE = ["dist", "node_modules", "out"];
const CODE = /\.([cm]?[jt]sx?|md|ya?ml)$/;

it("the top level is the house's: a new room is a decision, not a habit", () => {
  const found = readdirSync(ROOT, { withFileTypes: true }).filter(({ name }) => !name.startsWith(".") && !MADE.includes(name));
  const strangers = found.filter((entry) => !HOUSE.includes(entry.name) && (entry.isDirectory() || CODE.test(entry.name)));
  expect(strangers.map(({ name }) => name)).toEqual([]);
});

it("the layers of shared/ are those whose order the dependency rules hold", () => {
  const layers = readdirSync(new URL("shared/", ROOT), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const known = ["charts", "distributions", "engine", "forecast", "host", "plan", "random", "report", "statistics", "studies", "usage"];
  expect(layers.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([]);
});
