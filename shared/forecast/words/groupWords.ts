import { formatPercent, formatShareTo } from "#shared/format/chances.ts";
import { formatCount } from "#shared/format/counts.ts";
import { resolutionOf } from "#shared/format/digits.ts";
import { formatMoney } from "#shared/format/money.ts";
import type { Forecast, Requested } from "#shared/forecast/answers/forecast.ts";
import { knownBy, quantileErrorOf } from "#shared/forecast/answers/goodTo.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";

/**
 * What the plan spends on tokens for each person of a group, in words: the same on the screen, on paper and on the
 * command line. In the order of the plan, whatever it comes to.
 */
export interface GroupRow {
  readonly id: string;
  readonly name: string;
  /** "2,000". */
  readonly people: string;
  /** Money a person and month, and a share of pay: the middle estimate and that of the budget's confidence. */
  readonly perPerson: Pair;
  /** Null: the plan says no pay. */
  readonly ofPay: Pair | null;
}

interface Pair {
  readonly middle: string;
  readonly ask: string;
}

/** Groups of ten people or more that workloads take shares of. */
export function groupRows(forecast: Forecast, plan: ResolvedPlan): GroupRow[] {
  const { people = {} } = forecast;
  const { confidence } = plan.budget;
  const pair = (figure: Requested, words: (value: number, goodTo: number) => string): Pair => {
    const goodTo = (level: number): number => resolutionOf(quantileErrorOf(figure.quantiles, level, knownBy(forecast)));
    return { middle: words(figure.quantiles.p50, goodTo(0.5)), ask: words(figure.ask, goodTo(confidence)) };
  };
  return plan.people.flatMap(({ id, name }) => {
    const own = people[id];
    if (own === undefined) return [];
    return [
      {
        id,
        name,
        people: formatCount(own.people.mean),
        perPerson: pair(own.perPersonMonth, (money, goodTo) => formatMoney(plan.currency, money, goodTo)),
        ofPay: own.shareOfPay === undefined ? null : pair(own.shareOfPay, (share) => formatShareTo(share, 2)),
      },
    ];
  });
}

/** What the rows say, for whoever reads them first. */
export const GROUPS_NOTE =
  "What the workloads that take shares of a group spend a month, for each of its people; as a share of pay, what one of them is paid a month. Of groups of ten people or more, never of a person.";

/** "Each of 2,000 people of Engineering: $310 a month, to be 80% sure $420; that is 2.5% of pay, to be 80% sure 3.4%." */
export function groupSentence({ name, people, perPerson, ofPay }: GroupRow, confidence: number): string {
  const sure = `to be ${formatPercent(confidence)} sure`;
  const spend = `Each of ${people} people of ${name}: ${perPerson.middle} a month, ${sure} ${perPerson.ask}`;
  return ofPay === null ? `${spend}.` : `${spend}; that is ${ofPay.middle} of pay, ${sure} ${ofPay.ask}.`;
}

/** The head of their table. */
export function groupHead(plan: ResolvedPlan): readonly string[] {
  const sure = formatPercent(plan.budget.confidence);
  return ["Group", "people", "each a month (50%)", sure, "of pay (50%)", sure];
}

/** A row of their table. */
export function groupCells({ name, people, perPerson, ofPay }: GroupRow): readonly string[] {
  return [name, people, perPerson.middle, perPerson.ask, ofPay?.middle ?? "–", ofPay?.ask ?? "–"];
}
