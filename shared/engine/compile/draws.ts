import { correlationFactor, pearsonOfRank } from "#shared/distributions/copula.ts";
import { certainValue, compileUncertain, isCertain } from "#shared/distributions/uncertain.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { ResolvedDatedMultiplier } from "#shared/plan/resolving/resolvedDated.ts";
import type { Uncertain } from "#shared/plan/schema/plan.ts";
import { under, type Key } from "#shared/random/random.ts";
import { compileCaseCopula, isCaseNumber } from "#shared/value/caseNumbers.ts";
import type { CompiledPlan } from "./compiled.ts";
import type { CompiledDatedMultiplier, Draw } from "./compiledDraws.ts";

/** A share of a whole: from 0 to 1. */
export const asShare = (x: number): number => Math.min(1, Math.max(0, x));
/** A growth: a whole can be lost, and no more. */
export const asGrowth = (x: number): number => Math.max(-1, x);
/** An amount: not negative. */
export const asAmount = (x: number): number => Math.max(0, x);
/** A number that may be negative. */
export const asItIs = (x: number): number => x;

/** What compiles the uncertain numbers of a plan. */
export interface DrawCompiler {
  /** The address of an uncertain number, by its pointer. */
  readonly nameOf: (pointer: string) => Key;
  /** An uncertain number, whose drawn value `clamp` keeps within what its field allows. */
  readonly draw: (pointer: string, uncertain: Uncertain, clamp: (x: number) => number) => Draw;
  readonly dated: (change: ResolvedDatedMultiplier) => CompiledDatedMultiplier;
  readonly copula: CompiledPlan["copula"];
  readonly caseCopula: CompiledPlan["caseCopula"];
  /** What has been compiled so far, by pointer. */
  readonly numbers: ReadonlyMap<string, Draw>;
  readonly changes: ReadonlyMap<string, CompiledDatedMultiplier>;
}

/** The compiler of a plan's uncertain numbers; those that the plan draws anew have addresses of their own. */
export function createDrawCompiler(plan: ResolvedPlan): DrawCompiler {
  const anew = new Set(plan.redrawn);
  const nameOf = (pointer: string): Key => (anew.has(pointer) ? under(ownName(pointer), "anew") : ownName(pointer));
  const copula = compileCopula(plan);
  const ofCases = compileCaseCopula(plan);
  const numbers = new Map<string, Draw>();
  const changes = new Map<string, CompiledDatedMultiplier>();
  const draw: DrawCompiler["draw"] = (pointer, uncertain, clamp) => {
    const at = compileUncertain(uncertain);
    const compiled = {
      name: nameOf(pointer),
      row: copula?.pointers.indexOf(pointer) ?? -1,
      certain: isCertain(uncertain) ? clamp(certainValue(uncertain) ?? NaN) : NaN,
      at: (score: number) => clamp(at(score)),
    };
    numbers.set(pointer, compiled);
    return compiled;
  };
  const dated: DrawCompiler["dated"] = (change) => {
    const compiled = {
      happens: nameOf(`${change.pointer}#happens`),
      probability: change.probability,
      fromDay: change.fromDay,
      multiplier: draw(change.pointer, change.multiplier, asAmount),
    };
    changes.set(change.pointer, compiled);
    return compiled;
  };
  return {
    numbers,
    changes,
    nameOf,
    draw,
    dated,
    copula: copula === null ? null : { names: copula.pointers.map(nameOf), factor: copula.factor },
    caseCopula: ofCases === null ? null : { copula: ofCases, names: ofCases.forecast.map(nameOf) },
  };
}

function ownName(pointer: string): Key {
  return under({ a: 0x243f6a88, b: 0x85a308d3 | 0 }, pointer);
}

function compileCopula(
  plan: ResolvedPlan,
): { pointers: readonly string[]; factor: readonly (readonly number[])[] } | null {
  // Numbers of cases follow those of the forecast and have a copula of their own.
  const pairs = plan.correlations.filter(({ between }) => !between.some(isCaseNumber));
  if (pairs.length === 0) return null;
  // Sorted by name, so that the order in which a plan lists its correlations moves no number.
  const pointers = [...new Set(pairs.flatMap(({ between }) => between))].sort();
  const matrix = pointers.map((_, i) => pointers.map((__, j): number => (i === j ? 1 : 0)));
  for (const { between, rank } of pairs) {
    const i = pointers.indexOf(between[0]);
    const j = pointers.indexOf(between[1]);
    matrix[i]![j] = matrix[j]![i] = pearsonOfRank(rank);
  }
  const factor = correlationFactor(matrix);
  if (factor === null) throw new Error("correlations of a checked plan have no factor");
  return { pointers, factor };
}
