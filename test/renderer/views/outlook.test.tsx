// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Answers, type ForecastEngine, latestAnswers } from "#renderer/state/answers.ts";
import type { AppStore } from "#renderer/state/store.ts";
import { OutlookScreen } from "#renderer/views/outlook/OutlookScreen.tsx";
import { calendarTable, dotsTable, fanTable, ladderTable } from "#shared/charts/runOut/storyWords.ts";
import { formatDateLong } from "#shared/format/dates.ts";
import { formatMoney } from "#shared/format/money.ts";
import { formatPercent } from "#shared/format/chances.ts";
import { askGoodTo } from "#shared/forecast/answers/goodTo.ts";
import { askSentence, safeUntilSentence } from "#shared/forecast/words/sentences.ts";
import { grant } from "#shared/host/client.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { csvOf } from "#shared/report/csv.ts";
import { answersOf, aPlan, emptyHost } from "#test/renderer/fakes.ts";
import { aWindow, giveWidth } from "./aWindow.tsx";

/** Enough for bands; an answer is kept, because the tests ask for the same plans. */
const TRIALS = 2_000;
const known = new Map<string, Answers>();
const engine: ForecastEngine = {
  run: (request, tell) => {
    const key = JSON.stringify([request.plan, request.scenario]);
    const answers = known.get(key) ?? answersOf(request, TRIALS);
    known.set(key, answers);
    tell({ type: "ready", answers: { ...answers, version: request.version } });
    return () => undefined;
  },
};

/** Two workloads on two models, a seat, and money that runs out in some futures and not in others. */
function twoTeams(): Plan {
  const plan = aPlan({ budget: { amount: 30_000, confidence: 0.8 } });
  const { coding } = plan.workloads;
  return {
    ...plan,
    models: {
      sonnet: { name: "Sonnet", provider: "Anthropic", price: { input: 3, output: 15 } },
      haiku: { name: "Haiku", provider: "Anthropic", price: { input: 1, output: 5 } },
    },
    workloads: {
      coding: coding!,
      triage: {
        ...coding!,
        name: "Incident triage",
        owner: "Head of SRE",
        attempts: {
          haiku: {
            tokens: { family: "lognormal", median: 200_000, sigma: 0.6 },
            mix: { input: 0.9, output: 0.1 },
            success: 0.8,
          },
        },
        route: { steps: ["haiku"] },
        outcome: { unit: "incident explained", value: 30 },
      },
    },
    fixedCosts: { seats: { name: "Seats", owner: "Procurement", perMonth: 500 } },
  };
}

const { host, asked } = emptyHost({
  exportFile: ({ suggestedName }) => Promise.resolve(grant({ place: suggestedName })),
});
let restoreWidth: () => void;
beforeEach(() => {
  restoreWidth = giveWidth(1192);
  asked.length = 0;
});
afterEach(() => {
  cleanup();
  restoreWidth();
});

function open(plan: Plan = twoTeams()): AppStore {
  return aWindow(plan, <OutlookScreen />, engine, { host }).store;
}
const answersIn = (store: AppStore): Answers => latestAnswers(store.getState().forecasts[""])!;
const answer = (): string => document.querySelector(".answer")!.textContent;
const budgetOf = (store: AppStore): number => store.getState().plan!.budget.amount;
const press = (element: HTMLElement, key: string, shiftKey = false): boolean =>
  fireEvent.keyDown(element, { key, shiftKey });

