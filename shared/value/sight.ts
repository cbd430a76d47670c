import { changeOnScale } from "#shared/plan/claim.ts";
import type { ResolvedCase, ResolvedGate } from "#shared/plan/resolving/resolvedValue.ts";
import type { CaseYear, WorkedMonths } from "./caseYear.ts";
import type { CaseDraw } from "./drawCase.ts";

/** What a trial saw by the end of the decision's month, from the plan's first day on. */
export interface ObservedByDecision {
  readonly outcomes: number;
  /** Money: spend, reviews, failures and errors. */
  readonly costs: number;
  /** Money; 0 without a case. */
  readonly benefit: number;
  /** Null without a case. */
  readonly draw: CaseDraw | null;
}

/**
 * What the rule looks at, the larger the better: −cost of an outcome (−Infinity where there is none), the benefit so
 * far, or the change as it will be measured on that day.
 */
export function sightOf({ keepIf }: ResolvedGate, observed: ObservedByDecision): number {
  switch (keepIf.what) {
    case "costPerOutcome":
      return observed.outcomes > 0 ? -observed.costs / observed.outcomes : -Infinity;
    case "benefit":
      return observed.benefit;
    case "change": {
      const { draw } = observed;
      if (draw === null) return -Infinity;
      return (draw.open.works ? draw.effect : 0) + keepIf.goodTo * draw.sightError;
    }
  }
}

/** From which sight on the rule passes. */
export function cutOf({ keepIf }: ResolvedGate, own: ResolvedCase | null): number {
  switch (keepIf.what) {
    case "costPerOutcome":
      return -keepIf.atMost;
    case "benefit":
      return keepIf.atLeast;
    case "change": {
      const metric = own?.metric ?? null;
      return metric === null ? keepIf.atLeast : changeOnScale(keepIf.atLeast, metric.better, metric.scale);
    }
  }
}

/** Whether a decision has been taken, is taken by the rule in every trial, or was missed. */
export function decisionState(gate: ResolvedGate, closedMonths: number): "pass" | "fail" | "rule" | "overdue" {
  if (gate.decided !== null) return gate.decided;
  return gate.month < closedMonths ? "overdue" : "rule";
}

/** What the rule sees in a trial's year at the end of its month, from the plan's first day on. */
export function sightIn(
  gate: ResolvedGate,
  draw: CaseDraw | null,
  worked: Pick<WorkedMonths, "outcomes" | "spend" | "besides">,
  year: Pick<CaseYear, "benefit"> | null,
): number {
  let [outcomes, costs, benefit] = [0, 0, 0];
  for (let month = 0; month <= gate.month; month++) {
    outcomes += worked.outcomes[month]!;
    costs += worked.spend[month]! + worked.besides[month]!;
    benefit += year?.benefit[month] ?? 0;
  }
  return sightOf(gate, { outcomes, costs, benefit, draw });
}
