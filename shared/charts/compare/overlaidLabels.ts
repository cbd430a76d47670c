import { formatPercent } from "#shared/format/chances.ts";
import { formatDate } from "#shared/format/dates.ts";
import { formatMoney } from "#shared/format/money.ts";
import { levelRow } from "#shared/forecast/answers/outlook.ts";
import { leftLabels, monthLabels } from "#shared/charts/base/axes.tsx";
import {
  centredBaseline,
  hardObstacles,
  type Label,
  labelAt,
  labelLayout,
  type LabelLayout,
  spacedHeights,
  type TextRun,
} from "#shared/charts/base/labels.ts";
import type { Box, Point } from "#shared/charts/base/shapes.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { type Flag, flagsNote } from "./overlaidFlags.ts";
import { budgetsOf, inFrontOf, type OverlaidFrame } from "./overlaidScales.ts";
import type { OverlaidFansProps, OverlaidScenario } from "./overlaidWords.ts";
import { scenarioMark } from "./scenarioMarks.ts";

/** Where along the budget line its words may begin, in the design's pixels. */
const BUDGET_PLACES = [6, 80, 160, 240];
/** Where along a thin line its words may end, as shares of the year. */
const LINE_PLACES = [0.9, 0.82, 0.74, 0.66];

/** Every word of the chart: axes and flags as they stand, then the budget, the start of changes and one line's name. */
export function overlaidLabels(
  props: OverlaidFansProps,
  flags: readonly Flag[],
  frame: OverlaidFrame,
): readonly Label[] {
  const { scenarios, theme } = props;
  const { px, plot, x, y, bottom } = frame;
  const { monthStarts, start } = scenarios[0]!.outlook;
  const layout = labelLayout({ gap: [3 * px, 2 * px] });
  leftLabels(frame.ticks, y, plot.x, theme).forEach(layout.add);
  monthLabels({ starts: monthStarts, first: start }, x, bottom + 16 * px, theme).forEach(layout.add);
  barLabels(scenarios, frame, theme).forEach(layout.add);
  const note = flagsNote(flags, frame, theme);
  for (const label of [...flags.map((flag) => flag.label), note]) if (label !== null) layout.add(label);
  layout.avoid(hardObstacles(flags.map(({ disc }) => ({ ...disc }))));
  placeBudgets(props, frame, layout);
  placeBegin(props, frame, layout);
  layout.avoid(
    hardObstacles([
      ...budgetsOf(scenarios).map((amount): Box => ({
        x: plot.x,
        y: y(amount) - px,
        width: plot.width,
        height: 2 * px,
      })),
      ...flags.map(({ stick }) => stickBox(stick, px)),
    ]),
  );
  placeLineName(props, frame, layout);
  return layout.labels;
}

function stickBox([[x, from], [, to]]: readonly [Point, Point], px: number): Box {
  return { x: x - 2 * px, y: Math.min(from, to), width: 4 * px, height: Math.abs(from - to) };
}

function placeBudgets(
  { scenarios, theme }: OverlaidFansProps,
  { px, plot, y }: OverlaidFrame,
  layout: LabelLayout,
): void {
  const { currency } = scenarios[0]!.outlook;
  for (const amount of budgetsOf(scenarios)) {
    const words: TextRun = { text: `Budget ${formatMoney(currency, amount)}`, color: theme.color.ink, weight: 600 };
    layout.place(
      BUDGET_PLACES.map((right) =>
        labelAt([[words]], { x: plot.x + right * px, y: y(amount) - 6 * px, size: theme.text.small }),
      ),
    );
  }
}

/** Upper end of the line on which the scenarios begin to differ: above the fan in front. */
export function beginTop(props: OverlaidFansProps, { px, plot, y, begin }: OverlaidFrame): number {
  if (begin === null) return 0;
  const dearest = levelRow(inFrontOf(props).outlook, 0.95)[begin]!;
  return Math.max(plot.y + 24 * px, y(1.6 * dearest) - 24 * px);
}

function placeBegin(props: OverlaidFansProps, frame: OverlaidFrame, layout: LabelLayout): void {
  const { px, plot, x, bottom, begin } = frame;
  if (begin === null) return;
  const { color, text } = props.theme;
  const { start } = props.scenarios[0]!.outlook;
  const top = beginTop(props, frame);
  const words = `changes start ${formatDate(start + begin, { start })}`;
  const candidates = [8, 24, -8].map((down) =>
    labelAt([[{ text: words, color: color.ink2 }]], {
      x: x(begin) - 5 * px,
      y: top + down * px,
      anchor: "end",
      size: text.tick,
    }),
  );
  layout.place(candidates.filter(({ box }) => box.x > plot.x));
  layout.avoid([{ box: { x: x(begin) - 2 * px, y: top, width: 4 * px, height: bottom - top }, hard: false }]);
}

/** One of the thin lines is named; it explains the others. */
function placeLineName(props: OverlaidFansProps, { px, plot, x, y }: OverlaidFrame, layout: LabelLayout): void {
  const { scenarios, theme } = props;
  const inFront = inFrontOf(props);
  const behind = scenarios.find((scenario) => scenario !== inFront);
  if (behind === undefined) return;
  const row = levelRow(behind.outlook, 0.9);
  const words: TextRun = {
    text: `${scenarioMark(behind.place, theme).letter}: 9 in 10 below`,
    color: theme.color.ink2,
  };
  const candidates = LINE_PLACES.map((share) => {
    const day = Math.round(share * (row.length - 1));
    return labelAt([[words]], {
      x: x(day) - 6 * px,
      y: y(row[day]!) - 6 * px,
      anchor: "end",
      size: theme.text.tick,
    });
  });
  layout.place(candidates.filter(({ box }) => box.y > plot.y));
}

/** "80%" and "half" beside the last bar, apart from each other. */
function barLabels(scenarios: readonly OverlaidScenario[], frame: OverlaidFrame, theme: ChartTheme): Label[] {
  const { wordsX, y, px, plot, bottom } = frame;
  const { ladder } = scenarios.at(-1)!.outlook;
  const size = theme.text.tick;
  const words = [formatPercent(ladder.confidence), "half"];
  const heights = spacedHeights([y(ladder.ask), y(ladder.base)], size + 2 * px, plot.y, bottom);
  return words.map((text, i) =>
    labelAt([[{ text, color: theme.color.ink3 }]], { x: wordsX, y: centredBaseline(heights[i]!, size), size }),
  );
}
