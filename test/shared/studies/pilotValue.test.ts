import { describe, expect, it } from "vitest";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import { pilotSentences } from "#shared/studies/driverWords.ts";
import { pilotValueStudy, resolvedShare, sampleWorth } from "#shared/studies/pilotValue.ts";
import { aPlan } from "#test/renderer/fakes.ts";
import { aStudyContext } from "./aStudyContext.ts";

describe("what sample information is worth", () => {
  it("by hand: two policies that swap when one thing is known", () => {
    const fitted = [Float64Array.from([10, -10]), Float64Array.from([0, 0])];
    expect(sampleWorth(fitted, [0, 0], 1)).toBe(5);
    expect(sampleWorth(fitted, [0, 0], 0.25)).toBe(2.5);
  });

  it("is nothing where nothing is learnt, where no choice hangs on it, and never negative", () => {
    const fitted = [Float64Array.from([3, -1, 2]), Float64Array.from([1, 1, 1])];
    expect(sampleWorth(fitted, [4 / 3, 1], 0)).toBe(0);
    expect(sampleWorth([Float64Array.from([9, 8, 10]), Float64Array.from([1, 2, 0])], [9, 1], 1)).toBe(0);
    for (const share of [0.1, 0.5, 0.9]) expect(sampleWorth(fitted, [4 / 3, 1], share)).toBeGreaterThanOrEqual(0);
  });

  it("more runs resolve more, all of it at last", () => {
    const shares = [0, 1, 10, 100, Infinity].map((more) => resolvedShare(20, more, 0.9));
    expect(shares[0]).toBe(0);
    expect(shares.at(-1)).toBe(1);
    expect(shares.every((share, i) => i === 0 || share > shares[i - 1]!)).toBe(true);
  });
});

/** Two policies between which only the tokens of a small pilot decide. */
function close(runs: number | null): Plan {
  const { scenarios: _, ...plan } = aPlan();
  const coding = plan.workloads["coding"]!;
  const known = { family: "lognormal" as const, median: 500_000, sigma: 0.8 };
  return {
    ...plan,
    models: { ...plan.models, haiku: { price: { input: 3, output: 15 } } },
    workloads: {
      coding: {
        ...coding,
        attempts: {
          sonnet: { ...coding.attempts["sonnet"]!, tokens: runs === null ? known : { ...known, runs } },
          haiku: { ...coding.attempts["sonnet"]!, tokens: { family: "lognormal", median: 520_000, sigma: 0.8 } },
        },
      },
    },
    scenarios: {
      other: { name: "The other model", change: { workloads: { coding: { route: { steps: ["haiku"] } } } } },
    },
  };
}

describe("more pilot runs", () => {
  it("are worth something where the choice hangs on them: more of them more, knowing all most", async () => {
    const { pilots, choice } = await pilotValueStudy({ plan: close(5) }, aStudyContext(1_000));
    expect([null, "other"]).toContain(choice);
    const [pilot] = pilots;
    expect(pilot!.unknown).toMatchObject({ model: "sonnet", runs: 5 });
    expect(pilot!.oneMore).toBeGreaterThan(0);
    expect(pilot!.asMany).toBeGreaterThan(pilot!.oneMore);
    expect(pilot!.exact).toBeGreaterThan(pilot!.asMany);
    expect(pilotSentences(close(5), { choice, pilots, trials: 1_000 })[0]).toMatch(
      /^Tokens of sonnet, Agentic coding: only 5 runs measured: 5 more test runs would cost about \$.* a year\./,
    );
  });

  it("are worth little where the pilot is long, and are not asked for where all is known", async () => {
    const long = await pilotValueStudy({ plan: close(5_000) }, aStudyContext(1_000));
    const short = await pilotValueStudy({ plan: close(5) }, aStudyContext(1_000));
    expect(long.pilots[0]!.exact).toBeLessThan(0.1 * short.pilots[0]!.exact);
    expect((await pilotValueStudy({ plan: close(null) }, aStudyContext(200))).pilots).toEqual([]);
  });

  it("of the templates are never worth less than nothing", async () => {
    for (const template of templates) {
      const { pilots } = await pilotValueStudy({ plan: planOfTemplate(template) }, aStudyContext(150));
      for (const { oneMore, asMany, exact, runCost } of pilots) {
        expect(oneMore).toBeGreaterThanOrEqual(0);
        expect(asMany).toBeGreaterThanOrEqual(oneMore - 1e-6);
        expect(exact).toBeGreaterThanOrEqual(asMany - 1e-6);
        expect(runCost).toBeGreaterThan(0);
      }
    }
  });
});
