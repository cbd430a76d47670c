import type { Forecast } from "../forecast/forecast.ts";
import type { Outlook } from "../forecast/outlook.ts";
import { doubtsOf } from "../forecast/sentences.ts";
import { assumptionRegister } from "../plan/assumptions.ts";
import { resolvePlan } from "../plan/defaults.ts";
import { planDoubts } from "../plan/doubts.ts";
import type { Plan } from "../plan/schema.ts";
import type { Paper, ReportInput, ReportSection } from "./input.ts";

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
  /** The plan's file, without its folder: paper must not depend on where a plan lies. */
  readonly fileName: string;
}

/** All that a budget plan on paper is made of: the command line and the screen print what this says, so that their files are the same bytes. */
export function budgetPlan({ plan, forecast, outlook, scenarioName, fileName }: Reported, options: ReportOptions): ReportInput {
  const resolved = resolvePlan(plan);
  return {
    plan,
    resolved,
    forecast,
    outlook,
    assumptions: assumptionRegister(plan),
    doubts: doubtsAbout(plan, forecast),
    scenarioName,
    prepared: null,
    illustrative: /\billustrative\b/i.test(plan.name),
    command: forecastCommand(fileName, forecast),
    ...options,
  };
}

/** What is doubtful, one sentence each: the plan's own doubts first; its figures may lead to the same sentence. */
export function doubtsAbout(plan: Plan, forecast: Forecast): string[] {
  return [...new Set([...planDoubts(plan).map(({ sentence }) => sentence), ...doubtsOf(forecast, resolvePlan(plan))])];
}

/** The command that makes the same figures again. */
function forecastCommand(fileName: string, { scenario, trials, seed }: Forecast): string {
  return ["past-april forecast", fileName, ...(scenario === null ? [] : [`--scenario ${scenario}`]), `--trials ${trials}`, `--seed ${seed}`].join(" ");
}
