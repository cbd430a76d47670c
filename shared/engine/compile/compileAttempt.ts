import { compileTokens } from "#shared/distributions/tokens.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import { blendedPrice } from "#shared/plan/blendedPrice.ts";
import type { ResolvedAttempt, ResolvedPlan } from "#shared/plan/resolved.ts";
import { under, type Key } from "#shared/random/random.ts";
import { TOKENS_PER_MTOK } from "#shared/units.ts";
import { compileAttemptPrice } from "./compileModel.ts";
import type { CompiledAttempt } from "./compiled.ts";
import type { DrawCompiler } from "./draws.ts";
import { MOST_TERMS } from "#shared/engine/route/grids.ts";
import { compileFactor, factorNodes } from "./runawayFactor.ts";
import { cutTail, NO_TAIL } from "./tailCut.ts";
import { compileTokenSeries } from "#shared/engine/route/tokenPanels.ts";

/** Where an attempt is made, for how much of its distribution is left to its tail. */
export interface AttemptUse {
  /** JSON pointer of its workload. */
  readonly workload: string;
  /** Tasks of a month of the workload, about. */
  readonly tasks: number;
  /** Most attempts of a task. */
  readonly slots: number;
  /** No attempt is left to the tail: the moments of the body are those of all attempts. */
  readonly isWhole: boolean;
}

/** Compiles one model's attempts at a workload's tasks; `group` as in CompiledAttempt. */
export function compileAttempt(
  plan: ResolvedPlan,
  attempt: ResolvedAttempt,
  use: AttemptUse,
  draws: DrawCompiler,
  group: number,
): CompiledAttempt {
  const model = plan.models.findIndex(({ id }) => id === attempt.pricedAt);
  const { price } = plan.models[model]!;
  const { mix, runaway, success } = attempt;
  const curve = compileTokens(attempt.tokens);
  const nodes = runawayNodes(attempt);
  const tail = use.isWhole
    ? NO_TAIL
    : cutTail({
        curve,
        limit: attempt.limit,
        tasks: use.tasks,
        slots: use.slots,
        runawayShare: runaway.share,
        factors: nodes,
      });
  return {
    model,
    name: under({ a: 0xa4093822 | 0, b: 0x299f31d0 }, attempt.viewOf).a,
    group,
    pricePerToken: blendedPrice(mix, price) / TOKENS_PER_MTOK,
    ...compileAttemptPrice(plan, attempt, use.workload, draws),
    series: compileTokenSeries(curve, MOST_TERMS),
    curve,
    lnLimit: Math.log(attempt.limit),
    limit: attempt.limit,
    runs: "runs" in attempt.tokens ? (attempt.tokens.runs ?? null) : null,
    ...truthNames(plan, `${use.workload}${pointerOf(["attempts", attempt.drawnAs])}`, draws.nameOf),
    runawayShare: runaway.share,
    runawayFactor: compileFactor(runaway.factor),
    factorNodes: tail.runawayTailShare === 1 ? [] : nodes,
    ...tail,
    byEffort: success.byEffort,
    successRuns: success.runs,
  };
}

/** The same attempts without a tail. */
export function withoutTail(compiled: CompiledAttempt, attempt: ResolvedAttempt): CompiledAttempt {
  return { ...compiled, ...NO_TAIL, factorNodes: runawayNodes(attempt) };
}

function runawayNodes({ runaway }: ResolvedAttempt): CompiledAttempt["factorNodes"] {
  return runaway.share > 0 ? factorNodes(runaway.factor) : [];
}

/** What a pilot says of tokens and of success are two things: one can be drawn anew without the other. */
function truthNames(
  { redrawn }: ResolvedPlan,
  pointer: string,
  nameOf: (pointer: string) => Key,
): Pick<CompiledAttempt, "truth" | "successTruth"> {
  const name = nameOf(pointer);
  const isAnew = (part: string): boolean => redrawn?.includes(`${pointer}/${part}`) === true;
  return {
    truth: isAnew("tokens#pilot") ? under(name, "pilot anew") : name,
    successTruth: isAnew("success#runs") ? under(name, "success anew") : name,
  };
}
