import { describe, expect, it } from "vitest";
import { checkPlan, issuesOf } from "#shared/plan/check/read.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { holidayPresets, holidaysOf } from "#shared/plan/presets/holidays.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { renamePlan, setAbout } from "#shared/plan/settings/aboutEdits.ts";
import { closeDays, daysOffOf, setHolidayPreset, toggleDayOff } from "#shared/plan/settings/calendarEdits.ts";
import { leftToPlace, monthBudgets, setMonthAmount, setPhasing } from "#shared/plan/settings/phasingEdits.ts";
import { lengthRefusal, setFirstMonth, setMonths, startRefusal } from "#shared/plan/settings/yearEdits.ts";
import { epochDayOf } from "#shared/units.ts";
import { aPlan } from "#test/shared/plan/aPlan.ts";

const isSound = (plan: Plan): boolean => checkPlan(plan).ok;
const words = (plan: Plan): string[] => issuesOf(plan, new WeakMap()).map(({ pointer }) => pointer);

describe("whose plan it is", () => {
  it("is kept in version 3, and a plan that says nothing of it stays byte for byte", () => {
    const plan = aPlan();
    const named = setAbout(plan, "preparedBy", " Anna Petersen, FP&A ").plan;
    expect(named.about).toEqual({ preparedBy: "Anna Petersen, FP&A" });
    expect(named.schema).toBe("past-april.plan/3");
    expect(isSound(named)).toBe(true);
    expect(JSON.stringify(setAbout(named, "preparedBy", "").plan)).toBe(JSON.stringify(plan));
  });

  it("moves no trial", () => {
    const plan = aPlan();
    const all = (["company", "preparedBy", "version", "notes"] as const).reduce(
      (current, field) => setAbout(current, field, `some ${field}`).plan,
      setAbout(plan, "timeZone", "Europe/Berlin").plan,
    );
    expect(isSound(all)).toBe(true);
    expect(resolvePlan(all)).toEqual(resolvePlan(plan));
  });

  it("names a time zone by its form, and the plan by any text", () => {
    expect(words(setAbout(aPlan(), "timeZone", "half past two").plan)).toEqual(["/about/timeZone"]);
    expect(renamePlan(aPlan(), " Nordwind ").plan.name).toBe("Nordwind");
  });
});

describe("the holidays of a country", () => {
  it("are dated data that agree with known years", () => {
    const hamburg = holidaysOf("DE-HH", epochDayOf("2027-01-01"), epochDayOf("2028-01-01"))!;
    expect([...hamburg.keys()]).toEqual([
      "2027-01-01",
      "2027-03-26",
      "2027-03-29",
      "2027-05-01",
      "2027-05-06",
      "2027-05-17",
      "2027-10-03",
      "2027-10-31",
      "2027-12-25",
      "2027-12-26",
    ]);
    expect(hamburg.get("2027-03-26")).toBe("Good Friday");
    // Easter Monday of Western churches, by Gauss: April 17, 2028, and April 2, 2029.
    expect(holidaysOf("FR", epochDayOf("2028-01-01"), epochDayOf("2030-01-01"))!.has("2028-04-17")).toBe(true);
    expect(holidaysOf("FR", epochDayOf("2028-01-01"), epochDayOf("2030-01-01"))!.has("2029-04-02")).toBe(true);
  });

  it("of every preset are listed from 2025 to 2032, and of no other year", () => {
    for (const { code, name } of holidayPresets) {
      const days = holidaysOf(code, epochDayOf("2025-01-01"), epochDayOf("2033-01-01"));
      expect(days?.size ?? 0, name).toBeGreaterThan(8 * 7);
    }
    expect(holidaysOf("DE-HH", epochDayOf("2032-06-01"), epochDayOf("2033-06-01"))).toBeNull();
    expect(holidaysOf("XX", epochDayOf("2027-01-01"), epochDayOf("2028-01-01"))).toBeNull();
  });
});

