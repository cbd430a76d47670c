import { describe, expect, it } from "vitest";
import { forecastText } from "#electron/cli/forecast/forecastText.ts";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { forecastOf } from "#shared/forecast/answers/answers.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { groupRows, groupSentence } from "#shared/forecast/words/groupWords.ts";
import type { PeopleGroup } from "#shared/plan/schema/people.ts";
import { ABOUT } from "#test/shared/forecast/samples.ts";
import { aWorkload, aYear, resolved } from "#test/shared/engine/lawPlans.ts";

/** Token spend for each person of a group, and against pay (MODEL.md, section 4). */

const STAFF = { of: "staff", share: 0.5 } as const;

function answered(staff: PeopleGroup, trials = 400): { forecast: Forecast; plan: ReturnType<typeof resolved> } {
  const plan = resolved(
    aYear(
      {
        one: aWorkload(0, {}, { users: STAFF, tasksPerUserPerDay: 2 }),
        two: aWorkload(0, {}, { users: { of: "staff", share: 1 }, tasksPerUserPerDay: 1 }),
        own: aWorkload(40),
      },
      { schema: "past-april.plan/3", people: { staff, others: { count: 500 } }, months: 6 },
    ),
  );
  return { forecast: forecastOf(simulateTrials(plan, 1, 0, trials), plan, ABOUT), plan };
}

describe("what is spent for each person of a group", () => {
  it("is the spend of the workloads that take shares of it, by people and month, and against a month of pay", () => {
    const { forecast } = answered({ name: "Staff", count: 50, pay: 12_000 });
    const staff = forecast.people!["staff"]!;
    const spend = forecast.workloads["one"]!.spend.mean + forecast.workloads["two"]!.spend.mean;
    expect(staff.people.mean).toBe(50);
    expect(staff.spend.mean).toBeCloseTo(spend, 6);
    expect(staff.perPersonMonth.mean).toBeCloseTo(spend / 50 / 6, 8);
    expect(staff.shareOfPay!.mean).toBeCloseTo(spend / 50 / 6 / 1_000, 10);
    expect(staff.perPersonMonth.ask).toBeCloseTo(staff.perPersonMonth.quantiles.p80, 10);
  });

  it("is divided by the people of the simulated year: twice the head count with twice the work costs each the same", () => {
    const sure = answered({ count: 50 }).forecast.people!["staff"]!.perPersonMonth;
    const open = answered({ count: { p10: 25, p90: 100 } }).forecast.people!["staff"]!;
    expect(open.perPersonMonth.mean / sure.mean).toBeCloseTo(1, 1);
    const width = (one: typeof sure): number => one.quantiles.p90 / one.quantiles.p10;
    expect(width(open.perPersonMonth)).toBeLessThan(1.5);
    expect(open.spend.quantiles.p90 / open.spend.quantiles.p10).toBeGreaterThan(3);
  });

  it("counts people as the mean of the months, with growth", () => {
    const { forecast } = answered({ count: 50, byMonth: [1, 1, 1, 2, 2, 2] });
    expect(forecast.people!["staff"]!.people.mean).toBeCloseTo(75, 10);
  });

  it("is said of no group under ten people, and of none that nobody takes a share of", () => {
    expect(Object.keys(answered({ count: 50 }).forecast.people!)).toEqual(["staff"]);
    expect(Object.keys(answered({ count: 9, pay: 90_000 }).forecast.people!)).toEqual([]);
    const small = answered({ count: 9, pay: 90_000 });
    expect(forecastText(small.forecast, small.plan, [])).not.toContain("of pay");
  });

  it("moves no figure of spend", () => {
    const [bare, paid] = [answered({ count: 50 }), answered({ count: 50, pay: { p10: 9_000, p90: 30_000 } })];
    expect(paid.forecast.spend).toEqual(bare.forecast.spend);
    expect(paid.forecast.people!["staff"]!.perPersonMonth).toEqual(bare.forecast.people!["staff"]!.perPersonMonth);
    expect(bare.forecast.people!["staff"]!.shareOfPay).toBeUndefined();
  });

  it("is a sentence and a table: $250,000 of tokens for a $500,000 engineer is half a salary", () => {
    const { forecast, plan } = answered({ name: "Engineering", count: 50, pay: 12_000 });
    const own = forecast.people!["staff"]!;
    const half = (value: number): typeof own.perPersonMonth => ({
      ...own.perPersonMonth,
      mean: value,
      quantiles: Object.fromEntries(
        Object.keys(own.spend.quantiles).map((name) => [name, value]),
      ) as unknown as typeof own.spend.quantiles,
      ask: value,
    });
    const told: Forecast = {
      ...forecast,
      people: { staff: { ...own, perPersonMonth: half(250_000 / 12), shareOfPay: half(0.5) } },
    };
    const [row] = groupRows(told, plan);
    expect(groupSentence(row!, 0.8)).toBe(
      "Each of 50 people of Engineering: $20,833 a month, to be 80% sure $20,833; that is 50% of pay, to be 80% sure 50%.",
    );
    expect(forecastText(told, plan, [])).toMatch(/Engineering\s+50\s+\$20,833\s+\$20,833\s+50%\s+50%/);
  });
});
