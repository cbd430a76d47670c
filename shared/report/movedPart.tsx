import { bridgeAxis, BridgeStrip } from "#shared/charts/compare/BridgeStrip.tsx";
import { bridgeMoney, bridgeSentence } from "#shared/studies/bridge/bridgeWords.ts";
import type { MovedPart } from "./document.ts";
import { changeWords, movedRows, movedSentence, type MovedSince } from "./moved.ts";
import { drawing, HUE, ROW_HEIGHT, THEME } from "./paper.ts";
import { emphasised, paperText } from "./text.ts";

const WIDTH = 150;
/** Changes with a row of their own on paper. */
const ROWS_SHOWN = 16;

/** What moved since an earlier version, for paper. */
export function movedPart(moved: MovedSince | null | undefined): MovedPart | null {
  if (moved === null || moved === undefined) return null;
  const { currency } = moved.after;
  const rows = movedRows(moved);
  const axis = bridgeAxis(rows.map(({ figures }) => figures.spend));
  const { sentence, figures } = movedSentence({ ...moved, name: paperText(moved.name, 120) });
  const more = rows.length - ROWS_SHOWN;
  return {
    title: paperText(`What moved since ${moved.name}`, 120),
    lead: emphasised(sentence, figures),
    rows: rows.slice(0, ROWS_SHOWN).map((row) => {
      const figure = bridgeMoney(row.figures.spend, currency);
      const words = `${paperText(row.label, 140)}: ${figure} spend on average, whatever the order of the changes.`;
      return {
        label: paperText(row.label, 140),
        change: paperText(changeWords(row), 160),
        figure,
        strip: drawing(
          <BridgeStrip
            figure={row.figures.spend}
            {...axis}
            width={WIDTH}
            height={ROW_HEIGHT}
            theme={THEME}
            hue={HUE}
            sentence={words}
          />,
          WIDTH,
          words,
        ),
      };
    }),
    note: `${bridgeSentence(moved.bridge, currency)}${more > 0 ? ` ${more} smaller changes are left out here.` : ""}`,
  };
}
