import { describe, expect, it } from "vitest";
import type { Samples } from "#shared/engine/samples.ts";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { evidenceOf, setAt } from "#shared/plan/edits/edits.ts";
import { planWarnings } from "#shared/plan/warnings.ts";
import {
  applyContractPreset,
  contractPresets,
  needsRate,
  presetDay,
  presetOf,
  type ContractPreset,
} from "#shared/plan/presets/contractPresets.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { VENDOR_BILLS } from "#test/reference/biller/vendorBills.ts";
import { sound } from "#test/shared/plan/aContractPlan.ts";

const PEOPLE = 40;
const SPREAD = 1.2;
const MONTHS = 12;
/** Years of a dozen months each: more than a thousand months. */
const YEARS = 84;

/** A customer whose use of a month lies between nothing and far beyond what contracts hold, in dollars. */
function aCustomer(perMonth: number): Plan {
  return sound({
    schema: "past-april.plan/1",
    name: "Customer",
    currency: "USD",
    fiscalYear: { start: "2027-01-01", months: MONTHS },
    budget: { amount: 1e6 },
    models: { m: { name: "Claude", price: { input: perMonth / (PEOPLE * 21) / 0.1, output: 0 } } },
    workloads: {
      w: {
        demand: {
          users: PEOPLE,
          userSpread: SPREAD,
          tasksPerUserPerDay: { p10: 0.4, p90: 1.8 },
          wander: { monthlySd: 0.4, persistence: 0.6 },
        },
        attempts: {
          m: {
            tokens: { family: "lognormal", median: 100_000, sigma: 0.5 },
            mix: { input: 1 },
            success: 0.8,
          },
        },
        route: { steps: ["m"] },
        outcome: { value: 1 },
      },
    },
  });
}

/** Use of a month, in dollars, at which a contract is now too large and now too small. */
function lively(preset: ContractPreset): number {
  switch (preset.kind) {
    case "seats":
      return PEOPLE * (preset.seats.included?.amount ?? 20);
    case "commitment":
      return preset.amount.value / preset.months;
    case "terms":
      return 5_000;
  }
}

function simulated(plan: Plan): Samples {
  return simulateTrials(resolvePlan(plan), 3, 0, YEARS);
}

describe("contracts to choose from", () => {
  it("are at least ten, each with a page, a day and its sentence", () => {
    expect(contractPresets.length).toBeGreaterThanOrEqual(10);
    expect(new Set(contractPresets.map(({ id }) => id)).size).toBe(contractPresets.length);
    for (const { source, date, terms } of contractPresets) {
      expect(source).toMatch(/^https:\/\//);
      expect(date).toMatch(/^202[56]-\d\d-\d\d$/);
      expect(terms.length).toBeGreaterThan(40);
      expect(terms).not.toMatch(/\.$/);
    }
    expect(presetDay(contractPresets[0]!)).toBe("list of November 29, 2026");
  });

  it.each(contractPresets.map((preset) => [preset.name, preset] as const))(
    "%s makes a sound plan of version 3 in one step, and is found again",
    (_, preset) => {
      const before = aCustomer(1_000);
      const { plan, name, id } = applyContractPreset(before, preset);
      expect(name).toBe(`add ${preset.name}`);
      expect(sound(plan)).toEqual(plan);
      expect(plan.schema).toBe("past-april.plan/3");
      expect(before.schema).toBe("past-april.plan/1");
      expect(planWarnings(plan).filter(({ sentence }) => sentence.includes(preset.name))).toEqual([]);
      if (preset.kind === "seats") expect(presetOf(evidenceOf(plan.seats![id!]!.perMonth))).toBe(preset);
      if (preset.kind === "terms") expect(presetOf(evidenceOf(plan.models["m"]!.terms!.markup))).toBe(preset);
    },
  );

  it("ask for a rate where the plan has another currency", () => {
    const euros = { ...aCustomer(1_000), currency: "EUR" };
    expect(needsRate(euros)).toBe(true);
    expect(() => applyContractPreset(euros, contractPresets[0]!)).toThrow("no rate of USD");
    const { plan } = applyContractPreset(euros, contractPresets[0]!, 0.9);
    expect(needsRate(plan)).toBe(false);
    expect(sound(plan).seats!["copilot-business"]!.currency).toBe("USD");
  });

  it("a second of a kind covers no work twice", () => {
    const [first] = contractPresets;
    const twice = applyContractPreset(applyContractPreset(aCustomer(1_000), first!).plan, contractPresets[2]!);
    expect(sound(twice.plan).seats![twice.id!]!.included).toBeUndefined();
  });

  it("the surcharge of a cloud on some makers' models is theirs alone", () => {
    const plan = { ...aCustomer(1_000) };
    const gemini = setAt(plan, "/models/g", { name: "Gemini", price: { input: 1 } });
    const { models } = applyContractPreset(gemini, contractPresets.at(-1)!).plan;
    expect(models["g"]!.terms).toBeUndefined();
    expect(models["g"]!.price.tiers).toEqual({ batch: 0.5, flex: 0.5 });
    expect(models["m"]!.terms!.markup).toMatchObject({ value: 0.1 });
  });
});

describe("the engine bills what the sellers' rules say, in a thousand random months", () => {
  it.each(contractPresets.map((preset) => [preset.name, preset] as const))("%s, to the cent", (_, preset) => {
    const without = aCustomer(lively(preset));
    const applied = applyContractPreset(without, preset).plan;
    const served = preset.id === "vertex";
    const plan = served ? setAt(applied, "/workloads/w/attempts/m/served", { batch: 0.3 }) : applied;
    // The same simulated years without the contract say what the months' work costs at list price.
    const { months: usage } = simulated(without);
    const { effectiveMonths, cashMonths } = simulated(plan).contracts!;
    let compared = 0;
    let beyond = 0;
    for (let year = 0; year < YEARS; year++) {
      const customer = usage.map((month) => ({ usage: month[year]!, seats: PEOPLE, people: PEOPLE, spread: SPREAD }));
      for (const [month, bill] of VENDOR_BILLS[preset.id]!(customer).entries()) {
        expect(Math.abs(effectiveMonths[month]![year]! - bill.effective)).toBeLessThan(0.01);
        expect(Math.abs(cashMonths[month]![year]! - bill.cash)).toBeLessThan(0.01);
        compared++;
        if (Math.abs(bill.effective - customer[month]!.usage) > 1) beyond++;
      }
    }
    expect(compared).toBeGreaterThanOrEqual(1_000);
    // The contract makes a difference.
    expect(beyond).toBeGreaterThan(0);
  });
});
