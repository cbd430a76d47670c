import type { ContractSamples } from "#shared/engine/samples.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { ResolvedCommitment } from "#shared/plan/resolving/resolvedContracts.ts";
import { mean } from "#shared/statistics/moments.ts";
import { monthOfDay } from "./costLines.ts";
import type { ViewDifference } from "./forecast.ts";

/** What lies below this share of a year is a rounding of sums. */
const ROUNDING = 1e-9;

type Month = ViewDifference["months"][number];

/** The contracts that are paid at other times than they are charged: from effective cost to cash, on average. */
export function viewDifferences(contracts: ContractSamples, plan: ResolvedPlan): ViewDifference[] {
  const { effectiveMonths, cashMonths, costMonths } = contracts;
  if (costMonths === undefined) return [];
  const byMonth = (of: (month: number) => Month): Month[] => plan.monthStarts.slice(1).map((_, m) => of(m));
  const ofCommitment = (c: number, commitment: ResolvedCommitment, m: number): Month => {
    const drawn = mean(costMonths.drawnBy(c, m)) - (m === 0 ? 0 : mean(costMonths.drawnBy(c, m - 1)));
    const lost = monthOfDay(plan, commitment.untilDay - 1) === m ? mean(contracts.commitments[c]!.lost) : 0;
    return { paid: paidIn(commitment, plan, m), charged: drawn + lost };
  };
  const known: readonly Pick<ViewDifference, "kind" | "id" | "months">[] = [
    ...plan.seats.map(({ id }, s) => ({
      kind: "seats" as const,
      id,
      months: byMonth((m) => ({ paid: mean(costMonths.seatsCash(s, m)), charged: mean(costMonths.seats(s, m)) })),
    })),
    // What is paid as it is used is charged on the day that it is paid.
    ...plan.commitments.flatMap((commitment, c) =>
      commitment.paid === "asUsed"
        ? []
        : [{ kind: "commitment" as const, id: commitment.id, months: byMonth((m) => ofCommitment(c, commitment, m)) }],
    ),
  ];
  const closed = byMonth((m) => {
    const whole = mean(cashMonths[m]!) - mean(effectiveMonths[m]!);
    return { paid: known.reduce((rest, { months }) => rest - months[m]!.paid + months[m]!.charged, whole), charged: 0 };
  });
  const least = ROUNDING * (mean(contracts.effective) + mean(contracts.cash));
  return [...known, { kind: "closed" as const, id: "", months: closed }]
    .filter(({ months }) => months.some(({ paid, charged }) => Math.abs(paid - charged) > least))
    .map((own) => ({ ...own, paid: sumOf(own.months, "paid"), charged: sumOf(own.months, "charged") }));
}

function sumOf(months: readonly Month[], what: keyof Month): number {
  return months.reduce((sum, month) => sum + month[what], 0);
}

/** What is paid for a commitment in a fiscal month. */
function paidIn({ paid, amount, fromDay, monthDays }: ResolvedCommitment, plan: ResolvedPlan, month: number): number {
  if (paid === "upfront") return monthOfDay(plan, fromDay) === month ? amount : 0;
  return (amount * monthDays.filter((day) => monthOfDay(plan, day) === month).length) / Math.max(1, monthDays.length);
}
