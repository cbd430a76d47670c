import { toDecimals } from "#shared/format/digits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { omit, type PlanEdit, setAt } from "./edits.ts";
import { without } from "./modelEdits.ts";
import { inItsVersion } from "#shared/plan/versions.ts";
import { freshId } from "#shared/plan/ids.ts";
import { pointerOf } from "#shared/plan/pointer.ts";

/** Named edits of cost centers; see `edits.ts`. */

/** Shares of cost centers, by id; they sum to 1. */
export type CentreShares = Readonly<Record<string, number>>;

/** A cost center of a name that nothing belongs to yet. */
export function addCentre(plan: Plan, name = "Cost center"): PlanEdit & { readonly id: string } {
  const id = freshId(name, { ...plan.costCentres, unassigned: {} });
  const added = setAt(plan, pointerOf(["costCentres", id]), { name });
  return { name: "add a cost center", plan: inItsVersion(added, plan), id };
}

/**
 * The plan without a cost center: what it alone bore belongs to none, and what it shared goes to the others in the
 * proportion that they have.
 */
export function removeCentre(plan: Plan, id: string): PlanEdit {
  const name = `remove ${plan.costCentres?.[id]?.name ?? id}`;
  let rest = without(plan, "costCentres", id);
  for (const [pointer, shares] of sharedBy(plan)) {
    if (typeof shares === "string" ? shares !== id : shares[id] === undefined) continue;
    const left = typeof shares === "string" ? {} : withoutShare(shares, id);
    rest = setAt(rest, pointer, Object.keys(left).length === 0 ? undefined : sharesAsWritten(pointer, left));
  }
  // A plan without cost centers does not say that it has none.
  const left = Object.keys(rest.costCentres ?? {}).length === 0 ? omit(rest, "costCentres") : rest;
  return { name, plan: inItsVersion(left, plan) };
}

/** Shares at a place as the plan has them written: a workload that belongs to one centre names it. */
export function sharesAsWritten(pointer: string, shares: CentreShares): string | CentreShares {
  const used = Object.fromEntries(Object.entries(shares).filter(([, share]) => share > 0));
  const [only, ...others] = Object.keys(used);
  return pointer.endsWith("/costCentre") && only !== undefined && others.length === 0 ? only : used;
}

/** Even shares to begin with; the last one takes the rounding, so that they sum to 1. */
export function evenShares(centres: readonly string[]): CentreShares {
  const even = Math.round(100 / centres.length) / 100;
  return Object.fromEntries(
    centres.map((id, i) => [id, i === centres.length - 1 ? toDecimals(1 - even * i, 2) : even]),
  );
}

/** Every place that names cost centers, with what it says. */
function sharedBy(plan: Plan): (readonly [pointer: string, shares: string | CentreShares])[] {
  const splits = (["seats", "commitments", "fixedCosts"] as const).flatMap((part) =>
    Object.entries(plan[part] ?? {}).flatMap(([id, { split }]) =>
      typeof split === "object" ? [[pointerOf([part, id, "split"]), split] as const] : [],
    ),
  );
  const workloads = Object.entries(plan.workloads).flatMap(([id, { costCentre }]) =>
    costCentre === undefined ? [] : [[pointerOf(["workloads", id, "costCentre"]), costCentre] as const],
  );
  return [...workloads, ...splits];
}

function withoutShare(shares: CentreShares, id: string): CentreShares {
  const others = Object.entries(shares).filter(([other]) => other !== id);
  const sum = others.reduce((all, [, share]) => all + share, 0);
  return sum > 0 ? Object.fromEntries(others.map(([other, share]) => [other, share / sum])) : {};
}
