import { describe, expect, it } from "vitest";
import { normalQuantile } from "#shared/numerics/normal.ts";
import { keyOf, streamOf, under } from "#shared/random/random.ts";
import { detectConsumption } from "#shared/value/consumption.ts";
import { casesOf, expectNear } from "./cases.ts";

interface Series {
  readonly months: readonly number[];
  readonly tokens: readonly number[];
  readonly outcomes: readonly number[];
}

function monthsOf({ months, tokens, outcomes }: Series) {
  return months.map((month, i) => ({ month, tokens: tokens[i]!, outcomes: outcomes[i]! }));
}

describe("the detector of consumption as a goal", () => {
  it.each(
    casesOf<
      Series,
      {
        readonly refused?: string;
        readonly grows: number;
        readonly lags: number;
        readonly atLeast: number;
        readonly flag: boolean;
      }
    >("detector"),
  )("$id", ({ input, answer, tolerance }) => {
    const found = detectConsumption(monthsOf(input));
    if (answer.refused !== undefined) {
      expect(found).toBeNull();
      return;
    }
    expectNear(found!.grows, answer.grows, tolerance);
    expectNear(found!.lags, answer.lags, tolerance);
    expectNear(found!.atLeast, answer.atLeast, tolerance);
    expect(found!.flag).toBe(answer.flag);
  });

  it("leaves out a month that nobody knows", () => {
    const months = [0, 1, 2, 3, 4, 5].map((month) => ({ month, tokens: 1e6, outcomes: month === 3 ? null : 5 }));
    expect(detectConsumption(months)).toBeNull();
  });
});

/** Share of synthetic worlds that are flagged: growth a month, noise 0.15 of tokens and 0.10 of outcomes, memory ρ. */
function flagged(months: number, tokens: number, outcomes: number, rho: number, worlds = 150): number {
  let flags = 0;
  for (let world = 0; world < worlds; world++) {
    const random = streamOf(under(keyOf(7), months, rho * 100, world));
    const noise = (sd: number): number[] => {
      let last = normalQuantile(random());
      return Array.from({ length: months }, (_, i) => {
        if (i > 0) last = rho * last + Math.sqrt(1 - rho * rho) * normalQuantile(random());
        return sd * last;
      });
    };
    const [ofTokens, ofOutcomes] = [noise(0.15), noise(0.1)];
    const series = Array.from({ length: months }, (_, month) => ({
      month,
      tokens: 1e9 * Math.exp(Math.log1p(tokens) * month + ofTokens[month]!),
      outcomes: 4_000 * Math.exp(Math.log1p(outcomes) * month + ofOutcomes[month]!),
    }));
    if (detectConsumption(series)!.flag) flags++;
  }
  return flags / worlds;
}

describe("law V15: who is flagged", () => {
  // Three standard errors of 150 worlds beside what 3,000 worlds of another program gave.
  it.each([
    [6, 0.15, 0, 0.67, 0.95],
    [9, 0.15, 0, 0.99, 1],
    [12, 0.15, 0, 1, 1],
    [6, 0.08, 0, 0.19, 0.58],
    [9, 0.08, 0, 0.55, 0.85],
    [12, 0.08, 0, 0.9, 0.95],
    [9, 0.15, 0.15, 0, 0.001],
    [9, 0, 0, 0, 0.034],
    [9, 0.15, 0.0724, 0.08, 0.28],
  ])("after %i months, tokens %d and outcomes %d a month", (months, tokens, outcomes, low, high) => {
    for (const rho of [0, 0.4, 0.8]) {
      const share = flagged(months, tokens, outcomes, rho);
      const spread = (at: number): number => 3.5 * Math.sqrt(Math.max(0.003, at * (1 - at)) / 150);
      expect(share, `ρ ${rho}`).toBeGreaterThanOrEqual(low - spread(low));
      expect(share, `ρ ${rho}`).toBeLessThanOrEqual(high + spread(high));
    }
  });
});
