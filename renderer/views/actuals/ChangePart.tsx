import type { ReactElement } from "react";
import { CausesBridge, causesTable } from "#shared/charts/actuals/CausesBridge.tsx";
import { ReforecastFan, reforecastTable } from "#shared/charts/actuals/ReforecastFan.tsx";
import { formatChanceShort, formatPercent } from "#shared/format/chances.ts";
import { formatDate, formatDateLong } from "#shared/format/dates.ts";
import { significantStep } from "#shared/format/digits.ts";
import { formatMoney, formatStatedMoney, moneyIn, moneyStyle } from "#shared/format/money.ts";
import { askGoodTo } from "#shared/forecast/answers/goodTo.ts";
import { lockedAsk } from "#shared/forecast/lookingBack/ledger.ts";
import type { LockedForecast } from "#shared/forecast/lookingBack/ledgerFile.ts";
import { reforecastSentence } from "#shared/forecast/words/sentences.ts";
import { varianceCauses } from "#shared/forecast/lookingBack/varianceCauses.ts";
import { yearVariance } from "#shared/forecast/lookingBack/yearVariance.ts";
import { setActuals } from "#shared/plan/edits/edits.ts";
import type { Assumption } from "#shared/plan/register/assumptions.ts";
import { fittedTwiceSentence, inputsFittedOnYear } from "#shared/plan/register/fittedInputs.ts";
import { epochDayOf } from "#shared/units.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { ChartFrame } from "#renderer/controls/charts/ChartFrame.tsx";
import { useWidth } from "#renderer/controls/hooks/useWidth.ts";
import type { Answers } from "#renderer/state/answers.ts";
import { useApp, usePlan } from "#renderer/state/useApp.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";
import type { Reforecast } from "./useReforecast.ts";

export interface ChangePartProps {
  readonly reforecast: Reforecast;
  readonly before: Answers;
  readonly now: Answers;
  /** The last forecast that was given out; null: none. */
  readonly last: LockedForecast | null;
  /** The reader keeps the plan as it was. */
  readonly onKeep: () => void;
}

/** What a re-forecast changes: the year's chart, figures before and after, and what moved them. */
export function ChangePart({ reforecast, before, now, last, onKeep }: ChangePartProps): ReactElement {
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  const fitted = inputsFittedOnYear(usePlan());
  const hue = theme.color.scenarios[0];
  const sentence = reforecastSentence(now.forecast, now.facts) ?? "";
  const chart =
    width === 0 ? (
      <p className="note">Calculating…</p>
    ) : (
      <ReforecastFan
        now={now.outlook}
        before={before.outlook}
        beforeName={BEFORE}
        sentence={sentence}
        width={width}
        height={Math.round(Math.min(330, Math.max(250, width * 0.46)))}
        theme={theme}
        hue={hue}
      />
    );
  return (
    <>
      <div ref={place} className={`actuals-part actuals-change${reforecast.isStale ? " is-stale" : ""}`}>
        <ChartFrame
          question="What does it change?"
          note="dotted: the plan before these actuals"
          fileName="Re-forecast"
          chart={chart}
          table={() => reforecastTable(now.outlook, before.outlook, BEFORE)}
          sentence={sentence}
        />
      </div>
      <div className="actuals-part actuals-after">
        <div className={reforecast.isStale ? "is-stale" : ""}>
          <BeforeAndAfter before={before} now={now} last={last} />
          <WhatMoved reforecast={reforecast} before={before} now={now} />
        </div>
        <Decide reforecast={reforecast} now={now} fitted={fitted} onKeep={onKeep} />
        {(reforecast.closed?.notes ?? []).map((note) => (
          <p key={note} className="note">
            {note}
          </p>
        ))}
      </div>
    </>
  );
}

/** What the year is called that the re-forecast is held against. */
const BEFORE = "Plan before";

