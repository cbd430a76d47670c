import { describe, expect, it } from "vitest";
import { normalCdf } from "#shared/numerics/normal.ts";
import { compileTokens, lnTokensAtScore, type TokenDistribution } from "#shared/distributions/tokens.ts";
import { cutTail } from "#shared/engine/compile/tailCut.ts";

type About = Parameters<typeof cutTail>[0];

const LOGNORMAL: TokenDistribution = { family: "lognormal", median: 600_000, sigma: 0.9 };

function about(tokens: TokenDistribution, over: Partial<About> = {}): About {
  return {
    curve: compileTokens(tokens),
    limit: 60_000_000,
    tasks: 1000,
    slots: 1,
    runawayShare: 0,
    factors: [],
    ...over,
  };
}

/** Share of attempts and attempts a month that are drawn one by one. */
function drawnAlone(
  { tasks, slots, runawayShare }: About,
  { tailShare, runawayTailShare }: ReturnType<typeof cutTail>,
): { share: number; aMonth: number } {
  const share = (1 - runawayShare) * tailShare + runawayShare * runawayTailShare;
  return { share, aMonth: share * tasks * slots };
}

const FORMS: readonly (readonly [string, TokenDistribution])[] = [
  ["lognormal", LOGNORMAL],
  ["wide lognormal", { family: "lognormal", median: 600_000, sigma: 1.7 }],
  ["heavy tail", { family: "lognormal", median: 600_000, sigma: 0.8, tail: { from: 0.9, shape: 0.6 } }],
  ["percentiles", { family: "empirical", quantiles: Array.from({ length: 101 }, (_, p) => 1e5 * 1.05 ** p) }],
];
const FACTORS = [
  { lnFactor: Math.log(10), weight: 0.5 },
  { lnFactor: Math.log(40), weight: 0.5 },
];

describe.each(FORMS)("the tail of a %s", (_, tokens) => {
  it.each([120, 1000, 30_000, 1_000_000])("is small: few a month of %i tasks are drawn one by one", (tasks) => {
    for (const over of [{}, { slots: 4 }, { runawayShare: 0.005, factors: FACTORS }]) {
      const given = about(tokens, { tasks, ...over });
      const { share, aMonth } = drawnAlone(given, cutTail(given));
      expect(share * given.slots).toBeLessThanOrEqual(0.03 * 1.0001 + 1e-9);
      // At least the few per cent that runaways are may lie in it whole.
      expect(aMonth).toBeLessThanOrEqual(5 * 1.0001 + 1e-6);
    }
  });

  it("begins where its share says it does", () => {
    const cut = cutTail(about(tokens));
    expect(normalCdf(-cut.tailScore) / cut.tailShare).toBeCloseTo(1, 9);
    expect(cut.runawayTailShare).toBe(0);
    expect(cut.runawayTailScore).toBe(Infinity);
  });
});

describe("the cut", () => {
  it("needs less of a tail the more tasks there are", () => {
    const shares = [120, 1000, 10_000, 100_000].map((tasks) => cutTail(about(LOGNORMAL, { tasks })).tailShare);
    expect(shares).toEqual([...shares].sort((a, b) => b - a));
    expect(shares[0]).toBeGreaterThan(0.003);
    expect(shares.at(-1)).toBeLessThan(1e-6);
  });

  it("needs more of a tail the heavier it is, as far as few tasks a month allow", () => {
    const shares = [0.8, 1, 1.2, 1.5].map(
      (sigma) => cutTail(about({ family: "lognormal", median: 600_000, sigma }, { tasks: 500, limit: 1e12 })).tailShare,
    );
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(new Set(shares).size).toBeGreaterThan(2);
  });

  it("leaves a body in which no task outweighs half of the month's root mean square, so that caps far out move no quantile down (law 5)", () => {
    for (const tasks of [300, 1000, 5000]) {
      const { tailScore } = cutTail(about(LOGNORMAL, { tasks }));
      const curve = compileTokens(LOGNORMAL);
      // Root mean square of one lognormal task, in multiples of the median.
      const rootMeanSquare = Math.exp(0.9 ** 2) * Math.sqrt(tasks);
      expect(Math.exp(lnTokensAtScore(curve, tailScore) - curve.logMean)).toBeLessThan(0.5 * rootMeanSquare * 1.01);
    }
  });

  it("lies at one number of tokens for attempts and runaways", () => {
    const curve = compileTokens(LOGNORMAL);
    const { tailScore, runawayTailScore } = cutTail(
      about(LOGNORMAL, { runawayShare: 0.004, factors: [{ lnFactor: Math.log(5), weight: 1 }], tasks: 1500 }),
    );
    expect(lnTokensAtScore(curve, tailScore)).toBeCloseTo(lnTokensAtScore(curve, runawayTailScore) + Math.log(5), 6);
  });

  it("takes all runaways one by one where most of them lie beyond", () => {
    const given = about(LOGNORMAL, {
      runawayShare: 0.0005,
      factors: [{ lnFactor: Math.log(60), weight: 1 }],
      tasks: 500,
      limit: 1e12,
    });
    const cut = cutTail(given);
    expect([cut.runawayTailShare, cut.runawayTailScore]).toEqual([1, -Infinity]);
  });

  it("needs no tail below a limit that all attempts would meet", () => {
    const cut = cutTail(about(LOGNORMAL, { limit: 700_000 }));
    expect(cut.tailShare).toBeLessThan(1e-6);
  });
});
