import type { Samples } from "#shared/engine/samples.ts";
import type { About } from "#shared/forecast/answers/answers.ts";
import { foregoneIn, pairedDifference } from "#shared/forecast/answers/pairedDifference.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import type { ResolvedPlan, ResolvedWorkload } from "#shared/plan/resolved.ts";
import type { ResolvedCase } from "#shared/plan/resolving/resolvedValue.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { meanUsers } from "#shared/plan/headCount.ts";
import { mean, sum } from "#shared/statistics/moments.ts";
import { isoDateOf, isoMonthOf, monthsFrom } from "#shared/units.ts";
import { detectConsumption } from "#shared/value/consumption.ts";
import { verbOf } from "#shared/value/verbs.ts";
import { cutMonth, type CaseTrials } from "./caseTrials.ts";
import { liveOriginal, tasksWorked, type LockedCase } from "./lockedCases.ts";
import { decisionAnswer, decisionsOf, type VariantSamples } from "./decisionAnswers.ts";
import { failureChances } from "./jointChances.ts";
import { added, playCases, portfolioNet, type Played } from "./playedCases.ts";
import { answeredQuestions, QUESTIONS } from "./questions.ts";
import { stampsOf } from "./stamps.ts";
import { VALUE_SCHEMA, type ValueAnswer, type WorkloadValue } from "./valueDocument.ts";
import { isSmallGroup, tilesOf } from "./valueTiles.ts";
import { effectOf, gatesOf, paybackOf, quadrantOf, spreadOf } from "./workloadValue.ts";

/** The case as it was first locked: what later edits do not move. */
export interface OriginalCase {
  readonly hash: string;
  /** ISO date. */
  readonly date: string;
  readonly workloads: Readonly<Record<string, LockedCase>>;
}

/** What a value answer is made of. */
export interface ValueInput {
  /** The plan as it is simulated: of a scenario, the changed one. */
  readonly plan: Plan;
  readonly resolved: ResolvedPlan;
  readonly samples: Samples;
  /** Of the same samples. */
  readonly forecast: Pick<Forecast, "workloads" | "reserve" | "trials" | "reforecast">;
  readonly about: About;
  /** Null: the live plan is held against itself, and is stamped so. */
  readonly original: OriginalCase | null;
  /** Samples of the plan's decisions taken (`decisionVariants`), of the same trials; empty: what they are worth is null. */
  readonly variants: readonly VariantSamples[];
  /** Of a scenario: the plan as it is, on the same trials, by trial, money. Null: the plan itself is answered. */
  readonly base: { readonly spend: Float64Array; readonly benefit: Float64Array | null } | null;
}

/**
 * What a plan's uses of AI bring, from the samples of its forecast: pure, and quick beside the forecast itself. It draws
 * gates, effects and lags at addresses of its own, so that scenarios are compared on the same simulated years.
 */
export function valueAnswer(input: ValueInput): ValueAnswer {
  const { resolved, samples, about } = input;
  const played = playCases(input);
  const { cases } = played;
  const originals = originalsOf(input, cases);
  const withCase = resolved.workloads.filter(({ id }) => cases.has(id)).length;
  const net = withCase === 0 ? null : portfolioNet(input, cases);
  return {
    schema: VALUE_SCHEMA,
    engine: about.engine,
    plan: { name: about.planName, hash: about.planHash },
    scenario: about.scenario,
    seed: about.seed,
    trials: samples.trials,
    original: input.original === null ? null : { hash: input.original.hash, date: input.original.date },
    tiles: tilesOf({
      plan: resolved,
      samples,
      forecast: input.forecast,
      cases,
      originalClaim: new Map([...originals].map(([id, { claimed }]) => [id, claimed])),
    }),
    workloads: Object.fromEntries(
      resolved.workloads.map((workload) => [workload.id, workloadValue(input, played, originals, workload)]),
    ),
    portfolio: {
      net: net === null ? null : spreadOf(net.year),
      pays: net === null ? null : paybackOf(net.payback, resolved),
      failures:
        net === null ? null : failureChances(samples, resolved, input.forecast, (trial) => net.payback[trial]! >= 0),
      withCase,
      withoutCase: resolved.workloads.length - withCase,
    },
    saving: savingOf(input, cases),
    decisions: decisionsOf(resolved),
    diagnostics: Object.fromEntries(
      resolved.workloads
        .filter((workload) => !isSmallGroup(resolved, workload))
        .map(({ id, demand }) => {
          const { tasks, tokens } = input.forecast.workloads[id]!;
          return [id, { tasks: tasks.mean, tokens: tokens.mean, users: meanUsers(resolved.people, demand.users) }];
        }),
    ),
  };
}

/** What a scenario saves against the plan as it is, and what it gives up for it; null: it saves nothing. */
function savingOf({ base, samples }: ValueInput, cases: ReadonlyMap<string, CaseTrials>): ValueAnswer["saving"] {
  if (base === null || base.benefit === null || cases.size === 0 || samples.trials < 2) return null;
  const benefit = added([...cases.values()].flatMap((own) => [own.benefit, own.later]));
  const difference = {
    spend: pairedDifference(base.spend, samples.spend),
    benefit: pairedDifference(base.benefit, benefit),
  };
  const foregone = foregoneIn(difference);
  return foregone === null ? null : { saves: { mean: -difference.spend.mean }, foregone: { mean: foregone } };
}

