import { reachedFrom } from "#shared/plan/budget.ts";
import { assembleSamples } from "#shared/engine/assembleSamples.ts";
import { layoutOf } from "#shared/engine/columns.ts";
import type { Samples } from "#shared/engine/samples.ts";
import { runForecast, runTrials, type CancelSignal, type EngineWorkers } from "#shared/engine/schedule.ts";
import { ENGINE_VERSION, replayOf, TWIN_EVERY } from "#shared/engine/simulate.ts";
import { forecastFrom, spendFiguresOf, type SpendFigures } from "#shared/forecast/answers/answers.ts";
import { compactFigures, trialFiguresOf, type TrialFigures } from "#shared/forecast/answers/trialFigures.ts";
import {
  BANDS_FROM,
  outlookFrom,
  yearChartsOf,
  type ReplayedTrial,
  type YearCharts,
} from "#shared/forecast/answers/outlook.ts";
import { planHash } from "#shared/plan/canonical.ts";
import { resolveScenario } from "#shared/plan/defaults.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { Answers, ForecastEvent, ForecastRequest } from "#renderer/state/answers.ts";

/** Trials of the first chart: as many as two cores simulate while a hand has not yet noticed that it waits. */
export const FIRST_TRIALS = 200;
/** They are handed out in small chunks, so that all workers end together. */
const FIRST_CHUNK = 25;
/** Trials at which the chart is drawn anew while it refines: with bands as soon as it may have some. */
const CHARTS_AT = [BANDS_FROM, 5_000];
/** Refining waits until the hand stops, so that the workers are free for the next move. Milliseconds. */
const SETTLE = 120;
/** Forecasts whose trials are kept: a plan and its overlaid scenarios, before and after. */
const KEPT = 8;

/**
 * Samples of a forecast, what has been read off them once and holds under every budget, and what makes them state their
 * days.
 */
interface Kept extends Replays {
  readonly samples: Samples;
  /** The budget under which they ran out. */
  readonly budget: number;
  readonly figures: SpendFigures;
  readonly charts: YearCharts;
  readonly trials: TrialFigures;
  readonly courses: () => readonly MonthCourse[];
}

