import { costName } from "./costWords.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { sumOfCharged, wholeCoins, type Charged } from "./coins.ts";
import type { Forecast, ViewDifference } from "./forecast.ts";

/** From effective cost to cash by month, averages in whole coins: the steps sum to the difference exactly. */
export interface ViewBridge {
  /** ISO months. */
  readonly months: readonly string[];
  readonly effective: Charged;
  /** What each contract is paid less what is charged for it. */
  readonly steps: readonly (Charged & { readonly name: string })[];
  readonly cash: Charged;
}

/** The bridge of a plan whose two views of money differ; null: they do not. */
export function viewBridge({ views, months }: Forecast, plan: ResolvedPlan): ViewBridge | null {
  if (views === undefined || views.bridge.length === 0) return null;
  const { currency } = plan;
  const inCoins = (row: readonly number[]): Charged => wholeCoins([row], currency)[0]!;
  const effective = inCoins(views.effective.months.map(({ mean }) => mean));
  const cash = inCoins(views.cash.months.map(({ mean }) => mean));
  const known = views.bridge.slice(0, -1).map((own) => inCoins(own.months.map(({ paid, charged }) => paid - charged)));
  // The last step is what is left, so that roundings leave no gap.
  const last = sumOfCharged([cash, effective, ...known], months.length, currency, [1, ...known.map(() => -1), -1]);
  return {
    months: months.map(({ month }) => month),
    effective,
    steps: [...known, last].map((step, i) => ({ ...step, name: differenceName(views.bridge[i]!, plan) })),
    cash,
  };
}

/** What a step from effective cost to cash is called. */
export function differenceName({ kind, id }: Pick<ViewDifference, "kind" | "id">, plan: ResolvedPlan): string {
  if (kind === "closed") return "Closed months";
  if (kind === "seats") return costName({ kind, id }, plan);
  return plan.commitments.find((one) => one.id === id)?.name ?? id;
}