describe("days off", () => {
  const berlin = setHolidayPreset(aPlan(), "DE-BE").plan;

  it("begin as a list, and the planner's own days are kept through another list", () => {
    expect(isSound(berlin)).toBe(true);
    expect(berlin.calendar?.holidays).toContain("2027-03-08");
    const isWorkingDay = (day: number): boolean => ![0, 6].includes(new Date(day * 86_400_000).getUTCDay());
    const closed = closeDays(berlin, { from: "2027-12-24", to: "2027-12-31" }, isWorkingDay).plan;
    expect(daysOffOf(closed).ownDays).toEqual([
      "2027-12-24",
      "2027-12-27",
      "2027-12-28",
      "2027-12-29",
      "2027-12-30",
      "2027-12-31",
    ]);
    const bavaria = setHolidayPreset(closed, "DE-BY").plan;
    expect(daysOffOf(bavaria).ownDays).toEqual(daysOffOf(closed).ownDays);
    expect(bavaria.calendar?.holidays).not.toContain("2027-03-08");
    expect(setHolidayPreset(bavaria, null).plan.calendar?.holidays).toEqual(daysOffOf(closed).ownDays);
  });

  it("may be worked all the same, which a later year keeps to", () => {
    const worked = toggleDayOff(berlin, "2027-03-08").plan;
    expect(daysOffOf(worked).workedHolidays).toEqual(["2027-03-08"]);
    expect(toggleDayOff(worked, "2027-03-08").plan).toEqual(berlin);
  });

  it("follow the list when the year moves, and the planner's days stay", () => {
    const own = toggleDayOff(berlin, "2027-12-24").plan;
    const moved = setFirstMonth(own, "2027-02").plan;
    expect(moved.calendar?.holidays).toContain("2028-01-01");
    expect(moved.calendar?.holidays).toContain("2027-12-24");
    const beyond = setFirstMonth(own, "2040-01").plan;
    expect(daysOffOf(beyond).isListMissing).toBe(true);
    expect(beyond.calendar?.holidays).toEqual(own.calendar?.holidays);
  });
});

describe("the fiscal year", () => {
  const seasonal = {
    ...aPlan(),
    budget: { amount: 1200, phasing: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] },
  };

  it("may start in another month: what is stated by month keeps to its month of the calendar", () => {
    const moved = setFirstMonth(seasonal, "2027-02").plan;
    expect(moved.fiscalYear).toEqual({ start: "2027-02-01", months: 12 });
    expect(moved.budget.phasing).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 1]);
    expect(isSound(moved)).toBe(true);
    expect(setFirstMonth(moved, "2027-01").plan).toEqual(seasonal);
  });

  it("may be longer or shorter: further months repeat those of a year before", () => {
    const long = setMonths(seasonal, 18).plan;
    expect(long.budget.phasing).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6]);
    expect(isSound(long)).toBe(true);
    expect(setMonths(seasonal, 6).plan.budget.phasing).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("cannot leave its closed months", () => {
    const closed: Plan = {
      ...aPlan(),
      schema: "past-april.plan/2",
      actuals: { months: [{ month: "2027-01", workloads: {} }] },
    };
    expect(startRefusal(closed, "2027-02")).toBe(
      "The closed months begin in 2027-01, so the year does too. Remove the actuals to move it.",
    );
    expect(startRefusal(closed, "2027-01")).toBeNull();
    expect(lengthRefusal(closed, 12)).toBeNull();
    expect(lengthRefusal(closed, 61)).toBe("Type whole months, from 1 to 60.");
  });
});

describe("how the budget is spread", () => {
  it("by working days follows the calendar", () => {
    const plan = setPhasing({ ...aPlan(), budget: { amount: 2610 } }, "workingDays").plan;
    expect(plan.schema).toBe("past-april.plan/3");
    expect(isSound(plan)).toBe(true);
    // 261 weekdays in 2027, 21 of them in January; February has 20, all of them worked.
    const even = { ...plan, calendar: {} };
    expect(monthBudgets(even).slice(0, 2).map(Math.round)).toEqual([210, 200]);
    expect(monthBudgets({ ...even, calendar: { holidays: ["2027-01-01"] } })[0]).toBeCloseTo((2610 * 20) / 260, 9);
    expect(words({ ...plan, calendar: { workingDays: [] } })).toEqual(["/budget/phasing"]);
  });

  it("by last year keeps what was spent then, for as many months as the year has", () => {
    const plan = setPhasing({ ...aPlan(), budget: { amount: 1200 } }, "lastYear").plan;
    expect(plan.budget.phasing).toEqual({ lastYear: Array.from({ length: 12 }, () => 100) });
    const typed = setMonthAmount(plan, 0, 200).plan;
    expect(monthBudgets(typed)[0]).toBeCloseTo((1200 * 200) / 1300, 9);
    expect(words({ ...typed, fiscalYear: { ...typed.fiscalYear, months: 6 } })).toContain("/budget/phasing/lastYear");
  });

  it("typed says what is left until it is nothing", () => {
    const plan = setPhasing({ ...aPlan(), budget: { amount: 1200 } }, "typed").plan;
    expect(leftToPlace(plan)).toBe(0);
    expect(leftToPlace(setMonthAmount(plan, 3, 40).plan)).toBe(60);
    expect(setPhasing(plan, "even").plan).toEqual({ ...aPlan(), budget: { amount: 1200 } });
  });
});
