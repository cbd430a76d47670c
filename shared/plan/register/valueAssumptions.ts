import type { Path } from "#shared/plan/pointer.ts";
import { ANYWAY, BASE_RATE, LAG_MONTHS, SHARE_OF_HOURS } from "#shared/plan/resolvedValue.ts";
import type { Plan, Uncertain, Workload } from "#shared/plan/schema/plan.ts";

/** A figure of a case that stands in the register though the plan need not write it. */
export interface CaseAssumption {
  readonly path: Path;
  readonly label: string;
  readonly number: Uncertain;
  readonly unit: "share" | "months";
  readonly owner: string | null;
  /** It is a guess of this program; else the plan states it. */
  readonly isDefault: boolean;
}

/** What a number of a case or a decision is, in the register's words. */
export function valueInputName({ outcome, case: own, gate }: Workload, path: Path): string {
  const unit = outcome.unit ?? "outcome";
  const at = Number(path[4]);
  switch (String(path.at(-1))) {
    case "capacityPerDay":
      return `Most that the step "${own!.workflow![at]!.step}" takes`;
    case "hours":
      return `Hours saved by one ${unit}`;
    case "hourlyCost":
      return "Cost of one saved hour";
    case "share":
      return SHARE_LABEL;
    case "anyway":
      return ANYWAY_LABEL;
    case "lagMonths":
      return LAG_LABEL;
    case "perOutcome":
      return `Harm of one ${unit}: ${own!.disbenefits![at]!.name}`;
    case "amount":
      return `One-off cost: ${own!.oneOff![at]!.name}`;
    case "runCost":
      return "Running cost beside the spend";
    case "pass":
      return `Work after the decision of ${gate!.decideOn}, if it is kept`;
    default:
      return `Work after the decision of ${gate!.decideOn}, if it is not kept`;
  }
}

const SHARE_LABEL = "Share of saved hours that is worth their cost";
const ANYWAY_LABEL = "Share that would have come anyway";
const LAG_LABEL = "Months until an outcome brings its benefit";
const CLASS_LABEL = "Share of uses like these that show in the accounts";

/**
 * The defaults of cases that are not neutral, as guesses of this program: the class, and of each case what would have
 * come anyway, the lag, and what saved hours are worth. A stated class is listed too: it is a plain number, which the
 * list of inputs does not know. Nothing in a plan without a case.
 */
export function valueAssumptions(plan: Plan): CaseAssumption[] {
  const cases = Object.entries(plan.workloads).filter(([, workload]) => workload.case !== undefined);
  if (cases.length === 0) return [];
  const stated = plan.value?.baseRate;
  const ofClass: CaseAssumption = {
    path: ["value", "baseRate"],
    label: CLASS_LABEL,
    number: stated ?? BASE_RATE,
    unit: "share",
    owner: null,
    isDefault: stated === undefined,
  };
  return [ofClass, ...cases.flatMap(([id, workload]) => caseDefaults(id, workload))];
}

function caseDefaults(id: string, { case: own, name = id, owner }: Workload): CaseAssumption[] {
  const row = (path: Path, label: string, number: Uncertain, unit: "share" | "months"): CaseAssumption => ({
    path: ["workloads", id, "case", ...path],
    label: `${label}, ${name}`,
    number,
    unit,
    owner: owner ?? null,
    isDefault: true,
  });
  const goesTo = own?.saved?.goesTo ?? "nothing";
  return [
    ...(own?.anyway === undefined ? [row(["anyway"], ANYWAY_LABEL, ANYWAY, "share")] : []),
    ...(own?.lagMonths === undefined ? [row(["lagMonths"], LAG_LABEL, LAG_MONTHS, "months")] : []),
    ...(own?.saved !== undefined && own.saved.share === undefined && (goesTo === "positions" || goesTo === "backlog")
      ? [row(["saved", "share"], SHARE_LABEL, SHARE_OF_HOURS[goesTo], "share")]
      : []),
  ];
}
