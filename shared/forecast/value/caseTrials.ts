import { caseScoresByTrial } from "#shared/engine/caseDraws.ts";
import type { Samples, WorkloadMonths } from "#shared/engine/samples.ts";
import type { ResolvedPlan, ResolvedWorkload } from "#shared/plan/resolved.ts";
import type { ResolvedCase, ResolvedGate } from "#shared/plan/resolving/resolvedValue.ts";
import { keyOf, under } from "#shared/random/random.ts";
import type { CaseSource } from "#shared/value/caseNumbers.ts";
import { createCaseYear, fillCaseYear, ownCosts, type CaseYear } from "#shared/value/caseYear.ts";
import { workingDaysOf } from "#shared/value/ceiling.ts";
import { compileCase, type CompiledCase } from "#shared/value/compileCase.ts";
import { compileFactors, type DecisionFactors } from "#shared/value/decisionFactors.ts";
import { drawCase, drawRates, type CaseDraw, type CaseTrial } from "#shared/value/drawCase.ts";
import { paybackMonth } from "#shared/value/payback.ts";
import { GATES } from "#shared/value/referenceClass.ts";
import { cutOf, decisionState, sightIn } from "#shared/value/sight.ts";

/** What every trial of a workload with a case came to. Columns by trial; money but where said. */
export interface CaseTrials {
  readonly compiled: CompiledCase;
  readonly benefit: Float64Array;
  readonly generousBenefit: Float64Array;
  readonly later: Float64Array;
  readonly claimed: Float64Array;
  readonly net: Float64Array;
  /** Outcomes that wait at the end. */
  readonly waiting: Float64Array;
  /** Fiscal month; −1: not within the plan. */
  readonly payback: Float64Array;
  readonly saves: Float64Array;
  readonly givesUp: Float64Array;
  /** Share of trials in which all gates are open. */
  readonly reaches: number;
  /** Means a trial, by fiscal month. */
  readonly benefitByMonth: Float64Array;
  readonly claimedByMonth: Float64Array;
  /** Net by fiscal month, a column a month. */
  readonly netByMonth: readonly Float64Array[];
}

/** The trials that samples hold, as cases meet them: those that were simulated, also after resampling. */
export function caseTrialsOf(plan: ResolvedPlan, samples: Samples, seed: number): CaseTrial[] {
  const root = keyOf(seed);
  const scoresOf = caseScoresByTrial(plan, seed);
  return Array.from({ length: samples.trials }, (_, i) => {
    const trial = samples.reforecast?.trialOf[i] ?? i;
    const key = under(root, trial);
    return { key, rates: drawRates(plan.value, key), scores: scoresOf(trial) };
  });
}

/** One workload with its months, and what of the plan its value needs. */
export interface CaseInput {
  readonly plan: ResolvedPlan;
  readonly workload: ResolvedWorkload & { readonly case: ResolvedCase };
  readonly months: WorkloadMonths;
  readonly trials: readonly CaseTrial[];
}

/** From which fiscal month on a cut would save: the day after the decision, or the first open month. */
export function cutMonth(plan: ResolvedPlan, gate: ResolvedGate | null): number {
  const closed = plan.actuals?.months ?? 0;
  const decision = gate === null || gate.decided !== null ? 0 : gate.month + 1;
  return Math.min(plan.monthStarts.length - 1, Math.max(closed, decision));
}

/** Plays the value part of a workload over the trials of a forecast. */
export function playCase(input: CaseInput): CaseTrials {
  const { plan, workload, months } = input;
  const count = plan.monthStarts.length - 1;
  const trials = input.trials.length;
  const column = (): Float64Array => new Float64Array(trials);
  const result = {
    compiled: compileCase(plan, workload, workload.case),
    benefit: column(),
    generousBenefit: column(),
    later: column(),
    claimed: column(),
    net: column(),
    waiting: column(),
    payback: column(),
    saves: column(),
    givesUp: column(),
    benefitByMonth: new Float64Array(count),
    claimedByMonth: new Float64Array(count),
    netByMonth: Array.from({ length: count }, column),
  };
  const read = monthReader(months, count);
  const year = createCaseYear(count);
  const frame = { workingDays: workingDaysOf(plan), booked: bookedOf(plan, workload.id) };
  const stopping = stopMonths(plan, workload);
  const from = cutMonth(plan, workload.gate);
  let open = 0;
  for (let trial = 0; trial < trials; trial++) {
    const caseTrial = input.trials[trial]!;
    const draw = drawCase(result.compiled, caseTrial);
    const worked = read(trial);
    fillCaseYear(year, draw, worked, frame, Infinity);
    const stopped = stopping === null ? Infinity : stopping(caseTrial, draw, worked, year);
    if (stopped < count) fillCaseYear(year, draw, worked, frame, stopped);
    if (GATES.every((gate) => draw.open[gate])) open++;
    tally(result, year, trial);
    addCut(result, { year, draw, worked, from, stopped }, trial);
  }
  for (let month = 0; month < count; month++) {
    result.benefitByMonth[month]! /= trials;
    result.claimedByMonth[month]! /= trials;
  }
  return { ...result, reaches: open / trials };
}

