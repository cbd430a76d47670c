import { ENGINE_VERSION } from "#shared/engine/simulate.ts";
import type { Samples } from "#shared/engine/samples.ts";
import type { RunEnd } from "#shared/engine/schedule.ts";
import { forecastOf } from "#shared/forecast/answers/answers.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { goodToOf } from "#shared/forecast/answers/precision.ts";
import { precisionSentence } from "#shared/forecast/words/sentences.ts";
import { resolvePlan, resolveScenario } from "#shared/plan/defaults.ts";
import { quoted } from "#shared/plan/schema/describe.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { applyScenario, BASE_NAME, scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { bridgeStudy, type Bridge } from "#shared/studies/bridge/bridge.ts";
import type { CapLab } from "#shared/studies/capLab/answer.ts";
import { capLabStudy } from "#shared/studies/capLab/capLab.ts";
import { driversStudy, type Drivers } from "#shared/studies/drivers.ts";
import { warningsAbout } from "#shared/forecast/warnings.ts";
import { askedBeside, optionIds } from "#shared/report/budgetPlan.ts";
import { readPlanFile } from "#electron/host/documents/planFile.ts";
import type { RunArguments } from "#electron/cli/command.ts";
import { Ended, endedByFailure, EXIT } from "#electron/cli/ended.ts";
import { partOf, type Job } from "#electron/cli/job.ts";
import { simulate } from "./simulate.ts";
import { withStudyContext } from "./studyContext.ts";
import { plain } from "#electron/cli/text.ts";

/** A plan, ready to be simulated. */
export interface Prepared {
  /** The plan as it stands in the file, with its scenarios. */
  readonly whole: Plan;
  /** Of a scenario, the changed plan. */
  readonly plan: Plan;
  readonly resolved: ResolvedPlan;
  /** Of the whole file. */
  readonly hash: string;
  readonly scenario: { readonly id: string; readonly name: string } | null;
}

export interface Forecasted extends Prepared {
  readonly samples: Samples;
  readonly forecast: Forecast;
  /** What is doubtful, and what `--precision` came to: one sentence each. */
  readonly warnings: readonly string[];
  readonly notes: readonly string[];
}

/** Reads, checks and resolves the plan that the command line names. */
export function preparePlan({ planPath, scenario }: Pick<RunArguments, "planPath" | "scenario">): Prepared {
  return prepared(planPath, () => [scenario])[0]!;
}

/**
 * The same for several policies of one plan (null: the plan itself); without a choice the plan and its first scenarios.
 */
export function preparePolicies(planPath: string, chosen: readonly (string | null)[] | null): Prepared[] {
  const policies = prepared(planPath, (plan) => chosen ?? optionIds(plan, null));
  if (policies.length < 2)
    throw new Ended(EXIT.wrongUsage, `${planPath} has no scenario: there is nothing to compare the plan with.`);
  return policies;
}

/** The plan or scenario of a report with the policies that stand beside it, in their order. */
export function prepareBeside({ planPath, scenario }: Pick<RunArguments, "planPath" | "scenario">): Prepared[] {
  preparePlan({ planPath, scenario });
  return prepared(planPath, (plan) => optionIds(plan, scenario));
}

function prepared(planPath: string, choose: (plan: Plan) => readonly (string | null)[]): Prepared[] {
  const file = readPlanFile(planPath);
  if (!file.ok) throw new Ended(EXIT.invalidInput, ...file.problems);
  const known = scenarioIds(file.plan);
  return choose(file.plan).map((scenario) => {
    if (scenario !== null && !known.includes(scenario)) {
      const choice = known.length === 0 ? "it has none" : `it has ${known.map(quoted).join(", ")}`;
      throw new Ended(EXIT.wrongUsage, `${planPath} has no scenario ${quoted(scenario)}: ${choice}.`);
    }
    return preparedFrom(file.plan, file.hash, scenario);
  });
}

function preparedFrom(whole: Plan, hash: string, scenario: string | null): Prepared {
  if (scenario === null) return { whole, plan: whole, resolved: resolvePlan(whole), hash, scenario: null };
  return {
    whole,
    plan: applyScenario(whole, scenario),
    resolved: resolveScenario(whole, scenario),
    hash,
    scenario: { id: scenario, name: whole.scenarios?.[scenario]?.name ?? scenario },
  };
}

export const STOPPED = "Stopped. Nothing was written.";

/** Simulates a prepared plan and draws its answers. */
export async function forecastPlan(run: RunArguments, prepared: Prepared, job: Job): Promise<Forecasted> {
  return forecastedBy(run, prepared, await simulate(run, prepared.resolved, job));
}

