import { createScratch } from "#shared/engine/numbers/scratch.ts";
import { evaluateAttempts } from "./attemptMoments.ts";
import type { RouteContext } from "./routeContext.ts";
import { routeMoments, walkRoute } from "./routeMoments.ts";
import { clearTaskMoments, createTaskMoments, type TaskMoments } from "./taskMoments.ts";
import { createRouteScratch, forgetAttempts, type RouteScratch } from "./routeScratch.ts";

/**
 * The tasks of one route of a workload through a year: moments of a task at each amount of token growth, evaluated at
 * one to three points of a phase and interpolated (section 4 of `shared/engine/README.md`). A phase is a run of epochs
 * with the same rules and prices.
 */
export interface RouteTasks {
  /** By epoch; null: there is no such route. */
  readonly contexts: readonly (RouteContext | null)[];
  readonly phases: readonly PhaseMoments[];
  /** By policy. */
  readonly scratches: readonly (RouteScratch | null)[];
  readonly calendar: PhaseCalendar;
}

/** Where the epochs of a workload begin, and which have the same rules and prices in the trial in hand. */
export interface PhaseCalendar {
  readonly epochs: readonly { readonly start: number; readonly policy: number }[];
  /** Days of the year. */
  readonly days: number;
  /** First epoch of the phase of each epoch. */
  readonly phase: Int32Array;
}

/**
 * Moments at up to three amounts of token growth, to interpolate between; none: too much growth, evaluated each time.
 */
interface PhaseMoments {
  isReady: boolean;
  growths: number;
  readonly growth: Float64Array;
  readonly at: readonly TaskMoments[];
  readonly now: TaskMoments;
}

/** What is to be known of a route's tasks, as long as it is not. `contexts` by epoch. */
export function createRouteTasks(contexts: readonly (RouteContext | null)[], calendar: PhaseCalendar): RouteTasks {
  const attempts = contexts[0]?.attempts.length ?? contexts.find((context) => context !== null)?.attempts.length ?? 0;
  const policies = Math.max(...calendar.epochs.map(({ policy }) => policy)) + 1;
  return {
    contexts,
    calendar,
    phases: contexts.map(() => ({
      isReady: false,
      growths: 0,
      growth: createScratch(3),
      at: [createTaskMoments(attempts), createTaskMoments(attempts), createTaskMoments(attempts)],
      now: createTaskMoments(attempts),
    })),
    scratches: Array.from({ length: policies }, (_, policy) => {
      const context = contexts[calendar.epochs.findIndex((epoch) => epoch.policy === policy)] ?? null;
      return context === null ? null : createRouteScratch(context.route, context.attempts);
    }),
  };
}

/** Forgets all moments: another trial has other parameters. */
export function forgetMoments({ phases, scratches }: RouteTasks): void {
  for (let i = 0; i < phases.length; i++) phases[i]!.isReady = false;
  for (let i = 0; i < scratches.length; i++) if (scratches[i] !== null) forgetAttempts(scratches[i]!);
}

/**
 * ln growth over a phase up to which two, and three, points determine the curve between them: costs on the templates
 * are then within 1e-3 (measured).
 */
const NEARLY_STRAIGHT_GROWTH = 0.12;
const SMOOTH_GROWTH = 0.5;

/**
 * Moments of a task of an epoch at its ln growth of tokens; `daily` is the growth of one day. Valid until the next call
 * for the same phase.
 */
export function momentsAt(tasks: RouteTasks, epoch: number, daily: number, growth: number): TaskMoments {
  const { calendar, phases } = tasks;
  const first = calendar.phase[epoch]!;
  const phase = phases[first]!;
  if (!phase.isReady) preparePhase(tasks, epoch, daily);
  if (phase.growths === 1) return phase.at[0]!;
  if (phase.growths === 0)
    routeMoments(tasks.contexts[epoch]!, growth, tasks.scratches[calendar.epochs[epoch]!.policy]!, phase.now);
  else interpolate(phase, growth);
  return phase.now;
}

/** Readies an epoch's phase, and with it those that differ from it in prices alone. */
function preparePhase(tasks: RouteTasks, epoch: number, daily: number): void {
  const { contexts, phases, scratches, calendar } = tasks;
  const { epochs, phase: firstOf } = calendar;
  const context = contexts[epoch]!;
  const pricesMatter = context.cap !== null && !context.cap.inTokens;
  let first = epoch;
  let last = epoch;
  while (first > 0 && isPeer(calendar, epoch, pricesMatter, first - 1)) first--;
  while (last + 1 < epochs.length && isPeer(calendar, epoch, pricesMatter, last + 1)) last++;
  const from = daily * epochs[first]!.start;
  const span = daily * (last + 1 < epochs.length ? epochs[last + 1]!.start : calendar.days) - from;
  const growths = growthsFor(span);
  const scratch = scratches[epochs[epoch]!.policy]!;
  for (let i = 0; i < Math.max(1, growths); i++) {
    // Chebyshev points of the span keep the interpolation's error small throughout.
    const growth = growths <= 1 ? from : from + (span * (1 - Math.cos((Math.PI * (2 * i + 1)) / (2 * growths)))) / 2;
    if (growths > 0) evaluateAttempts(context, growth, scratch);
    for (let e = first; e <= last; e++) {
      if (firstOf[e] !== e && e !== first) continue;
      const phase = phases[firstOf[e]!]!;
      phase.isReady = true;
      phase.growths = growths;
      phase.growth[i] = growth;
      if (growths > 0) walkRoute(contexts[firstOf[e]!]!, scratch, phase.at[i]!);
    }
  }
}

/** At how many amounts of growth a phase of this span is evaluated; 0: at each that is asked for. */
function growthsFor(span: number): number {
  if (span === 0) return 1;
  return Math.abs(span) <= NEARLY_STRAIGHT_GROWTH ? 2 : Math.abs(span) <= SMOOTH_GROWTH ? 3 : 0;
}

/**
 * Whether an epoch's moments come from the same attempts: the same rules, and prices that matter to no cap or are the
 * same.
 */
function isPeer({ phase, epochs }: PhaseCalendar, epoch: number, pricesMatter: boolean, other: number): boolean {
  return phase[other] === phase[epoch] || (!pricesMatter && epochs[other]!.policy === epochs[epoch]!.policy);
}

/**
 * Lagrange interpolation in ln growth; cost and tokens as multiples of e^growth, which is all that moves them far from
 * caps.
 */
function interpolate({ growth: at, growths, at: known, now }: PhaseMoments, growth: number): void {
  clearTaskMoments(now);
  for (let i = 0; i < growths; i++) {
    let weight = 1;
    for (let j = 0; j < growths; j++) if (j !== i) weight *= (growth - at[j]!) / (at[i]! - at[j]!);
    const from = known[i]!;
    const factor = Math.exp(growth - at[i]!);
    const first = weight * factor;
    const second = first * factor;
    addScaled(weight, from.probability, now.probability);
    addScaled(first, from.cost, now.cost);
    addScaled(second, from.square, now.square);
    addScaled(first, from.tokens, now.tokens);
    addScaled(second, from.tokensTimesCost, now.tokensTimesCost);
    addScaled(weight, from.made, now.made);
    now.cube += second * factor * from.cube;
    now.attempts += weight * from.attempts;
  }
}

function addScaled(weight: number, from: Float64Array, into: Float64Array): void {
  for (let i = 0; i < into.length; i++) into[i] = into[i]! + weight * from[i]!;
}