/** A closed month's benefit as finance has booked it. */
export function bookedOf(plan: ResolvedPlan, id: string): readonly (number | null)[] {
  return plan.actuals?.workloads.find((one) => one.id === id)?.benefit ?? [];
}

interface Worked {
  readonly outcomes: Float64Array;
  readonly spend: Float64Array;
  readonly besides: Float64Array;
  outcomeValue: number;
}

/** Reads one trial's months at a time into the same room. */
export function monthReader(months: WorkloadMonths, count: number): (trial: number) => Worked {
  const at = Array.from({ length: count }, (_, month) => month);
  const [outcomes, spend, besides] = [at.map(months.outcomes), at.map(months.spend), at.map(months.besides)];
  const value = months.outcomeValue();
  const worked: Worked = {
    outcomes: new Float64Array(count),
    spend: new Float64Array(count),
    besides: new Float64Array(count),
    outcomeValue: 0,
  };
  return (trial) => {
    for (let month = 0; month < count; month++) {
      worked.outcomes[month] = outcomes[month]![trial]!;
      worked.spend[month] = spend[month]![trial]!;
      worked.besides[month] = besides[month]![trial]!;
    }
    worked.outcomeValue = value[trial]!;
    return worked;
  };
}

function tally(result: Omit<CaseTrials, "reaches">, year: CaseYear, trial: number): void {
  let [benefit, generous, net, claimed] = [0, 0, 0, 0];
  for (let month = 0; month < year.net.length; month++) {
    benefit += year.benefit[month]!;
    generous += year.generousBenefit[month]!;
    net += year.net[month]!;
    claimed += year.claimed[month]!;
    result.benefitByMonth[month]! += year.benefit[month]!;
    result.claimedByMonth[month]! += year.claimed[month]!;
    result.netByMonth[month]![trial] = year.net[month]!;
  }
  result.benefit[trial] = benefit;
  result.generousBenefit[trial] = generous;
  result.net[trial] = net;
  result.claimed[trial] = claimed;
  result.later[trial] = year.later;
  result.waiting[trial] = year.waiting;
  result.payback[trial] = paybackMonth(year.net);
}

/** What a cut from a month on saves, and the benefit of what would have been released from then on. */
function addCut(
  result: Omit<CaseTrials, "reaches">,
  {
    year,
    draw,
    worked,
    from,
    stopped,
  }: {
    readonly year: CaseYear;
    readonly draw: CaseDraw;
    readonly worked: Worked;
    readonly from: number;
    readonly stopped: number;
  },
  trial: number,
): void {
  let [saves, released] = [0, 0];
  for (let month = from; month < year.net.length; month++) {
    saves += worked.spend[month]! + worked.besides[month]! + ownCosts(draw, worked.outcomes[month]!, month, stopped);
    released += year.released[month]!;
  }
  result.saves[trial] = saves;
  result.givesUp[trial] = draw.gain * year.perRelease * released;
}

type Stopping = (trial: CaseSource, draw: CaseDraw, worked: Worked, year: CaseYear) => number;

/** From which month on a trial's use is retired by its decision; null: no decision retires it. */
function stopMonths(plan: ResolvedPlan, { id, gate, case: own }: CaseInput["workload"]): Stopping | null {
  if (gate === null || gate.month >= plan.monthStarts.length - 1) return null;
  const state = decisionState(gate, plan.actuals?.months ?? 0);
  if (state === "pass" || state === "overdue") return null;
  const factors: DecisionFactors = compileFactors(plan, id, gate);
  return (trial, draw, worked, year) => {
    const isPassed = state === "rule" && sightIn(gate, draw, worked, year) >= cutOf(gate, own);
    return !isPassed && factors.draw("fail", trial) === 0 ? Math.max(0, gate.month + 1) : Infinity;
  };
}
