import type { ReactElement } from "react";
import { LineOfSight } from "#shared/charts/value/LineOfSight.tsx";
import { lineOfSightMarks, lineOfSightTable, solidRuns } from "#shared/charts/value/sightWords.ts";
import { ceilingWords, hoursWords, sightSteps } from "#shared/forecast/value/words/sightSteps.ts";
import { closedTo, shortDay, type ValueFacts, type ValueUse } from "#shared/forecast/value/words/valueFacts.ts";
import { isoDateOf } from "#shared/units.ts";
import { ChartFrame } from "#renderer/controls/charts/ChartFrame.tsx";
import { useWidth } from "#renderer/controls/hooks/useWidth.ts";
import { useChartTheme, useIsNarrow } from "#renderer/theme/theme.ts";

/** From tokens to money: how far the line is counted, and where it is only believed. */
export function SightPart({ facts, use }: { readonly facts: ValueFacts; readonly use: ValueUse }): ReactElement {
  const theme = useChartTheme();
  const isNarrow = useIsNarrow();
  const [place, width] = useWidth<HTMLDivElement>();
  const steps = sightSteps(facts, use);
  const name = use.workload.name;
  const closed = closedTo(facts.plan);
  const { before, last, after } = solidRuns(steps);
  const notes = [ceilingWords(use), hoursWords(use)].filter((words) => words !== null);
  return (
    <div ref={place}>
      {width > 0 && (
        <ChartFrame
          question={`${name}: from tokens to money`}
          {...(closed === null ? {} : { note: `to ${shortDay(facts, isoDateOf(closed))}` })}
          fileName={`${name}, from tokens to money`}
          chart={
            <LineOfSight
              name={name}
              steps={steps}
              direction={isNarrow ? "across" : "down"}
              theme={theme}
              hue={theme.color.scenarios[0]}
              width={width}
            />
          }
          table={() => lineOfSightTable({ steps })}
          marks={() => lineOfSightMarks({ steps })}
          sentence={
            <>
              {before}
              <strong>{last}</strong>
              {after}
            </>
          }
        />
      )}
      {notes.map((words) => (
        <p key={words} className="note">
          {words}
        </p>
      ))}
    </div>
  );
}
