import { describe, expect, it } from "vitest";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { unknownDraws } from "#shared/engine/unknownDraws.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import { holdUnknowns, redrawUnknown, unknownAt } from "#shared/plan/unknowns/held.ts";
import { unknownsOf } from "#shared/plan/unknowns/unknowns.ts";
import { mean, variance } from "#shared/statistics/moments.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";

const ENGINEERING = resolvePlan(planOfTemplate(templates[0]!));
const TRIALS = Array.from({ length: 400 }, (_, trial) => trial);

/** The score at which an unknown has a value: a monotone function, by halving. */
function scoreOf(plan: ResolvedPlan, id: string, value: number): number {
  const unknown = unknownsOf(plan).find((one) => one.id === id)!;
  let low = -8;
  let high = 8;
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2;
    if (unknownAt(plan, unknown, middle) < value) low = middle;
    else high = middle;
  }
  // The first score of those that have the value: of a change that does not happen, there are many.
  return high;
}

describe("the unknowns of a plan", () => {
  it("are all that nobody knows yet, each once", () => {
    const found = unknownsOf(ENGINEERING);
    expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
    expect(new Set(found.map(({ kind }) => kind))).toEqual(
      new Set(["number", "change", "pilot", "success", "users", "wander"]),
    );
    expect(found.filter(({ id }) => id.endsWith("/demand/adoption")).length).toBeGreaterThan(0);
    expect(found.some(({ id }) => id.includes("runaway"))).toBe(false);
  });

  it("are none where all are held", () => {
    expect(
      unknownsOf(
        holdUnknowns(
          ENGINEERING,
          unknownsOf(ENGINEERING).map(({ id }) => ({ id, score: 0 })),
        ),
      ),
    ).toEqual([]);
  });

  it("spread over the trials as they say they do: a tenth below the value at −1.2816, a tenth above that at 1.2816", () => {
    const draws = unknownDraws(
      ENGINEERING,
      1,
      Array.from({ length: 4000 }, (_, trial) => trial),
    );
    for (const { unknown, values } of draws) {
      if (unknown.kind === "wander") continue;
      const sorted = values.slice().sort();
      const [low, high] = [unknownAt(ENGINEERING, unknown, -1.2816), unknownAt(ENGINEERING, unknown, 1.2816)];
      const below = values.filter((value) => value < low).length / values.length;
      const above = values.filter((value) => value > high).length / values.length;
      // Four standard errors of a share of a tenth; what a pilot or a success rate comes to is one number for several,
      // so it may lean.
      const within =
        unknown.kind === "number" || unknown.kind === "change" ? 4 * Math.sqrt(0.09 / values.length) : 0.06;
      expect(below, `${unknown.id} below ${low}, P10 drawn ${sortedQuantile(sorted, 0.1)}`).toBeLessThan(0.1 + within);
      expect(above, `${unknown.id} above ${high}, P90 drawn ${sortedQuantile(sorted, 0.9)}`).toBeLessThan(0.1 + within);
    }
  });
});

describe("holding an unknown", () => {
  const draws = new Map(
    unknownDraws(ENGINEERING, 1, TRIALS).map(({ unknown, values }) => [unknown.id, { unknown, values }]),
  );
  const base = simulateTrials(ENGINEERING, 1, 0, 8);

  it("moves no other: their luck stays, number by number", () => {
    for (const id of [
      "/workloads/coding/tokensMultiplier",
      "/workloads/coding/demand/adoption",
      "/fixedCosts/seats/renewal/multiplier",
    ]) {
      if (!draws.has(id)) continue;
      for (const { unknown, values } of unknownDraws(holdUnknowns(ENGINEERING, [{ id, score: 1 }]), 1, TRIALS)) {
        // Who the users are hangs on how many take part.
        if (unknown.kind !== "users") expect(values, unknown.id).toEqual(draws.get(unknown.id)!.values);
      }
    }
  });

  it("at what a trial drew is that trial: for every number and every change", () => {
    const trial = 5;
    for (const { unknown, values } of draws.values()) {
      if (unknown.kind !== "number" && unknown.kind !== "change") continue;
      const held = holdUnknowns(ENGINEERING, [
        { id: unknown.id, score: scoreOf(ENGINEERING, unknown.id, values[trial]!) },
      ]);
      const again = simulateTrials(held, 1, 0, 8);
      // A plan of other typical demand plays another share of its tasks one by one: the luck of a few tasks may differ.
      expect(again.spend[trial]! / base.spend[trial]!, unknown.id).toBeCloseTo(1, 3);
    }
  });

  it("at their middles leaves little but luck", () => {
    const still = simulateTrials(
      holdUnknowns(
        ENGINEERING,
        unknownsOf(ENGINEERING).map(({ id }) => ({ id, score: 0 })),
      ),
      1,
      0,
      100,
    );
    const free = simulateTrials(ENGINEERING, 1, 0, 100);
    expect(Math.sqrt(variance(still.spend)) / mean(still.spend)).toBeLessThan(
      0.1 * (Math.sqrt(variance(free.spend)) / mean(free.spend)),
    );
  });

  it("of a change: 1 stands for not happening, in the middle of both chances", () => {
    const [change] = [...draws.values()].filter(({ unknown }) => unknown.kind === "change");
    const { unknown, values } = change!;
    const share = values.filter((value) => value === 1).length / values.length;
    expect(share).toBeGreaterThan(0);
    const scores = Array.from({ length: 81 }, (_, i) => -4 + i / 10);
    const held = scores.map((score) => unknownAt(ENGINEERING, unknown, score));
    expect(held.every((value, i) => i === 0 || value >= held[i - 1]!)).toBe(true);
    expect(held).toContain(1);
  });

  it("that the plan does not have changes nothing", () => {
    expect(holdUnknowns(ENGINEERING, [{ id: "/workloads/nobody/users", score: 2 }])).toEqual(ENGINEERING);
  });
});

describe("drawing an unknown anew", () => {
  it("draws that one anew in every trial, from the same distribution, and no other", () => {
    const before = unknownDraws(ENGINEERING, 1, TRIALS);
    for (const { unknown } of before) {
      const anew = unknownDraws(redrawUnknown(ENGINEERING, unknown), 1, TRIALS);
      const changed = anew
        .filter(({ values }, u) => !values.every((value, i) => value === before[u]!.values[i]))
        .map((one) => one.unknown.id);
      const dependent = anew
        .filter((one) => one.unknown.kind === "users" || isCorrelated(one.unknown.id, unknown.id))
        .map((one) => one.unknown.id);
      expect(changed, unknown.id).toContain(unknown.id);
      expect(
        changed.filter((id) => id !== unknown.id && !dependent.includes(id)),
        unknown.id,
      ).toEqual([]);
    }
  });
});

function isCorrelated(one: string, other: string): boolean {
  // Correlated numbers share a factor, directly or by a third.
  const correlated = ENGINEERING.correlations.flatMap(({ between }) => between);
  return correlated.includes(one) && correlated.includes(other);
}