export interface ConductorWorld {
  readonly pool: EngineWorkers;
  /** Resolves after so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** Runs forecasts one at a time and answers from kept trials what needs no new ones. */
export interface Conductor {
  readonly run: (
    request: ForecastRequest,
    report: (event: ForecastEvent) => void,
    signal: CancelSignal,
  ) => Promise<void>;
}

/**
 * A forecast in three steps: from kept trials at once where only the budget or the confidence changed; else from the
 * first few hundred trials; then from all of them. Every step is whole answers of this very plan.
 */
export function createConductor({ pool, wait }: ConductorWorld): Conductor {
  const kept = new Map<string, Kept>();

  const keep = (key: string, value: Kept): void => {
    kept.delete(key);
    kept.set(key, value);
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  };

  const run: Conductor["run"] = async (request, report, signal) => {
    const { plan, scenario, seed, trials } = request;
    const resolved = resolveScenario(plan, scenario);
    const about = { planName: plan.name, planHash: planHash(plan), scenario, seed, engine: ENGINE_VERSION };
    const facts = {
      name: resolved.name,
      currency: resolved.currency,
      start: resolved.start,
      monthStarts: resolved.monthStarts,
      budget: resolved.budget,
    };
    const answersFrom = (known: Kept, samples = known.samples): Answers => ({
      version: request.version,
      scenario,
      facts,
      forecast: forecastFrom(known.figures, samples, resolved, about),
      outlook: outlookFrom(known.charts, samples, resolved),
      trials: known.trials,
    });

    const key = trialKey(resolved, seed);
    const known = kept.get(key);
    if (known !== undefined) {
      const isExact = known.budget === resolved.budget.amount;
      if (isExact && known.samples.trials >= trials) {
        report({ type: "ready", answers: answersFrom(known) });
        return;
      }
      report({
        type: "soFar",
        answers: answersFrom(known, isExact ? known.samples : withBudget(known.samples, known.courses(), resolved)),
      });
    }

    const { replay, prepare } = known ?? lazyReplay(resolved, seed);
    /**
     * What is read off samples of this very plan. Kept trials of another budget have the same spend: nothing is read
     * twice.
     */
    const readOff = (samples: Samples): Kept => {
      const isKnown = known !== undefined && samples.trials === known.samples.trials;
      const {
        figures,
        charts,
        courses,
        trials: figuresOfTrials,
      } = isKnown
        ? known
        : {
            figures: spendFiguresOf(samples, resolved),
            charts: yearChartsOf(samples, resolved, replay, samples.trials < BANDS_FROM),
            courses: once(() => meanCourse(samples, replay, resolved)),
            trials: compactFigures(trialFiguresOf(samples, resolved, seed)),
          };
      return {
        samples,
        budget: resolved.budget.amount,
        replay,
        prepare,
        figures,
        charts,
        courses,
        trials: figuresOfTrials,
      };
    };

    if (known === undefined) {
      const layout = layoutOf({ ...resolved, twinEvery: TWIN_EVERY });
      const running = runTrials({
        pool,
        plan: resolved,
        seed,
        signal,
        trials: Math.min(FIRST_TRIALS, trials),
        twinEvery: TWIN_EVERY,
        chunkTrials: FIRST_CHUNK,
        assemble: (chunks) => assembleSamples(layout, chunks),
      });
      // While the workers simulate, this thread has nothing else to do.
      prepare();
      const first = await running;
      if (first.status === "cancelled") return;
      if (first.status === "failed") {
        report({ type: "failed", message: first.message });
        return;
      }
      const answers = answersFrom(readOff(first.result));
      if (first.result.trials >= trials) {
        report({ type: "ready", answers });
        return;
      }
      report({ type: "soFar", answers });
    }
    await wait(SETTLE);
    if (signal.aborted) return;

    const charts = known === undefined ? CHARTS_AT.filter((at) => at < trials) : [];
    const end = await runForecast({
      pool,
      plan: resolved,
      seed,
      signal,
      trials,
      onProgress: ({ doneTrials, soFar }) => {
        report({ type: "progress", doneTrials, trials });
        if (charts[0] === undefined || doneTrials < charts[0]) return;
        const samples = soFar();
        // Chunks of a slow worker may be missing in the middle: the chart waits for them.
        if (samples === null || samples.trials < charts[0]) return;
        charts.shift();
        report({ type: "soFar", answers: answersFrom(readOff(samples)) });
      },
    });
    if (end.status === "cancelled") return;
    if (end.status === "failed") {
      report({ type: "failed", message: end.message });
      return;
    }
    const whole = readOff(end.result);
    keep(key, whole);
    report({ type: "ready", answers: answersFrom(whole) });
  };
  return { run };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => (made ??= { value: make() }).value;
}

/**
 * Everything that moves a trial, as text: names, phasing and confidence do not, the amount only where work stops at it.
 */
function trialKey({ name, budget, seen, ...others }: ResolvedPlan, seed: number): string {
  const past =
    seen === null || seen.under === null ? seen : { ...seen, under: { ...seen.under, name: "", budget: null } };
  return JSON.stringify([
    seed,
    budget.atExhaustion === "block" ? budget.amount : null,
    name === "" ? "" : null,
    others,
    past,
  ]);
}

interface Replays {
  /** Each trial is replayed once. */
  readonly replay: (trial: number) => ReplayedTrial;
  /** Compiles the plan now, not when the first trial is asked for. */
  readonly prepare: () => void;
}

function lazyReplay(plan: ResolvedPlan, seed: number): Replays {
  const replayed = new Map<number, ReplayedTrial>();
  const replay = replayOf(plan, seed);
  return {
    prepare: replay.prepare,
    replay: (trial) => {
      const known = replayed.get(trial) ?? replay.trial(trial);
      replayed.set(trial, known);
      return known;
    },
  };
}

/**
 * The same years under another budget: spend is unchanged where work does not stop, and each year runs out in the month
 * in which it reaches the amount. The day within that month follows the mean course of that month's spend, until the
 * full run says it exactly.
 */
export function withBudget(samples: Samples, courses: readonly MonthCourse[], { budget }: ResolvedPlan): Samples {
  const reached = reachedFrom(budget.amount);
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

/** How a month's spend is spread over its days. */
export interface MonthCourse {
  /** Day of the year, 0 the first. */
  readonly firstDay: number;
  /** Share that is spent by the end of each day of the month. */
  readonly shares: readonly number[];
}

/** The mean course of each month over a few years. */
export function meanCourse(
  samples: Samples,
  replay: (trial: number) => ReplayedTrial,
  { monthStarts, start }: ResolvedPlan,
): MonthCourse[] {
  const years = Array.from({ length: Math.min(COURSE_TRIALS, samples.trials) }, (_, trial) => replay(trial).daySpend);
  return monthStarts.slice(0, -1).map((first, m) => {
    const firstDay = first - start;
    const days = monthStarts[m + 1]! - first;
    let sum = 0;
    const sums = Array.from(
      { length: days },
      (_, day) => (sum += years.reduce((all, year) => all + year[firstDay + day]!, 0)),
    );
    return { firstDay, shares: sums.map((done, day) => (sum > 0 ? done / sum : (day + 1) / days)) };
  });
}
