import { describe, expect, it } from "vitest";
import { setActuals } from "#shared/plan/edits/edits.ts";
import { issuesOf } from "#shared/plan/check/read.ts";
import { epochDayOf, isoDateOf } from "#shared/units.ts";
import type { UsageDay } from "#shared/usage/answers/answers.ts";
import { closedMonthsOf } from "#shared/usage/plan/closedMonths.ts";
import { planModelFor } from "#shared/usage/plan/planModels.ts";
import { aPlan } from "#test/renderer/fakes.ts";

const SOURCE = { name: "usage export", date: "2027-04-02" };

function daysOf(from: string, to: string, change: Partial<UsageDay> = {}): UsageDay[] {
  const first = epochDayOf(from);
  return Array.from({ length: epochDayOf(to) - first + 1 }, (_, i) => ({
    day: isoDateOf(first + i),
    workload: "coding",
    runs: 10,
    users: 4,
    tokens: 1_000,
    billed: null,
    list: 2,
    ...change,
  }));
}

describe("closed months out of usage", () => {
  it("are those that usage covers to their last working day, in a plan without faults", () => {
    // February 2027 ends on a Sunday: its last working day is the 26th.
    const days = daysOf("2027-01-04", "2027-02-26");
    const closed = closedMonthsOf(
      aPlan({ fixedCosts: { seats: { perMonth: 480 } } }),
      { days, daysByModel: { sonnet: days } },
      SOURCE,
    );
    if (!closed.known) throw new Error(closed.words);
    expect(closed.from).toBe(epochDayOf("2027-03-01"));
    expect(closed.actuals.months.map(({ month }) => month)).toEqual(["2027-01", "2027-02"]);
    expect(closed.actuals.months[0]).toMatchObject({
      workloads: { coding: { spend: 56, tasks: 280, attempts: 280, tokens: { sonnet: 28_000 } } },
      fixedCosts: { seats: 480 },
    });
    expect(closed.notes).toEqual([
      "The cost includes $960 of fixed costs as planned; usage exports do not contain them.",
    ]);
    const plan = setActuals(aPlan({ fixedCosts: { seats: { perMonth: 480 } } }), closed.actuals).plan;
    expect(issuesOf(plan, new WeakMap())).toEqual([]);
  });

  it("leave the unfinished month out, keep money of no workload, and prefer the bill", () => {
    const days = [
      ...daysOf("2027-01-01", "2027-02-10", { billed: 3 }),
      ...daysOf("2027-01-11", "2027-01-12", { workload: null }),
    ];
    const closed = closedMonthsOf(aPlan(), { days, daysByModel: {} }, SOURCE);
    if (!closed.known) throw new Error(closed.words);
    expect(closed.actuals.months).toHaveLength(1);
    expect(closed.actuals.months[0]).toMatchObject({ workloads: { coding: { spend: 93 } }, unassigned: 4 });
  });

  it("tell tokens only where every model is the plan's, and tasks only where a task is one attempt", () => {
    const days = daysOf("2027-01-01", "2027-01-31");
    const plan = aPlan();
    const twice = {
      ...plan,
      workloads: {
        coding: {
          ...plan.workloads["coding"]!,
          route: { steps: ["sonnet", "sonnet"], verifier: { catches: 0.9, falseAlarms: 0 } },
        },
      },
    };
    const closed = closedMonthsOf(twice, { days, daysByModel: { sonnet: days.slice(0, 20) } }, SOURCE);
    if (!closed.known) throw new Error(closed.words);
    expect(closed.actuals.months[0]!.workloads["coding"]).toEqual({ spend: 62, attempts: 310 });
  });

  it("are refused in words where the year's first month is missing or not over", () => {
    expect(closedMonthsOf(aPlan(), { days: daysOf("2027-02-01", "2027-03-31"), daysByModel: {} }, SOURCE)).toEqual({
      known: false,
      words:
        "Usage begins in February, after the first days of the plan's year: closed months begin with January, so import that month too.",
    });
    expect(closedMonthsOf(aPlan(), { days: daysOf("2027-01-01", "2027-01-20"), daysByModel: {} }, SOURCE)).toEqual({
      known: false,
      words: "January is not over in the usage: it ends before the month's last working day.",
    });
    expect(
      closedMonthsOf(aPlan(), { days: daysOf("2025-01-01", "2025-01-31"), daysByModel: {} }, SOURCE),
    ).toMatchObject({ known: false });
  });
});

describe("the plan's model for a model of an export", () => {
  const models = {
    sonnet: { name: "Claude Sonnet 4.5", price: { input: 3, output: 15 } },
    mini: { name: "GPT-5 mini", price: { input: 0.25, output: 2 } },
    gpt: { name: "GPT-5", price: { input: 1, output: 8 } },
  };

  it.each([
    ["claude-sonnet-4-5-20250929", "sonnet"],
    ["anthropic/claude-sonnet-4.5", "sonnet"],
    ["gpt-5-mini", "mini"],
    ["gpt-5-mini-high", "mini"],
    ["azure/eu/gpt-5-mini-2025-08-07", "mini"],
    ["us.anthropic.claude-sonnet-4-5-20250929-v1:0", "sonnet"],
    ["claude-4.5-sonnet-thinking", "sonnet"],
    ["gpt-5", "gpt"],
    ["SONNET", "sonnet"],
  ])("knows %s by name", (exported, id) => {
    expect(planModelFor({ models }, exported, null)).toBe(id);
  });

  it("says nothing where names do not tell", () => {
    expect(planModelFor({ models }, "gemini-3-flash", null)).toBeNull();
    expect(planModelFor({ models: { large: models.sonnet, small: models.mini } }, "large or small", null)).toBeNull();
  });
});
