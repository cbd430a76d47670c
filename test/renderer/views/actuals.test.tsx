// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import axe from "axe-core";
import { afterEach, describe, expect, it } from "vitest";
import { withMeaning } from "#renderer/views/actuals/intake/columnMeanings.ts";
import { ActualsScreen } from "#renderer/views/actuals/ActualsScreen.tsx";
import { type Host, grant, refuse } from "#shared/host/client.ts";
import { normalQuantile } from "#shared/numerics/normal.ts";
import { epochDayOf, isoDateOf, weekdayOf } from "#shared/units.ts";
import { formatTokens } from "#shared/format/counts.ts";
import type { UsageDay, UsageProgress, UsageSummary } from "#shared/usage/answers/answers.ts";
import { bytesOfColumn, type PackedRuns } from "#shared/usage/answers/usageRuns.ts";
import { aPlan, emptyHost, promptEngine } from "#test/renderer/fakes.ts";
import { aWindow, giveWidth } from "./aWindow.tsx";

afterEach(cleanup);

const NO_TOKENS = { input: 0, cacheRead: 0, cacheWrite: 0, cacheWriteHour: 0, output: 0, reasoning: 0 };
const NOTHING: UsageSummary = {
  rows: 0,
  period: null,
  tokens: NO_TOKENS,
  requests: null,
  money: [],
  users: 0,
  sources: [],
  models: [],
  workloads: [],
  labels: [],
  runs: { named: 0, byPause: 0, single: 0, pauseMinutes: 30 },
  overlaps: [],
  doubts: [],
};

/** Working days of a quarter with 20 runs each. */
const DAYS: readonly UsageDay[] = Array.from({ length: 90 }, (_, i) => epochDayOf("2027-01-01") + i)
  .filter((day) => weekdayOf(day) !== 0 && weekdayOf(day) !== 6)
  .map((day) => ({
    day: isoDateOf(day),
    workload: "coding",
    runs: 20,
    users: 8,
    tokens: 20e6,
    billed: null,
    list: 90,
  }));
const MONEY = { currency: "USD", billed: null, list: 90 * DAYS.length, compared: null };
const RUNS = 20 * DAYS.length;
const FULL: UsageSummary = {
  ...NOTHING,
  rows: RUNS,
  period: { from: Date.UTC(2027, 0, 1), to: Date.UTC(2027, 3, 1) },
  money: [MONEY],
  users: 8,
  sources: [
    {
      source: "table",
      name: "Table",
      rows: RUNS,
      from: Date.UTC(2027, 0, 1),
      to: Date.UTC(2027, 3, 1),
      hasTokens: true,
      hasMoney: true,
      models: ["claude-sonnet-4-5"],
      isLeftOut: false,
    },
  ],
  models: [
    {
      model: "claude-sonnet-4-5",
      provider: "anthropic",
      rows: RUNS,
      requests: RUNS,
      tokens: { ...NO_TOKENS, input: 20e6 * DAYS.length },
      money: MONEY,
      unpricedTokens: 0,
      pricedAs: null,
    },
  ],
  workloads: [{ workload: "coding", rows: RUNS, runs: RUNS, tokens: 20e6 * DAYS.length, money: [MONEY] }],
  labels: [{ name: "project", values: [{ value: "web-app", rows: RUNS, tokens: 1 }] }],
  runs: { ...NOTHING.runs, named: RUNS },
};

/** Lognormal runs at even ranks, the cheapest first; an outcome is 1, 0, or −1 where it is not known. */
function packedRuns(outcomes: (run: number) => number = () => -1): PackedRuns {
  const tokens = Float64Array.from(
    { length: RUNS },
    (_, i) => 700_000 * Math.exp(0.8 * normalQuantile((i + 0.5) / RUNS)),
  );
  const zeros = new Float64Array(RUNS);
  const columns = { input: tokens, cacheRead: zeros, cacheWrite: zeros, output: zeros, cost: zeros, began: zeros };
  return {
    count: RUNS,
    ...(Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, bytesOfColumn(column)])) as Record<
      keyof typeof columns,
      Uint8Array
    >),
    outcome: bytesOfColumn(Int8Array.from({ length: RUNS }, (_, i) => outcomes(i))),
    task: new Uint8Array(0),
    tasks: [],
  };
}

