import type { ReactElement } from "react";
import { CausesBridge, causesTable } from "../../../shared/charts/CausesBridge.tsx";
import { ReforecastFan, reforecastTable } from "../../../shared/charts/ReforecastFan.tsx";
import { formatChance, formatDateLong, formatMoney, moneyIn, moneyStyle } from "../../../shared/forecast/format.ts";
import { askGoodTo } from "../../../shared/forecast/goodTo.ts";
import { reforecastSentence } from "../../../shared/forecast/sentences.ts";
import { varianceCauses } from "../../../shared/forecast/varianceCauses.ts";
import { yearVariance } from "../../../shared/forecast/yearVariance.ts";
import { setActuals } from "../../../shared/plan/edits.ts";
import type { Evidence, Plan } from "../../../shared/plan/schema.ts";
import { epochDayOf } from "../../../shared/units.ts";
import { Button } from "../../controls/Button.tsx";
import { ChartFrame } from "../../controls/ChartFrame.tsx";
import { useWidth } from "../../controls/useWidth.ts";
import type { Answers } from "../../state/answers.ts";
import { useApp, usePlan } from "../../state/useApp.tsx";
import { useChartTheme } from "../../theme/theme.ts";
import { USAGE_SOURCE } from "./usagePeriod.ts";
import type { Reforecast } from "./useReforecast.ts";

export interface ChangePartProps {
  readonly reforecast: Reforecast;
  readonly before: Answers;
  readonly now: Answers;
  readonly beforeName: string;
  /** The reader keeps the plan as it was. */
  readonly onKeep: () => void;
}

/** What a re-forecast changes: the year's picture, figures before and after, and what moved them. */
export function ChangePart({ reforecast, before, now, beforeName, onKeep }: ChangePartProps): ReactElement {
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  const plan = usePlan();
  const hue = theme.color.scenarios[0];
  const sentence = reforecastSentence(now.forecast, now.facts) ?? "";
  const picture =
    width === 0 ? <p className="note">Being drawn.</p> : (
      <ReforecastFan now={now.outlook} before={before.outlook} beforeName={beforeName} sentence={sentence} width={width} height={Math.round(Math.min(330, Math.max(250, width * 0.46)))} theme={theme} hue={hue} />
    );
  return (
    <>
      <div ref={place} className={`actuals-part actuals-change${reforecast.isStale ? " is-stale" : ""}`}>
        <ChartFrame question="What does it change?" note={`${beforeName}'s plan is dotted`} fileName="Re-forecast" picture={picture} table={() => reforecastTable(now.outlook, before.outlook, beforeName)} sentence={sentence} />
      </div>
      <div className="actuals-part actuals-after">
        <div className={reforecast.isStale ? "is-stale" : ""}>
          <BeforeAndAfter before={before} now={now} beforeName={beforeName} />
          <WhatMoved reforecast={reforecast} before={before} now={now} beforeName={beforeName} />
        </div>
        <Decide reforecast={reforecast} now={now} beforeName={beforeName} onKeep={onKeep} />
        {[...(reforecast.closed?.notes ?? []), ...(learnsTwice(plan) ? [LEARNS_TWICE] : [])].map((note) => (
          <p key={note} className="note">
            {note}
          </p>
        ))}
      </div>
    </>
  );
}

const LEARNS_TWICE = "Some inputs were measured from usage: where it is that of the closed months, they count twice, and the re-forecast is surer than it should be.";

/** Whether inputs of the plan come from usage, as `applyFit` and `applyDemand` note it. */
function learnsTwice({ workloads }: Plan): boolean {
  const isFromUsage = (evidence: Evidence | undefined): boolean => evidence?.source?.startsWith(USAGE_SOURCE) === true;
  return Object.values(workloads).some(({ demand: { tasksPerUserPerDay: rate }, attempts }) => (typeof rate === "object" && isFromUsage(rate.evidence)) || Object.values(attempts).some(({ tokens }) => isFromUsage(tokens.evidence)));
}

