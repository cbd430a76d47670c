import { errorOfMean } from "#shared/forecast/answers/simulationError.ts";
import { toDecimals } from "#shared/format/digits.ts";
import { mean } from "#shared/statistics/moments.ts";
import { hasOverrun } from "#shared/plan/budget.ts";
import { leadModel } from "#shared/plan/leadModel.ts";
import { uncertainQuantile } from "#shared/distributions/uncertain.ts";
import { medianTokens, resolveScenario } from "#shared/plan/defaults.ts";
import { withAttemptCapSize } from "#shared/plan/edits/capEdits.ts";
import { setAt, setMonthCap } from "#shared/plan/edits/edits.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import { applyScenario } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { simulateFromFirst, type YearSamples } from "#shared/studies/simulateChanged.ts";
import type { StudyContext } from "#shared/studies/study.ts";

/**
 * What is sized: the cap of one attempt (tokens), the cap of the month (money), or the share of tasks that a router
 * gives to its first branch.
 */
export type SizedThing = "attempt cap" | "month cap" | "router";

export interface BestSizeQuestion {
  readonly plan: Plan;
  readonly scenario: string | null;
  readonly workload: string;
  readonly thing: SizedThing;
  /** Most that the chance to overrun may be. */
  readonly risk: number;
}

export interface BestSize {
  readonly thing: SizedThing;
  /** Null: no size keeps the chance to overrun that low. */
  readonly best: SizePoint | null;
  /** Sizes that are worth as much within their error, the smallest and the largest. */
  readonly flat: readonly [number, number] | null;
  /** Every size that was tried, ascending. */
  readonly tried: readonly SizePoint[];
  readonly trials: number;
}

export interface SizePoint {
  readonly size: number;
  /**
   * Mean net value of the year, money, and the standard error of its distance from the best on the same simulated
   * years.
   */
  readonly netValue: number;
  readonly error: number;
  readonly overrun: number;
}

const TRIALS = 800;
/** First a grid over the whole range, then finer ones about the best: never more than 40 forecasts. */
const GRID = 9;
const ROUNDS = 3;
const FINER = 6;

/**
 * The size of one rule of a workload that makes the year worth most, as far as the chance to overrun stays within a
 * risk. The forecasts have common random numbers, so that two sizes are separated by far fewer trials than either is
 * known by.
 */
export async function bestSizeStudy(
  question: BestSizeQuestion,
  { simulate, reportProgress }: StudyContext,
): Promise<BestSize> {
  const { plan, scenario, workload: id, thing, risk } = question;
  const active = scenario === null ? plan : applyScenario(plan, scenario);
  const { from, to, isLog, planAt } = await rangeOf(active, id, thing, simulate);
  const simulateSize = simulateFromFirst(simulate, TRIALS);
  const known = new Map<number, Tried>();
  const most = GRID + ROUNDS * FINER;
  const tryAt = async (place: number): Promise<void> => {
    if (known.has(place)) return;
    const size = isLog ? from * (to / from) ** place : from + (to - from) * place;
    const samples = await simulateSize(resolveScenario(planAt(size), null));
    known.set(place, triedOf(size, samples, active.budget.amount));
    reportProgress(known.size, most);
  };
  reportProgress(0, most);
  for (let i = 0; i < GRID; i++) await tryAt(i / (GRID - 1));
  let step = 1 / (GRID - 1);
  for (let round = 0; round < ROUNDS; round++) {
    const best = bestOf(known, risk);
    if (best === null) break;
    const finer = step / (FINER / 2 + 1);
    for (let k = -FINER / 2; k <= FINER / 2; k++) {
      const place = best + k * finer;
      if (k !== 0 && place > 0 && place < 1) await tryAt(toDecimals(place, 9));
    }
    step = finer;
  }
  const best = bestOf(known, risk);
  const ordered = [...known.entries()].toSorted(([one], [other]) => one - other);
  const top = best === null ? null : known.get(best)!;
  const points = ordered.map(([, tried]): SizePoint => pointOf(tried, top));
  const alike =
    top === null
      ? []
      : points.filter(
          ({ netValue, error, overrun }) => overrun <= risk && pointOf(top, top).netValue - netValue <= 2 * error,
        );
  return {
    thing,
    trials: TRIALS,
    tried: points,
    best: top === null ? null : pointOf(top, top),
    flat:
      alike.length > 1
        ? [Math.min(...alike.map(({ size }) => size)), Math.max(...alike.map(({ size }) => size))]
        : null,
  };
}

interface Tried {
  readonly size: number;
  readonly netValue: Float64Array;
  readonly mean: number;
  readonly overrun: number;
}

function triedOf(size: number, samples: YearSamples, budget: number): Tried {
  const netValue = new Float64Array(samples.trials);
  for (const workload of samples.workloads)
    for (let i = 0; i < netValue.length; i++) netValue[i]! += workload.netValue[i]!;
  return {
    size,
    netValue,
    mean: mean(netValue),
    overrun: samples.spend.filter((spend) => hasOverrun(spend, budget)).length / samples.trials,
  };
}

function bestOf(known: ReadonlyMap<number, Tried>, risk: number): number | null {
  let best: number | null = null;
  for (const [place, { mean, overrun }] of known)
    if (overrun <= risk && (best === null || mean > known.get(best)!.mean)) best = place;
  return best;
}

function pointOf({ size, netValue, mean, overrun }: Tried, best: Tried | null): SizePoint {
  if (best === null) return { size, netValue: mean, error: 0, overrun };
  const difference = netValue.map((value, i) => value - best.netValue[i]!);
  return { size, netValue: mean, error: errorOfMean(difference), overrun };
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly isLog: boolean;
  readonly planAt: (size: number) => Plan;
}

async function rangeOf(
  active: Plan,
  id: string,
  thing: SizedThing,
  simulate: StudyContext["simulate"],
): Promise<Range> {
  const { scenarios: _, ...plan } = active;
  const workload = plan.workloads[id];
  if (workload === undefined) throw new Error(`the plan has no workload ${id}`);
  switch (thing) {
    case "attempt cap": {
      const { route } = workload;
      const lead = leadModel(route);
      const median =
        medianTokens(workload.attempts[lead]!.tokens) *
        uncertainQuantile(workload.tokensMultiplier ?? 1, 0.5) *
        uncertainQuantile(plan.shared?.tokens ?? 1, 0.5);
      return {
        from: 0.5 * median,
        to: 20 * median,
        isLog: true,
        planAt: (size) => withAttemptCapSize(plan, id, size),
      };
    }
    case "month cap": {
      const free = await simulate(resolveScenario(setMonthCap(plan, id, null).plan, null), TRIALS);
      const w = Object.keys(plan.workloads).indexOf(id);
      const expensive = sortedQuantile(free.workloads[w]!.spend.slice().sort(), 0.95) / (plan.fiscalYear.months / 2);
      return {
        from: Math.max(1, expensive / 60),
        to: Math.max(2, expensive),
        isLog: true,
        planAt: (size) => setMonthCap(plan, id, { atCap: "block", ...workload.monthCap, amount: size }).plan,
      };
    }
    case "router": {
      const { route } = workload;
      if (!("choose" in route) || route.choose.length !== 2)
        throw new Error("the workload has no route of two branches to share its tasks between");
      const [first, second] = route.choose;
      return {
        from: 0.02,
        to: 0.98,
        isLog: false,
        planAt: (size) =>
          setAt(plan, pointerOf(["workloads", id, "route"]), { ...route, choose: [{ ...first, upTo: size }, second] }),
      };
    }
  }
}
