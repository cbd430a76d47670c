import { correlationFactor, pearsonOfRank } from "#shared/distributions/copula.ts";
import { compileUncertain } from "#shared/distributions/uncertain.ts";
import { normalQuantile } from "#shared/numerics/normal.ts";
import { pathOf, pointerOf, type Path } from "#shared/plan/pointer.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { Uncertain } from "#shared/plan/schema/plan.ts";
import { under, uniformAt, type Key } from "#shared/random/random.ts";

/**
 * The uncertain numbers of cases and decisions: where their random numbers stand, and how they move together with
 * others. Numbers of the forecast come first in the copula, so that a case moves none of them (law V1).
 */

/** What the numbers of a case are drawn from in one trial. */
export interface CaseSource {
  readonly key: Key;
  /** Scores of the correlated numbers of cases, in the order of the copula; null: nothing of a case is correlated. */
  readonly scores: Float64Array | null;
}

/** An uncertain number of a case: its address, its place among the correlated ones, and its value at a normal score. */
export interface CaseNumber {
  readonly name: Key;
  /** −1: independent. */
  readonly row: number;
  readonly at: (score: number) => number;
}

/** How numbers of cases move together with each other and with numbers of the forecast. */
export interface CaseCopula {
  /** Pointers of the numbers of the forecast that a correlation names. */
  readonly forecast: readonly string[];
  readonly own: readonly { readonly pointer: string; readonly name: Key }[];
  /** By number of a case: weights of the independent scores, first those of the forecast's numbers. */
  readonly weights: readonly (readonly number[])[];
}

/** Below this stand all random numbers of the value part; no engine draws here. */
export const VALUE_ROOT: Key = { a: 0x452821e6, b: 0x38d01377 };

/** The address of a purpose of a workload. */
export function purposeName(workload: string, purpose: string): Key {
  return under(VALUE_ROOT, "workload", workload, purpose);
}

/** Whether a pointer leads into a case or a decision. */
export function isCaseNumber(pointer: string): boolean {
  const [part, , within] = pathOf(pointer) ?? [];
  return part === "workloads" && (within === "case" || within === "gate");
}

/** The address of the number at a place of a workload; numbers of a list have their place in it. */
function numberName([, workload, , ...keys]: Path): Key {
  const purpose = PURPOSES[keys.filter((key) => !isPlace(key)).join("/")]!;
  return purposeName(String(workload), `${purpose}${placeIn(keys)}`);
}

function isPlace(key: string | number): boolean {
  return /^\d+$/u.test(String(key));
}

function placeIn(keys: Path): string {
  const place = keys.find(isPlace);
  return place === undefined ? "" : ` ${place}`;
}

/** What a number is for, by its place in a case or a decision. */
const PURPOSES: Readonly<Record<string, string>> = {
  "workflow/capacityPerDay": "capacity",
  "saved/hours": "hours",
  "saved/hourlyCost": "hourly cost",
  "saved/share": "share",
  anyway: "anyway",
  lagMonths: "lag",
  "disbenefits/perOutcome": "disbenefit",
  "oneOff/amount": "one-off",
  runCost: "run cost",
  pass: "pass",
  fail: "fail",
};

/** Compiles the numbers of a workload's case or decision; `keys` lead to it within the workload. */
export function caseNumbersOf(
  plan: ResolvedPlan,
  workload: string,
): (keys: Path, value: Uncertain, most?: number) => CaseNumber {
  const own = compileCaseCopula(plan)?.own ?? [];
  return (keys, value, most = Infinity) => {
    const path = ["workloads", workload, ...keys];
    const pointer = pointerOf(path);
    const at = compileUncertain(value);
    return {
      name: numberName(path),
      row: own.findIndex((one) => one.pointer === pointer),
      at: (score) => Math.min(most, Math.max(0, at(score))),
    };
  };
}

/** A number's value in a trial. */
export function drawNumber({ name, row, at }: CaseNumber, { key, scores }: CaseSource): number {
  return at(row >= 0 ? scores![row]! : independentScore(name, key));
}

function independentScore(name: Key, trial: Key): number {
  return normalQuantile(uniformAt({ a: trial.a ^ name.a, b: (trial.b + name.b) | 0 }, 0));
}

/** The copula of the numbers of cases; null: no correlation names one. */
export function compileCaseCopula({ correlations }: ResolvedPlan): CaseCopula | null {
  const named = [...new Set(correlations.flatMap(({ between }) => between))].sort();
  const own = named.filter(isCaseNumber);
  if (own.length === 0) return null;
  const forecast = named.filter((pointer) => !isCaseNumber(pointer));
  const all = [...forecast, ...own];
  const matrix = all.map((_, i) => all.map((__, j): number => (i === j ? 1 : 0)));
  for (const { between, rank } of correlations) {
    const [i, j] = between.map((pointer) => all.indexOf(pointer)) as [number, number];
    matrix[i]![j] = matrix[j]![i] = pearsonOfRank(rank);
  }
  const factor = correlationFactor(matrix);
  if (factor === null) throw new Error("correlations of a checked plan have no factor");
  return {
    forecast,
    own: own.map((pointer) => ({ pointer, name: numberName(pathOf(pointer)!) })),
    weights: factor.slice(forecast.length),
  };
}

/** Scores of a trial's correlated numbers of cases; `forecastScores` are the independent ones of the forecast's. */
export function caseScores({ own, weights }: CaseCopula, forecastScores: readonly number[], trial: Key): Float64Array {
  const free = [...forecastScores, ...own.map(({ name }) => independentScore(name, trial))];
  return Float64Array.from(weights, (row) => row.reduce((sum, weight, i) => sum + weight * free[i]!, 0));
}
