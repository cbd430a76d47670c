import { normalQuantile } from "#shared/numerics/normal.ts";
import { studentCdf, studentQuantile } from "#shared/distributions/student.ts";
import type { ValueCase } from "#shared/plan/schema/value.ts";
import { keyOf, streamOf, under, type Random } from "#shared/random/random.ts";
import { mean, variance } from "#shared/statistics/moments.ts";
import { updatedChance } from "#shared/value/bayesFactor.ts";
import { LARGEST_RHO, type RegressionFit } from "#shared/value/autocorrelatedFit.ts";
import { decisionWorth } from "#shared/value/decisionRule.ts";
import { estimateEffect, fitJump, type EvidencedMetric } from "#shared/value/effect.ts";
import { gateChance } from "#shared/value/referenceClass.ts";
import { suggestedCut } from "#shared/value/suggestedCut.ts";
import { pilotWorld, playWorld, type World } from "#test/shared/value/worlds.ts";

/**
 * `npm run bench -- --value`: how often the ranges of an effect hold, whether the stated chances are true, what worlds
 * without any effect are told, and how far a written rule is from the best cut. Prints; asserts nothing.
 */

const SEED = 2_027;
const COVERAGE_WORLDS = 3_000;
const PRIOR_WORLDS = 5_000;

function print(what: string, figure: string): void {
  process.stdout.write(`${what.padEnd(58)} ${figure}\n`);
}

const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;

/** AR(1) noise of standard deviation 1. */
function noise(months: number, rho: number, random: Random): Float64Array {
  const values = new Float64Array(months);
  let last = normalQuantile(random());
  for (let i = 0; i < months; i++) {
    if (i > 0) last = rho * last + Math.sqrt(1 - rho * rho) * normalQuantile(random());
    values[i] = last;
  }
  return values;
}

/** ρ from the prior of the model: x(1−x) on the grid, by rejection. */
function priorRho(random: Random): number {
  while (true) {
    const x = Math.min(0.98, Math.max(0.02, (Math.floor(20 * random()) * 0.05) / LARGEST_RHO));
    if (random() < 4 * x * (1 - x)) return x === 0.02 ? 0 : x === 0.98 ? LARGEST_RHO : x * LARGEST_RHO;
  }
}

/** Shares of worlds whose 80 % and 95 % ranges held the effect, and of a two-sample t. */
function coverageOf(before: number, after: number, rhoOf: (random: Random) => number, worlds: number) {
  const months = Float64Array.from({ length: before + after }, (_, i) => i - before);
  let [in80, in95, byT] = [0, 0, 0];
  for (let world = 0; world < worlds; world++) {
    const random = streamOf(under(keyOf(SEED), "coverage", before, after, world));
    const wander = noise(before + after, rhoOf(random), random);
    const values = wander.map((value, i) => value + 0.1 * months[i]! + (months[i]! >= 0 ? 0.3 : 0));
    const fit = fitJump({ months, values, before, after })!;
    const at = chanceBelow(fit, 0.3);
    if (at >= 0.1 && at <= 0.9) in80++;
    if (at >= 0.025 && at <= 0.975) in95++;
    if (twoSampleHolds(values, before)) byT++;
  }
  return { in80: in80 / worlds, in95: in95 / worlds, byT: byT / worlds };
}

/** P(effect ≤ x): without the median of the mixture, which takes longer than the fit. */
function chanceBelow({ freedom, parts }: RegressionFit, x: number): number {
  return parts.reduce(
    (sum, { weight, centres, scales }) => sum + weight * studentCdf((x - centres[2]!) / scales[2]!, freedom),
    0,
  );
}

function twoSampleHolds(values: Float64Array, before: number): boolean {
  const [one, other] = [values.slice(0, before), values.slice(before)];
  const freedom = values.length - 2;
  const pooled = ((one.length - 1) * variance(one) + (other.length - 1) * variance(other)) / freedom;
  const error = Math.sqrt(pooled * (1 / one.length + 1 / other.length));
  return Math.abs(mean(other) - mean(one) - 0.3) <= studentQuantile(0.9, freedom) * error;
}

