import { NARROWEST_STEP, STEP_OF_DEVIATION } from "./grids.ts";
import type { Shape } from "./routeShape.ts";

/** Attempts have more than this of their difficulty in common: few points are too few. */
const MUCH_IN_COMMON = 0.6;

/** What a route's attempts ask of a grid. */
export interface GridNeed {
  /** By branch: the model's view (its first attempt) behind each attempt in turn. */
  readonly asked: readonly (readonly number[])[];
  /** Attempts of the longest branch. */
  readonly most: number;
  /** Branches cut the tasks by difficulty. */
  readonly cutsDifficulty: boolean;
  /** How much of a model's own view of the task is the view that all models share. */
  readonly ratio: number;
  /** It is all of it, or as good as all: Z is every view. */
  readonly isOneView: boolean;
  /** Views that a branch asks more than once: each has an axis of its own. */
  readonly repeats: readonly number[];
  /** The own axes say all of Z that matters. */
  readonly isNested: boolean;
  readonly hasZ: boolean;
  /** Z needs many points. */
  readonly isDeep: boolean;
}

/** What a route asks of a grid. `asked`: by branch, the view behind each attempt in turn. */
export function needOf(
  shape: Shape,
  asked: readonly (readonly number[])[],
  acrossModels: number,
  sameModel: number,
): GridNeed {
  const most = Math.max(...asked.map((attempts) => attempts.length));
  const cutsDifficulty = shape.byDifficulty && shape.branches.length > 1;
  const ratio = sameModel === 0 ? 0 : Math.sqrt(acrossModels / sameModel);
  const isOneView = acrossModels > 0 && 1 - ratio * ratio < (NARROWEST_STEP / STEP_OF_DEVIATION) ** 2;
  const repeats = sameModel === 0 || isOneView ? [] : askedAgain(asked);
  // Where every attempt has its own axis, and each axis opens while all before it are open, they say all of Z that
  // matters.
  const isNested =
    !cutsDifficulty &&
    asked.every((attempts) => attempts.every((attempt) => repeats.includes(attempt)) && opensNested(attempts));
  const isShared = acrossModels > 0 && (cutsDifficulty || !asked.every((attempts) => needsNoZ(attempts, repeats)));
  const hasZ = isShared && !isNested;
  const isDeep = hasZ && (isOneView || repeats.length > 0 || most > 2 || acrossModels > MUCH_IN_COMMON);
  return { asked, most, cutsDifficulty, ratio, isOneView, repeats, isNested, hasZ, isDeep };
}

/** Views that some branch asks more than once. */
function askedAgain(asked: readonly (readonly number[])[]): number[] {
  return [...new Set(asked.flatMap((attempts) => attempts.filter((a, i) => attempts.indexOf(a) < i)))];
}

/** One attempt, or one model again and again: what models share says nothing more about it. */
function needsNoZ(attempts: readonly number[], repeats: readonly number[]): boolean {
  return attempts.length === 1 || attempts.every((attempt) => attempt === attempts[0] && repeats.includes(attempt));
}

/** Own axes that are open at once, at the most. */
export function mostOpen(asked: readonly (readonly number[])[], repeats: readonly number[]): number {
  return Math.max(
    1,
    ...asked.flatMap((attempts) =>
      attempts.map(
        (_, i) =>
          repeats.filter(
            (model) => attempts.indexOf(model) >= 0 && attempts.indexOf(model) <= i && attempts.lastIndexOf(model) >= i,
          ).length,
      ),
    ),
  );
}

/** Correlation of two own axes that no Z joins. */
export function correlationOf({ isNested, ratio }: GridNeed): number {
  return isNested ? ratio * ratio : 0;
}

/**
 * Whether every model that is asked in this order is first asked while all models before it are still to be asked
 * again.
 */
function opensNested(asked: readonly number[]): boolean {
  return asked.every(
    (attempt, i) => asked.indexOf(attempt) < i || asked.slice(0, i).every((earlier) => asked.lastIndexOf(earlier) > i),
  );
}
