import { levelsOf } from "#shared/forecast/answers/answers.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { knownBy, outcomeCostErrorOf } from "#shared/forecast/answers/goodTo.ts";
import type { Samples } from "#shared/engine/samples.ts";
import type { ResolvedPlan, ResolvedActualsWorkload, ResolvedWorkload } from "#shared/plan/resolved.ts";
import type { ResolvedMetric } from "#shared/plan/resolving/resolvedValue.ts";
import { middleUsers } from "#shared/plan/headCount.ts";
import { mean, sum } from "#shared/statistics/moments.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { monthAfter } from "#shared/units.ts";
import { countedShare, lastCounted, SMALLEST_GROUP } from "#shared/value/counts.ts";
import { changeQuantile, estimateEffect, verdictOf } from "#shared/value/effect.ts";
import { bookedOf, type CaseTrials } from "./caseTrials.ts";
import { added } from "./playedCases.ts";
import type { CountedRange, Range, ValueTiles } from "./valueDocument.ts";
import { spreadOf } from "./workloadValue.ts";

/** What the eight tiles are made of. */
export interface TileInput {
  readonly plan: ResolvedPlan;
  readonly samples: Samples;
  readonly forecast: Pick<Forecast, "workloads" | "trials" | "reforecast">;
  /** Trials of the workloads with a case, by id. */
  readonly cases: ReadonlyMap<string, CaseTrials>;
  /** Mean claim of the original by id and fiscal month. */
  readonly originalClaim: ReadonlyMap<string, readonly number[]>;
}

/** Whether a workload's people are too few to be counted or shown. */
export function isSmallGroup(
  { people }: ResolvedPlan,
  { case: own, demand }: Pick<ResolvedWorkload, "case" | "demand">,
): boolean {
  const eligible = own?.behaviour?.eligible;
  return (eligible !== undefined && eligible < SMALLEST_GROUP) || middleUsers(people, demand.users) < SMALLEST_GROUP;
}

/** The eight tiles. */
export function tilesOf(input: TileInput): ValueTiles {
  const large = input.plan.workloads.filter((workload) => !isSmallGroup(input.plan, workload));
  return {
    outcomes: outcomesTile(input.cases),
    cycleTime: cycleTimeTile(input.plan.workloads),
    benefit: benefitTile(input),
    behaviour: large.flatMap(behaviourOf),
    costPerOutcome: input.plan.workloads.flatMap(({ id, outcome }) => {
      const own = input.forecast.workloads[id]!;
      const { loaded, quantiles } = own.costPerOutcome;
      const standardError = outcomeCostErrorOf(own, knownBy(input.forecast));
      return loaded === null ? [] : [{ workload: id, unit: outcome.unit, loaded, standardError, quantiles }];
    }),
    accepted: large.flatMap((workload) => acceptedOf(input, workload)),
    intervened: large.flatMap(({ id }) => intervenedOf(input.plan, id)),
    againstCase: againstCaseTile(input),
  };
}

function outcomesTile(cases: ReadonlyMap<string, CaseTrials>): ValueTiles["outcomes"] {
  const counts = { better: 0, worse: 0, undecided: 0, noBaseline: 0 };
  for (const { compiled } of cases.values()) {
    const { effect } = compiled;
    counts[effect !== null && "shown" in effect ? verdictOf(effect.better) : "noBaseline"]++;
  }
  return counts;
}

/** A metric that is a time by its own name. */
const TIME = /\b(minutes?|hours?|days?|weeks?)\b/i;

function cycleTimeTile(workloads: ResolvedPlan["workloads"]): ValueTiles["cycleTime"] {
  const times = workloads.flatMap(({ id, case: own }) => {
    const metric = own?.cycleTime ?? (TIME.test(own?.metric?.name ?? "") ? own!.metric : null);
    const change = metric === null ? null : changeRange(metric);
    return change === null ? [] : [{ workload: id, change }];
  });
  return times.length === 0 ? null : times;
}

function changeRange(metric: ResolvedMetric): Range | null {
  const effect = estimateEffect(metric);
  if ("reason" in effect) return null;
  const at = (p: number): number => changeQuantile(metric, effect, p);
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
}

function benefitTile({ plan, cases }: TileInput): ValueTiles["benefit"] {
  if (cases.size === 0) return null;
  const own = [...cases.values()];
  const benefit = added(own.map((one) => one.benefit));
  const reached = benefit.filter((value) => value > 0).sort();
  return {
    ...spreadOf(benefit),
    reached: reached.length / benefit.length,
    ifReached: reached.length === 0 ? null : rangeOf(reached),
    bookedToDate: [...cases.keys()].reduce(
      (total, id) => total + bookedOf(plan, id).reduce<number>((booked, value) => booked + (value ?? 0), 0),
      0,
    ),
    later: { mean: own.reduce((total, one) => total + mean(one.later), 0) },
    claimed: { mean: own.reduce((total, one) => total + mean(one.claimed), 0) },
  };
}

