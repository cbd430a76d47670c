import { useState, type ReactElement } from "react";
import {
  type ForecastStrip,
  ForecastStrips,
  forecastStripsTable,
  stripsInside,
} from "#shared/charts/actuals/ForecastStrips.tsx";
import { PitHistogram, pitSentence, pitTable } from "#shared/charts/actuals/PitHistogram.tsx";
import { pitCounts, skillSentence, verdictSentence } from "#shared/forecast/lookingBack/backtesting.ts";
import { wideningSentence } from "#shared/forecast/lookingBack/widening.ts";
import { formatCount } from "#shared/format/counts.ts";
import { formatDate, formatMonth, formatMonthTick } from "#shared/format/dates.ts";
import { epochDayOf, isoMonthOf } from "#shared/units.ts";
import type { LockedForecast } from "#shared/forecast/lookingBack/ledgerFile.ts";
import { widenPlan, type PastForecasts } from "#shared/forecast/lookingBack/pastForecasts.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { ChartFrame } from "#renderer/controls/charts/ChartFrame.tsx";
import { Segmented } from "#renderer/controls/Segmented.tsx";
import { useWidth } from "#renderer/controls/hooks/useWidth.ts";
import { useApp, usePlan } from "#renderer/state/useApp.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";
import type { Reforecast } from "./useReforecast.ts";

/**
 * Months of the plan that are over, as they were forecast and as they came: by the last forecast that was locked, or
 * else by the plan before these actuals. Null: the plan was fitted on these very months, and its forecast of them is no
 * test.
 */
export function planStrips(
  { before, now, planNow }: Pick<Reforecast, "before" | "now" | "planNow">,
  last: LockedForecast | null,
  isFitted: boolean,
): ForecastStrip[] | null {
  if (before === null || now === null || planNow?.actuals === undefined) return [];
  if (last === null && isFitted) return null;
  const months =
    last === null
      ? before.forecast.months.map(({ month, spend: { quantiles } }) => ({ month, quantiles }))
      : last.months;
  const first = now.forecast.months[0]!.month;
  // A locked forecast may begin in another month than the plan.
  const offset = Math.max(
    0,
    months.findIndex(({ month }) => month === first),
  );
  const known = last === null ? (before.forecast.reforecast?.months ?? 0) : Math.max(0, last.closed - offset);
  return months
    .slice(offset + known, offset + (now.forecast.reforecast?.months ?? 0))
    .map(({ month, quantiles }, i) => {
      const { workloads, fixedCosts = {}, unassigned = 0 } = planNow.actuals!.months[known + i]!;
      const observed =
        Object.values(workloads).reduce((sum, { spend }) => sum + spend, 0) +
        Object.values(fixedCosts).reduce((sum, money) => sum + money, 0) +
        unassigned;
      return {
        name: formatMonth(month),
        tick: formatMonthTick(epochDayOf(`${month}-01`)),
        p10: quantiles.p10,
        p50: quantiles.p50,
        p90: quantiles.p90,
        observed,
      };
    });
}

function pastStrips({ forecasts, step }: PastForecasts, start: number): ForecastStrip[] {
  return forecasts.map(({ from, p10, p50, p90, observed }, i) => {
    const isNewMonth = i === 0 || isoMonthOf(forecasts[i - 1]!.from) !== isoMonthOf(from);
    return {
      name: step === "month" ? formatMonth(isoMonthOf(from), true) : `week of ${formatDate(from, { start })}`,
      tick: isNewMonth ? formatMonthTick(from) : "",
      p10,
      p50,
      p90,
      observed,
    };
  });
}

export interface HoldPartProps {
  readonly reforecast: Reforecast;
  readonly past: PastForecasts | null;
  /** Null: the plan was fitted on the months that it would be held against. */
  readonly strips: readonly ForecastStrip[] | null;
  readonly last: LockedForecast | null;
}

/**
 * Whether forecasts held: the plan's own of its closed months, and those that could have been made of the imported
 * past.
 */
export function HoldPart(props: HoldPartProps): ReactElement {
  const ofPlan = props.strips ?? [];
  if (ofPlan.length > 0 || props.past !== null) return <Held {...props} ofPlan={ofPlan} />;
  return (
    <section aria-labelledby="hold" className="actuals-part">
      <h2 id="hold" className="part-heading">
        Did the last forecast hold?
      </h2>
      <p className="part-words">
        {props.strips === null
          ? FITTED
          : "There is too little history. One closed month of the plan’s year or four weeks of usage is enough to start."}
      </p>
    </section>
  );
}