describe("the answer", () => {
  it("says how likely the budget is spent, with even odds by when, until when it is safe and what to request, as the command line does", () => {
    const { forecast, facts, outlook } = answersIn(open());
    expect(forecast.runOut.never).toBeGreaterThan(0.02);
    expect(forecast.runOut.never).toBeLessThan(0.5);
    expect(answer()).toMatch(
      /^The \$30,000 is spent before the year ends in \d+ of 50 simulated years, with even odds by [A-Z][a-z]+ \d+\./,
    );
    expect(answer()).toContain(`with even odds by ${formatDateLong(outlook.start + outlook.runOut.p50!, facts)}`);
    expect(answer()).toContain(safeUntilSentence(forecast, facts));
    expect(answer()).toContain(askSentence(forecast, facts));
  });

  it("explains its words on focus and under the pointer", async () => {
    open();
    const words = document.querySelector<HTMLElement>(".answer")!;
    fireEvent.focus(within(words).getByRole("button", { name: "safe" }));
    expect(
      (await screen.findAllByText("Until that day the budget lasts in 9 of 10 simulated years.")).length,
    ).toBeGreaterThan(0);
    fireEvent.click(within(words).getByRole("button", { name: "simulated years" }));
    expect(
      (
        await screen.findAllByText(
          "One way the year may go. Each uncertain assumption is drawn once, then every day is simulated.",
        )
      ).length,
    ).toBeGreaterThan(0);
    expect(
      within(words)
        .getAllByRole("button")
        .map(({ textContent }) => textContent),
    ).toEqual(["spent", "simulated years", "safe", "budget"]);
  });
});

describe("the handles", () => {
  it("move the budget by one digit, ten with Shift, to the limits, and back at Escape; every answer follows", () => {
    const store = open();
    const before = answer();
    const slider = (): HTMLElement => screen.getByRole("slider", { name: "Budget" });
    press(slider(), "ArrowUp");
    const step = budgetOf(store) - 30_000;
    expect(step).toBeGreaterThan(0);
    press(slider(), "ArrowUp", true);
    expect(budgetOf(store)).toBeCloseTo(30_000 + 11 * step, 6);
    expect(answer()).toContain(formatMoney("USD", budgetOf(store)));
    for (const [key, limit] of [
      ["Home", "aria-valuemin"],
      ["End", "aria-valuemax"],
    ] as const) {
      const value = Number(slider().getAttribute(limit));
      press(slider(), key);
      expect(budgetOf(store)).toBe(value);
    }
    press(slider(), "Escape");
    expect(budgetOf(store)).toBe(30_000);
    expect(answer()).toBe(before);
    expect(slider().getAttribute("aria-valuetext")).toMatch(
      /^Budget \$30,000, \d+ of 50 simulated years over, even odds by [A-Z][a-z]+ \d+$/,
    );
  });

  it("take a budget that is typed, as one step back", () => {
    const store = open();
    press(screen.getByRole("slider", { name: "Budget" }), "7");
    const field = screen.getByRole("textbox", { name: "Budget" });
    fireEvent.change(field, { target: { value: "70k" } });
    press(field, "Enter");
    expect(budgetOf(store)).toBe(70_000);
    act(() => store.getState().undo());
    expect(budgetOf(store)).toBe(30_000);
  });

  it.each([
    ["600000", 600_000],
    ["61,234", 61_234],
    ["72,345.67", 72_345.67],
    ["999,999,999", 999_999_999],
    ["0", 30_000],
  ])("keep a typed budget of %s to the cent, whatever the chart shows", (text, amount) => {
    const store = open();
    press(screen.getByRole("slider", { name: "Budget" }), "Enter");
    const field = screen.getByRole("textbox", { name: "Budget" });
    fireEvent.change(field, { target: { value: text } });
    press(field, "Enter");
    expect(budgetOf(store)).toBe(amount);
    if (amount === 30_000) expect(screen.getByRole("alert").textContent).toBe("The budget must be above 0.");
  });

  it("keep a typed confidence to its last digit", () => {
    const store = open();
    press(screen.getByRole("slider", { name: "Confidence of the request" }), "Enter");
    const field = screen.getByRole("textbox", { name: "Confidence of the request" });
    fireEvent.change(field, { target: { value: "97.25" } });
    press(field, "Enter");
    expect(store.getState().plan!.budget.confidence).toBe(0.9725);
  });

  it("move the confidence of the request by whole percents; the choices at its side say the same", () => {
    const store = open();
    const ask = answersIn(store).forecast.reserve.ask;
    const slider = (): HTMLElement => screen.getByRole("slider", { name: "Confidence of the request" });
    press(slider(), "ArrowUp", true);
    expect(store.getState().plan!.budget.confidence).toBe(0.9);
    const { forecast } = answersIn(store);
    expect(forecast.reserve.ask).toBeGreaterThan(ask);
    expect(slider().getAttribute("aria-valuetext")).toBe(
      `Request ${formatMoney("USD", forecast.reserve.ask, askGoodTo(forecast))}, 90% sure`,
    );
    expect(screen.getByRole<HTMLInputElement>("radio", { name: "90%" }).checked).toBe(true);
    fireEvent.click(screen.getByRole("radio", { name: "50%" }));
    expect(answer()).toContain("To be 50% sure");
  });
});

