import type { ReactElement } from "react";
import { type ForecastStrip, stripsInside } from "#shared/charts/actuals/ForecastStrips.tsx";
import { askGoodTo } from "#shared/forecast/answers/goodTo.ts";
import { lockedAsk } from "#shared/forecast/lookingBack/ledger.ts";
import type { LockedForecast } from "#shared/forecast/lookingBack/ledgerFile.ts";
import { formatChance } from "#shared/format/chances.ts";
import { formatCount } from "#shared/format/counts.ts";
import { formatDateLong, formatMonth } from "#shared/format/dates.ts";
import { formatMoney } from "#shared/format/money.ts";
import { epochDayOf, isoMonthOf } from "#shared/units.ts";
import { Emphasised } from "#renderer/controls/Emphasised.tsx";
import type { Answers } from "#renderer/state/answers.ts";

export interface AnswerProps {
  readonly before: Answers | null;
  readonly now: Answers | null;
  readonly inside: readonly ForecastStrip[];
  /** The forecast that was given out of these months; null: none, and the plan before these actuals stands for it. */
  readonly last: LockedForecast | null;
  readonly words: string | null;
}

/**
 * "January to March cost $1.6M, inside the 80% range of the forecast locked on December 12 in every month. From April 1
 * the ask rises from …"
 */
export function AnswerSentence({ before, now, inside, last: given, words }: AnswerProps): ReactElement {
  if (words !== null && now === null) return <h1 className="answer">{words}</h1>;
  if (before === null || now === null) return <h1 className="answer">Calculating the year from its closed months…</h1>;
  const { actual, start } = now.outlook;
  const first = formatMonth(isoMonthOf(start));
  const last = formatMonth(isoMonthOf(start + actual!.length - 2));
  const spent = formatMoney(now.facts.currency, now.forecast.reforecast?.spent ?? actual!.at(-1)!);
  const over = formatChance(now.forecast.overrun.probability);
  const overBefore = formatChance(before.forecast.overrun.probability);
  const from = formatDateLong(start + actual!.length - 1, now.facts);
  const request = requestWords(before, now, given);
  const sentence = `${first === last ? first : `${first} to ${last}`} cost ${spent}${insideWords(inside, given, now)}. From ${from} the request ${request.moved}, and ${over} simulated years overspend${over === overBefore ? ", as before" : `, where it was ${overBefore}`}.`;
  return (
    <h1 className="answer" data-testid="actuals-answer">
      <Emphasised sentence={sentence} figures={[spent, request.is]} over={[over]} />
    </h1>
  );
}

/** ", inside the 80% range of the forecast locked on December 12 in every month"; nothing where no month was forecast. */
function insideWords(strips: readonly ForecastStrip[], given: LockedForecast | null, { facts }: Answers): string {
  if (strips.length === 0) return "";
  const whose =
    given === null
      ? "the plan before these actuals"
      : `the forecast locked on ${formatDateLong(epochDayOf(given.lockedOn), facts)}`;
  const held = stripsInside(strips);
  return `, inside the 80% range of ${whose} in ${held === strips.length ? "every month" : `${formatCount(held)} of ${formatCount(strips.length)} months`}`;
}

/** Where the request stands, and from where it moved: from what was locked, else from the plan before these actuals. */
function requestWords(
  before: Answers,
  { forecast, facts }: Answers,
  given: LockedForecast | null,
): { readonly is: string; readonly moved: string } {
  const from = requestBefore(before, forecast, facts, given);
  const is = formatMoney(facts.currency, forecast.reserve.ask, askGoodTo(forecast));
  const was = formatMoney(facts.currency, from.ask, from.goodTo);
  if (was === is) return { is, moved: `stays ${is}` };
  const isUp = forecast.reserve.ask > from.ask;
  const middle = middleWords(forecast, facts, from.base, isUp);
  return { is, moved: `${isUp ? "rises" : "falls"} from ${was} (${from.whose}) to ${is}${middle}` };
}

interface RequestBefore {
  readonly ask: number;
  readonly goodTo: number;
  /** Its middle estimate. */
  readonly base: number;
  readonly whose: string;
}

function requestBefore(
  before: Answers,
  now: Answers["forecast"],
  facts: Answers["facts"],
  given: LockedForecast | null,
): RequestBefore {
  const locked = given === null ? null : lockedAsk(given, now.reserve.confidence);
  if (given === null || locked === null) {
    const { reserve } = before.forecast;
    return { ask: reserve.ask, goodTo: askGoodTo(before.forecast), base: reserve.base, whose: "before these actuals" };
  }
  return {
    ask: locked,
    goodTo: given.year.goodTo ?? askGoodTo(now),
    base: given.year.quantiles.p50,
    whose: `locked on ${formatDateLong(epochDayOf(given.lockedOn), facts)}`,
  };
}

/**
 * ": its range is narrower, and its middle $11,000 higher": why an ask falls although the year is dearer, and the other
 * way round.
 */
function middleWords(forecast: Answers["forecast"], facts: Answers["facts"], before: number, isUp: boolean): string {
  const goodTo = askGoodTo(forecast);
  const middle = forecast.reserve.base - before;
  if (Math.abs(middle) < Math.max(goodTo, 1) || middle > 0 === isUp) return "";
  return `: its range is ${isUp ? "wider" : "narrower"}, and its middle ${formatMoney(facts.currency, Math.abs(middle), goodTo)} ${middle > 0 ? "higher" : "lower"}`;
}