function behaviourOf({ id, case: own }: ResolvedWorkload): ValueTiles["behaviour"] {
  const behaviour = own?.behaviour ?? null;
  const last = behaviour?.did === undefined ? null : lastCounted(behaviour.did.values);
  if (behaviour?.did === undefined || last === null) return [];
  const { p10, p90 } = countedShare(last.did, behaviour.eligible);
  const { eligible, needed } = behaviour;
  return [
    { workload: id, month: monthAfter(behaviour.did.from, last.index), did: last.did, eligible, needed, p10, p90 },
  ];
}

function acceptedOf({ plan, samples }: TileInput, { id }: ResolvedWorkload): ValueTiles["accepted"] {
  const actuals = plan.actuals?.workloads.find((one) => one.id === id);
  const counted = countedIn(actuals, ({ outcomes }) => outcomes);
  if (counted !== null) {
    const { p10, p90 } = countedShare(counted.n, counted.of);
    return [{ workload: id, ...counted, p10, p90, from: "closed months" }];
  }
  const w = plan.workloads.findIndex((one) => one.id === id);
  const { outcomes, errors, failures } = samples.workloads[w]!;
  const worked = outcomes.map((right, i) => right + errors[i]! + failures[i]!);
  const shares = outcomes.map((right, i) => (worked[i]! > 0 ? right / worked[i]! : NaN)).filter((one) => one >= 0);
  if (shares.length === 0) return [];
  const sorted = shares.sort();
  return [
    {
      workload: id,
      of: mean(worked),
      n: mean(outcomes),
      p10: sortedQuantile(sorted, 0.1),
      p90: sortedQuantile(sorted, 0.9),
      from: "forecast",
    },
  ];
}

function intervenedOf(plan: ResolvedPlan, id: string): ValueTiles["intervened"] {
  const actuals = plan.actuals?.workloads.find((one) => one.id === id);
  const interventions = countedIn(actuals, (own) => own.interventions);
  const exceptions = countedIn(actuals, (own) => own.exceptions);
  if (interventions === null && exceptions === null) return [];
  return [
    {
      workload: id,
      of: countedIn(actuals, (own) => own.interventions.map((count, month) => count ?? own.exceptions[month] ?? null))!
        .of,
      ...(interventions === null ? {} : { interventions: countedRange(interventions) }),
      ...(exceptions === null ? {} : { exceptions: countedRange(exceptions) }),
    },
  ];
}

function countedRange({ n, of }: { readonly n: number; readonly of: number }): CountedRange {
  const { p10, p90 } = countedShare(n, of);
  return { of, n, p10, p90 };
}

/** A count over the closed months in which it and the tasks are known; null: in none, or no task was worked. */
function countedIn(
  actuals: ResolvedActualsWorkload | undefined,
  countsOf: (actuals: ResolvedActualsWorkload) => readonly (number | null)[],
): { readonly of: number; readonly n: number } | null {
  let [of, n] = [0, 0];
  for (const [month, count] of (actuals === undefined ? [] : countsOf(actuals)).entries()) {
    const tasks = actuals!.tasks[month] ?? null;
    if (count === null || tasks === null) continue;
    of += tasks;
    n += Math.min(count, tasks);
  }
  return of > 0 ? { of, n } : null;
}

function againstCaseTile({ plan, cases, originalClaim }: TileInput): ValueTiles["againstCase"] {
  const closed = plan.actuals?.months ?? 0;
  const own = [...cases].filter(([id]) => originalClaim.has(id));
  const claimTo = (months: number): number =>
    own.reduce((total, [id]) => total + sum(originalClaim.get(id)!.slice(0, months)), 0);
  const whole = claimTo(plan.monthStarts.length - 1);
  const toDate = own.reduce((total, [, { benefitByMonth }]) => total + sum(benefitByMonth.slice(0, closed)), 0);
  const claimed = claimTo(closed);
  return {
    toDate:
      closed === 0 || own.length === 0
        ? null
        : { benefit: toDate, case: claimed, share: claimed > 0 ? toDate / claimed : null },
    year:
      own.length === 0 || !(whole > 0)
        ? null
        : {
            share: rangeOf(
              added(own.map(([, one]) => one.benefit))
                .map((benefit) => benefit / whole)
                .sort(),
            ),
          },
  };
}

function rangeOf(sorted: Float64Array): Range {
  const { p10, p50, p90 } = levelsOf(sorted);
  return { p10, p50, p90 };
}
