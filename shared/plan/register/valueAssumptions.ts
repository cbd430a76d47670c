import { pathOf, type Path } from "#shared/plan/pointer.ts";
import { defaultOf } from "#shared/plan/fields/fieldAt.ts";
import type { AssumptionUnit } from "#shared/plan/fields/uncertainField.ts";
import { UNCERTAIN_FIELDS } from "#shared/plan/fields/uncertainFields.ts";
import { ANYWAY, BASE_RATE, SHARE_OF_HOURS } from "#shared/plan/resolving/resolvedValue.ts";
import type { Plan, Uncertain, Workload } from "#shared/plan/schema/plan.ts";

/** A figure of a case that stands in the register though the plan need not write it. */
export interface CaseAssumption {
  readonly path: Path;
  readonly label: string;
  readonly number: Uncertain;
  readonly unit: AssumptionUnit;
  readonly owner: string | null;
  /** It is a guess of this program; else the plan states it. */
  readonly isDefault: boolean;
}

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

function caseDefaults(id: string, workload: Workload): CaseAssumption[] {
  const { case: own, name = id, owner = null } = workload;
  const goesTo = own?.saved?.goesTo ?? "nothing";
  const isShared = own?.saved !== undefined && own.saved.share === undefined;
  const rows: readonly (readonly [place: keyof typeof UNCERTAIN_FIELDS, number: Uncertain, isLeftOut: boolean])[] = [
    ["/workloads/*/case/anyway", ANYWAY, own?.anyway === undefined],
    ["/workloads/*/case/lagMonths", defaultOf("/workloads/*/case/lagMonths"), own?.lagMonths === undefined],
    [
      "/workloads/*/case/saved/share",
      SHARE_OF_HOURS[goesTo],
      isShared && (goesTo === "positions" || goesTo === "backlog"),
    ],
  ];
  return rows
    .filter(([, , isLeftOut]) => isLeftOut)
    .map(([place, number]) => {
      const { label, unit } = UNCERTAIN_FIELDS[place];
      const path = pathOf(place)!.map((key) => (key === "*" ? id : key));
      return { path, label: `${String(label)}, ${name}`, number, unit, owner, isDefault: true };
    });
}
