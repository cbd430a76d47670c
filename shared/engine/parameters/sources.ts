import { betaDraw } from "#shared/distributions/beta.ts";
import { betaQuantile } from "#shared/numerics/incompleteBeta.ts";
import { chiSquareDraw, gammaDraw } from "#shared/distributions/gamma.ts";
import { gammaQuantile } from "#shared/numerics/incompleteGamma.ts";
import { normalCdf } from "#shared/numerics/normal.ts";
import { tabledQuantile } from "#shared/numerics/tabledNormal.ts";
import { streamOf, type Key, type Random } from "#shared/random/random.ts";
import { uniformIn, type TrialKey } from "./trialKey.ts";

/** Random source of one trial's parameters: each number by its name. */
export interface ParameterSource {
  /** Standard normal; part distinguishes the numbers of one name, 0 is the first. */
  score(name: Key, part: number): number;
  /** Whether an event of this probability, below 1, happens. */
  happens(name: Key, probability: number): boolean;
  /** Gamma of mean 1 and this shape. */
  mix(name: Key, shape: number): number;
  /** One trial's truth behind a pilot, by `pilotTruth`'s rule. */
  pilot(name: Key, runs: number, logSd: number): { readonly kappa: number; readonly shift: number };
  /** A success rate from a beta distribution, for each of the curve's values. */
  success(name: Key, byEffort: readonly number[], runs: number, out: Float64Array): void;
}

/** The source of the trial of this key: every number a hash of its name, spread over its block of trials. */
export function hashedSource(trial: TrialKey): ParameterSource {
  return {
    score: (name, part) => tabledQuantile(uniformIn(trial, name, part)),
    happens: (name, probability) => uniformIn(trial, name, 0) < probability,
    mix: (name, shape) => gammaDraw(shape, streamOf(joined(trial, name))) / shape,
    pilot: (name, runs, logSd) =>
      pilotTruth(runs, logSd, tabledQuantile(uniformIn(trial, name, SHIFT)), streamOf(joined(trial, name))),
    success: (name, byEffort, runs, out) => {
      const random = streamOf(joined(trial, { a: name.a ^ SUCCESS, b: name.b }));
      for (const [i, p] of byEffort.entries()) out[i] = betaDraw(...betaOf(p, runs / byEffort.length), random);
    },
  };
}

const SUCCESS = 0x5bd1e995;

/** The key of a name within a trial. */
function joined(trial: Key, name: Key): Key {
  return { a: trial.a ^ name.a, b: (trial.b + name.b) | 0 };
}

/**
 * One trial's truth about a distribution known from `runs` observed runs, on the log scale: deviations from the mean
 * are multiplied by `kappa`, κ² = (n−1)/χ²ₙ₋₁, and everything moves by `shift` = κ·s·N(0,1)/√n. `logSd` is s, the
 * standard deviation of ln tokens. With the reference prior this is the posterior of a normal sample (Gelman et al.,
 * Bayesian Data Analysis, 3.2), so a prediction covers what it says.
 */
export function pilotTruth(
  runs: number,
  logSd: number,
  score: number,
  random: Random,
): { kappa: number; shift: number } {
  const kappa = Math.sqrt((runs - 1) / chiSquareDraw(runs - 1, random));
  return { kappa, shift: (kappa * logSd * score) / Math.sqrt(runs) };
}

function betaOf(p: number, runs: number): [number, number] {
  return [0.5 + p * runs, 0.5 + (1 - p) * runs];
}

// ---- coordinates ----------------------------------------------------------------------------------------------------

/** One parameter as a standard normal score: all parameters are functions of these. */
export interface Coordinate {
  readonly name: Key;
  readonly part: number;
  /** Text of the two: coordinates of one text are one number, whoever asks for it. */
  readonly id: string;
}

/** Parts of a pilot's truth and of a success curve among the numbers of one attempt's name. */
const KAPPA = 101,
  SHIFT = 102,
  FIRST_SUCCESS = 200;

function idOf(name: Key, part: number): string {
  return `${name.a} ${name.b} ${part}`;
}

/**
 * A source that reads scores out of `at` and hashes no number. The same distributions as `hashedSource`, by inversion: a
 * draw is a smooth function of its scores but for events, which `event` decides.
 */
function scoredSource(
  at: (name: Key, part: number) => number,
  event: (name: Key, probability: number) => boolean,
): ParameterSource {
  return {
    score: at,
    happens: event,
    mix: (name, shape) => mixAt(at(name, KAPPA), shape),
    pilot: (name, runs, logSd) => pilotAt(at(name, KAPPA), at(name, SHIFT), runs, logSd),
    success: (name, byEffort, runs, out) => {
      for (const [i, p] of byEffort.entries())
        out[i] = betaQuantile(chanceOf(at(name, FIRST_SUCCESS + i)), ...betaOf(p, runs / byEffort.length));
    },
  };
}