/** The answers of a run that has ended. */
function forecastedBy(run: RunArguments, prepared: Prepared, end: RunEnd<Samples>): Forecasted {
  switch (end.status) {
    case "cancelled":
      throw new Ended(EXIT.interrupted, STOPPED);
    case "failed":
      throw endedByFailure(end);
    case "done": {
      const { result: samples } = end;
      const { resolved } = prepared;
      const notes =
        "precision" in run.length
          ? [precisionSentence(goodToOf(samples, resolved.budget.amount), run.length.precision, samples.trials)]
          : [];
      return { ...forecastedFrom(prepared, samples, run.seed), notes };
    }
  }
}

/** The answers that samples of a prepared plan give, wherever they were simulated. */
export function forecastedFrom(prepared: Prepared, samples: Samples, seed: number): Forecasted {
  const { resolved, hash, scenario } = prepared;
  const forecast = forecastOf(samples, resolved, {
    planName: resolved.name,
    planHash: hash,
    scenario: scenario?.id ?? null,
    seed,
    engine: ENGINE_VERSION,
  });
  return { ...prepared, samples, forecast, warnings: warningsAbout(prepared.plan, forecast), notes: [] };
}

/** Shares of variance need so many trials to mean anything. */
const LEAST_FOR_DRIVERS = 200;

/** What stands beside a forecast on its paper. */
export interface Beside {
  /** The policies on the same simulated years, the forecast itself among them. */
  readonly options: readonly Forecasted[];
  /** Null: too few trials to say. */
  readonly drivers: Drivers | null;
  readonly bridge: { readonly scenario: string; readonly bridge: Bridge } | null;
  readonly caps: { readonly workload: string; readonly lab: CapLab } | null;
}

/**
 * The policies beside a forecast, what moves its ask, the bridge to its scenario, and what a cap would do: all on the
 * same random numbers. `known`: policies that are forecast already, the chosen one among them.
 */
export async function forecastBeside(
  run: RunArguments,
  chosen: Forecasted,
  job: Job,
  known: readonly Forecasted[] = [chosen],
): Promise<Beside> {
  const options = await forecastOptions(run, chosen, known, job);
  const plan = chosen.whole;
  const scenario = chosen.scenario?.id ?? null;
  const asked = askedBeside(plan, scenario, chosen.forecast);
  return withStudyContext(run, job, async ({ named }) => ({
    options,
    drivers:
      chosen.forecast.trials < LEAST_FOR_DRIVERS
        ? null
        : await driversStudy({ plan, scenario }, named("What moves the request")),
    bridge:
      asked.bridge === null
        ? null
        : {
            scenario: asked.bridge,
            bridge: await bridgeStudy({ plan, scenario: asked.bridge }, named("Effect of each change")),
          },
    caps:
      asked.caps === null
        ? null
        : {
            workload: asked.caps,
            lab: await capLabStudy({ plan, scenario, workload: asked.caps, cap: "attempt" }, named("Caps")),
          },
  }));
}

/** Those that are `known` already are not simulated again. */
async function forecastOptions(
  run: RunArguments,
  chosen: Forecasted,
  known: readonly Forecasted[],
  job: Job,
): Promise<Forecasted[]> {
  const ids = optionIds(chosen.whole, chosen.scenario?.id ?? null);
  const among = (list: readonly Forecasted[], id: string | null): Forecasted | undefined =>
    list.find(({ scenario }) => (scenario?.id ?? null) === id);
  const missing = ids.filter((id) => among(known, id) === undefined);
  const others = missing.map((id) => preparedFrom(chosen.whole, chosen.hash, id));
  const forecasted = [...known, ...(await forecastEach(run, others, job))];
  return ids.map((id) => among(forecasted, id)!);
}

/**
 * Simulates several prepared plans, one after the other, and reports which one it is at. The workers are at the next one
 * while this thread draws the answers of the last.
 */
export async function forecastEach(run: RunArguments, prepared: readonly Prepared[], job: Job): Promise<Forecasted[]> {
  const begin = (i: number): Promise<RunEnd<Samples>> | null => {
    const one = prepared[i];
    if (one === undefined) return null;
    const words = `Scenario ${i + 1} of ${prepared.length}, ${plain(one.scenario?.name ?? BASE_NAME)}`;
    return simulate(run, one.resolved, partOf(job, words));
  };
  const forecasted: Forecasted[] = [];
  let running = begin(0);
  for (const [i, one] of prepared.entries()) {
    const end = await running!;
    running = end.status === "done" ? begin(i + 1) : null;
    forecasted.push(forecastedBy(run, one, end));
  }
  return forecasted;
}
