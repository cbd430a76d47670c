import type { ContractSamples, Samples } from "#shared/engine/samples.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { UNASSIGNED, type CentreShare, type ResolvedSplit } from "#shared/plan/resolvedContracts.ts";

/** The year's effective cost by cost centre (MODEL.md 3.13): in every trial the centres sum to the whole. */

/** Money of every trial by the id of its cost centre; what belongs to none under `UNASSIGNED`, last. */
export function centreSpends(
  samples: Samples,
  contracts: ContractSamples,
  plan: ResolvedPlan,
): ReadonlyMap<string, Float64Array> {
  const spends = new Map<string, Float64Array>();
  for (const id of [...plan.costCentres.map(({ id }) => id), UNASSIGNED])
    spends.set(id, new Float64Array(samples.trials));
  const usage = contracts.workloads.map((workload) => workload.usage);
  const people = contracts.workloads.map((workload) => workload.people);
  const all = plan.workloads.map((_, w) => w);
  const byPlace = (ids: readonly string[]): number[] =>
    ids.map((id) => plan.workloads.findIndex((one) => one.id === id));
  for (const [w] of plan.workloads.entries()) giveTo(spends, sharesOf(plan, w), samples.workloads[w]!.spend);
  for (const [s, seats] of plan.seats.entries()) {
    const concerned =
      seats.covers.length > 0 ? byPlace(seats.covers) : seats.countOf === null ? all : byPlace([seats.countOf]);
    const by = seats.split === "people" ? people : usage;
    splitAmong(spends, plan, contracts.seats[s]!.spend, seats.split, concerned, by);
  }
  for (const [c, { split }] of plan.commitments.entries()) {
    const { lost, covered } = contracts.commitments[c]!;
    // Concerned are the workloads of which it covered anything in the trial.
    const by =
      split === "people" ? people.map((own, w) => own.map((value, t) => (covered[w]![t]! > 0 ? value : 0))) : covered;
    splitAmong(spends, plan, lost, split, all, by);
  }
  for (const [f, { split }] of plan.fixedCosts.entries())
    splitAmong(spends, plan, samples.fixedCosts[f]!.years, split, all, split === "people" ? people : usage);
  addRest(spends, contracts.effective);
  return spends;
}

/** The cost centres of a workload and their shares. */
function sharesOf(plan: ResolvedPlan, w: number): readonly CentreShare[] {
  const { costCentre } = plan.workloads[w]!;
  return costCentre.length === 0 ? [{ centre: UNASSIGNED, share: 1 }] : costCentre;
}

function giveTo(spends: ReadonlyMap<string, Float64Array>, shares: readonly CentreShare[], money: Float64Array): void {
  for (const { centre, share } of shares) {
    const own = spends.get(centre)!;
    for (let t = 0; t < money.length; t++) own[t] = own[t]! + share * money[t]!;
  }
}

/** Splits a cost that belongs to no workload: by fixed shares, or by what its workloads have of something. */
function splitAmong(
  spends: ReadonlyMap<string, Float64Array>,
  plan: ResolvedPlan,
  money: Float64Array,
  split: ResolvedSplit,
  concerned: readonly number[],
  by: readonly Float64Array[],
): void {
  if (typeof split !== "string") {
    giveTo(spends, split, money);
    return;
  }
  for (let t = 0; t < money.length; t++) {
    let whole = 0;
    for (const w of concerned) whole += by[w]![t]!;
    if (!(whole > 0)) {
      spends.get(UNASSIGNED)![t]! += money[t]!;
      continue;
    }
    for (const w of concerned)
      for (const { centre, share } of sharesOf(plan, w))
        spends.get(centre)![t]! += (share * money[t]! * by[w]![t]!) / whole;
  }
}

/** What closed months spent on nothing in the plan belongs to no cost centre. */
function addRest(spends: ReadonlyMap<string, Float64Array>, effective: Float64Array): void {
  const unassigned = spends.get(UNASSIGNED)!;
  for (let t = 0; t < effective.length; t++) {
    let sum = 0;
    for (const own of spends.values()) sum += own[t]!;
    const rest = effective[t]! - sum;
    if (rest > ROUNDING * effective[t]!) unassigned[t] = unassigned[t]! + rest;
  }
}

/** What lies below this share of a year is a rounding of sums. */
const ROUNDING = 1e-9;
