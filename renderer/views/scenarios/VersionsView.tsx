import { useMemo, type ReactElement } from "react";
import { MovedChart, type MovedChartProps } from "#shared/charts/compare/MovedChart.tsx";
import { changeWords, movedRows, movedSentence, movedTable, type MovedSince } from "#shared/report/moved.ts";
import { emphasised } from "#shared/report/text.ts";
import { bridgeMoney, bridgeSentence } from "#shared/studies/bridge/bridgeWords.ts";
import { ChartFrame } from "#renderer/controls/charts/ChartFrame.tsx";
import { StudyStatus } from "#renderer/controls/StudyStatus.tsx";
import { useWidth } from "#renderer/controls/hooks/useWidth.ts";
import { useApp, usePlan } from "#renderer/state/useApp.tsx";
import { useMoved, type Moved } from "#renderer/state/useMoved.ts";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { EarlierVersion } from "./EarlierVersion.tsx";
import type { ScenariosPartProps } from "./parts.ts";

/** What moved since an earlier version of the plan: each change with what it makes of the spend, in no order. */
export function VersionsView({ switcher }: ScenariosPartProps): ReactElement {
  const plan = usePlan();
  const moved = useMoved();
  const isInReport = useApp((state) => state.compared !== null);
  return (
    <div className="lab">
      <h1 className="answer">
        <Answer moved={moved} currency={plan.currency} />
      </h1>
      {switcher}
      <EarlierVersion />
      {moved.study !== null && <StudyStatus study={moved.study} what="What each change makes" />}
      {moved.since !== null && (
        <div className={moved.isStale ? "is-stale" : undefined}>
          <MovedFrame since={moved.since} name={plan.name} />
        </div>
      )}
      {isInReport && moved.since !== null && (
        <p className="note">The budget plan has these changes as a section; it can be left out on the Report screen.</p>
      )}
    </div>
  );
}

function Answer({ moved, currency }: { readonly moved: Moved; readonly currency: string }): ReactElement {
  const { compared, since, problem } = moved;
  if (compared === null) return <>Choose an earlier version of this plan to see what moved since then.</>;
  switch (problem) {
    case "currency":
      return (
        <>{`The earlier version is in ${compared.plan.currency} and this plan in ${currency}: their money cannot be compared.`}</>
      );
    case "same":
      return <>{`Nothing that changes a figure differs from ${compared.name}.`}</>;
    case "issues":
      return <>This plan has an error, so nothing can be compared. The error is shown at the top.</>;
    case null:
      break;
  }
  if (since === null) return <>{`Calculating what moved since ${compared.name}…`}</>;
  const { sentence, figures } = movedSentence(since);
  return (
    <>
      {emphasised(sentence, figures).map(({ text, tone }, i) =>
        tone === undefined ? text : <strong key={i}>{text}</strong>,
      )}
    </>
  );
}

function MovedFrame({ since, name }: { readonly since: MovedSince; readonly name: string }): ReactElement {
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  const input = useMemo(() => chartOf(since), [since]);
  const chart = <MovedChart {...input} theme={theme} hue={theme.color.scenarios[0]} width={width} />;
  return (
    <ChartFrame
      question={`What moved since ${since.name}?`}
      note="What each change makes of the year's spend, on the same simulated years."
      fileName={`${name}, what moved`}
      chart={chart}
      table={() => movedTable(since)}
      sentence={bridgeSentence(since.bridge, since.after.currency)}
    >
      <div ref={place}>{width > 0 && chart}</div>
    </ChartFrame>
  );
}

function chartOf(since: MovedSince): Pick<MovedChartProps, "rows" | "total" | "sentence"> {
  const { currency } = since.after;
  const { total } = since.bridge;
  return {
    rows: movedRows(since).map((row) => ({
      name: row.label,
      change: changeWords(row),
      figure: row.figures.spend,
      figureText: bridgeMoney(row.figures.spend, currency),
    })),
    total: { name: "All changes", change: "", figure: total.spend, figureText: bridgeMoney(total.spend, currency) },
    sentence: movedSentence(since).sentence,
  };
}
