import type { Samples } from "#shared/engine/samples.ts";
import type { ResolvedPlan, ResolvedWorkload } from "#shared/plan/resolved.ts";
import type { ResolvedGate } from "#shared/plan/resolving/resolvedValue.ts";
import { epochDayOf, isoDateOf, monthAfter } from "#shared/units.ts";
import { workingDaysOf } from "#shared/value/ceiling.ts";
import { createCaseYear, fillCaseYear } from "#shared/value/caseYear.ts";
import { compileCase } from "#shared/value/compileCase.ts";
import { decisionWorth } from "#shared/value/decisionRule.ts";
import { drawCase, type CaseTrial } from "#shared/value/drawCase.ts";
import { changeOf } from "#shared/value/effect.ts";
import { cutOf, decisionState, sightIn } from "#shared/value/sight.ts";
import { bookedOf, monthReader, playCase } from "./caseTrials.ts";
import type { Decision, DecisionAnswer } from "./valueDocument.ts";

/** The same plan with some of its decisions taken: what a date is worth is the difference of both. */
export interface DecisionVariant {
  /** Ids of the workloads whose decision is taken in it. */
  readonly workloads: readonly string[];
  readonly pass: ResolvedPlan;
  readonly fail: ResolvedPlan;
}

/**
 * The plans to be simulated beside a plan to learn what its decisions are worth. All decisions at once, as workloads do
 * not touch each other; one by one where the budget blocks.
 */
export function decisionVariants(plan: ResolvedPlan): DecisionVariant[] {
  const ids = plan.workloads.filter((workload) => isUndecided(plan, workload)).map(({ id }) => id);
  const groups = plan.budget.atExhaustion === "block" ? ids.map((id) => [id]) : ids.length === 0 ? [] : [ids];
  return groups.map((workloads) => ({
    workloads,
    pass: decidedPlan(plan, workloads, "pass"),
    fail: decidedPlan(plan, workloads, "fail"),
  }));
}

function isUndecided(plan: ResolvedPlan, { gate }: ResolvedWorkload): boolean {
  return gate !== null && gate.decided === null && gate.month < plan.monthStarts.length - 1;
}

/** A decision that was missed can be taken from the first open month on. */
function decidedPlan(plan: ResolvedPlan, ids: readonly string[], decided: "pass" | "fail"): ResolvedPlan {
  const closed = plan.actuals?.months ?? 0;
  return {
    ...plan,
    workloads: plan.workloads.map((workload) =>
      ids.includes(workload.id)
        ? { ...workload, gate: { ...workload.gate!, decided, month: Math.max(closed - 1, workload.gate!.month) } }
        : workload,
    ),
  };
}

/** Samples of a plan's variants, of the same trials. */
export interface VariantSamples extends DecisionVariant {
  readonly passSamples: Samples;
  readonly failSamples: Samples;
}

interface Trials {
  readonly plan: ResolvedPlan;
  readonly samples: Samples;
  readonly trials: readonly CaseTrial[];
}

/** What is known of a workload's decision; `variants` may be absent: then only its chance to pass is given. */
export function decisionAnswer(
  trials: Trials,
  workload: ResolvedWorkload & { readonly gate: ResolvedGate },
  variants: readonly VariantSamples[],
): DecisionAnswer {
  const { plan } = trials;
  const { gate } = workload;
  const unknown = { ruleWorth: null, bestWorth: null, bestCut: null };
  const about = { decideOn: gate.decideOn, decided: gate.decided };
  if (gate.decided !== null) return { ...about, passes: gate.decided === "pass" ? 1 : 0, ...unknown };
  if (gate.month >= plan.monthStarts.length - 1 || gate.month < 0) return { ...about, passes: null, ...unknown };
  const observed = sights(trials, workload);
  const cut = cutOf(gate, workload.case);
  const passes = observed.reduce((count, value) => count + (value >= cut ? 1 : 0), 0) / observed.length;
  const variant = variants.find(({ workloads }) => workloads.includes(workload.id));
  if (variant === undefined) return { ...about, passes, ...unknown };
  const worth = decisionWorth(
    observed,
    netOf(trials, variant.pass, variant.passSamples, workload.id),
    netOf(trials, variant.fail, variant.failSamples, workload.id),
    cut,
  );
  return {
    ...about,
    passes,
    ruleWorth: worth.ruleWorth,
    bestWorth: worth.bestWorth,
    bestCut: worth.bestCut === null ? null : cutInWords(workload, worth.bestCut),
  };
}

/** A cut of the sight in the unit that the rule is written in. */
function cutInWords({ gate, case: own }: ResolvedWorkload, cut: number): number {
  if (gate!.keepIf.what === "costPerOutcome") return -cut;
  if (gate!.keepIf.what === "benefit" || own?.metric === null || own === null) return cut;
  return Math.abs(changeOf(own.metric, cut)) * Math.sign(cut);
}

/** What every trial sees of a workload on the day of its decision. */
function sights({ plan, samples, trials }: Trials, workload: ResolvedWorkload & { readonly gate: ResolvedGate }) {
  const w = plan.workloads.findIndex(({ id }) => id === workload.id);
  const months = plan.monthStarts.length - 1;
  const read = monthReader(samples.workloads[w]!.monthly!, months);
  const own = workload.case === null ? null : compileCase(plan, workload, workload.case);
  const year = createCaseYear(months);
  const frame = { workingDays: workingDaysOf(plan), booked: bookedOf(plan, workload.id) };
  return Float64Array.from(trials, (caseTrial, trial) => {
    const worked = read(trial);
    const draw = own === null ? null : drawCase(own, caseTrial);
    if (draw !== null) fillCaseYear(year, draw, worked, frame, Infinity);
    return sightIn(workload.gate, draw, worked, own === null ? null : year);
  });
}

/** The year's net of a workload in every trial of a variant; without a case, what it is worth less what it costs. */
function netOf({ trials }: Trials, plan: ResolvedPlan, samples: Samples, id: string): Float64Array {
  const w = plan.workloads.findIndex((one) => one.id === id);
  const workload = plan.workloads[w]!;
  if (workload.case === null) return samples.workloads[w]!.netValue;
  return playCase({
    plan,
    workload: { ...workload, case: workload.case },
    months: samples.workloads[w]!.monthly!,
    trials,
  }).net;
}

/** Months from the first open one on in which a decision is due. */
const DUE_MONTHS = 3;

/** The decisions of a plan in its own order; a pilot without a date has none, which is said. */
export function decisionsOf(plan: ResolvedPlan): Decision[] {
  const closed = plan.actuals?.months ?? 0;
  return plan.workloads.flatMap(({ id, gate, status }): Decision[] => {
    if (gate === null) return status === "pilot" ? [{ workload: id, on: null, state: "none" }] : [];
    if (gate.decided !== null) return [];
    const state =
      decisionState(gate, closed) === "overdue" ? "overdue" : gate.month < closed + DUE_MONTHS ? "due" : "later";
    return [{ workload: id, on: lastDayOf(gate.decideOn), state }];
  });
}

function lastDayOf(month: string): string {
  return isoDateOf(epochDayOf(`${monthAfter(month, 1)}-01`) - 1);
}
