import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalQuantile } from "#shared/numerics/normal.ts";
import { allocateReserve, bestCommitment, commitmentCost } from "#shared/forecast/answers/reserves.ts";
import { keyOf, streamOf, under } from "#shared/random/random.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";

const scoresOf = (name: string, n: number): Float64Array => {
  const random = streamOf(under(keyOf(3), name));
  return Float64Array.from({ length: n }, () => normalQuantile(Math.min(1 - 1e-12, Math.max(1e-12, random()))));
};

describe("the best prepaid amount", () => {
  const demand = scoresOf("demand", 5_000).map((z) => 100 * Math.exp(0.4 * z));

  it.each([0.05, 0.1, 0.25, 0.5, 0.8])(
    "at a discount of %d is the quantile of demand there, which no amount on a grid beats",
    (discount) => {
      const { best, cost } = bestCommitment(demand, discount);
      expect(best.amount).toBeCloseTo(sortedQuantile(demand.slice().sort(), discount), 9);
      for (let amount = 0; amount <= 400; amount++)
        expect(commitmentCost(demand, amount, discount)).toBeGreaterThanOrEqual(cost - 1e-9 * cost);
    },
  );

  it("at 10% off: prepaying what half of the futures need costs more than prepaying nothing", () => {
    const { half, without, cost } = bestCommitment(demand, 0.1);
    expect(half.cost).toBeGreaterThan(without);
    expect(cost).toBeLessThan(without);
  });

  it("without a discount nothing is prepaid", () => {
    expect(bestCommitment(demand, 0)).toMatchObject({ best: { amount: 0 }, cost: commitmentCost(demand, 0, 0) });
  });
});

describe("a reserve laid out to its parts", () => {
  it("sums exactly, whatever the parts are", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.double({ min: 0, max: 1000, noNaN: true }), { minLength: 60, maxLength: 60 }), {
          minLength: 1,
          maxLength: 6,
        }),
        fc.double({ min: 0.55, max: 0.95, noNaN: true }),
        (columns, confidence) => {
          const { shares, base, ask } = allocateReserve(
            columns.map((spend, i) => ({ name: String(i), spend: Float64Array.from(spend) })),
            confidence,
          );
          const sum = (of: (share: (typeof shares)[number]) => number): number =>
            shares.reduce((all, share) => all + of(share), 0);
          expect(Math.abs(sum(({ base: own }) => own) - base)).toBeLessThan(1e-6);
          expect(Math.abs(sum(({ budget }) => budget) - ask)).toBeLessThan(1e-6);
          expect(Math.abs(sum(({ contingency }) => contingency) - (ask - base))).toBeLessThan(1e-6);
        },
      ),
    );
  });

  it("of eight teams with correlation 0.25: adding up each one's P90 over-reserves by 17 to 22%", () => {
    const n = 20_000;
    const common = scoresOf("common", n);
    const teams = Array.from({ length: 8 }, (_, t) => {
      const own = scoresOf(`team ${t}`, n);
      return {
        name: `Team ${t}`,
        spend: own.map((z, i) => 100 + 50 * (Math.sqrt(0.25) * common[i]! + Math.sqrt(0.75) * z)),
      };
    });
    const { overReserved, shares, ask } = allocateReserve(teams, 0.9);
    expect(overReserved).toBeGreaterThan(0.17);
    expect(overReserved).toBeLessThan(0.22);
    // In closed form: (1 + 1.2816·½) against (1 + 1.2816·½·√(8 + 56/4)/8).
    expect(overReserved).toBeCloseTo((1 + 0.6408) / (1 + (0.6408 * Math.sqrt(22)) / 8) - 1, 2);
    for (const { budget } of shares) expect(Math.abs(budget / (ask / 8) - 1)).toBeLessThan(0.03);
  });

  it("gives the contingency to the part that is dear when the whole is", () => {
    const z = scoresOf("z", 4_000);
    const { shares } = allocateReserve(
      [
        { name: "moves", spend: z.map((score) => 100 + 20 * score) },
        { name: "still", spend: new Float64Array(4_000).fill(100) },
      ],
      0.8,
    );
    expect(shares[0]!.contingency).toBeGreaterThan(15);
    expect(Math.abs(shares[1]!.contingency)).toBeLessThan(1);
  });
});
