import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { aFolder, ROOT } from "#test/shared/host/transports.ts";

const PLAN = join(ROOT, "shared/plan/templates/contracts.json");
const { path: folder, remove } = aFolder();
afterAll(remove);

function report(...words: string[]): { exit: number | null; err: string } {
  const call = ["--import", "tsx", "electron/cli/main.ts", "report", PLAN, "--trials", "60", ...words];
  const { status, stderr } = spawnSync(process.execPath, call, { cwd: ROOT, encoding: "utf8" });
  return { exit: status, err: stderr };
}

it("the pack of a cost center, by its name, is a page, a workbook and one table of it alone", () => {
  const [pdf, xlsx, csv] = ["a.pdf", "a.xlsx", "csv"].map((name) => join(folder, name));
  expect(report("--centre", "data and research", "--pdf", pdf!, "--xlsx", xlsx!, "--csv", csv!).exit).toBe(0);
  expect([pdf!, xlsx!].every(existsSync)).toBe(true);
  expect(readdirSync(csv!)).toEqual(["chargeback.csv"]);
  const [, ...lines] = readFileSync(join(csv!, "chargeback.csv"), "utf8").trim().split("\r\n");
  expect(lines.length).toBeGreaterThan(3);
  expect(lines.every((line) => line.startsWith("Data and research,Head of Data,"))).toBe(true);
}, 300_000);

it("names the cost centers there are, and refuses what a pack has not", () => {
  const file = join(folder, "b.pdf");
  const unknown = report("--centre", "nobody", "--pdf", file);
  expect(unknown).toMatchObject({ exit: 2 });
  expect(unknown.err).toContain('The plan has no cost center "nobody": it has "Engineering", "Customer support"');
  expect(report("--centre", "product", "--html", file)).toMatchObject({ exit: 2 });
  expect(report("--centre", "product", "--pdf", file, "--since", PLAN)).toMatchObject({ exit: 2 });
  expect(existsSync(file)).toBe(false);
}, 300_000);
