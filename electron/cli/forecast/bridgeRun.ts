import type { Plan } from "#shared/plan/schema/plan.ts";
import { bridgeStudy, type Bridge } from "#shared/studies/bridge/bridge.ts";
import { versionBridge } from "#shared/studies/bridge/versionBridge.ts";
import type { RunArguments } from "#electron/cli/command.ts";
import { Ended, EXIT } from "#electron/cli/ended.ts";
import type { Job } from "#electron/cli/job.ts";
import { withStudyContext } from "./studyContext.ts";

/** The bridge from one version of a plan to a later one; null: no change of a figure. */
export function bridgeBetween(run: RunArguments, before: Plan, after: Plan, job: Job): Promise<Bridge | null> {
  const question = versionBridge(before, after);
  if (question === null) return Promise.resolve(null);
  return withStudyContext(run, job, ({ named }) => bridgeStudy(question, named("Effect of each change")));
}

/** Two plans in different currencies have no difference in money. */
export function refuseOtherCurrency(paths: readonly [string, string], plans: readonly [Plan, Plan]): void {
  const [one, other] = plans;
  if (one.currency === other.currency) return;
  throw new Ended(
    EXIT.invalidInput,
    `${paths[0]} is in ${one.currency} and ${paths[1]} in ${other.currency}: their money cannot be compared. Wanted: two plans in one currency.`,
  );
}
