import { readFileSync } from "node:fs";
import { simulatePlain } from "#test/reference/model/plain.ts";
import type { PlainYear } from "#test/reference/model/plainYear.ts";
import type { Samples } from "#shared/engine/samples.ts";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { compareWithReference, kindsOfFigures, seedOf, type Comparison, type StoredTable } from "./figures.ts";
import { LAW_TWO_PLANS } from "./lawTwoPlans.ts";

/**
 * Prints how far the fast engine lies from the plain reference in combined standard errors, farthest figures first, and
 * how each kind of figure lies over all plans.
 *   node --import tsx test/reference/lawTwo/compare.ts [--plan TEXT] [--trials N] [--seed N] [--top N] [--control]
 * `--plan` takes the plans whose name contains TEXT; `--control` compares the reference with itself under another seed.
 */
function option(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`);
  return at === -1 ? undefined : process.argv[at + 1];
}

/** The reference's years in the form of the fast engine's samples. */
function samplesOfYears(plan: ResolvedPlan, years: readonly PlainYear[]): Samples {
  const column = (of: (year: PlainYear) => number): Float64Array => Float64Array.from(years, of);
  const mean = (of: (year: PlainYear) => number): number =>
    years.reduce((sum, year) => sum + of(year), 0) / years.length;
  return {
    trials: years.length,
    spend: column((year) => year.spend),
    runOutDay: column((year) => year.runOutDay ?? -1),
    months: plan.monthStarts.slice(1).map((_, month) => column((year) => year.monthSpend[month]!)),
    workloads: plan.workloads.map((_, w) => ({
      spend: column((year) => year.workloads[w]!.spend),
      outcomes: column((year) => year.workloads[w]!.outcomes),
      errors: column((year) => year.workloads[w]!.errors),
      failures: column((year) => year.workloads[w]!.failures),
      unmet: column((year) => year.workloads[w]!.unmet),
      loadedCost: column((year) => year.workloads[w]!.loadedCost),
      netValue: column((year) => year.workloads[w]!.netValue),
      attempts: mean((year) => year.workloads[w]!.attempts),
      tokens: mean((year) => year.workloads[w]!.tokens),
    })),
    fixedCosts: plan.fixedCosts.map((_, i) => ({
      spend: mean((year) => year.fixedCosts[i]!),
      years: column((year) => year.fixedCosts[i]!),
    })),
    models: plan.models.map((_, m) => ({
      spend: mean((year) => year.models[m]!.spend),
      tokens: mean((year) => year.models[m]!.tokens),
    })),
    twinTrials: new Float64Array(),
    twinSpend: new Float64Array(),
  };
}

const table = JSON.parse(readFileSync(new URL("lawTwo.json", import.meta.url), "utf8")) as StoredTable;
const wanted = option("plan") ?? "";
const control = process.argv.includes("--control");
const all: (Comparison & { readonly name: string })[] = [];
for (const [name, theCase] of Object.entries(LAW_TWO_PLANS)) {
  const reference = table[name];
  if (reference === undefined || !name.includes(wanted)) continue;
  const plan = resolvePlan(theCase.plan);
  const trials = Number(option("trials") ?? (control ? reference.trials : 4000));
  const seed = Number(option("seed") ?? seedOf("fast", name));
  const start = performance.now();
  const samples = control
    ? samplesOfYears(plan, simulatePlain(plan, seed, 0, trials))
    : simulateTrials(plan, seed, 0, trials);
  const milliseconds = performance.now() - start;
  const comparisons = compareWithReference(plan, reference, samples);
  const worst = comparisons.reduce((one, other) => (Math.abs(other.z) > Math.abs(one.z) ? other : one));
  process.stdout.write(
    `${name.padEnd(76)} ${milliseconds.toFixed(0).padStart(7)} ms   worst z ${worst.z.toFixed(2).padStart(7)}  ${worst.figure}\n`,
  );
  all.push(...comparisons.map((comparison) => ({ ...comparison, name })));
}

all.sort((one, other) => Math.abs(other.z) - Math.abs(one.z));
process.stdout.write("\n");
for (const { name, figure, reference, fast, z } of all.slice(0, Number(option("top") ?? 60))) {
  process.stdout.write(
    `z ${z.toFixed(2).padStart(7)}  reference ${reference.toPrecision(7).padStart(13)}  fast ${fast.toPrecision(7).padStart(13)}  ${name} | ${figure}\n`,
  );
}
process.stdout.write(
  `\n${all.length} figures. By kind, over the plans that chance moves (chance gives a root mean square of 1 ± 1/√(2·count)):\n`,
);
for (const { kind, count, meanZ, rmsZ } of kindsOfFigures(all)) {
  process.stdout.write(
    `count ${String(count).padStart(4)}   mean z ${meanZ.toFixed(2).padStart(6)}   rms z ${rmsZ.toFixed(2).padStart(6)}   ${kind}\n`,
  );
}
