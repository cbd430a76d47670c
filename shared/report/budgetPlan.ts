import { mainWorkload } from "#shared/forecast/comparison/comparisonDocument.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import type { Outlook } from "#shared/forecast/answers/outlookShapes.ts";
import { warningsAbout } from "#shared/forecast/warnings.ts";
import { assumptionRegister } from "#shared/plan/register/assumptions.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { MOST_OVERLAID, scenarioBegins } from "#shared/plan/scenarios/scenarioEdits.ts";
import { BASE_NAME, scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { scenarioInWords } from "./differences/differenceWords.ts";
import type { Paper, ReportedOption, ReportInput, ReportSection } from "./input.ts";

/** How a budget plan is printed: what a reader chooses. What is absent is as on the command line. */
export interface ReportOptions {
  readonly paper: Paper;
  readonly title?: string;
  readonly notes?: string;
  readonly leftOut?: readonly ReportSection[];
}

/** As the command line prints it. */
export const USUAL_REPORT: ReportOptions = { paper: "a4" };

/** What was forecast, and what its answers are. */
export interface Reported {
  /** The plan that was forecast: of a scenario, the changed one. */
  readonly plan: Plan;
  readonly forecast: Forecast;
  readonly outlook: Outlook;
  readonly scenarioName: string | null;
  /** The policies to choose from (`optionIds`); the one that was forecast is among them. */
  readonly options: readonly ReportedOption[];
  /** What was asked beside the forecast; null: not asked for. */
  readonly drivers: ReportInput["drivers"];
  readonly bridge: ReportInput["bridge"];
  readonly caps: ReportInput["caps"];
  readonly value: ReportInput["value"];
  /** What moved since an earlier version; absent: none is compared. */
  readonly moved?: ReportInput["moved"];
  /** The plan's file, without its folder: paper must not depend on where a plan lies. */
  readonly fileName: string;
}

/**
 * All that a budget plan on paper is made of: the command line and the screen print what this says, so that their files
 * are the same bytes.
 */
export function budgetPlan(
  { plan, forecast, outlook, scenarioName, options, drivers, bridge, caps, value, moved, fileName }: Reported,
  chosen: ReportOptions,
): ReportInput {
  const resolved = resolvePlan(plan);
  return {
    plan,
    resolved,
    forecast,
    outlook,
    options,
    drivers,
    bridge,
    caps,
    value,
    moved: moved ?? null,
    assumptions: assumptionRegister(plan),
    warnings: warningsAbout(plan, forecast),
    scenarioName,
    prepared: null,
    illustrative: plan.illustrative === true,
    command: forecastCommand(fileName, forecast),
    ...chosen,
  };
}

/**
 * The policies that a report of a scenario (null: of the plan itself) puts beside each other, in their order: the plan,
 * the scenario, and others while there is room.
 */
export function optionIds(plan: Plan, scenario: string | null): (string | null)[] {
  const ids: (string | null)[] = [null, ...scenarioIds(plan)];
  const shown = [...new Set([null, scenario, ...ids])].slice(0, MOST_OVERLAID);
  return ids.filter((id) => shown.includes(id));
}

/** A policy of a whole plan (null: the plan itself) with what was forecast of it. */
export function reportedOption(
  whole: Plan,
  id: string | null,
  answers: Pick<ReportedOption, "forecast" | "outlook" | "trials">,
): ReportedOption {
  return {
    id,
    place: id === null ? 0 : scenarioIds(whole).indexOf(id) + 1,
    name: id === null ? BASE_NAME : (whole.scenarios?.[id]?.name ?? id),
    changes: id === null ? [] : scenarioInWords(whole, id),
    begins: id === null ? 0 : scenarioBegins(whole, id),
    ...answers,
  };
}

/**
 * What the paper asks beside the forecast: of which scenario it shows the bridge, and for which workload the caps.
 * Null: there is none.
 */
export function askedBeside(
  whole: Plan,
  scenario: string | null,
  forecast: Pick<Forecast, "workloads">,
): { readonly bridge: string | null; readonly caps: string | null } {
  return { bridge: scenario ?? scenarioIds(whole)[0] ?? null, caps: mainWorkload(forecast) };
}

/** Whether a use of a plan has a case: only then its value is asked. */
export function hasCase({ workloads }: Pick<Plan, "workloads">): boolean {
  return Object.values(workloads).some((workload) => workload.case !== undefined);
}

/** The command that makes the same figures again. */
function forecastCommand(fileName: string, { scenario, trials, seed }: Forecast): string {
  return [
    "past-april forecast",
    fileName,
    ...(scenario === null ? [] : [`--scenario ${scenario}`]),
    `--trials ${trials}`,
    `--seed ${seed}`,
  ].join(" ");
}
