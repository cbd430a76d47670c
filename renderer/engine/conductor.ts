import { assembleSamples, layoutOf } from "../../shared/engine/columns.ts";
import { compilePlan } from "../../shared/engine/compile.ts";
import type { Samples } from "../../shared/engine/samples.ts";
import { runForecast, runTrials } from "../../shared/engine/schedule.ts";
import type { CancelSignal, EngineWorkers } from "../../shared/engine/schedule.ts";
import { ENGINE_VERSION, replayTrial, TWIN_EVERY } from "../../shared/engine/simulate.ts";
import { forecastOf } from "../../shared/forecast/answers.ts";
import { trialFiguresOf } from "../../shared/forecast/comparison.ts";
import type { TrialFigures } from "../../shared/forecast/comparison.ts";
import { outlookOf } from "../../shared/forecast/outlook.ts";
import type { ReplayedTrial } from "../../shared/forecast/outlook.ts";
import { planHash } from "../../shared/plan/canonical.ts";
import { resolvePlan } from "../../shared/plan/defaults.ts";
import type { ResolvedPlan } from "../../shared/plan/resolved.ts";
import { applyScenario } from "../../shared/plan/scenarios.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import type { Answers, ForecastEvent, ForecastRequest } from "../state/answers.ts";

/** Trials of the first picture. */
export const FIRST_TRIALS = 500;
/** They are handed out in small chunks, so that all workers share them. */
const FIRST_CHUNK = 125;
/** Trials at which the picture is drawn anew while it refines. */
const PICTURES_AT = [2_000, 5_000];
/** Refining waits until the hand stops, so that the workers are free for the next move. Milliseconds. */
const SETTLE = 120;
/** Forecasts whose trials are kept: a plan and its overlaid scenarios, before and after. */
const KEPT = 8;

/** Samples of a forecast, and what makes them tell their days. */
interface Kept {
  readonly samples: Samples;
  /** The budget under which they ran out. */
  readonly budget: number;
  readonly replay: (trial: number) => ReplayedTrial;
}

