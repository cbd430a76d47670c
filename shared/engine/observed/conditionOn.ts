import { trialKey } from "#shared/engine/parameters/trialKey.ts";
import type { CompiledPlan } from "#shared/engine/compile/compiled.ts";
import { listingSource, steering } from "#shared/engine/parameters/sources.ts";
import { gammaQuantile } from "#shared/numerics/incompleteGamma.ts";
import { under } from "#shared/random/random.ts";
import {
  createExpectation,
  type Expectation,
  expectMonths,
  type Observation,
  observationsOf,
  type ObservedWorkload,
  predict,
  REFORECAST,
} from "./expectation.ts";
import { fitModes } from "./fitModes.ts";
import type { Posterior } from "./posterior.ts";
import { steerTo } from "./propose.ts";

/* Conditioning a plan on its closed months: which parameters they say something about, and how far they are believed
(section 7 of `shared/engine/README.md`). */

/**
 * Relative standard deviation of a month's tasks, of a task's cost or of the odds of an outcome that no run-to-run variation and no
 * unknown of the plan explains.
 */
const DISCREPANCY = 0.02;

/** The observations are beyond the plan when they are less likely than this. */
const BEYOND = 1e-3;

/** Events beyond these are left to their chance, and to the weights. */
const MOST_EVENTS = 5;

/**
 * This share of the trials should carry the weight, by a trial run: else each trial looks at several draws. At least
 * the second share must; else the months are believed less.
 */
const GOOD_EFFECTIVE = 0.4;

const MOST_CANDIDATES = 8;

const LEAST_EFFECTIVE = 0.15;

const TRIED = 64;

const MOST_WIDENINGS = 20;

/** Conditions a plan, compiled whole, on its closed months. Null where they say nothing of what is unknown. */
export function conditionOn(
  plan: CompiledPlan,
  workloads: readonly ObservedWorkload[],
  fixedCosts: readonly Float64Array[],
  months: number,
): Posterior | null {
  const expectation = createExpectation(plan, months);
  const listed = listingSource();
  expectMonths(expectation, listed.source);
  const all = observationsOf(plan, workloads, fixedCosts);
  if (all.length === 0) return null;

  const { events, coordinates, observed } = informative(expectation, listed, all);
  // What no unknown of the plan moves is no news about them.
  if (observed.length === 0) return null;

  const known = events
    .toSorted((one, other) => Math.abs(one.probability - 0.5) - Math.abs(other.probability - 0.5))
    .slice(0, MOST_EVENTS);
  const steered = steering(coordinates, known);
  const values = Float64Array.from(observed, ({ value }) => value);
  expectMonths(expectation, steered.source);
  return fitted({ expectation, steering: steered, coordinates, observed, values }, known);
}

/** Events and coordinates that move what was observed, and the observations that they move. */
function informative(
  expectation: Expectation,
  listed: ReturnType<typeof listingSource>,
  all: readonly Observation[],
): Pick<ReturnType<typeof listingSource>, "events" | "coordinates"> & { readonly observed: readonly Observation[] } {
  const free = steering(listed.coordinates, listed.events);
  const predicted = (): Float64Array => {
    const out = new Float64Array(all.length);
    expectMonths(expectation, free.source);
    predict(expectation, all, out);
    return out;
  };
  const middle = predicted();
  const isInformative = new Uint8Array(all.length);
  const differs = (): boolean => {
    let any = false;
    for (const [i, value] of predicted().entries())
      if (Math.abs(value - middle[i]!) > 1e-9) any = Boolean((isInformative[i] = 1));
    return any;
  };
  const events = listed.events.filter((_, k) => {
    free.happens[k] = false;
    const matters = differs();
    free.happens[k] = true;
    return matters;
  });
  const coordinates = listed.coordinates.filter((_, j) => {
    free.scores[j] = 1;
    const matters = differs();
    free.scores[j] = 0;
    return matters;
  });
  return { events, coordinates, observed: all.filter((_, i) => isInformative[i] === 1) };
}

/** The modes of a posterior, trusted less until enough of its trials carry weight. */
function fitted(about: Parameters<typeof fitModes>[0], known: Parameters<typeof fitModes>[1]): Posterior {
  let discrepancy = DISCREPANCY;
  let trust = 1;
  for (let tries = 0; ; tries++) {
    const { modes, misfit } = fitModes(about, known, discrepancy, trust);
    const widening = Math.sqrt(trust) * (discrepancy / DISCREPANCY);
    const alone: Posterior = { ...about, discrepancy, trust, modes, widening, candidates: 1 };
    const isLast = tries === MOST_WIDENINGS;
    if (!isLast && misfit > 2 * gammaQuantile(1 - BEYOND, about.observed.length / 2)) {
      discrepancy *= 1.5;
      continue;
    }
    const share = effectiveShare(alone);
    const candidates = Math.min(MOST_CANDIDATES, Math.ceil(GOOD_EFFECTIVE / share));
    if (isLast || share * candidates >= LEAST_EFFECTIVE) return { ...alone, candidates };
    trust *= 1.5;
  }
}

/** Share of a few trials that carry the weight: (Σw)² / Σw² over their number. */
function effectiveShare(posterior: Posterior): number {
  const lnWeights = Array.from({ length: TRIED }, (_, trial) =>
    steerTo(posterior, trialKey(under(REFORECAST, "tried"), trial)),
  );
  const most = Math.max(...lnWeights);
  let sum = 0;
  let squares = 0;
  for (const ln of lnWeights) {
    const weight = Math.exp(ln - most);
    sum += weight;
    squares += weight * weight;
  }
  return (sum * sum) / squares / TRIED;
}
