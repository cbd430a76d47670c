import { gammaDraw } from "#shared/distributions/gamma.ts";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { normalQuantile } from "#shared/numerics/normal.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { Plan, Tokens } from "#shared/plan/schema/plan.ts";
import { keyOf, streamOf, under, type Random } from "#shared/random/random.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { applyFit, fitWorkload } from "#shared/usage/fits/workloadFit.ts";

/** Tokens of the middle run; the unit matters to nothing. */
const MIDDLE = 100_000;
/** No run takes more than so many times the middle one, in truth, in the pilot and in the plan. */
const LIMIT = 100;

const lognormal = (random: Random, sigma: number): number => Math.exp(sigma * normalQuantile(random()));

/** One run by each truth, in units of its own. */
const TRUTHS: Readonly<Record<string, (random: Random) => number>> = {
  lognormal: (random) => lognormal(random, 0.9),
  gamma: (random) => gammaDraw(1.5, random),
  Weibull: (random) => (-Math.log(random())) ** (1 / 1.2),
  Burr: (random) => (random() ** (-1 / 1.2) - 1) ** (1 / 2),
  "lognormal, 2% runaways": (random) => (random() < 0.02 ? 20 * lognormal(random, 0.5) : lognormal(random, 0.8)),
  bimodal: (random) => (random() < 0.6 ? 1 : 8) * lognormal(random, 0.4),
};

/** Runs by which the true mean is known to within a thousandth or so. */
const TRUE_RUNS = 2_000_000;
const TRIALS = 300;

/** A year of so many tasks of one attempt each that they average out: it spends the true mean. */
function planOf(tokens: Tokens): Plan {
  return {
    schema: "past-april.plan/1",
    name: "pilots",
    currency: "USD",
    fiscalYear: { start: "2027-01-01", months: 1 },
    calendar: { workingDays: ["mon", "tue", "wed", "thu", "fri"] },
    budget: { amount: 1 },
    models: { model: { price: { input: 1 } } },
    workloads: {
      work: {
        demand: { users: 1_000_000, tasksPerUserPerDay: 100 },
        attempts: { model: { tokens, mix: { input: 1 }, success: 1 } },
        route: { steps: ["model"] },
        outcome: { value: 1 },
      },
    },
  };
}

const spendOf = (plan: Plan, seed: number, trials: number): Float64Array =>
  simulateTrials(resolvePlan(plan), seed, 0, trials).spend;

/** The simulated spend of a year from the runs of a pilot, ascending; null: they are too few or too alike for a curve. */
function forecastOf(tokens: Float64Array, seed: number): Float64Array | null {
  const limit = LIMIT * MIDDLE;
  const runs = { tokens, isStopped: null, task: null, outcome: null, classes: null };
  const fit = fitWorkload({ model: runs }, { model: limit });
  if (!fit.models["model"]!.known) return null;
  const before = planOf({ family: "lognormal", median: MIDDLE, sigma: 1, limit });
  return spendOf(applyFit(before, "work", fit, { name: "pilot", date: "2027-01-01" }).plan, seed, TRIALS).sort();
}

/**
 * `npm run bench -- --pilots [WORLDS]`: how often the P80 and the P95 of a year hold where its tokens are known from a pilot
 * of n runs, fitted and applied as the product does with imported runs: to lie within 78 to 84 and 93.5 to 97 of 100.
 */
export function benchPilots(worlds: number): void {
  const [spendOfMiddle] = spendOf(planOf({ family: "lognormal", median: MIDDLE, sigma: 1e-6 }), 1, 2) as unknown as [
    number,
  ];
  process.stdout.write(`${worlds} pilots each, P80 and P95 held (to reach: 78 to 84, 93.5 to 97)\n`);
  for (const [name, draw] of Object.entries(TRUTHS)) {
    const key = keyOf(2_027);
    const reference = streamOf(under(key, name));
    const sizes = Float64Array.from({ length: TRUE_RUNS }, () => draw(reference)).sort();
    const middle = sortedQuantile(sizes, 0.5);
    const sized = (size: number): number => MIDDLE * Math.min(LIMIT, size / middle);
    const truth = (spendOfMiddle / MIDDLE) * (sizes.reduce((sum, size) => sum + sized(size), 0) / TRUE_RUNS);
    const parts = [10, 40, 400].map((n) => {
      let [p80, p95] = [0, 0];
      for (let world = 0; world < worlds; world++) {
        const random = streamOf(under(keyOf(world + 1), `${name} ${n}`));
        const tokens = Float64Array.from({ length: n }, () => Math.max(1, Math.round(sized(draw(random)))));
        const spend = forecastOf(tokens, world);
        if (spend === null) continue;
        p80 += Number(truth <= sortedQuantile(spend, 0.8));
        p95 += Number(truth <= sortedQuantile(spend, 0.95));
      }
      return `n = ${n}: ${((100 * p80) / worlds).toFixed(1)} ${((100 * p95) / worlds).toFixed(1)}`;
    });
    process.stdout.write(`${name.padEnd(24)} ${parts.join("   ")}\n`);
  }
}
