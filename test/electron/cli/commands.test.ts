import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { unzipSync } from "fflate";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { ComparisonDocument } from "#shared/forecast/comparison/comparisonDocument.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { withoutProgress } from "./progress.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const PLAN = join(ROOT, "test/fixtures/plans/smallTeam.json");
const CALL = ["--import", "tsx", "electron/cli/main.ts"];

const folders: string[] = [];
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "past-april-"));
  folders.push(folder);
});
afterAll(() => folders.forEach((one) => rmSync(one, { recursive: true })));

interface Outcome {
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
}

/** The real program, as a user calls it. */
function pastApril(...words: string[]): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...CALL, ...words], {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  return { exit: status, out: stdout, err: withoutProgress(stderr) };
}

function planWith(change: (plan: Record<string, unknown>) => unknown): string {
  const plan = JSON.parse(readFileSync(PLAN, "utf8")) as Record<string, unknown>;
  const path = join(folder, "plan.json");
  writeFileSync(path, JSON.stringify(change(plan)));
  return path;
}

function forecastJson(...words: string[]): Forecast {
  const { exit, out, err } = pastApril("forecast", ...words, "--json", "-");
  expect([exit, err]).toEqual([0, ""]);
  return JSON.parse(out) as Forecast;
}

const lines = (text: string): string[] => text.split("\n").filter((line) => line !== "");
const widest = (text: string): number => Math.max(...text.split("\n").map((line) => Array.from(line).length));

