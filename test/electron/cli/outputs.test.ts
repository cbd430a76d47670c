import { execFile, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { readLedger } from "#shared/forecast/lookingBack/ledgerFile.ts";
import { aFolder, aMachine, ROOT } from "#test/shared/host/transports.ts";
import { withoutProgress } from "./progress.ts";

/** What the command line does with the files it writes. */
const PLAN = join(ROOT, "test/fixtures/plans/smallTeam.json");
const CALL = ["--import", "tsx", "electron/cli/main.ts"];
const folders: (() => void)[] = [];
let folder = "";
beforeEach(() => {
  const made = aFolder();
  folders.push(made.remove);
  folder = made.path;
});
afterAll(() => folders.forEach((remove) => remove()));

const LONG = 600_000;

function pastApril(...words: string[]): { exit: number | null; err: string } {
  const { status, stderr } = spawnSync(process.execPath, [...CALL, ...words], { cwd: ROOT, encoding: "utf8" });
  return { exit: status, err: withoutProgress(stderr) };
}

const lockWords = (ledger: string, seed: number): string[] => [
  "forecast",
  PLAN,
  "--trials",
  "100",
  "--seed",
  String(seed),
  "--lock",
  ledger,
  "--author",
  `author ${seed}`,
];
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

function authorsOf(ledger: string): string[] {
  const read = readLedger(readFileSync(ledger, "utf8"));
  if (!read.ok) throw new Error("the ledger has faults");
  return read.ledger.forecasts.map(({ author }) => author).sort();
}

describe("a ledger that several forecasts are locked into", () => {
  it(
    "keeps all four of four that run at once, and its permissions",
    async () => {
      const ledger = join(folder, "plan.ledger.json");
      writeFileSync(ledger, '{"schema": "past-april.ledger/1", "forecasts": []}');
      chmodSync(ledger, 0o600);
      const run = promisify(execFile);
      await Promise.all(
        [1, 2, 3, 4].map((seed) => run(process.execPath, [...CALL, ...lockWords(ledger, seed)], { cwd: ROOT })),
      );
      expect(authorsOf(ledger)).toEqual(["author 1", "author 2", "author 3", "author 4"]);
      expect(modeOf(ledger)).toBe("600");
      expect(readdirSync(folder)).toEqual(["plan.ledger.json"]);
    },
    LONG,
  );

  it(
    "is not written over where it is marked read-only, by an administrator either",
    () => {
      const ledger = join(folder, "plan.ledger.json");
      writeFileSync(ledger, '{"schema": "past-april.ledger/1", "forecasts": []}');
      chmodSync(ledger, 0o444);
      expect(pastApril(...lockWords(ledger, 1))).toEqual({
        exit: 3,
        err: `${ledger} cannot be written: you have no permission for it.\n`,
      });
      expect(authorsOf(ledger)).toEqual([]);
    },
    LONG,
  );

  it(
    "is one file for the app and for the command line, also where the plan is opened through a link",
    async () => {
      const real = join(folder, "real");
      mkdirSync(real);
      const [plan, link] = [join(real, "plan.json"), join(folder, "link.json")];
      writeFileSync(plan, readFileSync(PLAN));
      symlinkSync(plan, link);
      expect(pastApril(...lockWords(join(real, "plan.ledger.json"), 1)).exit).toBe(0);
      const machine = aMachine(join(folder, "data"), link);
      const read = await machine.host.readLedger({ document: machine.documents.choose(link) });
      await machine.close();
      expect(read).toMatchObject({ ok: true, value: { text: readFileSync(join(real, "plan.ledger.json"), "utf8") } });
      const { stdout } = spawnSync(process.execPath, [...CALL, "score", link], { cwd: ROOT, encoding: "utf8" });
      expect(stdout).not.toContain("No forecast is locked");
    },
    LONG,
  );
});

describe("a file that the command line writes", () => {
  it(
    "keeps the permissions of the one it replaces, whichever kind it is",
    () => {
      const files = ["a.json", "a.pdf", "a.xlsx", "csv/summary.csv"].map((name) => join(folder, name));
      mkdirSync(join(folder, "csv"));
      for (const file of files) {
        writeFileSync(file, "before");
        chmodSync(file, 0o640);
      }
      const [json, pdf, xlsx] = files;
      expect(pastApril("forecast", PLAN, "--trials", "100", "--json", json!).exit).toBe(0);
      expect(
        pastApril("report", PLAN, "--trials", "100", "--pdf", pdf!, "--xlsx", xlsx!, "--csv", join(folder, "csv")).exit,
      ).toBe(0);
      for (const file of files)
        expect([file, modeOf(file), readFileSync(file, "latin1").startsWith("before")]).toEqual([file, "640", false]);
    },
    LONG,
  );

  it(
    "may have the longest name that the system allows, in letters of any size; a longer one is said in one sentence",
    () => {
      for (const name of [
        `${"計".repeat(80)}.json`,
        `${"Ж".repeat(120)}.json`,
        `${"😀".repeat(60)}.json`,
        `${"x".repeat(250)}.json`,
      ]) {
        expect(pastApril("forecast", PLAN, "--trials", "100", "--json", join(folder, name))).toEqual({
          exit: 0,
          err: "",
        });
      }
      expect(readdirSync(folder)).toHaveLength(4);
      const path = join(folder, `${"計".repeat(90)}.json`);
      expect(pastApril("forecast", PLAN, "--trials", "100", "--json", path)).toEqual({
        exit: 3,
        err: `${path} cannot be written: its name or its path is longer than this system allows; a shorter one is needed.\n`,
      });
    },
    LONG,
  );

  it(
    "is put where a link points, also where nothing is there yet",
    () => {
      const [link, target] = [join(folder, "link.json"), join(folder, "target.json")];
      symlinkSync("target.json", link);
      expect(pastApril("forecast", PLAN, "--trials", "100", "--json", link).exit).toBe(0);
      expect(lstatSync(link).isSymbolicLink()).toBe(true);
      expect(readFileSync(target, "utf8")).toContain("past-april.forecast");
      symlinkSync("loop.json", join(folder, "loop.json"));
      expect(pastApril("forecast", PLAN, "--trials", "100", "--json", join(folder, "loop.json")).err).toMatch(
        /cannot be written: it is a link that leads back to itself\.\n$/,
      );
    },
    LONG,
  );

  it(
    "leaves nothing for ever when its program was killed: the next one sweeps",
    async () => {
      const json = join(folder, "forecast.json");
      const child = spawn(process.execPath, [...CALL, "forecast", PLAN, "--trials", "1000000", "--json", json], {
        cwd: ROOT,
      });
      while (readdirSync(folder).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      child.kill("SIGKILL");
      await new Promise((resolve) => child.on("exit", resolve));
      expect(readdirSync(folder)).toHaveLength(1);
      expect(pastApril("forecast", PLAN, "--trials", "100", "--json", json).exit).toBe(0);
      expect(readdirSync(folder)).toEqual(["forecast.json"]);
    },
    LONG,
  );
});
