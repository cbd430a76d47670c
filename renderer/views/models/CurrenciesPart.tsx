import type { ReactElement } from "react";
import { CourseFan } from "#shared/charts/contracts/CourseFan.tsx";
import { currencyFan } from "#shared/charts/contracts/currencyFan.ts";
import { valueTicks } from "#shared/charts/base/ticks.ts";
import { formatMonthTick } from "#shared/format/dates.ts";
import { formatPrice } from "#shared/format/money.ts";
import { significant } from "#shared/format/digits.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import { epochDayOf, firstOfMonth } from "#shared/units.ts";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { atLeast0 } from "#renderer/controls/checks.ts";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { RateField, ratedCurrencies } from "./Rates.tsx";

const WIDTH = 276;
const HEIGHT = 132;

/** What other currencies cost, and how far they may move over the year; nothing where all is in the plan's own. */
export function CurrenciesPart(): ReactElement | null {
  const { plan } = usePlanEdits();
  const codes = ratedCurrencies(plan);
  if (codes.length === 0) return null;
  return (
    <section aria-labelledby="currencies" className="currencies">
      <h2 id="currencies" className="part-heading">
        Currencies
      </h2>
      {codes.map((code) => (
        <CurrencyRate key={code} code={code} />
      ))}
    </section>
  );
}

function CurrencyRate({ code }: { readonly code: string }): ReactElement {
  const { plan, change, scenarioIndex } = usePlanEdits();
  const theme = useChartTheme();
  const own = plan.currencies?.[code];
  const { rate = null, monthlySd = 0 } = own ?? {};
  return (
    <div className="currency">
      <div className="rate-fields">
        <RateField code={code} />
        {rate !== null && (
          <FigureField
            label={`How far ${code} moves in a month`}
            value={monthlySd}
            writing={{ kind: "percent" }}
            width={56}
            unit="a month up or down"
            check={atLeast0}
            onChange={(sd) => change(pointerOf(["currencies", code, "monthlySd"]), sd)}
          />
        )}
      </div>
      {rate !== null && monthlySd > 0 && <RateFan {...{ code, rate, monthlySd, theme, scenarioIndex }} />}
      {rate !== null && monthlySd === 0 && (
        <p className="note">The rate is the same all year. Say how far it moves, and the forecast counts it.</p>
      )}
    </div>
  );
}

function RateFan({
  code,
  rate,
  monthlySd,
  theme,
  scenarioIndex,
}: {
  readonly code: string;
  readonly rate: number;
  readonly monthlySd: number;
  readonly theme: ReturnType<typeof useChartTheme>;
  readonly scenarioIndex: number;
}): ReactElement {
  const { plan } = usePlanEdits();
  const { start, months } = plan.fiscalYear;
  const fan = currencyFan(rate, monthlySd, months);
  const [lowest, highest] = [fan.quantiles[0]!.at(-1)! * 0.97, fan.quantiles.at(-1)!.at(-1)! * 1.03];
  const words = (value: number): string => formatPrice(plan.currency, significant(value, 3));
  const [low, high] = [0.1, 0.9].map((level) => words(fan.quantiles[fan.levels.indexOf(level)]!.at(-1)!));
  const sentence = `In the last month 1 ${code} costs ${low!} to ${high!} in 8 in 10 simulated years.`;
  const steps = Array.from({ length: months }, (_, month) => month)
    .filter((month) => month % 3 === 0)
    .map((month) => ({ value: month + 0.5, text: formatMonthTick(firstOfMonth(epochDayOf(start), month)) }));
  return (
    <>
      <CourseFan
        fan={fan}
        closedTo={0}
        steps={steps}
        amounts={valueTicks(lowest, highest, 4).map((value) => ({ value, text: words(value) }))}
        lowest={lowest}
        highest={highest}
        sentence={sentence}
        width={WIDTH}
        height={HEIGHT}
        theme={theme}
        hue={theme.color.scenarios[scenarioIndex] ?? theme.color.ink3}
      />
      <p className="note">{sentence}</p>
    </>
  );
}