function coverage(): void {
  print(
    "80% ranges of an effect that held it (95% in brackets)",
    "ρ 0, 0.2, 0.4, 0.6, 0.8, prior | two-sample t at 0.4",
  );
  for (const [before, after] of [
    [6, 3],
    [6, 6],
    [12, 6],
    [12, 12],
  ] as const) {
    const cells = [0, 0.2, 0.4, 0.6, 0.8].map((rho) => coverageOf(before, after, () => rho, COVERAGE_WORLDS));
    const prior = coverageOf(before, after, priorRho, PRIOR_WORLDS);
    print(
      `  ${before} + ${after} months, ${COVERAGE_WORLDS} worlds a cell`,
      `${[...cells, prior].map(({ in80, in95 }) => `${percent(in80)} (${percent(in95)})`).join("  ")} | ${percent(cells[2]!.byT)}`,
    );
  }
}

/** A log metric whose noise is 10 %, lower is better. */
function metricOf(values: Float64Array, before: number): EvidencedMetric {
  const own = [...values].map((value) => 10 * Math.exp(-0.1 * value));
  return {
    better: "lower",
    scale: "log",
    target: { p10: 0.1, p90: 0.3 },
    agreed: "2025-01-01",
    before: { from: "2025-06", values: own.slice(0, before) },
    after: { from: before === 6 ? "2025-12" : "2026-06", values: own.slice(before) },
    evidence: { grade: "measured" },
  };
}

/** Of 400 worlds a setting's mean is good to 2 points only, and the largest of nine differed by 3.3. */
const CALIBRATION_WORLDS = 2_000;

function calibration(): void {
  const prior = gateChance(0.05, undefined);
  let [settings, gaps, errors, briers] = [0, 0, 0, 0];
  for (const [before, after] of [
    [6, 3],
    [6, 6],
    [12, 6],
    [12, 12],
  ] as const)
    for (const rho of [0, 0.4, 0.8]) {
      let [told, worked, brier] = [0, 0, 0];
      const toldOfNothing: number[] = [];
      for (let world = 0; world < CALIBRATION_WORLDS; world++) {
        const random = streamOf(under(keyOf(SEED), "calibration", before, after, rho * 100, world));
        const works = random() < prior;
        const effect = works ? 2.31 + 0.98 * normalQuantile(random()) : 0;
        const values = noise(before + after, rho, random).map((value, i) => value + (i >= before ? effect : 0));
        const found = estimateEffect(metricOf(values, before));
        if ("reason" in found) throw new Error("nothing was estimated");
        const chance = updatedChance(prior, found.againstClaim!.bayesFactor);
        told += chance / CALIBRATION_WORLDS;
        worked += (works ? 1 : 0) / CALIBRATION_WORLDS;
        brier += (chance - (works ? 1 : 0)) ** 2 / CALIBRATION_WORLDS;
        if (!works) toldOfNothing.push(chance);
      }
      const error = Math.sqrt(brier / CALIBRATION_WORLDS);
      settings++;
      gaps += told - worked;
      errors += error * error;
      briers += brier;
      const middle = toldOfNothing.toSorted((one, other) => one - other)[Math.floor(toldOfNothing.length / 2)]!;
      print(
        `chance that it works, ${before} + ${after} months, ρ ${rho}`,
        `told ${percent(told)}, works ${percent(worked)} (apart ${percent(told - worked)} ± ${percent(error)}), Brier ${brier.toFixed(3)}, half of those where nothing moved are told at most ${middle.toFixed(2)}`,
      );
    }
  print(
    `chance that it works, over all ${settings} settings`,
    `told and true apart by ${percent(gaps / settings)} ± ${percent(Math.sqrt(errors) / settings)}, at most 2.0% wanted; Brier ${(briers / settings).toFixed(3)}`,
  );
}