describe("forecast", () => {
  it("opens with the answer, fits 80 columns and keeps standard error quiet", () => {
    const { exit, out, err } = pastApril("forecast", PLAN, "--trials", "1000");
    expect([exit, err]).toEqual([0, ""]);
    expect(out).toMatch(
      /^\d+ of 50 simulated years overspend\. To be 80% sure, budget \$\d+,000\.\s+Safe until [A-Z][a-z]+ \d+\.\n/,
    );
    expect(widest(out)).toBeLessThanOrEqual(80);
    expect(out).toContain("1,000 simulated years, seed 1");
    expect(out).toContain("December");
    expect(out).toContain("Coding");
  });

  it("with --json - prints JSON and nothing else, the same bytes for any number of workers (law 1)", () => {
    const [one, two, three] = ["1", "2", "3"].map((workers) =>
      pastApril("forecast", PLAN, "--trials", "777", "--workers", workers, "--json", "-"),
    );
    expect(two).toEqual(one);
    expect(three).toEqual(one);
    expect(JSON.parse(one!.out)).toMatchObject({
      schema: "past-april.forecast/1",
      trials: 777,
      seed: 1,
      scenario: null,
      budget: 60000,
    });
    expect(one!.err).toBe("");
  });

  it("names every answer of the contract", () => {
    const forecast = forecastJson(PLAN, "--trials", "300");
    expect(Object.keys(forecast)).toEqual([
      "schema",
      "engine",
      "plan",
      "scenario",
      "seed",
      "trials",
      "budget",
      "spend",
      "overrun",
      "runOut",
      "reserve",
      "months",
      "workloads",
      "fixedCosts",
      "models",
      "variance",
    ]);
    expect(forecast.plan).toEqual({ name: "A small team", hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
    expect(Object.keys(forecast.spend.quantiles)).toEqual([
      "p1",
      "p5",
      "p10",
      "p20",
      "p25",
      "p50",
      "p75",
      "p80",
      "p90",
      "p95",
      "p99",
    ]);
    expect(Object.keys(forecast.workloads["coding"]!)).toEqual([
      "spend",
      "tasks",
      "attempts",
      "tokens",
      "outcomes",
      "errors",
      "failures",
      "unmet",
      "costPerOutcome",
      "netValue",
    ]);
    expect(forecast.months).toHaveLength(12);
    expect(forecast.fixedCosts["seats"]?.spend.mean).toBe(12 * 480);
  });

  it("forecasts a scenario by its id, on the same simulated years", () => {
    const asIs = forecastJson(PLAN, "--trials", "300");
    const scenario = forecastJson(PLAN, "--trials", "300", "--scenario", "small-first");
    expect(scenario.scenario).toBe("small-first");
    expect(scenario.spend.mean).not.toBe(asIs.spend.mean);
    expect(scenario.workloads["coding"]!.tasks.mean).toBeCloseTo(asIs.workloads["coding"]!.tasks.mean, 8);
  });

  it("another seed gives other futures", () => {
    expect(forecastJson(PLAN, "--trials", "300", "--seed", "2").spend.mean).not.toBe(
      forecastJson(PLAN, "--trials", "300").spend.mean,
    );
  });

  it("with --json FILE writes the file and still says the answer", () => {
    const path = join(folder, "forecast.json");
    const { exit, out } = pastApril("forecast", PLAN, "--trials", "300", "--json", path);
    expect(exit).toBe(0);
    expect(out).toMatch(/^\d+ of 50 simulated years overspend\./);
    expect(out).toContain(`Written: ${path}`);
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(forecastJson(PLAN, "--trials", "300"));
    expect(readdirSync(folder)).toEqual(["forecast.json"]);
  });

  it("with --precision runs until it knows, says how long that took, and gives the bytes of so many trials", () => {
    const words = pastApril("forecast", PLAN, "--precision", "3%");
    expect(words.exit).toBe(0);
    const [, trials] = /Precise to 3% after ([\d,]+) simulated years/.exec(words.out) ?? [];
    const forecast = forecastJson(PLAN, "--precision", "3%");
    expect(forecast.trials).toBe(Number(trials?.replace(",", "")));
    expect((2 * forecast.spend.standardError.p80) / forecast.spend.quantiles.p80).toBeLessThanOrEqual(0.03);
    expect(2 * forecast.overrun.standardError).toBeLessThanOrEqual(0.03);
    expect(forecastJson(PLAN, "--trials", String(forecast.trials))).toEqual(forecast);
  });

  it("says so when work stops at the budget, and then asks for nothing", () => {
    const path = planWith((plan) => ({ ...plan, budget: { amount: 30000, atExhaustion: "block" } }));
    const { out } = pastApril("forecast", path, "--trials", "300");
    expect(out).toMatch(
      /^\d+ of 50 simulated years spend the budget early, and work stops\.\s+Safe until [A-Z][a-z]+ \d+\.\n/,
    );
    expect(out.slice(0, out.indexOf("\n\n"))).not.toContain("To be 80% sure");
    expect(out).toContain("Warning: Work stops when the budget is spent");
  });

  it("keeps to 80 columns and obeys no control character, however long and odd the names", () => {
    const path = planWith((plan) => ({
      ...plan,
      name: `${"A very long name of a plan ".repeat(6)}\u001b[31mred\u0007`,
      currency: "IDR",
      budget: { amount: 9e11 },
      workloads: Object.fromEntries(
        Object.values(plan["workloads"] as object).map((workload) => [
          "w".repeat(80),
          { ...(workload as object), name: "W".repeat(150) },
        ]),
      ),
      models: JSON.parse(
        JSON.stringify(plan["models"]).replaceAll(/("(?:input|output)":)([\d.]+)/g, "$1$2e7"),
      ) as unknown,
      scenarios: {},
    }));
    const { exit, out, err } = pastApril("forecast", path, "--trials", "300");
    expect([exit, err]).toEqual([0, ""]);
    expect(widest(out)).toBeLessThanOrEqual(80);
    expect(Array.from(out).filter((c) => c !== "\n" && c < " ")).toEqual([]);
  });
});

describe("compare", () => {
  it("puts the plan and its scenarios beside each other on the same simulated years", () => {
    const { exit, out, err } = pastApril("compare", PLAN, "--trials", "300");
    expect([exit, err]).toEqual([0, ""]);
    expect(out).toMatch(/spends .* (less|more) than As planned on average; it is cheaper\s+in/);
    expect(out.replaceAll(/\s+/g, " ")).toContain("all scenarios are compared on the same simulated years");
    expect(out).toContain("Best in");
    expect(out).toContain("Both at once");
    expect(widest(out)).toBeLessThanOrEqual(80);
  });

  it("with --json - prints JSON and nothing else, whose policies are the forecasts of the same futures", () => {
    const { exit, out, err } = pastApril(
      "compare",
      PLAN,
      "--trials",
      "300",
      "--scenarios",
      "small-first,base",
      "--json",
      "-",
    );
    expect([exit, err]).toEqual([0, ""]);
    const comparison = JSON.parse(out) as ComparisonDocument;
    expect(comparison).toMatchObject({ schema: "past-april.comparison/2", trials: 300, seed: 1 });
    expect(comparison.scenarios.map(({ scenario }) => scenario)).toEqual(["small-first", null]);
    expect(comparison.scenarios[1]!.spend).toEqual(forecastJson(PLAN, "--trials", "300").spend);
    expect(comparison.scenarios[0]!.spend).toEqual(
      forecastJson(PLAN, "--trials", "300", "--scenario", "small-first").spend,
    );
    expect(comparison.differences).toHaveLength(1);
    expect(comparison.differences[0]).toMatchObject({ scenario: null, against: "small-first" });
  });

  it.each([
    [["--scenarios", "base"], 'takes two to six scenarios, such as base,cheaper-first; "base" has 1.'],
    [["--scenarios", "base,base"], "--scenarios names a scenario twice."],
    [["--scenarios", "base,nobody"], 'has no scenario "nobody": it has "small-first".'],
    [
      ["--precision", "1%"],
      "compare has no option --precision. It has --scenarios, --trials, --seed, --workers, --json, --shard, --out.",
    ],
  ])("refuses %j in one sentence", (words, sentence) => {
    const { exit, out, err } = pastApril("compare", PLAN, ...words);
    expect([exit, out]).toEqual([2, ""]);
    expect(err).toContain(sentence);
  });

  it("has nothing to compare in a plan without scenarios", () => {
    const plan = planWith(({ scenarios: _, ...rest }) => rest);
    expect(pastApril("compare", plan, "--trials", "300")).toMatchObject({ exit: 2, out: "" });
  });
});

describe("report", () => {
  it("writes a workbook and CSV in full precision: equal calls, equal bytes", () => {
    const [one, other] = ["one", "other"].map((name) => {
      const made = { xlsx: join(folder, `${name}.xlsx`), csv: join(folder, name) };
      const { exit, err } = pastApril("report", PLAN, "--trials", "300", "--xlsx", made.xlsx, "--csv", made.csv);
      expect([exit, err]).toEqual([0, ""]);
      return made;
    });
    expect(readFileSync(one!.xlsx).equals(readFileSync(other!.xlsx))).toBe(true);
    expect(readdirSync(one!.csv).sort()).toEqual([
      "assumptions.csv",
      "months.csv",
      "quantiles.csv",
      "summary.csv",
      "workloads.csv",
    ]);
    const sheets = Object.keys(unzipSync(readFileSync(one!.xlsx))).filter((name) =>
      name.startsWith("xl/worksheets/sheet"),
    );
    expect(sheets).toHaveLength(8);
    const forecast = forecastJson(PLAN, "--trials", "300");
    const quantiles = readFileSync(join(one!.csv, "quantiles.csv"), "utf8");
    expect(quantiles).toContain(`0.8,${forecast.spend.quantiles.p80},`);
  });

  it("writes the budget plan as PDF", () => {
    const path = join(folder, "plan.pdf");
    const { exit, out, err } = pastApril("report", PLAN, "--trials", "500", "--pdf", path);
    expect([exit, err]).toEqual([0, ""]);
    expect(readFileSync(path).subarray(0, 5).toString()).toBe("%PDF-");
    expect(out).toContain(`Written: ${path}`);
  });

  it("says what moved since an earlier version, as a section", () => {
    const earlier = join(folder, "earlier.json");
    const plan = JSON.parse(readFileSync(PLAN, "utf8")) as { budget: { amount: number }; shared?: object };
    writeFileSync(earlier, JSON.stringify({ ...plan, shared: { ...plan.shared, demand: 0.5 } }));
    const path = join(folder, "moved.html");
    const { exit, err } = pastApril("report", PLAN, "--since", earlier, "--trials", "300", "--html", path);
    expect([exit, err]).toEqual([0, ""]);
    const page = readFileSync(path, "utf8");
    expect(page).toContain("What moved since earlier.json");
    expect(page).toContain("more than in earlier.json, by one change.");
    expect(pastApril("report", PLAN, "--since", join(folder, "none.json"), "--html", path).exit).toBe(1);
  });

  it.each([
    ["a folder that is not there", () => join(folder, "nowhere", "plan.pdf"), "its folder does not exist"],
    ["a folder itself", () => folder, "it is a folder"],
    ["a path through a file", () => join(PLAN, "plan.pdf"), "part of its path is a file"],
    ["a device", () => "/dev/null", "it is a device"],
  ])("refuses %s before it simulates", (_, path, reason) => {
    // So many futures would take minutes.
    const { exit, out, err } = pastApril("report", PLAN, "--trials", "1000000", "--pdf", path());
    expect([exit, out]).toEqual([3, ""]);
    expect(err).toBe(
      `${path()} cannot be written: ${reason}${reason.endsWith("exist") || reason.includes("path") ? "" : ", and a file is needed"}${reason.includes("path") ? ", not a folder" : ""}.\n`,
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  it("writes neither over the plan nor over another result", () => {
    const plan = planWith((whole) => whole);
    const before = readFileSync(plan, "utf8");
    symlinkSync(plan, join(folder, "link.json"));
    expect(pastApril("forecast", plan, "--json", join(folder, "link.json"))).toEqual({
      exit: 2,
      out: "",
      err: `${join(folder, "link.json")} would be written over the plan.\n`,
    });
    expect(pastApril("report", plan, "--pdf", join(folder, "a"), "--xlsx", join(folder, "a")).err).toContain(
      "would be written over another result",
    );
    expect(readFileSync(plan, "utf8")).toBe(before);
  });

  it("replaces what a link points to, not the link", () => {
    mkdirSync(join(folder, "shelf"));
    writeFileSync(join(folder, "shelf", "old.json"), "old");
    symlinkSync(join(folder, "shelf", "old.json"), join(folder, "link.json"));
    expect(pastApril("forecast", PLAN, "--trials", "50", "--json", join(folder, "link.json")).exit).toBe(0);
    expect(readFileSync(join(folder, "shelf", "old.json"), "utf8")).toContain("past-april.forecast/1");
  });
});

describe("check", () => {
  it("finds no fault in a sound plan and says what is in it", () => {
    const { exit, out, err } = pastApril("check", PLAN);
    expect([exit, err]).toEqual([0, ""]);
    expect(out).toContain("No error found");
    expect(out.replaceAll(/\s+/g, " ")).toContain("1 workload, 2 models, 1 fixed cost, 1 scenario.");
  });

  it("lists every fault, one sentence a line, each with its path", () => {
    const path = planWith((plan) => ({ ...plan, budget: { amount: -5, colour: "red" }, currency: "dollars" }));
    const { exit, out } = pastApril("check", path);
    expect(exit).toBe(1);
    expect(
      lines(out)
        .map((line) => line.slice(0, line.indexOf(":")))
        .sort(),
    ).toEqual(["/budget/amount", "/budget/colour", "/currency"]);
  });
});

describe("bad input", () => {
  const plan = (text: string | Uint8Array) => (): string => {
    const path = join(folder, "bad.json");
    writeFileSync(path, text);
    return path;
  };
  const changed = (change: Parameters<typeof planWith>[0]) => (): string => planWith(change);
  const coding = (change: object) =>
    changed((whole) => {
      const workloads = whole["workloads"] as { coding: object };
      return { ...whole, workloads: { coding: { ...workloads.coding, ...change } } };
    });

  it.each<[string, () => string, RegExp]>([
    ["a missing file", () => join(folder, "missing.json"), /missing\.json cannot be read: there is no such file\.$/],
    ["a folder", () => folder, /cannot be read: it is a folder/],
    ["an empty file", plan(""), /empty file/],
    ["what is not JSON", plan("budget: 5"), /not JSON/],
    ["bytes that are no text", plan(Uint8Array.of(0xff, 0xfe, 0x00, 0xd8)), /not UTF-8 text/],
    ["50 MB of nested brackets", plan("[".repeat(50_000_000)), /larger than 20 MB/],
    ["1 MB of nested brackets", plan("[".repeat(500_000) + "]".repeat(500_000)), /nesting/],
    [
      "a plan of another version",
      changed((whole) => ({ ...whole, schema: "past-april.plan/9" })),
      /^\/schema: .*past-april\.plan\/9/,
    ],
    ["an unknown field", changed((whole) => ({ ...whole, correlation: [] })), /^\/correlation: .*"correlations"\?$/],
    ["2000", plan('{"schema": "past-april.plan/1", "budget": {"amount": NaN}}'), /not JSON/],
    ["1e400", () => plan(readFileSync(PLAN, "utf8").replace("60000", "1e400"))(), /^\/budget\/amount: /],
    [
      "a negative price",
      changed((whole) => ({
        ...whole,
        models: { ...(whole["models"] as object), small: { price: { input: -1, output: 1 } } },
      })),
      /^\/models\/small\/price\/input: /,
    ],
    [
      "a route to a missing model",
      coding({ route: { steps: ["huge"] } }),
      /^\/workloads\/coding\/route\/steps\/0: .*huge/,
    ],
    ["p10 above p90", coding({ tokensMultiplier: { p10: 2, p90: 1 } }), /^\/workloads\/coding\/tokensMultiplier/],
    [
      "shares that do not sum to 1",
      coding({
        attempts: {
          large: {
            tokens: { family: "lognormal", median: 1e5, sigma: 1 },
            mix: { input: 0.5, output: 0.4 },
            success: 0.5,
          },
        },
      }),
      /\/mix: /,
    ],
    [
      "an impossible correlation",
      changed((whole) => ({
        ...whole,
        correlations: [{ between: ["/workloads/coding/demand/tasksPerUserPerDay", "/shared/tokens"], rank: 1.5 }],
      })),
      /^\/correlations\/0\/rank: /,
    ],
  ])("%s: one sentence with its path, exit 1, no stack trace", (_, path, sentence) => {
    const { exit, out, err } = pastApril("forecast", path());
    expect([exit, out]).toEqual([1, ""]);
    expect(lines(err).some((line) => sentence.test(line))).toBe(true);
    for (const line of lines(err)) expect(line).toMatch(/[.?]$/);
    expect(err).not.toMatch(/^\s+at |Error:/m);
  });

  it.each([
    ["0 trials", ["forecast", PLAN, "--trials", "0"]],
    ["a billion trials", ["forecast", PLAN, "--trials", "1000000000"]],
    ["a scenario that the plan has not", ["forecast", PLAN, "--scenario", "nothing"]],
  ])("%s: wrong usage, exit 2, and what would be right", (_, words) => {
    const { exit, out, err } = pastApril(...words);
    expect([exit, out]).toEqual([2, ""]);
    expect(lines(err).length).toBeLessThanOrEqual(2);
    expect(err).not.toMatch(/^\s+at |Error:/m);
  });

  it("a reader that stops early is no failure", () => {
    const command = `"${process.execPath}" ${CALL.join(" ")} forecast "${PLAN}" --trials 300 --json - | true; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync("bash", ["-c", command], { cwd: ROOT, encoding: "utf8" });
    expect([stdout, withoutProgress(stderr)]).toEqual(["0\n", ""]);
  });

  it("Ctrl-C stops a long run and leaves nothing behind", async () => {
    const child = spawn(
      process.execPath,
      [...CALL, "forecast", PLAN, "--trials", "1000000", "--json", join(folder, "forecast.json")],
      { cwd: ROOT },
    );
    let err = "";
    child.stderr.on("data", (text: Buffer) => (err += text.toString()));
    // The place of the result is laid out before the first future is simulated.
    while (readdirSync(folder).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill("SIGINT");
    const exit = await new Promise((resolve) => child.on("exit", resolve));
    expect([exit, withoutProgress(err)]).toEqual([130, "Stopped. Nothing was written.\n"]);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("--help", () => {
  it.each([
    [["--help"]],
    [["-h"]],
    [["forecast", "--help"]],
    [["report", "--help"]],
    [["compare", "--help"]],
    [["check", "--help"]],
    [["open", "--help"]],
    [["help", "report"]],
  ])("%j fits 80 columns and tells the exit codes", (words) => {
    const { exit, out, err } = pastApril(...words);
    expect([exit, err]).toEqual([0, ""]);
    expect(widest(out)).toBeLessThanOrEqual(80);
    expect(out).toContain("Exit codes");
  });
});

describe("portfolio", () => {
  const portfolio = (plans: object[], more: object = {}): string => {
    const plan = JSON.parse(readFileSync(PLAN, "utf8")) as object;
    writeFileSync(join(folder, "part.json"), JSON.stringify(plan));
    writeFileSync(join(folder, "euro.json"), JSON.stringify({ ...plan, currency: "EUR" }));
    const path = join(folder, "group.portfolio.json");
    writeFileSync(path, JSON.stringify({ schema: "past-april.portfolio/1", name: "Group", plans, ...more }));
    return path;
  };

  it("sums plans by relative paths: in words and as JSON", () => {
    const one = portfolio([{ path: "part.json", name: "Part" }]);
    const { exit, out } = pastApril("portfolio", one, "--trials", "200");
    expect(exit).toBe(0);
    expect(out).toContain("Group: 1 plan, in USD.");
    const { out: json } = pastApril("portfolio", one, "--trials", "200", "--json", "-");
    const { out: forecast } = pastApril("forecast", join(folder, "part.json"), "--trials", "200", "--json", "-");
    const quantiles = (text: string): unknown =>
      (JSON.parse(text) as { spend: { quantiles: unknown } }).spend.quantiles;
    expect(quantiles(json)).toEqual(quantiles(forecast));
  });

  it("says which plan cannot be added, and what is needed", () => {
    const mixed = pastApril("portfolio", portfolio([{ path: "part.json" }, { path: "euro.json" }]), "--trials", "100");
    expect([mixed.exit, mixed.err]).toEqual([
      1,
      'euro.json is in EUR and the portfolio in USD: their money cannot be added. Give the portfolio "rates": {"EUR": …}, money in USD for one EUR.\n',
    ]);
    const rates = portfolio([{ path: "part.json" }, { path: "euro.json" }], { rates: { EUR: 1.1 } });
    expect(pastApril("portfolio", rates, "--trials", "100").exit).toBe(0);
    const missing = pastApril("portfolio", portfolio([{ path: "none.json" }]));
    expect(missing.exit).toBe(1);
    expect(missing.err).toMatch(/^none\.json: /);
  });
});
