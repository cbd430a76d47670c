import { openMonthOf } from "#shared/engine/contractRecord.ts";
import { resolveScenario } from "#shared/plan/defaults.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { StudyContext } from "#shared/studies/study.ts";
import { commitmentCourse, type CommitmentCourse } from "./commitmentCourse.ts";
import { seatsCourse, type SeatsCourse } from "./seatsCourse.ts";

export interface CourseQuestion {
  readonly plan: Plan;
  /** Null: the plan itself. */
  readonly scenario: string | null;
}

/** How contracts go through the year, over simulated years of the forecast. */
export interface ContractCourse {
  readonly trials: number;
  /** The first month that is not closed; null: all are. */
  readonly openMonth: number | null;
  /** By id; of seats those that include something. */
  readonly seats: Readonly<Record<string, SeatsCourse>>;
  readonly commitments: Readonly<Record<string, CommitmentCourse>>;
}

/** Simulated years that are played day by day: enough for what is drawn, and soon there. */
export const COURSE_TRIALS = 1_000;
/** Allowances by month and by day of the open month, and balances of commitments by day. */
export async function contractCourseStudy(
  { plan, scenario }: CourseQuestion,
  { simulate, recordContracts, reportProgress }: StudyContext,
): Promise<ContractCourse> {
  const resolved = resolveScenario(plan, scenario);
  const trials = await trialsOf(resolved, simulate);
  reportProgress(0, trials.length);
  const { seats, commitments } = await recordContracts(resolved, trials, (done) => reportProgress(done, trials.length));
  return {
    trials: trials.length,
    openMonth: openMonthOf(resolved),
    seats: Object.fromEntries(
      resolved.seats.flatMap((one, s) =>
        one.included === null ? [] : [[one.id, seatsCourse(resolved, s, seats[s]!)] as const],
      ),
    ),
    commitments: Object.fromEntries(
      resolved.commitments.map((one, c) => [one.id, commitmentCourse(resolved, c, commitments[c]!)]),
    ),
  };
}

/** The trials to play: the first ones; where closed months weigh them, those that the forecast drew. */
async function trialsOf(plan: ResolvedPlan, simulate: StudyContext["simulate"]): Promise<number[]> {
  const first = Array.from({ length: COURSE_TRIALS }, (_, trial) => trial);
  if (plan.actuals === null) return first;
  const { reforecast } = await simulate(plan, COURSE_TRIALS);
  return reforecast === undefined ? first : Array.from(reforecast.trialOf).toSorted((one, other) => one - other);
}