/** Strips against dots, of the plan's months or of the past's own steps. */
function Held({
  reforecast,
  past,
  strips: ofMonths,
  last,
  ofPlan,
}: HoldPartProps & { readonly ofPlan: readonly ForecastStrip[] }): ReactElement {
  const [place, width] = useWidth<HTMLDivElement>();
  const [wanted, setWanted] = useState<"plan" | "past">("plan");
  const shownPast = past !== null && (wanted === "past" || ofPlan.length === 0) ? past : null;
  return (
    <div ref={place} className={`actuals-part${shownPast === null && reforecast.isStale ? " is-stale" : ""}`}>
      <StripsFigure past={shownPast} ofPlan={ofPlan} last={last} width={width} />
      {ofMonths === null && <p className="note">{FITTED}</p>}
      {shownPast !== null && <SkillNote past={shownPast} />}
      {past !== null && ofPlan.length > 0 && (
        <div>
          <Segmented
            label="Forecasts to check"
            options={[
              { value: "plan", label: "The plan’s months" },
              { value: "past", label: `Each ${past.step} from the earlier ones` },
            ]}
            value={shownPast === null ? "plan" : "past"}
            onChange={setWanted}
          />
        </div>
      )}
      {shownPast !== null && width > 0 && <PlacesFigure past={shownPast} width={width} />}
      {shownPast !== null && <WideningOffer past={shownPast} />}
    </div>
  );
}

/** The strips with their verdict; `past` null: those of the plan's months. */
function StripsFigure({
  past,
  ofPlan,
  last,
  width,
}: Pick<HoldPartProps, "past" | "last"> & {
  readonly ofPlan: readonly ForecastStrip[];
  readonly width: number;
}): ReactElement {
  const plan = usePlan();
  const theme = useChartTheme();
  const start = epochDayOf(plan.fiscalYear.start);
  const strips = past === null ? ofPlan : pastStrips(past, start);
  const step = past?.step ?? "month";
  const sentence = past === null ? monthsVerdict(strips) : verdictSentence(past.test, past.step);
  const chart =
    width === 0 ? (
      <p className="note">Calculating…</p>
    ) : (
      <ForecastStrips
        strips={strips}
        currency={plan.currency}
        madeWhen={past === null ? madeWhenWords(last, start) : `forecast from the ${step}s before`}
        step={step}
        sentence={sentence}
        width={width}
        height={Math.round(Math.min(240, Math.max(200, width * 0.55)))}
        theme={theme}
        hue={theme.color.scenarios[0]}
      />
    );
  return (
    <ChartFrame
      question="Did the last forecast hold?"
      fileName="Forecasts compared with actuals"
      chart={chart}
      table={() => forecastStripsTable(strips, step)}
      lead={<strong>{sentence}</strong>}
    />
  );
}

function madeWhenWords(last: LockedForecast | null, start: number): string {
  return last === null
    ? "the plan before these actuals"
    : `locked on ${formatDate(epochDayOf(last.lockedOn), { start })}`;
}

/** "3 of 4 months inside the 80% range, where 3 or 4 are expected. That is too few months to judge." */
function monthsVerdict(strips: readonly ForecastStrip[]): string {
  const months = `${formatCount(strips.length)} ${strips.length === 1 ? "month" : "months"}`;
  return `${formatCount(stripsInside(strips))} of ${months} inside the 80% range${strips.length < FEW ? `, where ${expected(strips.length)}. That is too few months to judge.` : "."}`;
}

/** Whether the forecasts were better than the simplest one. */
function SkillNote({ past: { test, step } }: { readonly past: PastForecasts }): ReactElement | null {
  const skill = skillSentence(test, step);
  return skill === null ? null : <p className="note">{skill}</p>;
}

/** Where actuals lay in the ranges of their forecasts, once there are enough. */
function PlacesFigure({ past, width }: { readonly past: PastForecasts; readonly width: number }): ReactElement | null {
  const theme = useChartTheme();
  if (past.test.cases < ENOUGH_TO_LIE) return null;
  const counts = pitCounts(past.test);
  return (
    <ChartFrame
      question="Where in their ranges were the actuals?"
      fileName="Where actuals lay in their forecasts"
      chart={<PitHistogram counts={counts} width={width} height={110} theme={theme} hue={theme.color.scenarios[0]} />}
      table={() => pitTable(counts)}
      sentence={pitSentence(counts)}
    />
  );
}

/** How much wider the plan's ranges would have to be, where they were too narrow, and the click that makes them so. */
function WideningOffer({ past: { widening } }: { readonly past: PastForecasts }): ReactElement | null {
  const plan = usePlan();
  const edit = useApp((state) => state.edit);
  if (widening === null) return null;
  return (
    <div className="intake-actions">
      <p className="note">{wideningSentence(widening)}</p>
      <Button onClick={() => edit(widenPlan(plan, widening).name, (current) => widenPlan(current, widening).plan)}>
        Widen the plan’s ranges
      </Button>
    </div>
  );
}

const FITTED =
  "The plan was fitted to these months, so its forecast of them proves nothing. A forecast that was locked before them does.";

/** With fewer months a count proves nothing. */
const FEW = 8;

/** With fewer cases than two a tenth, any pattern of tenths is chance. */
const ENOUGH_TO_LIE = 20;

/** "2 or 3 are expected". */
function expected(count: number): string {
  const [low, high] = [Math.floor(0.8 * count), Math.ceil(0.8 * count)];
  if (low === high) return `${formatCount(low)} are expected`;
  return low === 0 ? "most often it is" : `${formatCount(low)} or ${formatCount(high)} are expected`;
}