describe("the charts", () => {
  it("say what they show, and their table stands in their place", () => {
    const { outlook } = answersIn(open());
    expect(
      screen.getByRole("img", {
        name: /Each dot is one simulated year in 50\..*Spend by day: 9 in 10 simulated years end between/,
      }),
    ).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Show the table of “When is the budget spent?”" }));
    const table = screen.getByRole("region", { name: "When is the budget spent? Spend by day" });
    expect(within(table).getAllByRole("row")).toHaveLength(outlook.days + 1);
    expect(screen.queryByRole("img", { name: /Each dot is one simulated year/ })).toBeNull();
    fireEvent.click(screen.getByRole("radio", { name: "Fifty dots" }));
    expect(
      within(screen.getByRole("region", { name: "When is the budget spent? Fifty dots" }))
        .getAllByRole("row")
        .slice(1)
        .filter((row) => row.textContent.includes("spent")),
    ).toHaveLength(outlook.dotsSpent);
  });

  it("are walked by day: each says when it is, how likely the budget is spent and what is spent", () => {
    const { outlook, facts } = answersIn(open());
    const stop = screen.getByRole("application", { name: "When is the budget spent?" });
    press(stop, "End");
    const spoken = stop.parentElement!.querySelector("[aria-live]")!.textContent;
    const last = formatDateLong(outlook.start + outlook.days - 1, facts);
    expect(spoken).toMatch(
      new RegExp(`^${last}: the budget is spent in \\d+ of 50 simulated years\\. Spend by then: middle estimate \\$`),
    );
    press(stop, "ArrowDown");
    expect(stop.parentElement!.querySelector("[aria-live]")!.textContent).toMatch(
      /^Dots\. Dot 1 of 50: \$.* within the budget\.$/,
    );
    press(stop, "End");
    expect(stop.parentElement!.querySelector("[aria-live]")!.textContent).toMatch(
      /^Dot 50 of 50: \$.* over the budget\.$/,
    );
  });

  it("leads from a dot to the future that it is, told month by month", () => {
    const store = open(twoTeams());
    const stop = screen.getByRole("application", { name: "When is the budget spent?" });
    fireEvent.keyDown(stop, { key: "ArrowRight" });
    fireEvent.keyDown(stop, { key: "ArrowDown" });
    fireEvent.keyDown(stop, { key: "ArrowRight" });
    fireEvent.keyDown(stop, { key: "Enter" });
    expect(store.getState().screen).toBe("drivers");
    expect(store.getState().trialRank).toBe(0.03);
  });

  it("are exported as what is drawn: the chart itself, and the data of each part in full", async () => {
    const { outlook } = answersIn(open());
    const stop = (): HTMLElement => screen.getByRole("application", { name: "When is the budget spent?" });
    const choose = async (item: string): Promise<{ readonly suggestedName: string; readonly text: string }> => {
      press(stop(), "x");
      await act(async () => {
        fireEvent.click(screen.getByRole("menuitem", { name: item }));
        await Promise.resolve();
      });
      const { suggestedName, bytes } = asked.filter(({ operation }) => operation === "exportFile").at(-1)!.input as {
        readonly suggestedName: string;
        readonly bytes: Uint8Array;
      };
      return { suggestedName, text: new TextDecoder().decode(bytes) };
    };
    expect(await choose("Spend by day as CSV")).toMatchObject({
      suggestedName: "Small plan, when is the budget spent.csv",
      text: csvOf(fanTable(outlook)),
    });
    expect((await choose("Spent by day as CSV")).text).toBe(csvOf(calendarTable(outlook)));
    expect((await choose("Fifty dots as CSV")).text).toBe(csvOf(dotsTable(outlook)));
    expect((await choose("Base, contingency, request as CSV")).text).toBe(csvOf(ladderTable(outlook)));

    const { text } = await choose("Chart as SVG");
    const drawn = document.querySelector(".story svg")!;
    const file = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    const paths = (svg: Element): string[] =>
      [...svg.querySelectorAll("path, circle, rect")].map(
        (mark) => `${mark.getAttribute("d") ?? ""}${mark.getAttribute("cx") ?? ""} ${mark.getAttribute("cy") ?? ""}`,
      );
    expect(file.querySelector("parsererror")).toBeNull();
    expect(paths(file)).toEqual(paths(drawn));
    expect(file.querySelectorAll("circle").length).toBeGreaterThanOrEqual(50);
  });
});