function BeforeAndAfter({ before, now, beforeName }: Omit<ChangePartProps, "reforecast" | "onKeep">): ReactElement {
  const { currency } = now.facts;
  const base = ({ forecast }: Answers): string => formatMoney(currency, forecast.reserve.base, askGoodTo(forecast));
  const ask = ({ forecast }: Answers): string => formatMoney(currency, forecast.reserve.ask, askGoodTo(forecast));
  const from = `from ${formatDateLong(now.outlook.start + now.outlook.actual!.length - 1, now.facts)}`;
  const rows = [
    ["Base, half below", base(before), base(now)],
    [`Ask, to be ${Math.round(100 * now.forecast.reserve.confidence)}% sure`, ask(before), ask(now)],
    [`Over the ${formatMoney(currency, now.forecast.budget)}`, formatChance(before.forecast.overrun.probability), formatChance(now.forecast.overrun.probability)],
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
            <th scope="col" className="numeric">
              {beforeName}
            </th>
            <th scope="col" className="numeric">
              {from}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, was, is]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
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

/** The whole year before and after by cause; where months were closed before already, the closed months against the plan. */
function WhatMoved({ reforecast: { key }, before, now, beforeName }: Omit<ChangePartProps, "onKeep">): ReactElement | null {
  const plan = usePlan();
  const split = useApp((state) => state.split);
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  const closed = split?.key === key ? split.variance : null;
  if (closed === null) return <div ref={place} />;
  const year = yearVariance(before.forecast, now.forecast, closed);
  const variance = year ?? closed;
  const causes = varianceCauses(variance);
  const largest = Math.max(...causes.map(({ amount }) => Math.abs(amount)), Math.abs(variance.actual - variance.planned), 1);
  const money = moneyStyle(plan.currency, largest, 10 ** Math.floor(Math.log10(largest) - 1));
  const question = year === null ? "What moved the closed months?" : "What moved the year?";
  const total = year === null ? "Closed months in all" : `Mean, ${beforeName} to now`;
  const months = `The closed months were planned at ${moneyIn(money, closed.planned)} on average and cost ${moneyIn(money, closed.actual)}`;
  const sentence = year === null ? `${months}.` : `${months}; the mean of the year moves from ${moneyIn(money, year.planned)} to ${moneyIn(money, year.actual)}, for what they say of the months to come.`;
  const picture = width === 0 ? <p className="note">Being drawn.</p> : <CausesBridge causes={causes} total={total} money={money} sentence={sentence} width={width} theme={theme} hue={theme.color.scenarios[0]} />;
  return (
    <div ref={place} className="actuals-moved">
      <ChartFrame question={question} fileName={question.replace("?", "")} picture={picture} table={() => causesTable(causes, total)} sentence={sentence} />
    </div>
  );
}

/** The one decision of the screen. */
function Decide({ reforecast, now, beforeName, onKeep }: Omit<ChangePartProps, "before">): ReactElement {
  const edit = useApp((state) => state.edit);
  const { closed, isOffered } = reforecast;
  const day = formatDateLong(closed?.from ?? epochDayOf(now.forecast.reforecast!.closedTo) + 1, now.facts);
  if (!isOffered) {
    return (
      <div className="intake-actions">
        <Button onClick={() => edit(`go back to ${beforeName}`, (plan) => setActuals(plan, null).plan)}>{`Go back to ${beforeName}`}</Button>
        <span className="note">{`Re-forecast from ${day}. Undo brings it back.`}</span>
      </div>
    );
  }
  return (
    <div className="intake-actions">
      <Button kind="primary" onClick={() => edit(`re-forecast from ${day}`, (plan) => setActuals(plan, closed!.actuals).plan)}>{`Re-forecast from ${day}`}</Button>
      <Button onClick={onKeep}>{`Keep ${beforeName}`}</Button>
      <span className="note">Undo brings it back.</span>
    </div>
  );
}
