import { significant, toDecimals } from "#shared/format/digits.ts";
import { useMemo, type ReactElement } from "react";
import { PhasingChart, phasingTable, type PhasedMonth } from "#shared/charts/inputs/PhasingChart.tsx";
import { formatMonth } from "#shared/format/dates.ts";
import { formatExactMoney } from "#shared/format/money.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import {
  leftToPlace,
  monthBudgets,
  phasingKind,
  setMonthAmount,
  setPhasing,
  type PhasingKind,
} from "#shared/plan/settings/phasingEdits.ts";
import { isoMonthOf } from "#shared/units.ts";
import { ChartFrame } from "#renderer/controls/charts/ChartFrame.tsx";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { Segmented } from "#renderer/controls/Segmented.tsx";
import { useWidth } from "#renderer/controls/hooks/useWidth.ts";
import { shownAnswers } from "#renderer/state/answers.ts";
import { useApp, useForecastState } from "#renderer/state/useApp.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";

const KINDS: readonly { readonly value: PhasingKind; readonly label: string }[] = [
  { value: "even", label: "even" },
  { value: "workingDays", label: "working days" },
  { value: "lastYear", label: "last year" },
  { value: "typed", label: "typed" },
];
const HEIGHT = 150;

/** How the budget is spread over the months, against what they cost. It moves no simulated year. */
export function PhasingPart(): ReactElement | null {
  const { base, makeInBase } = usePlanEdits();
  const isSound = useApp((state) => state.issues.length === 0);
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  const forecast = shownAnswers(useForecastState(null))?.answers.forecast ?? null;
  const input = useMemo(() => (isSound ? phasedYear(base, forecast) : null), [base, forecast, isSound]);
  if (input === null) return null;
  const kind = phasingKind(base);
  const common = { ...input, currency: base.currency, theme, hue: theme.color.scenarios[0] };
  const chart = <PhasingChart {...common} width={Math.max(width, 180)} height={HEIGHT} />;
  return (
    <div className="settings-part" data-pointer="/budget/phasing">
      <ChartFrame
        question="How is the budget spread?"
        fileName={`${base.name}, budget by month`}
        chart={chart}
        table={() => phasingTable(input)}
        sentence="Line: the budget of the month. Bars: closed months, then the likely range."
      >
        <div className="settings-spread">
          <Segmented
            label="How is the budget spread?"
            options={KINDS}
            value={kind}
            onChange={(next) => makeInBase((plan) => setPhasing(plan, next))}
          />
          <LeftToPlace plan={base} />
        </div>
        <div ref={place}>{width > 0 && chart}</div>
      </ChartFrame>
      {(kind === "typed" || kind === "lastYear") && <MonthFields kind={kind} />}
    </div>
  );
}

function phasedYear(plan: Plan, forecast: Forecast | null) {
  const { monthStarts } = resolvePlan(plan);
  const closed = plan.actuals?.months.length ?? 0;
  const months = monthBudgets(plan).map((budget, month): PhasedMonth => {
    const quantiles = forecast?.months[month]?.spend.quantiles;
    if (quantiles === undefined) return { budget, spend: null };
    return { budget, spend: month < closed ? { closed: quantiles.p50 } : quantiles };
  });
  return { months, monthStarts };
}

function LeftToPlace({ plan }: { readonly plan: Plan }): ReactElement {
  const left = leftToPlace(plan);
  const money = (amount: number): string => formatExactMoney(plan.currency, toDecimals(amount, 2));
  const words =
    left === null || left === 0
      ? `sums to ${money(plan.budget.amount)}`
      : left > 0
        ? `${money(left)} left to place; months are scaled to the budget until then`
        : `${money(-left)} more than the budget; months are scaled to it until then`;
  return (
    <span className="note" role="status">
      {words}
    </span>
  );
}

const AMOUNT_REFUSAL = "Type an amount of 0 or more.";

/** Why a month of these amounts cannot be this one; null: it can. */
function amountRefusal(value: number, amounts: readonly number[], month: number): string | null {
  if (value < 0) return AMOUNT_REFUSAL;
  return value === 0 && amounts.every((other, m) => m === month || other === 0)
    ? "One month has an amount above 0."
    : null;
}

/** Twelve amounts: the budget of each month, or what was spent in it last year. */
function MonthFields({ kind }: { readonly kind: "typed" | "lastYear" }): ReactElement {
  const { base, makeInBase } = usePlanEdits();
  const { monthStarts } = resolvePlan(base);
  const { phasing } = base.budget;
  const amounts = typeof phasing === "object" ? ("lastYear" in phasing ? phasing.lastYear : phasing) : [];
  return (
    <div className="month-fields" role="group" aria-label={kind === "typed" ? "Budget by month" : "Spend of last year"}>
      {amounts.map((amount, month) => (
        <FigureField
          key={month}
          label={formatMonth(isoMonthOf(monthStarts[month]!))}
          hideLabel={false}
          width={82}
          writing={{ kind: "money", currency: base.currency }}
          value={significant(amount, 12)}
          check={(value) => amountRefusal(value, amounts, month)}
          refusal={AMOUNT_REFUSAL}
          onChange={(value) => makeInBase((plan) => setMonthAmount(plan, month, value))}
        />
      ))}
    </div>
  );
}
