import type { ContractSamples, Samples } from "#shared/engine/samples.ts";
import { isShareOfGroup } from "#shared/plan/headCount.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import {
  UNASSIGNED,
  type CentreShare,
  type ResolvedSeats,
  type ResolvedSplit,
} from "#shared/plan/resolving/resolvedContracts.ts";
import type { CostKind } from "./forecast.ts";

/** How each cost of a year goes to cost centers (MODEL.md 3.13): in every trial and month the shares sum to 1. */

/** A cost of the year, effective, with the share of it that each cost center bears. */
export interface CostLine {
  readonly kind: CostKind;
  /** Of the plan; empty for what belongs to nothing in it. */
  readonly id: string;
  /** Money of the year, one number a trial. */
  readonly year: Float64Array;
  /** Money of a fiscal month, one number a trial. */
  readonly month: (month: number) => Float64Array;
  /** By the id of a cost center: one share for all trials, or one a trial. */
  readonly shares: ReadonlyMap<string, number | Float64Array>;
}

/** Every cost of a plan with cost centers: workloads, seats, commitments, fixed costs, and what is none of them. */
export function costLines(samples: Samples, contracts: ContractSamples, plan: ResolvedPlan): CostLine[] {
  const months = contracts.costMonths!;
  const usage = contracts.workloads.map((workload) => workload.usage);
  const people = contracts.workloads.map((workload) => workload.people);
  const all = plan.workloads.map((_, w) => w);
  const split = (rule: ResolvedSplit, concerned: readonly number[], by: readonly Float64Array[]) =>
    sharesOf(plan, rule, concerned, by, samples.trials);
  const lines: CostLine[] = [
    ...plan.workloads.map(({ id }, w): CostLine => ({
      kind: "workload",
      id,
      year: samples.workloads[w]!.spend,
      month: (month) => months.workloads(w, month),
      shares: new Map(centresOf(plan, w).map(({ centre, share }) => [centre, share])),
    })),
    ...plan.seats.map((seats, s): CostLine => {
      const { id } = seats;
      return {
        kind: "seats",
        id,
        year: contracts.seats[s]!.spend,
        month: (month) => months.seats(s, month),
        shares: split(seats.split, workloadsOfSeats(plan, seats), seats.split === "people" ? people : usage),
      };
    }),
    ...plan.commitments.map((commitment, c): CostLine => {
      const { lost, covered } = contracts.commitments[c]!;
      // Concerned are the workloads of which it covered anything in the trial.
      const by =
        commitment.split === "people"
          ? people.map((own, w) => own.map((value, t) => (covered[w]![t]! > 0 ? value : 0)))
          : covered;
      const last = monthOfDay(plan, commitment.untilDay - 1);
      return {
        kind: "commitment",
        id: commitment.id,
        year: lost,
        // What is lost is lost on the last day of the term.
        month: (month) => (month === last ? lost : new Float64Array(samples.trials)),
        shares: split(commitment.split, all, by),
      };
    }),
    ...plan.fixedCosts.map((cost, f): CostLine => ({
      kind: "fixedCost",
      id: cost.id,
      year: samples.fixedCosts[f]!.years,
      month: (month) => months.fixedCosts(f, month),
      shares: split(cost.split, all, cost.split === "people" ? people : usage),
    })),
  ];
  const rest = restOf(lines, contracts);
  return rest === null ? lines : [...lines, rest];
}

/** The cost centers of a workload and their shares. */
function centresOf(plan: ResolvedPlan, w: number): readonly CentreShare[] {
  const { costCentre } = plan.workloads[w]!;
  return costCentre.length === 0 ? [{ centre: UNASSIGNED, share: 1 }] : costCentre;
}

/**
 * The workloads, by place, whose seats these are: those that they cover, else that whose people have them, else those
 * that the people of their group work on. Seats that say none of it are everybody's.
 */
function workloadsOfSeats(plan: ResolvedPlan, { covers, count, countOf }: ResolvedSeats): number[] {
  const where = (isTheirs: (workload: ResolvedPlan["workloads"][number]) => boolean): number[] =>
    plan.workloads.flatMap((workload, w) => (isTheirs(workload) ? [w] : []));
  if (covers.length > 0) return covers.map((one) => plan.workloads.findIndex(({ id }) => id === one));
  if (countOf !== null) return where(({ id }) => id === countOf);
  const group = isShareOfGroup(count) ? count.of : null;
  const ofGroup = where(({ demand: { users } }) => isShareOfGroup(users) && users.of === group);
  return ofGroup.length > 0 ? ofGroup : where(() => true);
}

/** The place of the fiscal month in which a day of the year lies; null: it lies beyond the year. */
export function monthOfDay({ start, monthStarts }: ResolvedPlan, day: number): number | null {
  const month = monthStarts.findIndex((first, m) => first - start <= day && day < (monthStarts[m + 1] ?? 0) - start);
  return month < 0 ? null : month;
}

/** Shares of a cost that belongs to no workload: fixed, or by what its workloads have of something in the trial. */
function sharesOf(
  plan: ResolvedPlan,
  rule: ResolvedSplit,
  concerned: readonly number[],
  by: readonly Float64Array[],
  trials: number,
): Map<string, number | Float64Array> {
  if (typeof rule !== "string") return new Map(rule.map(({ centre, share }) => [centre, share]));
  const shares = new Map<string, Float64Array>();
  const of = (centre: string): Float64Array => {
    const known = shares.get(centre) ?? new Float64Array(trials);
    shares.set(centre, known);
    return known;
  };
  const whole = new Float64Array(trials);
  for (const w of concerned) for (let t = 0; t < trials; t++) whole[t]! += by[w]![t]!;
  for (const w of concerned)
    for (const { centre, share } of centresOf(plan, w)) {
      const own = of(centre);
      for (let t = 0; t < trials; t++) if (whole[t]! > 0) own[t]! += (share * by[w]![t]!) / whole[t]!;
    }
  const nobody = of(UNASSIGNED);
  for (let t = 0; t < trials; t++) if (!(whole[t]! > 0)) nobody[t] = 1;
  return shares;
}

/** What closed months spent on nothing in the plan belongs to no cost center; null: there is none. */
function restOf(lines: readonly CostLine[], { effective, effectiveMonths }: ContractSamples): CostLine | null {
  const without = (whole: Float64Array, columns: readonly Float64Array[]): Float64Array =>
    whole.map((money, t) => {
      let sum = 0;
      for (const column of columns) sum += column[t]!;
      return money - sum > ROUNDING * money ? money - sum : 0;
    });
  const year = without(
    effective,
    lines.map((line) => line.year),
  );
  if (year.every((money) => money === 0)) return null;
  return {
    kind: "unassigned",
    id: "",
    year,
    month: (month) =>
      without(
        effectiveMonths[month]!,
        lines.map((line) => line.month(month)),
      ),
    shares: new Map([[UNASSIGNED, 1]]),
  };
}

/** What lies below this share of a sum is a rounding. */
const ROUNDING = 1e-9;