/** Worlds in which the use moves nothing, and what makes it look as if. Up is better, in standard deviations. */
const DECEITS: Readonly<Record<string, (month: number, before: number) => number>> = {
  "a trend that was there before": (month) => 0.15 * month,
  "a season": (month) => Math.sin((2 * Math.PI * month) / 12),
  "noise that remembers": () => 0,
  "a spill-over that lifted both groups before": (month, before) => (month >= before - 3 ? 0.8 : 0),
  "usage that is gamed": () => 0,
};

const ADVERSARIAL_WORLDS = 100;
const ADVERSARIAL_TRIALS = 1_000;

function adversarial(): void {
  for (const [name, deceit] of Object.entries(DECEITS)) {
    let [told, profits] = [0, 0];
    for (let world = 0; world < ADVERSARIAL_WORLDS; world++) {
      const random = streamOf(under(keyOf(SEED), "adversarial", name, world));
      const values = noise(18, 0.5, random).map((value, i) => value + deceit(i, 12));
      const played = playWorld(deceitfulWorld(metricOf(values, 12), name), ADVERSARIAL_TRIALS, world);
      if (played.pays < 0.1) told++;
      // Minutes × rate: what a calculator of saved time shows.
      if (played.claimed - 12 * 10_000 > 0) profits++;
    }
    print(
      `no effect, but ${name}`,
      `${percent(told / ADVERSARIAL_WORLDS)} are told less than 1 in 10, to reach 95%; minutes × rate shows a profit in ${percent(profits / ADVERSARIAL_WORLDS)}`,
    );
  }
}

function deceitfulWorld(metric: EvidencedMetric, name: string): World {
  const own: ValueCase = {
    metric: { ...(metric as NonNullable<ValueCase["metric"]>), name: "days" },
    saved: { hours: 1, hourlyCost: 95, goesTo: "backlog" },
    lagMonths: 0,
    ...(name === "usage that is gamed"
      ? {
          behaviour: {
            what: "opens the tool every day",
            eligible: 500,
            needed: 0.4,
            did: { from: "2026-10", values: [490] },
            evidence: { grade: "measured" },
          },
        }
      : {}),
  };
  return pilotWorld(own);
}

/** The regret is a small difference of two large means: of 40,000 trials it is good to 2 points only. */
const REGRET_TRIALS = 1_200_000;

/** The case of law V13: one in five works, an effect of 0.2; then the year is 700 better, else 300 worse. */
const V13 = { chance: 0.2, mean: 0.2, sd: 0 };
const [GAINS, LOSES] = [700, 300];

function regret(): void {
  for (const se of [0.05, 0.1, 0.2, 0.3]) {
    const random = streamOf(under(keyOf(SEED), "regret", se * 100));
    const isGood = Array.from({ length: REGRET_TRIALS }, () => random() < V13.chance);
    const seen = Float64Array.from(isGood, (good) => (good ? V13.mean : 0) + se * normalQuantile(random()));
    const pass = Float64Array.from(isGood, (good) => (good ? GAINS : -LOSES));
    const none = pass.map(() => 0);
    const suggested = suggestedCut(V13, { error: se, breakEven: (V13.mean * LOSES) / (GAINS + LOSES) })!;
    for (const [name, cut] of [
      ["half of the claim", V13.mean / 2],
      ["the suggested limit", suggested],
    ] as const) {
      const found = decisionWorth(seen, pass, none, cut);
      const perfect = mean(pass.map((net) => Math.max(0, net))) - found.today;
      const ratio = (perfect - found.ruleWorth) / (perfect - found.bestWorth);
      print(
        `regret of a rule at ${name} (${cut.toFixed(3)}), observed to ${se}`,
        `${(perfect - found.ruleWorth).toFixed(1)} against ${(perfect - found.bestWorth).toFixed(1)} of the best cut: ${percent(ratio - 1)} above, to reach at most 10%`,
      );
    }
  }
}

/** All figures of the value part. */
export function benchValue(): void {
  coverage();
  calibration();
  adversarial();
  regret();
}
