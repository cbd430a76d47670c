import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { formatChance } from "#shared/format/chances.ts";
import { runsOf, strong, type WordRun } from "./runs.ts";
import { formatMoneyTo } from "#shared/format/money.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";

/** Sentences on contracts, the same on the screen, on paper and on the command line. */

/** How the two views of money differ over the year, on average; null: the plan has only one. */
export function viewsSentence({ views, basis }: Forecast, { currency }: Pick<ResolvedPlan, "currency">): string | null {
  if (views === undefined) return null;
  const [effective, cash] = [views.effective.mean, views.cash.mean].map((amount) => formatMoneyTo(currency, amount, 3));
  const counted = basis === "cash" ? "cash" : "effective cost";
  return effective === cash
    ? `Effective cost and cash are ${effective!} each on average; the budget counts ${counted}.`
    : `Effective cost is ${effective!} on average, and ${cash!} is paid in cash; the budget counts ${counted}.`;
}

/** A chance from which something is likely enough to lead a sentence. */
const LIKELY = 0.5;

/**
 * What allowances and commitments come to, one part each, the worst of its kind: a pool that is charged beyond (`usedUp`
 * is the day in words, null where it is not known), a prepayment that is used up early, a commitment that falls short.
 * A part that has nothing to say is left out.
 */
export function contractsAnswer(
  { seats = {}, commitments = {} }: Forecast,
  plan: ResolvedPlan,
  usedUp: (seatsId: string) => string | null,
): WordRun[][] {
  return [...overageAnswer(seats, plan, usedUp), ...dryAnswer(commitments, plan), ...shortAnswer(commitments, plan)];
}

function overageAnswer(
  seats: NonNullable<Forecast["seats"]>,
  plan: ResolvedPlan,
  usedUp: (seatsId: string) => string | null,
): WordRun[][] {
  const worst = plan.seats
    .filter(({ included }) => included !== null)
    .toSorted((one, other) => seats[other.id]!.overage.mean - seats[one.id]!.overage.mean)[0];
  if (worst === undefined) return [];
  const { overage, anyOverage } = seats[worst.id]!;
  if (overage.mean === 0) return [runsOf(`${worst.name} stays within what it includes.`)];
  const money = strong(formatMoneyTo(plan.currency, overage.mean, 2));
  const day = usedUp(worst.id);
  return day === null
    ? [
        runsOf(
          `${worst.name} is charged beyond what it includes in `,
          strong(formatChance(anyOverage)),
          " simulated years; overage costs about ",
          money,
          " this year on average.",
        ),
      ]
    : [
        runsOf(
          `${worst.name}'s pool is likely to be used up on `,
          strong(day),
          ", and overage costs about ",
          money,
          " this year.",
        ),
      ];
}

function dryAnswer(commitments: NonNullable<Forecast["commitments"]>, plan: ResolvedPlan): WordRun[][] {
  const worst = plan.commitments.toSorted(
    (one, other) => commitments[other.id]!.anyBeyond - commitments[one.id]!.anyBeyond,
  )[0];
  if (worst === undefined || commitments[worst.id]!.anyBeyond < LIKELY) return [];
  const chance = strong(formatChance(commitments[worst.id]!.anyBeyond));
  return [runsOf(`${worst.name} is used up early in `, chance, " simulated years.")];
}

function shortAnswer(commitments: NonNullable<Forecast["commitments"]>, plan: ResolvedPlan): WordRun[][] {
  const worst = plan.commitments.toSorted(
    (one, other) => commitments[other.id]!.anyLost - commitments[one.id]!.anyLost,
  )[0];
  if (worst === undefined || commitments[worst.id]!.anyLost === 0) return [];
  const { anyLost, lost } = commitments[worst.id]!;
  const what =
    worst.paid === "asUsed"
      ? ` simulated years ${worst.name} falls short; the shortfall is `
      : ` simulated years some of ${worst.name} is lost, `;
  const money = strong(formatMoneyTo(plan.currency, lost.mean, 2));
  return [runsOf("In ", strong(formatChance(anyLost)), what, money, " on average.")];
}
