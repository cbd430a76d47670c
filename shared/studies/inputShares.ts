import { unknownDraws } from "#shared/engine/unknownDraws.ts";
import { varianceShares } from "#shared/forecast/answers/answers.ts";
import { effectiveTrials } from "#shared/forecast/answers/simulationError.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { Unknown } from "#shared/plan/unknowns/unknowns.ts";
import { firstOrderShare } from "#shared/statistics/sensitivity.ts";
import type { StudyContext } from "./study.ts";

/** What the uncertainty of a year's spend is made of, from one forecast of few trials. */
export interface InputShares {
  /** Inputs that move spend, largest share first; with `runs` and `together` the shares sum to 1. */
  readonly inputs: readonly { readonly unknown: Unknown; readonly share: number }[];
  /** Run-to-run variation. */
  readonly runs: number;
  /** What inputs do together. */
  readonly together: number;
}

/** Enough to rank a score of inputs while somebody is typing; Drivers asks more. */
const TRIALS = 2_000;

/** Shares of variance by input of a plan without correlations, such as that of the guided set-up. */
export async function inputSharesStudy(
  { plan }: { readonly plan: Plan },
  { simulate, seed, reportProgress }: StudyContext,
): Promise<InputShares> {
  const asIs = resolvePlan(plan);
  const resolved = { ...asIs, budget: { ...asIs.budget, atExhaustion: "overrun" as const } };
  reportProgress(0, 1);
  const base = await simulate(resolved, TRIALS);
  reportProgress(1, 1);
  const known = effectiveTrials(base);
  const draws = unknownDraws(
    resolved,
    seed,
    base.reforecast?.trialOf ?? Float64Array.from({ length: base.trials }, (_, trial) => trial),
  );
  const inputs = draws
    .filter(({ unknown }) => !/^\/workloads\/[^/]+\/outcome\//.test(unknown.pointer))
    .map(({ unknown, values }) => ({
      unknown,
      share: Math.max(0, firstOrderShare(values, base.spend, known).share),
    }))
    .toSorted((one, other) => other.share - one.share);
  const runs = Math.max(0, varianceShares(base).runToRun);
  const sum = inputs.reduce((all, { share }) => all + share, runs);
  const scale = sum > 1 ? 1 / sum : 1;
  return {
    inputs: inputs.map(({ unknown, share }) => ({ unknown, share: share * scale })),
    runs: runs * scale,
    together: sum > 0 ? Math.max(0, 1 - sum) : 0,
  };
}