function BeforeAndAfter({ before, now, last }: Omit<ChangePartProps, "reforecast" | "onKeep">): ReactElement {
  const { currency } = now.facts;
  const base = ({ forecast }: Answers): string => formatMoney(currency, forecast.reserve.base, askGoodTo(forecast));
  const ask = ({ forecast }: Answers): string => formatMoney(currency, forecast.reserve.ask, askGoodTo(forecast));
  const from = `from ${formatDateLong(now.outlook.start + now.outlook.actual!.length - 1, now.facts)}`;
  const locked = (amount: number | null): string =>
    last === null || amount === null ? "–" : formatMoney(currency, amount, last.year.goodTo ?? askGoodTo(now.forecast));
  const asked = last === null ? null : lockedAsk(last, now.forecast.reserve.confidence);
  const rows = [
    ["Base (middle estimate, 50%)", locked(last?.year.quantiles.p50 ?? null), base(before), base(now)],
    [`Request, to be ${formatPercent(now.forecast.reserve.confidence)} sure`, locked(asked), ask(before), ask(now)],
    [
      `Over the ${formatStatedMoney(currency, now.forecast.budget)}`,
      "–",
      formatChanceShort(before.forecast.overrun.probability),
      formatChanceShort(now.forecast.overrun.probability),
    ],
  ] as const;
  return (
    <section aria-labelledby="before-after">
      <h2 id="before-after" className="part-heading">
        Before and after
      </h2>
      <table className="table">
        <caption className="visually-hidden">Figures of the year before and after</caption>
        <thead>
          <tr>
            <td />
            {last !== null && (
              <th scope="col" className="numeric">
                {`locked ${formatDate(epochDayOf(last.lockedOn), now.facts)}`}
              </th>
            )}
            <th scope="col" className="numeric">
              {BEFORE}
            </th>
            <th scope="col" className="numeric">
              {from}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, given, was, is]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {last !== null && <td className="numeric">{given}</td>}
              <td className="numeric">{was}</td>
              <td className="numeric">
                <strong>{is}</strong>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/**
 * The whole year before and after by cause; where months were closed before already, the closed months against the
 * plan.
 */
function WhatMoved({
  reforecast: { key },
  before,
  now,
}: Omit<ChangePartProps, "onKeep" | "last">): ReactElement | null {
  const plan = usePlan();
  const split = useApp((state) => state.split);
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  const closed = split?.key === key ? split.variance : null;
  if (closed === null) return <div ref={place} />;
  const year = yearVariance(before.forecast, now.forecast, closed);
  const variance = year ?? closed;
  const causes = varianceCauses(variance);
  const largest = Math.max(
    ...causes.map(({ amount }) => Math.abs(amount)),
    Math.abs(variance.actual - variance.planned),
    1,
  );
  const money = moneyStyle(plan.currency, largest, agreeingStep(largest, variance.planned, variance.actual));
  const question = year === null ? "What moved the closed months?" : "What moved the year?";
  const total = year === null ? "Closed months in all" : "Mean, plan before to now";
  const months = `The closed months were planned at ${moneyIn(money, closed.planned)} on average and cost ${moneyIn(money, closed.actual)}`;
  const sentence =
    year === null
      ? `${months}.`
      : `${months}; the mean of the year moves from ${moneyIn(money, year.planned)} to ${moneyIn(money, year.actual)}, because the closed months also change the estimate of the coming ones.`;
  const chart =
    width === 0 ? (
      <p className="note">Calculating…</p>
    ) : (
      <CausesBridge
        causes={causes}
        total={total}
        money={money}
        sentence={sentence}
        width={width}
        theme={theme}
        hue={theme.color.scenarios[0]}
      />
    );
  return (
    <div ref={place} className="actuals-moved">
      <ChartFrame
        question={question}
        fileName={question.replace("?", "")}
        chart={chart}
        table={() => causesTable(causes, total)}
        sentence={sentence}
      />
    </div>
  );
}

/**
 * Two digits of the largest figure, or as many more as it takes that both ends as they are printed differ by what is
 * printed of their difference.
 */
function agreeingStep(largest: number, from: number, to: number): number {
  const steps = (amount: number, step: number): number => Math.round(amount / step);
  const first = significantStep(largest, 2);
  return (
    [first, first / 10, first / 100].find((step) => steps(to, step) - steps(from, step) === steps(to - from, step)) ??
    first / 1000
  );
}

/**
 * The one decision of the screen. Refused where inputs were fitted on usage of the year: its closed months are of the
 * same usage, and to condition on them as well would count them twice.
 */
function Decide({
  reforecast,
  now,
  fitted,
  onKeep,
}: Omit<ChangePartProps, "before" | "last"> & { readonly fitted: readonly Assumption[] }): ReactElement {
  const edit = useApp((state) => state.edit);
  const { closed, isOffered } = reforecast;
  const day = formatDateLong(closed?.from ?? epochDayOf(now.forecast.reforecast!.closedTo) + 1, now.facts);
  if (!isOffered) {
    return (
      <div className="intake-actions">
        <Button onClick={() => edit("go back to the plan before these actuals", (plan) => setActuals(plan, null).plan)}>
          Go back to the plan before these actuals
        </Button>
        <span className="note">{`Re-forecast from ${day}. Undo restores the plan.`}</span>
        {fitted.length > 0 && <p className="doubt">{fittedTwiceSentence(fitted)}</p>}
      </div>
    );
  }
  return (
    <div className="intake-actions">
      <Button
        kind="primary"
        disabled={fitted.length > 0}
        onClick={() => edit(`re-forecast from ${day}`, (plan) => setActuals(plan, closed!.actuals).plan)}
      >{`Re-forecast from ${day}`}</Button>
      <Button onClick={onKeep}>Keep the current plan</Button>
      {fitted.length === 0 ? (
        <span className="note">Undo restores the plan.</span>
      ) : (
        <p className="doubt">{fittedTwiceSentence(fitted)}</p>
      )}
    </div>
  );
}
