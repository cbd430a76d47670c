import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { runsOf, strong, type WordRun } from "./runs.ts";
import { formatDateLong } from "#shared/format/dates.ts";
import { formatMoneyTo } from "#shared/format/money.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { epochDayOf, firstOfMonth } from "#shared/units.ts";

/** "Sonnet takes $1.2M of the year's $2.1M on average."; nothing where no model is paid for. */
export function dearestModelAnswer({ models, spend }: Forecast, plan: Plan): WordRun[][] {
  const dearest = Object.entries(models).toSorted(([, one], [, other]) => other.spend.mean - one.spend.mean)[0];
  if (dearest === undefined || dearest[1].spend.mean === 0) return [];
  const [id, own] = dearest;
  const money = (amount: number): string => formatMoneyTo(plan.currency, amount, 2);
  return [
    runsOf(
      `${plan.models[id]?.name ?? id} takes `,
      strong(money(own.spend.mean)),
      ` of the year's ${money(spend.mean)} on average.`,
    ),
  ];
}

/** "Claude Opus 5 retires on September 15."; the first retirement of the open part of the year. */
export function retirementAnswer(plan: Plan): WordRun[][] {
  const start = epochDayOf(plan.fiscalYear.start);
  const open = firstOfMonth(start, plan.actuals?.months.length ?? 0);
  const end = firstOfMonth(start, plan.fiscalYear.months);
  const first = Object.entries(plan.models)
    .flatMap(([id, { name = id, retires }]) => (retires === undefined ? [] : [{ name, day: epochDayOf(retires.on) }]))
    .filter(({ day }) => day >= open && day < end)
    .toSorted((one, other) => one.day - other.day)[0];
  return first === undefined
    ? []
    : [runsOf(`${first.name} retires on `, strong(formatDateLong(first.day, { start })), ".")];
}
