import type { CostKind, Forecast, Spread } from "./forecast.ts";
import { formatPercent } from "#shared/format/chances.ts";
import { moneyAmong, moneyStyle } from "#shared/format/money.ts";
import { resolutionOf } from "#shared/format/digits.ts";
import { knownBy, quantileErrorOf } from "./goodTo.ts";

/** An amount of money with its standard error. */
export interface Known {
  readonly amount: number;
  readonly error: number;
}

/** A part of the year's spend: together the parts make up all of it in every simulated year. */
export interface YearPart {
  /** `timing`: by how much cash is more (or less) than what is charged, where the budget counts cash. */
  readonly kind: CostKind | "timing";
  /** Of the plan; empty for what belongs to nothing in it. */
  readonly id: string;
  readonly spend: Spread;
}

/** What lies below this share of the year's mean is a rounding of sums. */
const ROUNDING = 1e-7;

type WithParts = Pick<Forecast, "workloads" | "fixedCosts" | "spend" | "seats" | "commitments" | "views" | "basis">;

/**
 * Workloads, then what costs besides, in the order of the forecast, then what closed months spent on nothing in the
 * plan, where they did.
 */
export function partsOfYear(forecast: WithParts): YearPart[] {
  const { workloads, spend } = forecast;
  const parts: YearPart[] = [
    ...Object.entries(workloads).map(([id, own]): YearPart => ({ kind: "workload", id, spend: own.spend })),
    ...costsBesideWork(forecast),
  ];
  const rest = spend.mean - parts.reduce((sum, part) => sum + part.spend.mean, 0);
  return rest > ROUNDING * spend.mean ? [...parts, { kind: "unassigned", id: "", spend: certain(rest, spend) }] : parts;
}

/** What the year costs beside its work: fees of seats, what commitments lose, fixed costs, and the timing of payments. */
export function costsBesideWork({
  fixedCosts,
  seats = {},
  commitments = {},
  views,
  basis,
  spend,
}: Omit<WithParts, "workloads">): YearPart[] {
  const timing = basis === "cash" && views !== undefined ? views.cash.mean - views.effective.mean : 0;
  return [
    ...Object.entries(seats).map(([id, own]): YearPart => ({ kind: "seats", id, spend: own.spend })),
    ...Object.entries(commitments)
      .filter(([, { lost }]) => lost.mean > 0)
      .map(([id, { lost }]): YearPart => ({ kind: "commitment", id, spend: lost })),
    ...Object.entries(fixedCosts).map(([id, own]): YearPart => ({ kind: "fixedCost", id, spend: own.spend })),
    ...(Math.abs(timing) > ROUNDING * spend.mean
      ? [{ kind: "timing" as const, id: "", spend: certain(timing, spend) }]
      : []),
  ];
}

function certain(amount: number, like: Spread): Spread {
  return {
    mean: amount,
    quantiles: Object.fromEntries(
      Object.keys(like.quantiles).map((name) => [name, amount]),
    ) as unknown as Spread["quantiles"],
  };
}

/**
 * Sum of what the parts would ask for, each by itself at the same confidence. Every part counts with its own quantile,
 * uncertain fixed costs too: a sum of quantiles and means would be no estimate of anything. It differs from the plan's
 * own quantile because not every part is expensive in the same simulated year.
 */
export function togetherOf(parts: readonly Known[]): Known {
  return {
    amount: parts.reduce((sum, { amount }) => sum + amount, 0),
    error: Math.hypot(...parts.map(({ error }) => error)),
  };
}

/**
 * The sum of the parts' own 80% estimates. Screen, PDF, workbook and command line all come here; Targets asks
 * `togetherOf` at a confidence of its own.
 */
export function partsTogether(forecast: Forecast): Known {
  const trials = knownBy(forecast);
  return togetherOf(
    partsOfYear(forecast).map(({ spend: { quantiles } }) => ({
      amount: quantiles.p80,
      error: quantileErrorOf(quantiles, 0.8, trials),
    })),
  );
}

/**
 * "The 80% estimates of the parts add up to $12.4M; the plan as a whole needs $11.2M, because not every part is
 * expensive in the same year." Null where the two do not differ beyond their errors.
 */
export function togetherSentence(currency: string, confidence: number, together: Known, needed: Known): string | null {
  const group = moneyStyle(currency, Math.max(together.amount, needed.amount));
  const [sum, whole] = [together, needed].map(({ amount, error }) =>
    moneyAmong(group, amount, resolutionOf(error)),
  ) as [string, string];
  if (sum === whole) return null;
  const why =
    together.amount > needed.amount
      ? "because not every part is expensive in the same year"
      : "because a rare expense is more likely somewhere in the plan than in any one part";
  return `The ${formatPercent(confidence)} estimates of the parts add up to ${sum}; the plan as a whole needs ${whole}, ${why}.`;
}

/** `togetherSentence` of a forecast at 80%. Null of one part alone, and where work stops at the budget. */
export function partsSentence(
  forecast: Forecast,
  { currency, budget }: { readonly currency: string; readonly budget: { readonly atExhaustion: string } },
): string | null {
  if (budget.atExhaustion === "block" || partsOfYear(forecast).length < 2) return null;
  const { spend } = forecast;
  return togetherSentence(currency, 0.8, partsTogether(forecast), {
    amount: spend.quantiles.p80,
    error: spend.standardError.p80,
  });
}
