import { describe, expect, it } from "vitest";
import { keyOf, streamOf, under } from "#shared/random/random.ts";
import { countedShare, lastCounted, meanBehaviourFactor, SMALLEST_GROUP } from "#shared/value/counts.ts";
import { drawGateRate, gateBelief, gateChance, GATES, type GateRecords } from "#shared/value/referenceClass.ts";
import { casesOf, expectNear } from "./cases.ts";

describe("law V3: the reference class", () => {
  it.each(
    casesOf<
      { readonly baseRate: number; readonly record?: GateRecords },
      {
        readonly beta: Readonly<Record<string, readonly [number, number]>>;
        readonly chance: Readonly<Record<string, number>>;
        readonly all: number;
      }
    >("gates"),
  )("$id", ({ input, answer, tolerance }) => {
    let all = 1;
    for (const gate of GATES) {
      const { a, b } = gateBelief(input.baseRate, input.record?.[gate]);
      expectNear(a, answer.beta[gate]![0], tolerance);
      expectNear(b, answer.beta[gate]![1], tolerance);
      const chance = gateChance(input.baseRate, input.record?.[gate]);
      expectNear(chance, answer.chance[gate]!, tolerance);
      all *= chance;
    }
    expectNear(all, answer.all, tolerance);
  });

  it("knows 5 of 6 of one's own, and nothing of 0 of 0", () => {
    expect(gateChance(0.05, { passed: 5, of: 6 })).toBeCloseTo(0.6148, 4);
    expect(gateBelief(0.05, { passed: 0, of: 0 })).toEqual(gateBelief(0.05, undefined));
  });

  it("rates are the firm's: two unmeasured uses open together in 0.303 of 100", () => {
    const trials = 20_000;
    let sum = 0;
    let squares = 0;
    for (let trial = 0; trial < trials; trial++) {
      let both = 1;
      for (const gate of GATES)
        both *= drawGateRate(0.05, undefined, streamOf(under(keyOf(3), trial, "gate", gate))) ** 2;
      sum += both;
      squares += both * both;
    }
    const mean = sum / trials;
    const error = Math.sqrt((squares / trials - mean * mean) / trials);
    expect(Math.abs(mean - 0.00303)).toBeLessThan(4 * error + 5e-6);
    expect(mean - 0.0025).toBeGreaterThan(4 * error);
  });
});

describe("law V16: counted shares", () => {
  it.each(
    casesOf<
      { readonly did: number; readonly of: number },
      { readonly low: number; readonly mean: number; readonly high: number; readonly refused?: string }
    >("share"),
  )("$id", ({ input, answer, tolerance }) => {
    if (answer.refused !== undefined) {
      expect(input.of).toBeLessThan(SMALLEST_GROUP);
      return;
    }
    const { p10, mean, p90 } = countedShare(input.did, input.of);
    expectNear(p10, answer.low, tolerance);
    expectNear(mean, answer.mean, tolerance);
    expectNear(p90, answer.high, tolerance);
  });

  it.each(
    casesOf<
      { readonly did: number; readonly eligible: number; readonly needed: number },
      { readonly meanFactor: number }
    >("behaviourFactor"),
  )("$id", ({ input, answer, tolerance }) => {
    expectNear(meanBehaviourFactor(input.did, input.eligible, input.needed), answer.meanFactor, tolerance);
  });

  it("takes the last month that was counted", () => {
    expect(lastCounted([120, 310, null])).toEqual({ index: 1, did: 310 });
    expect(lastCounted([null])).toBeNull();
  });
});
