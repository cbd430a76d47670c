import { defaultOf } from "#shared/plan/fields/fieldAt.ts";
import { isoMonthOf, monthsFrom, type EpochDay } from "#shared/units.ts";
import type { Evidence, Plan, Uncertain, Workload } from "#shared/plan/schema/plan.ts";
import type { Behaviour, DecisionGate, KeepIf, PlanValue, Saved, ValueCase } from "#shared/plan/schema/value.ts";
import type { Metric } from "#shared/plan/schema/metric.ts";

/** The value part of a plan with every default filled in (MODEL.md, section 2c). */

export interface ResolvedPlanValue {
  readonly baseRate: number;
  readonly record: NonNullable<PlanValue["record"]>;
}

export type ResolvedMetric = Metric & Required<Pick<Metric, "better" | "scale">>;

export interface ResolvedCase {
  readonly metric: ResolvedMetric | null;
  readonly cycleTime: ResolvedMetric | null;
  readonly workflow: readonly {
    readonly step: string;
    readonly how: "automate" | "drop" | "redesign" | "keep";
    /** Null: not known to limit anything. */
    readonly capacityPerDay: Uncertain | null;
  }[];
  readonly answersFor: string | null;
  readonly behaviour: (Behaviour & { readonly grade: Evidence["grade"] }) | null;
  readonly saved: Required<Saved> | null;
  /** Null: the default, which depends on whether an effect is estimated (`ANYWAY`). */
  readonly anyway: Uncertain | null;
  readonly lagMonths: Uncertain;
  readonly disbenefits: readonly { readonly name: string; readonly perOutcome: Uncertain }[];
  /** By fiscal month from 0. */
  readonly oneOff: readonly { readonly name: string; readonly month: number; readonly amount: Uncertain }[];
  readonly runCost: Uncertain;
}

export interface ResolvedGate {
  readonly decideOn: string;
  /** Fiscal month at whose end it is decided, from 0; may lie before the year or behind it. */
  readonly month: number;
  readonly keepIf: KeepIf;
  readonly pass: Uncertain;
  readonly fail: Uncertain;
  readonly decided: "pass" | "fail" | null;
}

/** Of pilots like these so many show in the profit and loss account. */
export const BASE_RATE = 0.05;

/** Would have come anyway, where no effect is estimated; an estimated one is net of what would have come. */
export const ANYWAY: Uncertain = { min: 0, mode: 0.2, max: 0.5 };

/** Share of saved hours that is worth their cost, by where they go. */
export const SHARE_OF_HOURS: Readonly<Record<NonNullable<Saved["goesTo"]>, Uncertain>> = {
  nothing: 0,
  counted: 0,
  cash: 1,
  positions: { min: 0.5, mode: 0.8, max: 1 },
  backlog: { min: 0.2, mode: 0.5, max: 0.8 },
};

/** The class with its defaults. */
export function resolvePlanValue(value: Plan["value"]): ResolvedPlanValue {
  return { baseRate: value?.baseRate ?? BASE_RATE, record: value?.record ?? {} };
}

/** A case with its defaults; `start` is the first day of the fiscal year. */
export function resolveCase(own: ValueCase, start: EpochDay): ResolvedCase {
  const { behaviour, saved } = own;
  return {
    metric: own.metric === undefined ? null : resolveMetric(own.metric),
    cycleTime: own.cycleTime === undefined ? null : resolveMetric(own.cycleTime),
    workflow: (own.workflow ?? []).map(({ step, how, capacityPerDay }) => ({
      step,
      how,
      capacityPerDay: capacityPerDay ?? null,
    })),
    answersFor: own.answersFor ?? null,
    behaviour: behaviour === undefined ? null : { ...behaviour, grade: behaviour.evidence?.grade ?? "guessed" },
    saved: saved === undefined ? null : resolveSaved(saved),
    anyway: own.anyway ?? null,
    lagMonths: own.lagMonths ?? defaultOf("/workloads/*/case/lagMonths"),
    disbenefits: own.disbenefits ?? [],
    oneOff: (own.oneOff ?? []).map(({ name, month, amount }) => ({
      name,
      month: monthsFrom(isoMonthOf(start), month),
      amount,
    })),
    runCost: own.runCost ?? defaultOf("/workloads/*/case/runCost"),
  };
}

function resolveMetric(metric: Metric): ResolvedMetric {
  return { ...metric, better: metric.better ?? "higher", scale: metric.scale ?? "log" };
}

function resolveSaved(saved: Saved): Required<Saved> {
  const goesTo = saved.goesTo ?? "nothing";
  return { ...saved, goesTo, share: saved.share ?? SHARE_OF_HOURS[goesTo] };
}

/** A decision with its defaults. */
export function resolveGate(gate: DecisionGate, start: EpochDay): ResolvedGate {
  return {
    decideOn: gate.decideOn,
    month: monthsFrom(isoMonthOf(start), gate.decideOn),
    keepIf: gate.keepIf,
    pass: gate.pass ?? defaultOf("/workloads/*/gate/pass"),
    fail: gate.fail ?? defaultOf("/workloads/*/gate/fail"),
    decided: gate.decided ?? null,
  };
}

/** The class, the case and the decision of a workload as a forecast reads them. */
export function resolveWorkloadValue(
  { status, case: own, gate }: Workload,
  start: EpochDay,
): {
  readonly status: NonNullable<Workload["status"]> | null;
  readonly case: ResolvedCase | null;
  readonly gate: ResolvedGate | null;
} {
  return {
    status: status ?? null,
    case: own === undefined ? null : resolveCase(own, start),
    gate: gate === undefined ? null : resolveGate(gate, start),
  };
}