export interface ConductorWorld {
  readonly pool: EngineWorkers;
  /** Resolves after so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** Runs forecasts one at a time and answers from kept trials what needs no new ones. */
export interface Conductor {
  readonly run: (request: ForecastRequest, tell: (event: ForecastEvent) => void, signal: CancelSignal) => Promise<void>;
}

/**
 * A forecast in three steps: from kept trials at once where only the budget or the confidence changed; else from the first few hundred
 * trials; then from all of them. Every step is whole answers of this very plan.
 */
export function createConductor({ pool, wait }: ConductorWorld): Conductor {
  const kept = new Map<string, Kept>();
  let hashed: { readonly plan: Plan; readonly hash: string } | null = null;

  const hashOf = (plan: Plan): string => {
    hashed = hashed?.plan === plan ? hashed : { plan, hash: planHash(plan) };
    return hashed.hash;
  };
  const keep = (key: string, value: Kept): void => {
    kept.delete(key);
    kept.set(key, value);
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  };

  const run: Conductor["run"] = async (request, tell, signal) => {
    const { plan, scenario, seed, trials } = request;
    const resolved = resolvePlan(scenario === null ? plan : applyScenario(plan, scenario));
    const about = { planName: plan.name, planHash: hashOf(plan), scenario, seed, engine: ENGINE_VERSION };
    const answersFrom = (samples: Samples, replay: Kept["replay"]): Answers => ({
      version: request.version,
      scenario,
      facts: { name: resolved.name, currency: resolved.currency, start: resolved.start, monthStarts: resolved.monthStarts, budget: resolved.budget },
      forecast: forecastOf(samples, resolved, about),
      outlook: outlookOf(samples, resolved, replay),
      trials: compact(trialFiguresOf(samples, resolved)),
    });

    const key = trialKey(resolved, seed);
    const known = kept.get(key);
    if (known !== undefined) {
      const isExact = known.budget === resolved.budget.amount;
      const answers = answersFrom(isExact ? known.samples : withBudget(known, resolved), known.replay);
      if (isExact && known.samples.trials >= trials) {
        tell({ type: "ready", answers });
        return;
      }
      tell({ type: "soFar", answers });
    }

    const replay = lazyReplay(resolved, seed);
    if (known === undefined) {
      const layout = layoutOf({ ...resolved, twinEvery: TWIN_EVERY });
      const first = await runTrials({
        pool, plan: resolved, seed, signal, trials: Math.min(FIRST_TRIALS, trials), twinEvery: TWIN_EVERY, chunkTrials: FIRST_CHUNK,
        assemble: (chunks) => assembleSamples(layout, chunks),
      });
      if (first.status === "cancelled") return;
      if (first.status === "failed") {
        tell({ type: "failed", message: first.message });
        return;
      }
      const answers = answersFrom(first.result, replay);
      if (first.result.trials >= trials) {
        tell({ type: "ready", answers });
        return;
      }
      tell({ type: "soFar", answers });
    }
    await wait(SETTLE);
    if (signal.aborted) return;

    const pictures = known === undefined ? PICTURES_AT.filter((at) => at < trials) : [];
    const end = await runForecast({
      pool, plan: resolved, seed, signal, trials,
      onProgress: ({ doneTrials, soFar }) => {
        tell({ type: "progress", doneTrials, trials });
        if (pictures[0] === undefined || doneTrials < pictures[0]) return;
        const samples = soFar();
        // Chunks of a slow worker may be missing in the middle: the picture waits for them.
        if (samples === null || samples.trials < pictures[0]) return;
        pictures.shift();
        tell({ type: "soFar", answers: answersFrom(samples, replay) });
      },
    });
    if (end.status === "cancelled") return;
    if (end.status === "failed") {
      tell({ type: "failed", message: end.message });
      return;
    }
    keep(key, { samples: end.result, budget: resolved.budget.amount, replay });
    tell({ type: "ready", answers: answersFrom(end.result, replay) });
  };
  return { run };
}

/** Everything that moves a trial, as text: names, phasing and confidence do not, the amount only where work stops at it. */
function trialKey({ name, budget, ...others }: ResolvedPlan, seed: number): string {
  return JSON.stringify([seed, budget.atExhaustion === "block" ? budget.amount : null, name === "" ? "" : null, others]);
}

/** Replays trials of a plan, each once: the plan is compiled when the first is asked for. */
function lazyReplay(plan: ResolvedPlan, seed: number): (trial: number) => ReplayedTrial {
  const replayed = new Map<number, ReplayedTrial>();
  let compiled: ReturnType<typeof compilePlan> | null = null;
  return (trial) => {
    compiled ??= compilePlan(plan, seed, 0);
    const known = replayed.get(trial) ?? replayTrial(compiled, trial);
    replayed.set(trial, known);
    return known;
  };
}

/**
 * The same years under another budget: spend is unchanged where work does not stop, and each year runs out in the month in which it
 * reaches the amount. The day within that month follows the mean course of that month's spend, until the full run says it exactly.
 */
export function withBudget({ samples, replay }: Pick<Kept, "samples" | "replay">, plan: ResolvedPlan): Samples {
  const { monthStarts, start, budget } = plan;
  const reached = budget.amount * (1 - 1e-9);
  const courses = meanCourse(samples, replay, monthStarts.map((day) => day - start));
  const runOutDay = new Float64Array(samples.trials).fill(-1);
  for (let trial = 0; trial < samples.trials; trial++) {
    let before = 0;
    for (const [m, month] of samples.months.entries()) {
      const spent = month[trial]!;
      if (before + spent >= reached) {
        const share = spent > 0 ? (reached - before) / spent : 0;
        const { firstDay, shares } = courses[m]!;
        const day = shares.findIndex((done) => done >= share);
        runOutDay[trial] = firstDay + (day < 0 ? shares.length - 1 : day);
        break;
      }
      before += spent;
    }
  }
  return { ...samples, runOutDay };
}

/** Trials replayed for the mean course. */
const COURSE_TRIALS = 16;

/** Share of each month's spend that is spent by the end of each of its days, over a few years. */
function meanCourse(samples: Samples, replay: Kept["replay"], monthStarts: readonly number[]): { readonly firstDay: number; readonly shares: readonly number[] }[] {
  const years = Array.from({ length: Math.min(COURSE_TRIALS, samples.trials) }, (_, trial) => replay(trial).daySpend);
  return monthStarts.slice(0, -1).map((firstDay, m) => {
    const days = monthStarts[m + 1]! - firstDay;
    let sum = 0;
    const sums = Array.from({ length: days }, (_, day) => (sum += years.reduce((all, year) => all + year[firstDay + day]!, 0)));
    return { firstDay, shares: sums.map((done, day) => (sum > 0 ? done / sum : (day + 1) / days)) };
  });
}

/** The same figures in arrays of their own: a part of a larger array would take all of that with it to the page. */
function compact({ spend, netValue, outcomes }: TrialFigures): TrialFigures {
  return { spend: spend.slice(), netValue: netValue.slice(), outcomes: Object.fromEntries(Object.entries(outcomes).map(([id, figures]) => [id, figures.slice()])) };
}
