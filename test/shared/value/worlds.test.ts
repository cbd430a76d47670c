import { describe, expect, it } from "vitest";
import { mean, standardErrorOfMean } from "#shared/statistics/moments.ts";
import { casesOf } from "./cases.ts";
import { playWorld, type World } from "./worlds.ts";

interface WorldAnswer {
  readonly gates: Readonly<Record<string, number>>;
  readonly open: number;
  readonly year: number;
  readonly later: number;
  readonly claimed: number;
  readonly net: number;
  readonly pays: number;
  readonly byMonth: readonly number[];
  readonly waiting: number;
  readonly standardError: { readonly year: number; readonly net: number };
}

const TRIALS = 20_000;
/** Trials of the outside program. */
const THEIRS = 400_000;

function expectShare(found: number, wanted: number, what: string): void {
  const error = Math.sqrt((wanted * (1 - wanted) + 1e-6) * (1 / TRIALS + 1 / THEIRS));
  expect(Math.abs(found - wanted), what).toBeLessThan(4 * error);
}

describe("the value part against an outside program", () => {
  it.each(casesOf<World & { readonly seed: number }, WorldAnswer>("world"))("$id", ({ input, answer, exact }) => {
    const found = playWorld(input, TRIALS, input.seed);
    for (const [gate, share] of Object.entries(answer.gates)) expectShare(found.gates[gate]!, share, gate);
    expectShare(found.open, answer.open, "open");
    expectShare(found.pays, answer.pays, "pays");
    for (const [month, share] of answer.byMonth.entries()) expectShare(found.byMonth[month]!, share, `month ${month}`);
    for (const [name, values, wanted] of [
      ["year", found.benefit, answer.year],
      ["net", found.net, answer.net],
    ] as const) {
      const error = Math.hypot(standardErrorOfMean(values), answer.standardError[name]);
      expect(Math.abs(mean(values) - wanted), name).toBeLessThanOrEqual(4 * error + 1e-6);
    }
    // What comes later and what is claimed vary as the benefit does, and less.
    const share = Math.abs(answer.year) > 0 ? 4 * standardErrorOfMean(found.benefit) : 1;
    expect(Math.abs(found.later - answer.later)).toBeLessThanOrEqual(share + 1e-6);
    expect(Math.abs(found.claimed / answer.claimed - 1)).toBeLessThan(0.03);
    expect(Math.abs(found.waiting - answer.waiting)).toBeLessThanOrEqual(0.02 * answer.waiting + 1e-6);
    if (exact?.["year"] !== undefined)
      expect(Math.abs(mean(found.benefit) - exact["year"])).toBeLessThanOrEqual(
        4 * standardErrorOfMean(found.benefit) + 1e-6,
      );
  });
});

/** The known case of law V5: 1,000 outcomes a month at 50 × 0.5, a spend of 10,000, one in twenty. */
const KNOWN = casesOf<World, WorldAnswer>("world")[0]!.input;

describe("laws V5 to V7", () => {
  it("pays back in 5 of 100, brings 12,000 and claims 300,000; with a lag of 3 months 9,000 and 3,000 later", () => {
    const now = playWorld(KNOWN, 40_000, 1);
    expect(Math.abs(mean(now.benefit) - 12_000)).toBeLessThan(4 * standardErrorOfMean(now.benefit));
    expect(now.claimed).toBeCloseTo(300_000, 4);
    const late = playWorld({ ...KNOWN, case: { ...KNOWN.case, lagMonths: 3 } }, 40_000, 1);
    expect(Math.abs(mean(late.benefit) - 9_000)).toBeLessThan(4 * standardErrorOfMean(late.benefit));
    expect(Math.abs(late.later - 3_000)).toBeLessThan(200);
    expect(late.byMonth.findIndex((share) => share > 0)).toBe(5);
    expect(late.byMonth.filter((share) => share > 0)).toHaveLength(1);
  });

  it("never pays back more often than all gates are open, trial by trial", () => {
    const found = playWorld(KNOWN, 5_000, 2);
    expect(found.pays).toBeLessThanOrEqual(found.open);
    expect(found.byMonth.reduce((sum, share) => sum + share, 0)).toBeCloseTo(found.pays, 12);
  });

  it("a target that nobody has measured leaves the mean benefit as it was", () => {
    const metric = { name: "days", better: "lower", scale: "log", target: { p10: 0.1, p90: 0.3 } } as const;
    const [without, claimed] = [{}, { metric }].map(
      (part) => playWorld({ ...KNOWN, case: { ...KNOWN.case, ...part, anyway: 0.2 } }, 40_000, 6).benefit,
    );
    const apart = mean(claimed!) - mean(without!);
    expect(Math.abs(apart)).toBeLessThan(4 * Math.hypot(...[claimed!, without!].map(standardErrorOfMean)));
    // The share of the claim is drawn: trials differ though their mean does not.
    expect(claimed!.some((benefit, trial) => benefit !== without![trial])).toBe(true);
  });

  it("hours that go to nothing or are counted elsewhere add exactly 0", () => {
    const worth = (goesTo: "nothing" | "counted"): Float64Array =>
      playWorld({ ...KNOWN, value: 0, case: { saved: { hours: 2, hourlyCost: 95, goesTo }, lagMonths: 0 } }, 2_000, 3)
        .benefit;
    for (const goesTo of ["nothing", "counted"] as const)
      expect(worth(goesTo).every((benefit) => benefit === 0)).toBe(true);
    const claim = playWorld({ ...KNOWN, value: 0, case: { saved: { hours: 2, hourlyCost: 95 } } }, 100, 3).claimed;
    expect(claim).toBeCloseTo(2_280_000, 4);
  });

  it("more hours, a larger share, a smaller anyway or lag never lower the benefit of any trial", () => {
    const base = {
      saved: { hours: 2, hourlyCost: 95, goesTo: "backlog", share: 0.5 },
      anyway: 0.3,
      lagMonths: 3,
    } as const;
    const before = playWorld({ ...KNOWN, case: base }, 3_000, 4).benefit;
    for (const change of [
      { saved: { ...base.saved, hours: 3 } },
      { saved: { ...base.saved, share: 0.6 } },
      { anyway: 0.2 },
      { lagMonths: 2 },
    ]) {
      const after = playWorld({ ...KNOWN, case: { ...base, ...change } }, 3_000, 4).benefit;
      expect(after.every((benefit, trial) => benefit >= before[trial]!)).toBe(true);
    }
  });

  it("nobody's count and nobody's capacity open no gate, and the capacity still limits", () => {
    const found = playWorld(
      {
        ...KNOWN,
        case: {
          anyway: 0.2,
          lagMonths: 0,
          behaviour: { what: "works so", eligible: 1200, needed: 0.4, did: { from: "2026-11", values: [310] } },
          workflow: [{ step: "review", how: "keep", capacityPerDay: 40 }],
        },
      },
      40_000,
      5,
    );
    expectShare(found.open, 0.05, "open");
    expect(found.waiting).toBeCloseTo(1_800, 6);
  });
});