describe("where it goes", () => {
  const rowOf = (name: RegExp): string[] =>
    within(screen.getByRole("row", { name }))
      .getAllByRole("cell")
      .map(({ textContent }) => textContent);

  it("gives each workload its owner and its share, dearest first; shares add up to the whole", () => {
    const { forecast } = answersIn(open());
    const share = (mean: number): string => formatPercent(mean / forecast.spend.mean);
    expect(rowOf(/^Agentic coding/)).toEqual(
      expect.arrayContaining(["VP Engineering", share(forecast.workloads["coding"]!.spend.mean)]),
    );
    expect(rowOf(/^Incident triage/)).toEqual(
      expect.arrayContaining(["Head of SRE", share(forecast.workloads["triage"]!.spend.mean)]),
    );
    expect(rowOf(/^Seats/)).toEqual(
      expect.arrayContaining(["Procurement", share(forecast.fixedCosts["seats"]!.spend.mean), "cost only"]),
    );
    const parts = [...Object.values(forecast.workloads), ...Object.values(forecast.fixedCosts)].reduce(
      (sum, { spend }) => sum + spend.mean,
      0,
    );
    expect(parts / forecast.spend.mean).toBeCloseTo(1, 9);
  });

  it("says by model what is spent, its share and the tokens", () => {
    const { forecast } = answersIn(open());
    fireEvent.click(screen.getByRole("radio", { name: "By model" }));
    expect(rowOf(/^Sonnet/)).toEqual(
      expect.arrayContaining(["Anthropic", formatPercent(forecast.models["sonnet"]!.spend.mean / forecast.spend.mean)]),
    );
    expect(rowOf(/^Haiku/)).toEqual(
      expect.arrayContaining(["Anthropic", formatPercent(forecast.models["haiku"]!.spend.mean / forecast.spend.mean)]),
    );
  });

  it("leads to the workload", () => {
    const store = open();
    fireEvent.click(screen.getByRole("button", { name: "Incident triage" }));
    expect(store.getState()).toMatchObject({ screen: "workloads", selectedWorkload: "triage" });
  });
});

describe("what an outcome costs", () => {
  it("is the loaded cost with its parts", () => {
    const { forecast } = answersIn(open());
    const part = screen.getByRole("region", { name: "What does a merged pull request cost?" });
    const { loaded, tokens } = forecast.workloads["coding"]!.costPerOutcome;
    expect(loaded!).toBeGreaterThan(tokens!);
    expect(
      within(part).getByRole("img", {
        name: /^merged pull request: \$[\d.]+ in all: model cost \$[\d.]+, review \$[\d.]+/,
      }),
    ).toBeTruthy();
    expect(within(part).getByText(/^, 8 in 10: \$[\d.]+ to \$[\d.]+$/)).toBeTruthy();
  });
});

