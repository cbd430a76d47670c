import type { ReactElement } from "react";
import {
  ExceedanceCurve,
  exceedanceMarks,
  exceedanceSentence,
  exceedanceTable,
} from "#shared/charts/runOut/ExceedanceCurve.tsx";
import { moneyStyle } from "#shared/format/money.ts";
import { askGoodTo } from "#shared/forecast/answers/goodTo.ts";
import { ChartFrame } from "#renderer/controls/charts/ChartFrame.tsx";
import { useWidth } from "#renderer/controls/hooks/useWidth.ts";
import type { Answers } from "#renderer/state/answers.ts";
import { useChartTheme } from "#renderer/theme/theme.ts";

/** For every amount, how many trials in 50 cost more. */
export function Exceedance({ answers, index }: { readonly answers: Answers; readonly index: number }): ReactElement {
  const { forecast, outlook, facts } = answers;
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  const money = moneyStyle(facts.currency, outlook.ladder.ask, askGoodTo(forecast));
  const size = { outlook, money, width: Math.max(width, 240), height: 220, theme };
  const curve = <ExceedanceCurve {...size} hue={theme.color.scenarios[index] ?? theme.color.ink3} />;
  return (
    <div ref={place}>
      {width > 0 && (
        <ChartFrame
          question="How many simulated years cost more?"
          fileName={`${facts.name}, exceedance`}
          chart={curve}
          table={() => exceedanceTable(outlook)}
          marks={() => exceedanceMarks(size)}
          sentence={exceedanceSentence(outlook, money)}
        />
      )}
    </div>
  );
}
