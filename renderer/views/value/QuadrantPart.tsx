import type { ReactElement } from "react";
import { UseQuadrant } from "#shared/charts/value/UseQuadrant.tsx";
import { quadrantMarks, quadrantTable, type QuadrantUse } from "#shared/charts/value/quadrantWords.ts";
import { quadrantNote, quadrantWords } from "#shared/forecast/value/words/rowWords.ts";
import { shortVerb } from "#shared/forecast/value/words/verbWords.ts";
import { findUse, usesOf, type ValueFacts, type ValueUse } from "#shared/forecast/value/words/valueFacts.ts";
import { ChartFrame } from "#renderer/controls/charts/ChartFrame.tsx";
import { useWidth } from "#renderer/controls/hooks/useWidth.ts";
import { useChartTheme } from "#renderer/theme/theme.ts";

/** Used, and useful? Every use against what its case says. */
export function QuadrantPart({
  facts,
  selected,
  onSelect,
}: {
  readonly facts: ValueFacts;
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
}): ReactElement {
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  const all = usesOf(facts);
  const uses = placedAgainstCase(all);
  const note = quadrantNote(facts);
  const use = findUse(facts, selected);
  const words = use === undefined ? null : quadrantWords(use);
  return (
    <div ref={place}>
      {width > 0 && (
        <ChartFrame
          question="Used, and useful?"
          note="share of what the case expected"
          fileName="Used, and useful"
          chart={
            <UseQuadrant
              uses={uses}
              selected={selected}
              theme={theme}
              hue={theme.color.scenarios[0]}
              width={width}
              height={250}
            />
          }
          table={() => quadrantTable({ uses })}
          marks={() => quadrantMarks({ uses })}
          onChoose={(_, mark) => {
            const chosen = uses[mark];
            if (chosen !== undefined) onSelect(chosen.id);
          }}
          sentence={
            <>
              {words !== null && (
                <>
                  {words.before}
                  <strong>{words.count}</strong>
                  {words.after}{" "}
                </>
              )}
              {note !== "" && <span className="note">{note}</span>}
            </>
          }
        />
      )}
    </div>
  );
}

/** The uses that have a place: those whose case claims something. */
export function placedAgainstCase(all: readonly ValueUse[]): QuadrantUse[] {
  return all.flatMap(({ id, workload, value }) =>
    value.quadrant === null
      ? []
      : [
          {
            id,
            name: workload.name,
            verb: shortVerb(value),
            ellipse: value.quadrant.ellipse,
            lockedMiddle: value.quadrant.lockedMiddle,
          },
        ],
  );
}
