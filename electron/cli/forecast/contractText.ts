import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { formatChanceShort } from "#shared/format/chances.ts";
import { formatCount, formatDecimals } from "#shared/format/counts.ts";
import { formatMonth } from "#shared/format/dates.ts";
import { formatMoneyTo, formatStatedMoney, minorDigits } from "#shared/format/money.ts";
import { chargebackOf } from "#shared/forecast/answers/chargeback.ts";
import { viewsSentence } from "#shared/forecast/words/contractSentences.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { UNASSIGNED } from "#shared/plan/resolving/resolvedContracts.ts";
import { clip, table, wrap } from "#electron/cli/text.ts";

/** What the command line says of contracts and cost centers: tables, and how the two views of money differ. */
export function contractParts(forecast: Forecast, plan: ResolvedPlan): string[] {
  return [
    seatsTable(forecast, plan),
    commitmentTable(forecast, plan),
    centreTable(forecast, plan),
    ...chargebackTables(forecast, plan),
    wrap(viewsSentence(forecast, plan) ?? ""),
  ].filter((part) => part !== "");
}

/** Two digits of a mean: what a share of the year is worth saying. */
function rough({ currency }: ResolvedPlan): (amount: number) => string {
  return (amount) => formatMoneyTo(currency, amount, 2);
}

function seatsTable({ seats = {} }: Forecast, plan: ResolvedPlan): string {
  if (plan.seats.length === 0) return "";
  const money = rough(plan);
  return table(
    ["Seats, on average", "seats", "fees", "overage", "any overage", "unused"],
    plan.seats.map(({ id, name, included }) => {
      const { count, spend, overage, anyOverage, unused } = seats[id]!;
      const allowance =
        included === null ? ["–", "–", "–"] : [money(overage.mean), formatChanceShort(anyOverage), money(unused.mean)];
      return [name, formatCount(count.mean, 1), money(spend.mean), ...allowance];
    }),
  );
}

function commitmentTable({ commitments = {} }: Forecast, plan: ResolvedPlan): string {
  if (plan.commitments.length === 0) return "";
  const money = rough(plan);
  return table(
    ["Commitment, on average", "drawn", "beyond it", "runs dry", "lost", "any lost"],
    plan.commitments.map(({ id, name }) => {
      const { drawn, beyond, anyBeyond, lost, anyLost } = commitments[id]!;
      return [
        name,
        money(drawn.mean),
        money(beyond.mean),
        formatChanceShort(anyBeyond),
        money(lost.mean),
        formatChanceShort(anyLost),
      ];
    }),
  );
}

/** Centres that stand beside each other in a table of 80 columns. */
const BESIDE = 4;

/** What each cost center is charged by month, to the coin. */
function chargebackTables(forecast: Forecast, plan: ResolvedPlan): string[] {
  const chargeback = chargebackOf(forecast, plan);
  if (chargeback === null) return [];
  const { months, centres, whole } = chargeback;
  const columns = [...centres, { name: "Whole plan", ...whole }];
  const written = (money: number): string => formatDecimals(money, minorDigits(plan.currency));
  return Array.from({ length: Math.ceil(columns.length / BESIDE) }, (_, i) => {
    const shown = columns.slice(BESIDE * i, BESIDE * (i + 1));
    return table(
      [`Charged, ${plan.currency}`, ...shown.map(({ name }) => clip(name, COLUMN))],
      [
        ...months.map((month, m) => [
          formatMonth(month, m === 0 || month.endsWith("-01")),
          ...shown.map((one) => written(one.months[m]!)),
        ]),
        ["Year", ...shown.map(({ year }) => written(year))],
      ],
    );
  });
}

/** Characters of a centre's name above its column. */
const COLUMN = 14;

function centreTable({ costCentres }: Forecast, plan: ResolvedPlan): string {
  if (costCentres === undefined) return "";
  // A request beside its middle needs a digit more than a mean alone.
  const money = (amount: number): string => formatMoneyTo(plan.currency, amount, 3);
  const names = new Map(plan.costCentres.map(({ id, name }) => [id, name]));
  const rows = Object.entries(costCentres).flatMap(([id, { spend, ask, budget, overrun }]) =>
    id === UNASSIGNED && spend.quantiles.p99 === 0
      ? []
      : [
          [
            names.get(id) ?? "Unassigned",
            money(spend.quantiles.p50),
            money(ask),
            budget === undefined ? "–" : formatStatedMoney(plan.currency, budget),
            overrun === undefined ? "–" : formatChanceShort(overrun.probability),
          ],
        ],
  );
  return table(["Cost center", "middle (50%)", "request", "budget", "over"], rows);
}
