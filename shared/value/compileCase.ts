import { middleUsers } from "#shared/plan/headCount.ts";
import { claimOf, type Claim } from "#shared/plan/claim.ts";
import type { ResolvedPlan, ResolvedWorkload } from "#shared/plan/resolved.ts";
import { ANYWAY, type ResolvedCase } from "#shared/plan/resolving/resolvedValue.ts";
import { under, type Key } from "#shared/random/random.ts";
import { caseNumbersOf, purposeName, VALUE_ROOT, type CaseNumber } from "./caseNumbers.ts";
import { lastCounted, SMALLEST_GROUP } from "./counts.ts";
import { estimateEffect, type EstimatedEffect } from "./effect.ts";
import type { SeriesRefusal } from "./metricSeries.ts";
import type { Gate } from "./referenceClass.ts";

/** What a gate's chance stands on. */
export type GateSource = "measured" | "counted" | "capacity" | "booked" | "production" | "record" | "reference";

/** A case made ready for trials: all that no trial changes. */
export interface CompiledCase {
  /** Of a metric: what is estimated, or why nothing is; null without a metric. */
  readonly effect: EstimatedEffect | SeriesRefusal | null;
  /** What the metric's target claims; null without one. */
  readonly claim: Claim | null;
  readonly gates: Readonly<Record<Gate, GateSource>>;
  /** A group of fewer than ten people: its counts are used and shown nowhere. */
  readonly isSmallGroup: boolean;
  /** The count that opens `adopted`; null: it opens nothing. */
  readonly counted: { readonly did: number; readonly eligible: number; readonly needed: number } | null;
  readonly capacities: readonly CaseNumber[];
  readonly hours: CaseNumber;
  readonly hourlyCost: CaseNumber;
  readonly share: CaseNumber;
  readonly anyway: CaseNumber;
  readonly lagMonths: CaseNumber;
  readonly disbenefits: readonly CaseNumber[];
  readonly oneOff: readonly (CaseNumber & { readonly month: number })[];
  readonly runCost: CaseNumber;
  /** Addresses of what is drawn beside numbers. */
  readonly names: {
    readonly opens: Readonly<Record<Gate, Key>>;
    readonly behaviour: Key;
    readonly effect: Key;
    readonly sight: Key;
  };
}

/** The address of a gate's rate, which is the firm's. */
export function rateName(gate: Gate): Key {
  return under(VALUE_ROOT, "gate", gate);
}

/** The case of a workload, ready for trials. Its closed months say what finance has booked. */
export function compileCase(plan: ResolvedPlan, workload: ResolvedWorkload, own: ResolvedCase): CompiledCase {
  const { metric, behaviour, saved } = own;
  const effect = metric === null ? null : estimateEffect(metric);
  const isEstimated = effect !== null && "shown" in effect;
  const isSmallGroup = isOfFew(plan, workload, own);
  const claim = metric?.target === undefined ? null : claimOf(metric.target, metric.better, metric.scale);
  const counted = isSmallGroup ? null : countOf(behaviour);
  const number = caseNumbersOf(plan, workload.id);
  return {
    effect,
    claim,
    gates: sourcesOf(plan, workload, own, { isMeasured: isEstimated && claim !== null, isCounted: counted !== null }),
    isSmallGroup,
    counted,
    capacities: own.workflow.flatMap(({ capacityPerDay }, i) =>
      capacityPerDay === null ? [] : [number(["case", "workflow", i, "capacityPerDay"], capacityPerDay)],
    ),
    hours: number(["case", "saved", "hours"], saved?.hours ?? 0),
    hourlyCost: number(["case", "saved", "hourlyCost"], saved?.hourlyCost ?? 0),
    share: number(["case", "saved", "share"], saved?.share ?? 0, 1),
    // An estimated effect is net of what would have come without it.
    anyway: number(["case", "anyway"], own.anyway ?? (isEstimated ? 0 : ANYWAY), 1),
    lagMonths: number(["case", "lagMonths"], own.lagMonths),
    disbenefits: own.disbenefits.map(({ perOutcome }, i) =>
      number(["case", "disbenefits", i, "perOutcome"], perOutcome),
    ),
    oneOff: own.oneOff.map(({ amount, month }, i) => ({ ...number(["case", "oneOff", i, "amount"], amount), month })),
    runCost: number(["case", "runCost"], own.runCost),
    names: namesOf(workload.id),
  };
}

/** Fewer people take part, or are eligible, than a count says anything of. */
function isOfFew({ people }: ResolvedPlan, { demand }: ResolvedWorkload, { behaviour }: ResolvedCase): boolean {
  return (
    (behaviour !== null && behaviour.eligible < SMALLEST_GROUP) || middleUsers(people, demand.users) < SMALLEST_GROUP
  );
}

function namesOf(workload: string): CompiledCase["names"] {
  return {
    opens: {
      works: purposeName(workload, "opens works"),
      adopted: purposeName(workload, "opens adopted"),
      flows: purposeName(workload, "opens flows"),
      captured: purposeName(workload, "opens captured"),
      product: purposeName(workload, "opens product"),
    },
    behaviour: purposeName(workload, "behaviour"),
    effect: purposeName(workload, "effect"),
    sight: purposeName(workload, "sight"),
  };
}

function isKnown(grade: string | undefined): boolean {
  return grade === "measured" || grade === "sampled";
}

function countOf(behaviour: ResolvedCase["behaviour"]): CompiledCase["counted"] {
  const last = behaviour?.did === undefined ? null : lastCounted(behaviour.did.values);
  if (behaviour === null || last === null || !isKnown(behaviour.grade)) return null;
  return { did: last.did, eligible: behaviour.eligible, needed: behaviour.needed };
}

/** What each gate stands on: what was measured or counted, else one's own pilots, else the class. */
function sourcesOf(
  plan: ResolvedPlan,
  workload: ResolvedWorkload,
  own: ResolvedCase,
  known: { readonly isMeasured: boolean; readonly isCounted: boolean },
): Readonly<Record<Gate, GateSource>> {
  const believed = (gate: Gate): GateSource => ((plan.value.record[gate]?.of ?? 0) > 0 ? "record" : "reference");
  const capacities = own.workflow.flatMap(({ capacityPerDay }) => (capacityPerDay === null ? [] : [capacityPerDay]));
  const isCapacityKnown =
    capacities.length > 0 &&
    capacities.every((capacity) => typeof capacity === "object" && isKnown(capacity.evidence?.grade));
  const booked = plan.actuals?.workloads.find(({ id }) => id === workload.id)?.benefit ?? [];
  return {
    works: known.isMeasured ? "measured" : believed("works"),
    adopted: known.isCounted ? "counted" : believed("adopted"),
    flows: isCapacityKnown ? "capacity" : believed("flows"),
    captured: booked.some((benefit) => benefit !== null && benefit > 0) ? "booked" : believed("captured"),
    product: workload.status === "production" ? "production" : believed("product"),
  };
}

/** Whether a gate is open in every simulated year: a count, a capacity, a booking or a fact has opened it. */
export function isFact(source: GateSource): boolean {
  return source === "counted" || source === "capacity" || source === "booked" || source === "production";
}
