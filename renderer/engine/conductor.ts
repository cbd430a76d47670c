import { assembleSamples } from "#shared/engine/assembleSamples.ts";
import { layoutOf } from "#shared/engine/columns.ts";
import type { Samples } from "#shared/engine/samples.ts";
import { runForecast, runTrials } from "#shared/engine/schedule.ts";
import type { CancelSignal, EngineWorkers } from "#shared/engine/workers.ts";
import { ENGINE_VERSION, TWIN_EVERY } from "#shared/engine/simulate.ts";
import { forecastFrom } from "#shared/forecast/answers/answers.ts";
import { BANDS_FROM, outlookFrom } from "#shared/forecast/answers/outlook.ts";
import { planHash } from "#shared/plan/canonical.ts";
import { resolveScenario } from "#shared/plan/defaults.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { Answers, ForecastEvent, ForecastRequest } from "#renderer/state/answers.ts";
import { FIRST_TRIALS } from "#renderer/state/forecastSlice.ts";
import { createTrialCache, lazyReplay, readOff, trialKey, type CachedTrials, type Replays } from "./trialCache.ts";
import { withBudget } from "./otherBudget.ts";

/** They are handed out in small chunks, so that all workers end together. */
const FIRST_CHUNK = 25;
/** Trials at which the chart is drawn anew while it refines: with bands as soon as it may have some. */
const CHARTS_AT = [BANDS_FROM, 5_000];
/** Refining waits until the hand stops, so that the workers are free for the next move. Milliseconds. */
const SETTLE = 120;
export interface ConductorContext {
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
export function createConductor({ pool, wait }: ConductorContext): Conductor {
  const cache = createTrialCache();
  const run: Conductor["run"] = async (request, report, signal) => {
    const job = jobOf(request, report, signal, cache.get);
    if (job.known !== undefined && answerFromCache(job, job.known)) return;
    if (job.known === undefined && (await runFirst(job, pool)) === "over") return;
    await wait(SETTLE);
    if (signal.aborted) return;
    const whole = await runAll(job, pool);
    if (whole === null) return;
    cache.keep(job.key, whole);
    report({ type: "ready", answers: job.answersFrom(whole) });
  };
  return { run };
}

/** One forecast that is asked for, and what is known of it. */
interface Job {
  readonly request: ForecastRequest;
  readonly resolved: ResolvedPlan;
  readonly report: (event: ForecastEvent) => void;
  readonly signal: CancelSignal;
  /** Of its trials, in the cache. */
  readonly key: string;
  /** Trials of the same plan, perhaps under another budget. */
  readonly known: CachedTrials | undefined;
  readonly replays: Replays;
  readonly answersFrom: (trials: CachedTrials, samples?: Samples) => Answers;
}

function jobOf(
  request: ForecastRequest,
  report: Job["report"],
  signal: CancelSignal,
  cached: (key: string) => CachedTrials | undefined,
): Job {
  const { plan, scenario, seed, version } = request;
  const resolved = resolveScenario(plan, scenario);
  const about = { planName: plan.name, planHash: planHash(plan), scenario, seed, engine: ENGINE_VERSION };
  const { name, currency, start, monthStarts, budget } = resolved;
  const key = trialKey(resolved, seed);
  const known = cached(key);
  return {
    request,
    resolved,
    report,
    signal,
    key,
    known,
    replays: known ?? lazyReplay(resolved, seed),
    answersFrom: ({ figures, charts, trials, samples: own }, samples = own) => ({
      version,
      scenario,
      facts: { name, currency, start, monthStarts, budget },
      forecast: forecastFrom(figures, samples, resolved, about),
      outlook: outlookFrom(charts, samples, resolved),
      trials,
    }),
  };
}

/** Answers from kept trials. True: nothing is left to simulate. */
function answerFromCache({ request, resolved, report, answersFrom }: Job, known: CachedTrials): boolean {
  const isExact = known.budget === resolved.budget.amount;
  if (isExact && known.samples.trials >= request.trials) {
    report({ type: "ready", answers: answersFrom(known) });
    return true;
  }
  const samples = isExact ? known.samples : withBudget(known.samples, known.courses(), resolved);
  report({ type: "soFar", answers: answersFrom(known, samples) });
  return false;
}

/** The first few hundred trials. "over": the forecast has ended, with all its trials or without. */
async function runFirst(job: Job, pool: EngineWorkers): Promise<"over" | "goes on"> {
  const { request, resolved, report, signal, replays, answersFrom } = job;
  const layout = layoutOf({ ...resolved, twinEvery: TWIN_EVERY });
  const running = runTrials({
    pool,
    plan: resolved,
    seed: request.seed,
    signal,
    trials: Math.min(FIRST_TRIALS, request.trials),
    twinEvery: TWIN_EVERY,
    chunkTrials: FIRST_CHUNK,
    assemble: (chunks) => assembleSamples(layout, chunks),
  });
  // While the workers simulate, this thread has nothing else to do.
  replays.prepare();
  const first = await running;
  if (first.status === "cancelled") return "over";
  if (first.status === "failed") {
    report({ type: "failed", message: first.message });
    return "over";
  }
  const answers = answersFrom(readOff(first.result, resolved, request.seed, replays, undefined));
  const isAll = first.result.trials >= request.trials;
  report({ type: isAll ? "ready" : "soFar", answers });
  return isAll ? "over" : "goes on";
}

/** All trials, with charts on the way where there were none before. Null: cancelled, or failed, which is reported. */
async function runAll(job: Job, pool: EngineWorkers): Promise<CachedTrials | null> {
  const { request, resolved, report, signal, replays, known, answersFrom } = job;
  const { seed, trials } = request;
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
      report({ type: "soFar", answers: answersFrom(readOff(samples, resolved, seed, replays, known)) });
    },
  });
  if (end.status === "failed") report({ type: "failed", message: end.message });
  return end.status === "done" ? readOff(end.result, resolved, seed, replays, known) : null;
}
