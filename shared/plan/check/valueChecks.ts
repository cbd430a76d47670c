import { epochDayOf, firstOfMonth, isoMonthOf } from "#shared/units.ts";
import { quoted } from "#shared/plan/schema/describe.ts";
import { issueAt, type Issue } from "./issues.ts";
import type { Path } from "#shared/plan/pointer.ts";
import type { Plan, Workload } from "#shared/plan/schema/plan.ts";

/** What only the workload and the fiscal year together can show about a case and a decision. */
export function valueIssues(workload: Workload, path: Path, fiscalYear: Plan["fiscalYear"]): Issue[] {
  return [...gateIssues(workload, path), ...oneOffIssues(workload, path, fiscalYear)];
}

/** A rule can only ask for what the workload has. */
function gateIssues({ gate, case: own }: Workload, path: Path): Issue[] {
  if (gate === undefined) return [];
  const at = [...path, "gate", "keepIf", "what"];
  switch (gate.keepIf.what) {
    case "change":
      return own?.metric?.target === undefined
        ? [issueAt(at, '"change" in a workload without a target', "a case whose metric has a target, or another rule")]
        : [];
    case "benefit":
      return own === undefined
        ? [issueAt(at, '"benefit" in a workload without a case', "a case, or the rule costPerOutcome")]
        : [];
    case "costPerOutcome":
      return [];
  }
}

/** One-off costs belong to a month of the year: elsewhere they would be counted nowhere. */
function oneOffIssues({ case: own }: Workload, path: Path, { start, months }: Plan["fiscalYear"]): Issue[] {
  const first = epochDayOf(start);
  const [from, to] = [isoMonthOf(first), isoMonthOf(firstOfMonth(first, months - 1))];
  return (own?.oneOff ?? []).flatMap(({ month }, i) =>
    month >= from && month <= to
      ? []
      : [
          issueAt(
            [...path, "case", "oneOff", i, "month"],
            quoted(month),
            `a month of the fiscal year, ${from} to ${to}`,
          ),
        ],
  );
}