/** What the original case says of each workload: the locked one, else the plan itself. */
function originalsOf(input: ValueInput, cases: ReadonlyMap<string, CaseTrials>): Map<string, LockedCase> {
  const live = liveOriginal(input.resolved, input.samples, cases);
  if (input.original === null) return live;
  const locked = input.original.workloads;
  return new Map([...live.keys()].flatMap((id) => (Object.hasOwn(locked, id) ? [[id, locked[id]!]] : [])));
}

function workloadValue(
  input: ValueInput,
  played: Played,
  originals: ReadonlyMap<string, LockedCase>,
  workload: ResolvedWorkload,
): WorkloadValue {
  const { plan, resolved } = input;
  const questions = answeredQuestions(workload, plan.workloads[workload.id]?.outcome.unit);
  const w = resolved.workloads.indexOf(workload);
  const shared = {
    questions,
    open: QUESTIONS.filter((question) => !questions[question]),
    consumption: consumptionOf(resolved, workload),
    gate:
      workload.gate === null
        ? null
        : decisionAnswer(
            { plan: resolved, samples: input.samples, trials: played.trials },
            { ...workload, gate: workload.gate },
            input.variants,
          ),
  };
  const own = played.cases.get(workload.id);
  if (own === undefined || workload.case === null) {
    const { netValue, loadedCost } = input.samples.workloads[w]!;
    return { ...NO_CASE, ...shared, claimed: { mean: mean(netValue) + mean(loadedCost) } };
  }
  return { ...shared, ...caseValue(input, own, { ...workload, case: workload.case }, originals.get(workload.id)) };
}

/** A workload without a case has a claim and no benefit: null, never 0. */
const NO_CASE = {
  stamps: [],
  gates: null,
  reaches: null,
  effect: null,
  benefit: null,
  net: null,
  waiting: null,
  pays: null,
  ifCut: null,
  quadrant: null,
  verb: null,
} as const;

function caseValue(
  { resolved, samples, forecast, original: locked }: ValueInput,
  own: CaseTrials,
  workload: ResolvedWorkload & { readonly case: ResolvedCase },
  original: LockedCase | undefined,
): Omit<WorkloadValue, "questions" | "open" | "consumption" | "gate"> {
  const { effect } = own.compiled;
  const estimated = effect !== null && "shown" in effect ? effect : null;
  const w = resolved.workloads.findIndex(({ id }) => id === workload.id);
  const pays = paybackOf(own.payback, resolved);
  const quadrant =
    original === undefined || own.compiled.isSmallGroup
      ? null
      : quadrantOf(
          { ...own, tasks: tasksWorked(samples, w) },
          { ...original, claimed: sum(original.claimed) },
          locked !== null,
        );
  const booked = resolved.actuals?.workloads.find(({ id }) => id === workload.id)?.benefit ?? [];
  return {
    stamps: stampsOf(workload.case, estimated),
    gates: gatesOf(own.compiled, resolved),
    reaches: own.reaches,
    effect: effectOf(own.compiled, workload.case.metric),
    benefit: { ...spreadOf(own.benefit), later: { mean: mean(own.later) } },
    claimed: { mean: mean(own.claimed) },
    net: spreadOf(own.net),
    waiting: { mean: mean(own.waiting) },
    pays,
    ifCut: {
      from: cutDay(resolved, cutMonth(resolved, workload.gate)),
      saves: { mean: mean(own.saves) },
      givesUp: { mean: mean(own.givesUp) },
    },
    quadrant: quadrant?.answer ?? null,
    verb: verbOf({
      believed: quadrant?.answer ?? null,
      generous: quadrant?.generous ?? null,
      isMeasured: estimated !== null || booked.some((benefit) => benefit !== null && benefit > 0),
      costly: isCostly(forecast, workload.id),
      pays: pays.probability,
    }),
  };
}

function cutDay({ monthStarts }: ResolvedPlan, month: number): string {
  return isoDateOf(monthStarts[month]!);
}

/** Whether a workload's mean spend is at least the mean over the plan's workloads. */
function isCostly({ workloads }: Pick<Forecast, "workloads">, id: string): boolean {
  const spends = Object.values(workloads).map(({ spend }) => spend.mean);
  return workloads[id]!.spend.mean >= sum(spends) / spends.length;
}

function consumptionOf(plan: ResolvedPlan, workload: ResolvedWorkload): WorkloadValue["consumption"] {
  const actuals = plan.actuals?.workloads.find(({ id }) => id === workload.id);
  if (actuals === undefined || isSmallGroup(plan, workload)) return null;
  const found = detectConsumption(
    actuals.outcomes.map((outcomes, m) => {
      const byModel = actuals.tokens[m] ?? null;
      return {
        month: monthsFrom(isoMonthOf(plan.start), isoMonthOf(plan.monthStarts[m]!)),
        tokens: byModel === null ? null : sum(Object.values(byModel)),
        outcomes,
      };
    }),
  );
  if (found === null) return null;
  const { grows, lags, flag, monthlyGrowth } = found;
  return { grows, lags, flag, monthlyGrowth };
}