/** A machine whose table is empty until an import is done. */
function aUsageHost(
  isFull: boolean,
  progress: Partial<UsageProgress> = {},
  runs = packedRuns(),
  full = FULL,
): ReturnType<typeof emptyHost> {
  let isThere = isFull;
  const answers: Partial<Host> = {
    usageSummary: () => Promise.resolve(grant(isThere ? full : NOTHING)),
    usageRunGroups: () =>
      Promise.resolve(
        grant(
          isThere
            ? [
                {
                  workload: "coding",
                  model: "claude-sonnet-4-5",
                  runs: RUNS,
                  tokens: 1,
                  cost: null,
                  withOutcome: 0,
                  successes: 0,
                  tasks: 0,
                },
              ]
            : [],
        ),
      ),
    readUsageSettings: () => Promise.resolve(grant({ rules: [], pauseMinutes: 30 })),
    writeUsageSettings: () => Promise.resolve(grant(null)),
    listUsageImports: () =>
      Promise.resolve(
        grant(
          isThere
            ? [
                {
                  id: 1,
                  at: 0,
                  files: [
                    {
                      name: "usage.csv",
                      format: "table",
                      rows: RUNS,
                      added: RUNS,
                      known: 0,
                      waiting: 0,
                      repeated: 0,
                      knownWorth: { tokens: 0, money: [] },
                      waitingWorth: { tokens: 0, money: [] },
                      problems: 2,
                      warnings: [],
                    },
                  ],
                  rows: RUNS,
                  added: RUNS,
                  known: 0,
                  waiting: 0,
                  replaced: 0,
                  problems: 2,
                },
              ]
            : [],
        ),
      ),
    listUsageProblems: () =>
      Promise.resolve(
        grant({
          total: 2,
          listed: [
            { file: "usage.csv", line: 7, reason: "tokens are negative" },
            { file: "usage.csv", line: 9, reason: "it has no time" },
          ],
        }),
      ),
    usageDays: () => Promise.resolve(grant(isThere ? [...DAYS] : [])),
    usageModelDays: () =>
      Promise.resolve(
        grant(
          isThere
            ? DAYS.map(({ day, workload, tokens }) => ({ day, workload, model: "claude-sonnet-4-5", tokens }))
            : [],
        ),
      ),
    usageUsers: () =>
      Promise.resolve(
        grant({ runs: [100, 200, 300, 150, 160, 170, 180, 190], activeDays: [60, 60, 60, 60, 60, 60, 60, 60] }),
      ),
    usageRuns: () => Promise.resolve(grant({ ...runs, tasks: [] })),
    pickUsage: () => Promise.resolve(grant([{ file: "f1", name: "usage.csv" }])),
    lookAtUsage: () =>
      Promise.resolve(
        grant([
          {
            part: "p1",
            name: "usage.csv",
            look: {
              bytes: 10,
              formats: [],
              isGuess: false,
              columns: ["when", "who", "in"],
              columnMap: null,
              sample: [["2027-01-04T09:00Z", "ada@example.com", "41207"]],
              issue: null,
            },
          },
        ]),
      ),
    startUsageImport: () => Promise.resolve(grant({ job: "j1" })),
    usageImportProgress: () => {
      isThere = progress.status === undefined;
      return Promise.resolve(
        grant({
          status: "done",
          file: null,
          doneBytes: 10,
          bytes: 10,
          rows: RUNS,
          problems: 0,
          result: null,
          reason: null,
          ...progress,
        }),
      );
    },
    cancelUsageImport: () => Promise.resolve(grant(null)),
  };
  return emptyHost(answers);
}

