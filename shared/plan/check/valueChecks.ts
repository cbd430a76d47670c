import { epochDayOf, firstOfMonth, isoMonthOf } from "#shared/units.ts";
import { quoted } from "#shared/plan/schema/describe.ts";
import { faultAt, type Fault } from "./faults.ts";
import type { Path } from "#shared/plan/pointer.ts";
import type { Plan, Workload } from "#shared/plan/schema/plan.ts";

/** What only the workload and the fiscal year together can tell of a case and a decision. */
export function valueFaults(workload: Workload, path: Path, fiscalYear: Plan["fiscalYear"]): Fault[] {
  return [...gateFaults(workload, path), ...oneOffFaults(workload, path, fiscalYear)];
}

/** A rule can only ask for what the workload has. */
function gateFaults({ gate, case: own }: Workload, path: Path): Fault[] {
  if (gate === undefined) return [];
  const at = [...path, "gate", "keepIf", "what"];
  switch (gate.keepIf.what) {
    case "change":
      return own?.metric?.target === undefined
        ? [faultAt(at, '"change" in a workload without a target', "a case whose metric has a target, or another rule")]
        : [];
    case "benefit":
      return own === undefined
        ? [faultAt(at, '"benefit" in a workload without a case', "a case, or the rule costPerOutcome")]
        : [];
    case "costPerOutcome":
      return [];
  }
}

/** One-off costs belong to a month of the year: elsewhere they would be counted nowhere. */
function oneOffFaults({ case: own }: Workload, path: Path, { start, months }: Plan["fiscalYear"]): Fault[] {
  const first = epochDayOf(start);
  const [from, to] = [isoMonthOf(first), isoMonthOf(firstOfMonth(first, months - 1))];
  return (own?.oneOff ?? []).flatMap(({ month }, i) =>
    month >= from && month <= to
      ? []
      : [
          faultAt(
            [...path, "case", "oneOff", i, "month"],
            quoted(month),
            `a month of the fiscal year, ${from} to ${to}`,
          ),
        ],
  );
}
