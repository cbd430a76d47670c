import { compilePlan } from "#shared/engine/observed/compilePlan.ts";
import { planOfTrial } from "#shared/engine/observed/planOfTrial.ts";
import { joinCommitment, noteCommitment, type CommitmentRecord } from "#shared/engine/contracts/recordCommitment.ts";
import { joinSeats, noteSeats, type SeatsRecord } from "#shared/engine/contracts/recordSeats.ts";
import type { CompiledForecast } from "#shared/engine/observed/compiledForecast.ts";
import { simulateYear } from "#shared/engine/year/year.ts";
import { createYear, type Year } from "#shared/engine/year/yearState.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";

export type { CommitmentRecord, SeatsRecord };

/** How the contracts of a plan stand day by day in some of its trials; in the order of the plan. */
export interface ContractRecord {
  readonly seats: readonly SeatsRecord[];
  readonly commitments: readonly CommitmentRecord[];
}

/** The first month that is not closed; null: all are. */
export function openMonthOf({ actuals, monthStarts }: ResolvedPlan): number | null {
  const closed = actuals?.months ?? 0;
  return closed < monthStarts.length - 1 ? closed : null;
}

/** Plays trials, by their numbers, that `simulateTrials` stores for this plan and seed, and notes every day of them. */
export function recordContracts(plan: ResolvedPlan, seed: number, trials: readonly number[]): ContractRecord {
  return recordCompiled(plan, compilePlan(plan, seed, 0), trials);
}

/** The same of a plan that is compiled. */
export function recordCompiled(
  plan: ResolvedPlan,
  compiled: CompiledForecast,
  trials: readonly number[],
): ContractRecord {
  const openMonth = openMonthOf(plan);
  const seats = plan.seats.map((_, s) => noteSeats(plan, s, trials.length, openMonth));
  const commitments = plan.commitments.map((_, c) => noteCommitment(plan, c, trials.length));
  const years = new Map<CompiledForecast, Year>();
  for (const [at, trial] of trials.entries()) {
    const own = planOfTrial(compiled, trial);
    const year = years.get(own) ?? createYear(own);
    years.set(own, year);
    const { contracts } = year;
    // Of a plan whose contracts move no money nothing is noted.
    if (contracts === null) break;
    contracts.onDay = (day) => {
      for (let s = 0; s < seats.length; s++) seats[s]!.note(at, day, contracts);
      for (let c = 0; c < commitments.length; c++) commitments[c]!.note(at, day, contracts);
    };
    simulateYear(year, trial, "own", null);
  }
  return { seats: seats.map(({ record }) => record), commitments: commitments.map(({ record }) => record) };
}

/** Records of trials that follow one another, as one. */
export function joinContractRecords(records: readonly ContractRecord[]): ContractRecord {
  const [first] = records;
  if (first === undefined) throw new Error("no trials were played");
  return {
    seats: first.seats.map((_, s) => joinSeats(records.map(({ seats }) => seats[s]!))),
    commitments: first.commitments.map((_, c) => joinCommitment(records.map(({ commitments }) => commitments[c]!))),
  };
}