/** Φ(score), kept off 0 and 1. */
function chanceOf(score: number): number {
  return Math.min(1 - 1e-12, Math.max(1e-12, normalCdf(score)));
}

function mixAt(score: number, shape: number): number {
  return gammaQuantile(chanceOf(score), shape) / shape;
}

function pilotAt(
  kappaScore: number,
  shiftScore: number,
  runs: number,
  logSd: number,
): { kappa: number; shift: number } {
  // A large kappa goes with a large score.
  const kappa = Math.sqrt((runs - 1) / 2 / gammaQuantile(chanceOf(-kappaScore), (runs - 1) / 2));
  return { kappa, shift: (kappa * logSd * shiftScore) / Math.sqrt(runs) };
}

/** Collects every coordinate and every uncertain event that a parameter draw asks for. */
export function listingSource(): {
  readonly source: ParameterSource;
  readonly coordinates: Coordinate[];
  readonly events: { readonly name: Key; readonly probability: number }[];
} {
  const coordinates: Coordinate[] = [];
  const events: { readonly name: Key; readonly probability: number }[] = [];
  const known = new Set<string>();
  const list = (name: Key, part: number): number => {
    const id = idOf(name, part);
    if (!known.has(id)) coordinates.push({ name, part, id });
    known.add(id);
    return 0;
  };
  const source = scoredSource(list, (name, probability) => {
    events.push({ name, probability });
    return true;
  });
  return { source, coordinates, events };
}

/** A point in the space of the coordinates, and what the events decide: written anew, read as a source. */
export interface Steering {
  readonly source: ParameterSource;
  /** Score of each coordinate. */
  readonly scores: Float64Array;
  /** By event: whether it happens. */
  readonly happens: boolean[];
  /** The trial whose hashed source all other numbers come from; null: their middle, and their events happen. */
  behind: ParameterSource | null;
}

/** A source in which these coordinates and events are given and all else is as it was. */
export function steering(coordinates: readonly Coordinate[], events: readonly { readonly name: Key }[]): Steering {
  const scores = new Float64Array(coordinates.length);
  const happens = events.map(() => true);
  const index = new Map(coordinates.map(({ id }, i) => [id, i]));
  const eventIndex = new Map(events.map(({ name }, i) => [idOf(name, 0), i]));
  // Names are few objects asked for in every trial: found once by text, then by themselves.
  const byName = new Map<Key, number[]>();
  const placeOf = (name: Key, part: number): number => {
    let places = byName.get(name);
    if (places === undefined) byName.set(name, (places = []));
    return (places[part] ??= index.get(idOf(name, part)) ?? -1);
  };
  const byEvent = new Map<Key, number>();
  const eventOf = (name: Key): number => {
    const known = byEvent.get(name) ?? eventIndex.get(idOf(name, 0)) ?? -1;
    byEvent.set(name, known);
    return known;
  };
  const middle = scoredSource(
    () => 0,
    () => true,
  );
  const unsteered = (): ParameterSource => steered.behind ?? middle;
  const at = (name: Key, part: number): number => {
    const place = placeOf(name, part);
    return place >= 0 ? scores[place]! : unsteered().score(name, part);
  };
  const steered: Steering = {
    scores,
    happens,
    behind: null,
    source: {
      score: at,
      happens: (name, probability) => {
        const event = eventOf(name);
        return event >= 0 ? happens[event]! : unsteered().happens(name, probability);
      },
      mix: (name, shape) =>
        placeOf(name, KAPPA) >= 0 ? mixAt(scores[placeOf(name, KAPPA)]!, shape) : unsteered().mix(name, shape),
      pilot: (name, runs, logSd) => {
        if (placeOf(name, KAPPA) < 0 && placeOf(name, SHIFT) < 0) return unsteered().pilot(name, runs, logSd);
        return pilotAt(at(name, KAPPA), at(name, SHIFT), runs, logSd);
      },
      success: (name, byEffort, runs, out) => {
        if (byEffort.every((_, i) => placeOf(name, FIRST_SUCCESS + i) < 0))
          unsteered().success(name, byEffort, runs, out);
        else
          for (const [i, p] of byEffort.entries())
            out[i] = betaQuantile(chanceOf(at(name, FIRST_SUCCESS + i)), ...betaOf(p, runs / byEffort.length));
      },
    },
  };
  return steered;
}