describe("Actuals", () => {
  it("teaches what it is for, asks once which column holds what, and imports", async () => {
    const { host, asked } = aUsageHost(false);
    aWindow(aPlan(), <ActualsScreen />, promptEngine, { host });
    expect(
      await screen.findByText("No usage yet. With one month of exports, each curve can be fitted to your own runs."),
    ).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Choose files" }));
    const columns = await screen.findByRole("table", { name: "Columns of usage.csv" });
    const start = screen.getByRole<HTMLButtonElement>("button", { name: "Import the file" });
    expect(start.disabled).toBe(true);
    // Nobody is shown, said to be a person or not.
    expect(columns.textContent).not.toContain("ada@example.com");
    expect(columns.textContent).toContain("41207");
    // What is said before the time is known is kept.
    fireEvent.change(within(columns).getByLabelText("who is used as"), { target: { value: "user" } });
    fireEvent.change(within(columns).getByLabelText("in is used as"), { target: { value: "input" } });
    fireEvent.change(within(columns).getByLabelText("when is used as"), { target: { value: "time" } });
    expect(start.disabled).toBe(false);
    fireEvent.click(start);
    await screen.findByText(`${RUNS.toLocaleString("en-US")} rows counted`);
    expect(asked.find(({ operation }) => operation === "startUsageImport")?.input).toEqual({
      parts: [{ part: "p1", format: null, columns: { user: "who", input: "in", time: "when" } }],
    });
  });

  it("says which file cannot be read, and leads to the guide's list of those that can", async () => {
    const issue = "Line 1 is no record.";
    const look = { bytes: 1, formats: [], isGuess: false, columns: [], columnMap: null, sample: [], issue };
    const lookAtUsage = () => Promise.resolve(grant([{ part: "p1", name: "notes.txt", look }]));
    const host = { ...aUsageHost(false).host, lookAtUsage };
    const { store } = aWindow(aPlan(), <ActualsScreen />, promptEngine, { host });
    fireEvent.click(await screen.findByRole("button", { name: "Choose files" }));
    await screen.findByText(issue, { exact: false });
    fireEvent.click(screen.getByRole("button", { name: "Which files can be read" }));
    expect(store.getState()).toMatchObject({ screen: "guide", guidePage: "import-usage", guidePart: "which-files" });
  });

  it("asks whether the cache is a part of input, and which way days are written", async () => {
    const { host, asked } = aUsageHost(false);
    const look = {
      bytes: 10,
      formats: [
        { format: "table", name: "Table", reason: "its time seems to be in “when”; the cache may be inside “in”" },
      ],
      isGuess: true,
      columns: ["when", "in", "cached"],
      columnMap: { time: "when", input: "in", cacheRead: "cached" },
      sample: [["05/08/2027", "10", "4"]],
      issue: null,
    };
    aWindow(aPlan(), <ActualsScreen />, promptEngine, {
      host: { ...host, lookAtUsage: () => Promise.resolve(grant([{ part: "p1", name: "usage.csv", look }])) },
    });
    fireEvent.click(await screen.findByRole("button", { name: "Choose files" }));
    fireEvent.change(await screen.findByLabelText("Cached tokens"), { target: { value: "yes" } });
    fireEvent.change(screen.getByLabelText("Days such as 05/08/2026"), { target: { value: "no" } });
    expect(screen.queryByLabelText("Reasoning tokens")).toBeNull();
    fireEvent.change(screen.getByLabelText("Days such as 05/08/2026"), { target: { value: "as found" } });
    fireEvent.click(screen.getByRole("button", { name: "Import the file" }));
    await screen.findByText(`${RUNS.toLocaleString("en-US")} rows counted`);
    expect(asked.find(({ operation }) => operation === "startUsageImport")?.input).toEqual({
      parts: [
        {
          part: "p1",
          format: "table",
          columns: { time: "when", input: "in", cacheRead: "cached", inputIncludesCache: true },
        },
      ],
    });
  });

  it("asks of a known format how days and numbers are written that its file does not show", async () => {
    const { host, asked } = aUsageHost(false);
    const look = {
      bytes: 10,
      formats: [{ format: "copilot", name: "Copilot report", reason: "it has the columns “sku”" }],
      isGuess: false,
      columns: ["date"],
      columnMap: null,
      openStyle: ["dayFirst" as const],
      sample: [["05/08/2027"]],
      issue: null,
    };
    aWindow(aPlan(), <ActualsScreen />, promptEngine, {
      host: { ...host, lookAtUsage: () => Promise.resolve(grant([{ part: "p1", name: "usage.csv", look }])) },
    });
    fireEvent.click(await screen.findByRole("button", { name: "Choose files" }));
    fireEvent.change(await screen.findByLabelText("Days such as 05/08/2026"), { target: { value: "yes" } });
    expect(screen.queryByLabelText("Numbers such as 1,234")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Import the file" }));
    await screen.findByText(`${RUNS.toLocaleString("en-US")} rows counted`);
    expect(asked.find(({ operation }) => operation === "startUsageImport")?.input).toEqual({
      parts: [{ part: "p1", format: "copilot", columns: null, style: { dayFirst: true } }],
    });
  });

  it("offers what the usage measures of contracts, each as one change that undo takes back", async () => {
    const contracts = {
      tiers: [],
      seats: [{ source: "github-copilot", people: 12, quota: 1_900, rows: 36 }],
      centres: [{ workload: "coding", value: "Platform", money: 24, tokens: 1, rows: 24 }],
    };
    const { host } = aUsageHost(true, {}, packedRuns(), { ...FULL, contracts });
    const { store, container } = aWindow(aPlan(), <ActualsScreen />, promptEngine, { host });
    const part = within(await screen.findByRole("region", { name: "What does the usage say of contracts?" }));
    expect(part.getByText("12 people used it, 1,900 credits a seat, n = 36 rows")).toBeTruthy();
    fireEvent.click(part.getByRole("button", { name: "Use this : Seats of Copilot Business" }));
    fireEvent.click(part.getByRole("button", { name: /^Use this : Cost centers of / }));
    expect(store.getState().plan).toMatchObject({
      seats: { "copilot-business": { count: { value: 12, evidence: { grade: "measured" } } } },
      workloads: { coding: { costCentre: "platform" } },
      comments: [{ at: "/workloads/coding/costCentre" }],
    });
    expect(store.getState().past.map(({ name }) => name)).toEqual([
      "take the seats of Copilot Business from usage",
      expect.stringMatching(/^take the cost centers of .* from usage$/) as string,
    ]);
    const { violations } = await axe.run(container.querySelector(".measured-part")!, {
      rules: { "color-contrast": { enabled: false } },
    });
    expect(violations.map(({ id }) => id)).toEqual([]);
    act(() => {
      store.getState().undo();
      store.getState().undo();
    });
    expect(store.getState().plan).toEqual(aPlan());
  });

  it("says on the empty screen what was laid aside", async () => {
    const { host } = aUsageHost(false);
    aWindow(aPlan(), <ActualsScreen />, promptEngine, {
      host: { ...host, usageSummary: () => Promise.resolve(grant({ ...NOTHING, doubts: ["It lies aside."] })) },
    });
    expect(await screen.findByText("It lies aside.")).toBeTruthy();
  });

  it("says why the table cannot be read, instead of loading for ever, and tries again", async () => {
    const { host } = aUsageHost(false);
    let isBroken = true;
    const usageSummary: Host["usageSummary"] = (input) =>
      isBroken
        ? Promise.resolve(refuse({ code: "unexpected", message: "the table does not open" }))
        : host.usageSummary(input);
    aWindow(aPlan(), <ActualsScreen />, promptEngine, { host: { ...host, usageSummary } });
    expect(await screen.findByRole("heading", { name: "The imported usage cannot be read." })).toBeTruthy();
    expect(screen.getByRole("alert").textContent).toContain("the table does not open");
    isBroken = false;
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("heading", { name: /^No usage yet/ })).toBeTruthy();
  });

  it("shows progress and stops on request", async () => {
    const { host, asked } = aUsageHost(false, { status: "reading", doneBytes: 5, problems: 1, rows: 1_200 });
    aWindow(aPlan(), <ActualsScreen />, promptEngine, { host });
    fireEvent.click(await screen.findByRole("button", { name: "Choose files" }));
    fireEvent.change(await screen.findByLabelText("when is used as"), { target: { value: "time" } });
    fireEvent.click(screen.getByRole("button", { name: "Import the file" }));
    expect(await screen.findByText("50% read, 1,200 rows, 1 refused.")).toBeTruthy();
    expect(screen.getByRole("progressbar", { name: "Import" })).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Cancel the import" }));
    await screen.findByRole("button", { name: "Choose files" });
    expect(asked.at(-1)).toEqual({ operation: "cancelUsageImport", input: { job: "j1" } });
  });

  it("lists what was refused, with line and reason", async () => {
    aWindow(aPlan(), <ActualsScreen />, promptEngine, { host: aUsageHost(true).host });
    fireEvent.click(await screen.findByRole("button", { name: "Show them" }));
    expect(await screen.findByText("tokens are negative")).toBeTruthy();
    expect(screen.getAllByRole("row").map((row) => row.textContent)).toContain("usage.csv9it has no time");
  });

  it("takes curve and demand into the plan, each as one step with what it was measured from", async () => {
    const { store } = aWindow(aPlan(), <ActualsScreen />, promptEngine, { host: aUsageHost(true).host });
    const before = store.getState().plan!;
    fireEvent.click(await screen.findByRole("button", { name: "Use these costs in the plan" }));
    const { tokens } = store.getState().plan!.workloads["coding"]!.attempts["sonnet"]!;
    expect(tokens.evidence).toMatchObject({
      grade: "measured",
      source: "usage export, Jan 1 to Mar 31, n = 1,280 runs",
    });
    expect(tokens).toMatchObject({ family: "lognormal", runs: RUNS });
    // Fitted on the closed months, the plan is not conditioned on them again, and its forecast of them is no test.
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Re-forecast from April 1" }).disabled).toBe(true);
    expect(screen.getByText(/^Tokens.* fitted on usage of this year, .* would count them twice/)).toBeTruthy();
    expect(screen.getByText(/fitted to these months, so its forecast of them proves nothing/)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Use this demand" }));
    expect(store.getState().plan!.workloads["coding"]!.demand.tasksPerUserPerDay).toMatchObject({
      evidence: { grade: "measured" },
    });
    store.getState().undo();
    store.getState().undo();
    expect(store.getState().plan).toBe(before);
  });

  it("shows the runs three ways: the dear ones, all in order, and how often dear ones succeed", async () => {
    const takeBack = giveWidth(400);
    // Every third cheap run fails, and two of three dear ones.
    aWindow(aPlan(), <ActualsScreen />, promptEngine, {
      host: aUsageHost(
        true,
        {},
        packedRuns((i) => Number((i % 3 === 0) === i > RUNS / 2)),
      ).host,
    });
    const view = async (name: string): Promise<void> =>
      void fireEvent.click(await screen.findByRole("radio", { name }));
    await view("All, sorted");
    expect(screen.getByRole("img", { name: /^Runs in order compared with the curve’s percentiles\./ })).toBeTruthy();
    await view("Success");
    expect(
      screen.getByRole("img", { name: /^The most expensive (half|quarter) of tasks succeeds (2|3)\d% of the time/ }),
    ).toBeTruthy();
    expect(screen.getByText(/Observed: from the outcome of 1,280 runs/)).toBeTruthy();
    await view("Most expensive");
    expect(screen.getByRole("img", { name: /^Share of attempts above a number of tokens\./ })).toBeTruthy();
    expect(screen.getByText(/^Of the tokens 100% are new input, /)).toBeTruthy();
    takeBack();
  });

  it("says why success is not known, and where past outcomes lay in their ranges", async () => {
    const takeBack = giveWidth(400);
    // Three quarters more of the past, so that tenths mean something.
    const earlier = [270, 180, 90].flatMap((days) =>
      DAYS.map((one) => ({ ...one, day: isoDateOf(epochDayOf(one.day) - days), list: one.list! + (days % 7) })),
    );
    const { host } = aUsageHost(true);
    aWindow(aPlan(), <ActualsScreen />, promptEngine, {
      host: { ...host, usageDays: () => Promise.resolve(grant([...earlier, ...DAYS])) },
    });
    fireEvent.click(await screen.findByRole("radio", { name: "Success" }));
    expect(screen.getByText("The export does not say which runs were right.")).toBeTruthy();
    fireEvent.click(await screen.findByRole("radio", { name: "Each week from the earlier ones" }));
    expect(
      screen.getByRole("img", { name: /^Of \d+ outcomes \d+ lay in the outermost tenths of their forecasts/ }),
    ).toBeTruthy();
    takeBack();
  });

  it("re-forecasts as one step, tells both years the same after it, and goes back", async () => {
    const { store } = aWindow(aPlan(), <ActualsScreen />, promptEngine, { host: aUsageHost(true).host });
    const answer = await screen.findByTestId("actuals-answer");
    const offered = answer.textContent;
    expect(offered).toMatch(/^January to March cost \$5,760, .* From April 1 the request (rises|falls|stays)/);
    expect(
      within(screen.getByRole("table", { name: "Figures of the year before and after" }))
        .getAllByRole("columnheader")
        .map(({ textContent }) => textContent),
    ).toEqual(["Plan before", "from April 1"]);
    fireEvent.click(screen.getByRole("button", { name: "Re-forecast from April 1" }));
    expect(store.getState().plan!.actuals!.months).toHaveLength(3);
    expect(store.getState().past.at(-1)!.name).toBe("re-forecast from April 1");
    // What is conditioned on is not fitted on as well.
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Use these costs in the plan" }).disabled).toBe(true);
    expect(
      screen.getByText(
        /The re-forecast already uses the closed months\. Fitting the plan to the same usage would count them twice/,
      ),
    ).toBeTruthy();
    await waitFor(() => expect(screen.getByTestId("actuals-answer").textContent).toBe(offered));
    fireEvent.click(screen.getByRole("button", { name: "Go back to the plan before these actuals" }));
    expect(store.getState().plan!.actuals).toBeUndefined();
  });

  it("keeps the plan as it was, and shows the offer again when asked", async () => {
    const { store } = aWindow(aPlan(), <ActualsScreen />, promptEngine, { host: aUsageHost(true).host });
    fireEvent.click(await screen.findByRole("button", { name: "Keep the current plan" }));
    expect(store.getState().past).toEqual([]);
    fireEvent.click(screen.getByRole("button", { name: "Show the re-forecast again" }));
    expect(screen.getByRole("button", { name: "Re-forecast from April 1" })).toBeTruthy();
  });

  it("does not add money of two currencies", async () => {
    aWindow(aPlan({ currency: "EUR" }), <ActualsScreen />, promptEngine, { host: aUsageHost(true).host });
    expect(
      await screen.findByText(
        "Usage is in USD and the plan in EUR: amounts in two currencies cannot be added. Give the rate of USD on the Prices and contracts screen.",
      ),
    ).toBeTruthy();
    expect(screen.queryByRole("button", { name: /Re-forecast/ })).toBeNull();
  });

  it("takes money of another currency up at the plan's rate, and says so", async () => {
    const plan = aPlan({ schema: "past-april.plan/3", currency: "EUR", currencies: { USD: { rate: 0.5 } } });
    const { store } = aWindow(plan, <ActualsScreen />, promptEngine, { host: aUsageHost(true).host });
    expect(await screen.findByText(/Usage in USD is counted at 1 USD = 0\.5 EUR\./)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: /^Re-forecast/ }));
    const january = DAYS.filter(({ day }) => day.startsWith("2027-01")).length;
    expect(store.getState().plan!.actuals!.months[0]!.workloads["coding"]!.spend).toBeCloseTo(0.5 * 90 * january, 6);
  });

  it("adds up the tokens of a model that two providers sold", async () => {
    const [model] = FULL.models;
    const models = [model!, { ...model!, provider: "other", tokens: { ...NO_TOKENS, input: 7 } }];
    aWindow(aPlan(), <ActualsScreen />, promptEngine, {
      host: aUsageHost(true, {}, packedRuns(), { ...FULL, models }).host,
    });
    const row = (await screen.findByRole("rowheader", { name: "claude-sonnet-4-5" })).closest("tr")!;
    expect(row.textContent).toContain(formatTokens(20e6 * DAYS.length + 7));
  });

  it("leaves out one of two sources that tell the same work, and takes it back", async () => {
    // Two sellers, whose rows are not compared one by one.
    const table = { ...FULL.sources[0]!, source: "anthropic" };
    const other = { ...table, source: "openrouter", name: "LiteLLM" };
    const [both, one] = [
      [table, other],
      [table, { ...other, isLeftOut: true }],
    ].map((sources) => aUsageHost(true, {}, packedRuns(), { ...FULL, sources }));
    const { unmount } = aWindow(aPlan(), <ActualsScreen />, promptEngine, { host: both!.host });
    fireEvent.click(await screen.findByRole("button", { name: "Leave out LiteLLM" }));
    expect(screen.getByRole("button", { name: "Leave out Table" })).toBeTruthy();
    await waitFor(() =>
      expect(both!.asked.find(({ operation }) => operation === "writeUsageSettings")?.input).toEqual({
        rules: [],
        pauseMinutes: 30,
        leftOut: ["openrouter"],
      }),
    );
    unmount();
    aWindow(aPlan(), <ActualsScreen />, promptEngine, { host: one!.host });
    fireEvent.click(await screen.findByRole("button", { name: "Count LiteLLM again" }));
    expect(screen.queryByRole("button", { name: /^Leave out/ })).toBeNull();
    await waitFor(() =>
      expect(one!.asked.find(({ operation }) => operation === "writeUsageSettings")?.input).toMatchObject({
        leftOut: [],
      }),
    );
  });

  it("asks which of two reports counts before anything of them does, and lists what was counted already with its money", async () => {
    const side = (name: string, tokens: number) => ({
      files: [name],
      count: 1,
      shape: "by day",
      rows: 2,
      tokens,
      money: [{ currency: "USD", billed: null, list: tokens / 1e6 }],
      counts: false,
    });
    const overlap = {
      key: '["files",0,1]',
      state: "open" as const,
      isAnswered: false,
      from: 0,
      to: 1,
      sides: [side("first.json", 9_463_000), side("second.json", 11_529_000)],
    };
    const { host, asked } = aUsageHost(true, {}, packedRuns(), { ...FULL, overlaps: [overlap] });
    const answering: Host = {
      ...host,
      answerUsageOverlap: (input) => (
        asked.push({ operation: "answerUsageOverlap", input }),
        Promise.resolve(grant(null))
      ),
    };
    aWindow(aPlan(), <ActualsScreen />, promptEngine, { host: answering });
    expect((await screen.findByText(/first\.json/)).textContent).toBe(
      "“first.json” (by day): 9.5M tokens, $9.46 at list price",
    );
    fireEvent.click(screen.getAllByRole("button", { name: "Count only this" })[1]!);
    await waitFor(() => expect(asked.at(-1)).toBeDefined());
    expect(asked.filter(({ operation }) => operation === "answerUsageOverlap").map(({ input }) => input)).toEqual([
      { key: overlap.key, answer: 1 },
    ]);
  });

  it("takes where a cap stopped the runs, and fits those that reached it as at least so dear", async () => {
    const { host, asked } = aUsageHost(true);
    const stoppedAt: Record<string, number> = {};
    const capped: Host = {
      ...host,
      readUsageSettings: () => Promise.resolve(grant({ rules: [], pauseMinutes: 30, stoppedAt: { ...stoppedAt } })),
    };
    aWindow(aPlan(), <ActualsScreen />, promptEngine, { host: capped });
    const field = await screen.findByLabelText("A cap stopped runs at");
    fireEvent.change(field, { target: { value: "much" } });
    fireEvent.blur(field);
    expect(screen.getByText("Type tokens, such as 2.8M, or leave it empty.")).toBeTruthy();
    stoppedAt["coding"] = 2_000_000;
    fireEvent.change(field, { target: { value: "2M" } });
    fireEvent.blur(field);
    expect(
      await screen.findByText(/ stopped at a cap: their full cost is unknown, so they count as at least that much\./),
    ).toBeTruthy();
    expect(asked.findLast(({ operation }) => operation === "writeUsageSettings")?.input).toEqual({
      rules: [],
      pauseMinutes: 30,
      stoppedAt: { coding: 2_000_000 },
    });
    expect(screen.getByLabelText<HTMLInputElement>("A cap stopped runs at").value).toBe("2M");
  });

  it("hears what the table answers also when a model is named meanwhile", async () => {
    const { host } = aUsageHost(true);
    let answer: () => void = () => undefined;
    let asked = 0;
    const slow: Host = {
      ...host,
      usageSummary: () =>
        asked++ === 0
          ? host.usageSummary(null)
          : new Promise((resolve) => (answer = () => resolve(grant({ ...FULL, rows: 7 })))),
    };
    aWindow(aPlan(), <ActualsScreen />, promptEngine, { host: slow });
    fireEvent.click(await screen.findByRole("button", { name: "Add a rule" }));
    await waitFor(() => expect(asked).toBe(2));
    fireEvent.change(screen.getByLabelText("claude-sonnet-4-5 is used as"), { target: { value: "" } });
    answer();
    expect(await screen.findByText("7 rows counted")).toBeTruthy();
  });

  it("adds a rule for the likeliest label", async () => {
    const { host, asked } = aUsageHost(true);
    aWindow(aPlan(), <ActualsScreen />, promptEngine, { host });
    fireEvent.click(await screen.findByRole("button", { name: "Add a rule" }));
    await waitFor(() =>
      expect(asked.find(({ operation }) => operation === "writeUsageSettings")?.input).toEqual({
        pauseMinutes: 30,
        rules: [{ field: "project", match: "is", text: "web-app", workload: "coding" }],
      }),
    );
  });

  it("offers the values of a rule's field, and says how many rows the rule fits", async () => {
    const { host } = aUsageHost(true);
    const rules = [
      { field: "project", match: "is" as const, text: "web-app", workload: "coding" },
      { field: "project", match: "is" as const, text: "nowhere", workload: "coding" },
    ];
    aWindow(aPlan(), <ActualsScreen />, promptEngine, {
      host: { ...host, readUsageSettings: () => Promise.resolve(grant({ rules, pauseMinutes: 30 })) },
    });
    const text = await screen.findByRole<HTMLInputElement>("combobox", { name: "Text of rule 1" });
    expect([...text.list!.options].map(({ value }) => value)).toEqual(["web-app"]);
    expect(screen.getByText(`Fits ${RUNS.toLocaleString("en-US")} rows.`)).toBeTruthy();
    expect(screen.getByText("Fits none of the listed values.")).toBeTruthy();
  });
});

describe("meanings of columns", () => {
  it("give a column one meaning and a meaning one column", () => {
    expect(withMeaning({ time: "ts", input: "in" }, "out", "input")).toEqual({ time: "ts", input: "out" });
    expect(withMeaning({ time: "ts", input: "in" }, "in", "label")).toEqual({ time: "ts", labels: ["in"] });
    expect(withMeaning({ time: "ts", labels: ["team"] }, "team", "")).toEqual({ time: "ts" });
    expect(withMeaning({ time: "ts" }, "ts", "model")).toBeNull();
  });
});
