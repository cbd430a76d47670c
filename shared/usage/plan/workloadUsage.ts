import { workingDayOf } from "#shared/plan/defaults.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { epochDayOf } from "#shared/units.ts";
import type { UsageDay, UsageUsers } from "#shared/usage/answers/answers.ts";
import { type DemandReport, demandOf } from "#shared/usage/demand/demand.ts";
import { type NotKnown, type Runs, stoppedAt } from "#shared/usage/fits/runs.ts";
import { type WorkloadFit, fitWorkload } from "#shared/usage/fits/workloadFit.ts";
import { type PackedRuns, unpackRuns } from "#shared/usage/answers/usageRuns.ts";

/** What of the usage table belongs to one workload. */
export interface WorkloadUsage {
  /** Runs by the plan's own models; models of an export that are one of the plan's stand side by side. */
  readonly runs: Readonly<Record<string, readonly PackedRuns[]>>;
  /** Most tokens of one attempt, of models that have a limit in the plan. */
  readonly limits: Readonly<Record<string, number>>;
  /** Tokens at which a cap stopped the runs; null: none did. */
  readonly stoppedAt: number | null;
  readonly days: readonly UsageDay[];
  readonly users: UsageUsers;
  readonly calendar: Plan["calendar"];
}

export interface WorkloadReport {
  readonly fit: WorkloadFit;
  readonly demand: DemandReport | NotKnown;
}

/** Curves and demand of a workload: seconds for a million runs, so it is worked beside the page. */
export function reportOn({ runs, limits, stoppedAt: cap, days, users, calendar }: WorkloadUsage): WorkloadReport {
  const joined = Object.fromEntries(
    Object.entries(runs).map(([model, packed]) => {
      const all = joinRuns(packed.map(unpackRuns));
      return [model, cap === null ? all : stoppedAt(all, cap)];
    }),
  );
  const tasks = days
    .filter((day) => day.runs > 0)
    .map((day) => ({ day: epochDayOf(day.day), tasks: day.runs, users: day.users === 0 ? null : day.users }))
    .sort((one, other) => one.day - other.day);
  const first = tasks[0];
  const history = {
    days: tasks,
    tasksByUser: users.runs.length === 0 ? null : Float64Array.from(users.runs),
    userDays: first === undefined ? 0 : tasks.at(-1)!.day - first.day + 1,
  };
  return { fit: fitWorkload(joined, limits), demand: demandOf(history, workingDayOf(calendar)) };
}

/** Runs of several samples as one; what only some of them know is known of those. */
export function joinRuns(samples: readonly Runs[]): Runs {
  if (samples.length === 1) return samples[0]!;
  const column = (of: (runs: Runs) => Float64Array): Float64Array => {
    const whole = new Float64Array(samples.reduce((sum, { tokens }) => sum + tokens.length, 0));
    let at = 0;
    for (const sample of samples) {
      whole.set(of(sample), at);
      at += sample.tokens.length;
    }
    return whole;
  };
  const classes = samples.every((sample) => sample.classes !== null);
  return {
    tokens: column(({ tokens }) => tokens),
    isStopped: samples.some(({ isStopped }) => isStopped !== null)
      ? Uint8Array.from(samples.flatMap(({ isStopped, tokens }) => [...(isStopped ?? new Uint8Array(tokens.length))]))
      : null,
    task: samples.every(({ task }) => task !== null) ? samples.flatMap(({ task }) => [...task!]) : null,
    isSampled: samples.some(({ isSampled }) => (isSampled ?? null) !== null)
      ? Uint8Array.from(
          samples.flatMap(({ isSampled, tokens }) => [...(isSampled ?? new Uint8Array(tokens.length).fill(1))]),
        )
      : null,
    outcome: samples.some(({ outcome }) => outcome !== null)
      ? Int8Array.from(
          samples.flatMap(({ outcome, tokens }) => [...(outcome ?? new Int8Array(tokens.length).fill(-1))]),
        )
      : null,
    classes: classes
      ? {
          input: column((runs) => runs.classes!.input),
          cacheRead: column((runs) => runs.classes!.cacheRead),
          cacheWrite: column((runs) => runs.classes!.cacheWrite),
          output: column((runs) => runs.classes!.output),
        }
      : null,
  };
}
