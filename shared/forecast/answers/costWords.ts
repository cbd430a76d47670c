import { formatPercent } from "#shared/format/chances.ts";
import type { YearPart } from "./parts.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { UNASSIGNED, type ResolvedSplit } from "#shared/plan/resolving/resolvedContracts.ts";

/** What the costs of a year are called, and by which rule cost centers bear them: the same in every table. */

type Cost = Pick<YearPart, "kind" | "id">;

interface Called {
  readonly name?: string;
  readonly owner?: string | null;
  readonly paid?: string;
}

type CalledById = readonly (Called & { readonly id: string })[];

/** Parts of a plan as it is written, or with its defaults. */
type Parts = Readonly<Record<string, Called>> | CalledById;

function isList(parts: Parts): parts is CalledById {
  return Array.isArray(parts);
}

interface Named {
  readonly workloads: Parts;
  readonly seats?: Parts;
  readonly commitments?: Parts;
  readonly fixedCosts?: Parts;
}

function partIn(parts: Parts | undefined, id: string): Called | undefined {
  if (parts === undefined) return undefined;
  return isList(parts) ? parts.find((part) => part.id === id) : parts[id];
}

/** "Coding agents", "Copilot, seats", "Claude prepayment, unused". */
export function costName({ kind, id }: Cost, plan: Named): string {
  const nameIn = (parts: Parts | undefined): string => partIn(parts, id)?.name ?? id;
  switch (kind) {
    case "workload":
      return nameIn(plan.workloads);
    case "fixedCost":
      return nameIn(plan.fixedCosts);
    case "seats":
      return `${nameIn(plan.seats)}, seats`;
    case "commitment":
      return `${nameIn(plan.commitments)}, ${partIn(plan.commitments, id)?.paid === "asUsed" ? "shortfall" : "unused"}`;
    case "timing":
      return "Paid earlier or later than charged";
    case "unassigned":
      return "Spent on nothing in the plan";
  }
}

/** Who answers for a cost, as the plan's own text says; null: nobody. */
export function costOwner({ kind, id }: Cost, plan: Pick<Plan, "seats" | "commitments" | "fixedCosts">): string | null {
  const parts = { seats: plan.seats, commitment: plan.commitments, fixedCost: plan.fixedCosts };
  return kind in parts ? (partIn(parts[kind as keyof typeof parts], id)?.owner ?? null) : null;
}

/** The rule by which a centre bears a cost: "80% of it", "by use", "by people", "all of it". */
export function costRule({ kind, id }: Cost, centre: string, plan: ResolvedPlan): string {
  switch (kind) {
    case "workload": {
      const costCentre = plan.workloads.find((one) => one.id === id)?.costCentre ?? [];
      return costCentre.length === 0 ? "has no cost center" : shareWords(costCentre, centre);
    }
    case "seats":
      return splitWords(plan.seats.find((one) => one.id === id)?.split, centre);
    case "commitment":
      return splitWords(plan.commitments.find((one) => one.id === id)?.split, centre);
    case "fixedCost":
      return splitWords(plan.fixedCosts.find((one) => one.id === id)?.split, centre);
    case "timing":
    case "unassigned":
      return "closed months";
  }
}

function splitWords(split: ResolvedSplit = "use", centre: string): string {
  if (typeof split !== "string") return shareWords(split, centre);
  if (centre === UNASSIGNED) return split === "use" ? "by use, of work without a center" : "by people without a center";
  return split === "use" ? "by use" : "by people";
}

function shareWords(shares: readonly { readonly centre: string; readonly share: number }[], centre: string): string {
  const share = shares.find((one) => one.centre === centre)?.share ?? 0;
  return share === 1 ? "all of it" : `${formatPercent(share)} of it`;
}