describe("what stands in tables and beside the story", () => {
  /** Opens a menu by its button and takes an item: the file that it asks the host to write. */
  const choose = async (
    button: string,
    item: string,
  ): Promise<{ readonly suggestedName: string; readonly text: string }> => {
    press(screen.getByRole("button", { name: button }), "Enter");
    await act(async () => {
      fireEvent.click(screen.getByRole("menuitem", { name: item }));
      await Promise.resolve();
    });
    const { suggestedName, bytes } = asked.filter(({ operation }) => operation === "exportFile").at(-1)!.input as {
      readonly suggestedName: string;
      readonly bytes: Uint8Array;
    };
    return { suggestedName, text: new TextDecoder().decode(bytes) };
  };

  it("is saved in full: spend by workload and model, the months, and the parts of one outcome", async () => {
    const { forecast } = answersIn(open());
    const byWorkload = await choose("Export “Where does it go?”", "By workload as CSV");
    expect(byWorkload.suggestedName).toBe("Small plan, spend.csv");
    expect(byWorkload.text).toContain(String(forecast.workloads["coding"]!.spend.quantiles.p80));
    expect((await choose("Export “Where does it go?”", "By model as CSV")).text.trim().split("\n")).toHaveLength(
      1 + Object.keys(forecast.models).length,
    );
    for (const question of ["Export “Where does it go?”", "Export “What does each month cost?”"]) {
      const { text } = await choose(question, "Chart as SVG");
      expect(text).toContain("<svg");
      expect(text).toMatch(/middle estimate \$[\d.,]+[kM]?[;.]/);
    }
    const months = await choose("Export “What does each month cost?”", "Data as CSV");
    expect(months.text.trim().split("\n")).toHaveLength(1 + forecast.months.length);
    expect(months.text).toContain(String(forecast.months[1]!.cumulative.quantiles.p50));
    const outcome = await choose("What does a merged pull request cost?", "Data as CSV");
    expect(outcome.text).toContain(String(forecast.workloads["coding"]!.costPerOutcome.loaded));
    expect((await choose("What does a merged pull request cost?", "Chart as SVG")).text).toContain("<svg");
  });

  it("is a table in place of the bar", () => {
    open();
    const part = screen.getByRole("region", { name: "What does a merged pull request cost?" });
    press(within(part).getByRole("button", { name: "What does a merged pull request cost?" }), "Enter");
    fireEvent.click(screen.getByRole("menuitem", { name: "Show the table" }));
    expect(within(part).queryByRole("img")).toBeNull();
    expect(within(part).getByRole("row", { name: /^model cost/ })).toBeTruthy();
  });
});

it("says of each row how well its own inputs are known, where a fixed cost has the id of a workload", () => {
  const evidence = { grade: "measured" as const };
  open({ ...twoTeams(), fixedCosts: { coding: { name: "Seats", perMonth: { p10: 450, p90: 550, evidence } } } });
  const row = screen.getByRole("row", { name: /^Seats/ });
  expect(within(row).getByTitle("Its one input is measured.")).toBeTruthy();
});

describe("before and beside a forecast", () => {
  it("says what it will show while nothing is known, and where the error is when the plan cannot run", () => {
    aWindow(twoTeams(), <OutlookScreen />);
    expect(screen.getByText("Calculating the first results…")).toBeTruthy();
    cleanup();
    open({
      ...twoTeams(),
      workloads: { coding: { ...twoTeams().workloads["coding"]!, route: { steps: ["nobody"] } } },
    });
    expect(screen.getByText("This plan cannot be forecast yet.")).toBeTruthy();
  });

  it("says that the whole year is not seen where work stops at the budget", () => {
    open({ ...twoTeams(), budget: { amount: 40_000, atExhaustion: "block" } });
    expect(answer()).toContain("Work stops at $40,000, so this forecast cannot show what would be enough");
    expect(screen.queryByRole("slider", { name: "Confidence of the request" })).toBeNull();
  });
});
