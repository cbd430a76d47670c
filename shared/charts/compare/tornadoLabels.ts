import { bottomLabels } from "#shared/charts/base/axes.tsx";
import { centredBaseline, type Label, labelAt, type TextRun } from "#shared/charts/base/labels.ts";
import { inTwoLines, textWidth } from "#shared/charts/base/textWidth.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { endLine, GAP, sidesOf, type TornadoFrame } from "./tornadoScales.ts";
import type { TornadoProps, TornadoRow } from "./tornadoWords.ts";

/** Every word of the tornado: head, names, ends of the bars, shares. */
export function tornadoLabels(props: TornadoProps, frame: TornadoFrame): Label[] {
  return [
    ...headLabels(props, frame),
    ...props.rows.flatMap((row, i) => [
      nameLabel(row, frame.nameWidth, frame.middle(i), props.theme),
      shareLabel(row, i, props, frame),
      ...(row.ends === null ? [noValueLabel(i, props, frame)] : endLabels(row.ends, i, props.theme, frame)),
    ]),
  ];
}

function headLabels({ ask, askText, theme, width }: TornadoProps, { plot, x, ticks, isNarrow }: TornadoFrame): Label[] {
  const { px, color, text } = theme;
  return [
    ...bottomLabels(ticks, x, plot.y, theme, { color: color.ink3, below: -8 }),
    labelAt([[{ text: `request ${askText}`, color: color.ink, weight: 600 }]], {
      x: x(ask),
      y: plot.y - 26 * px,
      anchor: "middle",
      size: text.small,
      halo: false,
    }),
    labelAt([[{ text: isNarrow ? "share" : "share of the uncertainty", color: color.ink3 }]], {
      x: width,
      y: plot.y - 8 * px,
      anchor: "end",
      size: text.tick,
      halo: false,
    }),
  ];
}

function shareLabel({ share, shareText }: TornadoRow, i: number, { theme, width }: TornadoProps, frame: TornadoFrame) {
  const size = theme.text.small;
  return labelAt([[{ text: shareText, color: theme.color.ink2 }]], {
    x: Math.min(frame.shareX + frame.share(share) + 6 * theme.px, width - textWidth(shareText, size)),
    y: centredBaseline(frame.middle(i), size),
    size,
    halo: false,
  });
}

/** What stands where an input has no bar; shorter, or nothing, where there is no room. */
function noValueLabel(i: number, { ask, theme }: TornadoProps, { x, shareX, middle }: TornadoFrame): Label {
  const { px, text, color } = theme;
  const from = x(ask) + 10 * px;
  const words = ["no single value: share only", "share only"].find(
    (one) => textWidth(one, text.tick) <= shareX - 10 * px - from,
  );
  return labelAt([[{ text: words ?? "", color: color.ink3 }]], {
    x: from,
    y: centredBaseline(middle(i), text.small),
    size: text.tick,
    halo: false,
  });
}

function endLabels(ends: NonNullable<TornadoRow["ends"]>, i: number, theme: ChartTheme, frame: TornadoFrame): Label[] {
  const { first, second } = sidesOf(ends);
  const size = theme.text.small;
  const y = centredBaseline(frame.middle(i), size);
  const gap = GAP * theme.px;
  return [
    labelAt([endLine(first, "first", theme)], { x: frame.x(first.ask) - gap, y, anchor: "end", size }),
    labelAt([endLine(second, "second", theme)], { x: frame.x(second.ask) + gap, y, size }),
  ];
}

/** The row's name, whole: what one line does not hold goes to a second one in the size of ticks. */
function nameLabel({ name, ends }: TornadoRow, nameWidth: number, middle: number, theme: ChartTheme): Label {
  const { px, text, color } = theme;
  const weight = ends === null ? 400 : 600;
  const run = (line: string): TextRun[] => [{ text: line, color: ends === null ? color.ink2 : color.ink, weight }];
  const room = nameWidth - 8 * px;
  const isOneLine = textWidth(name, text.small, weight) <= room;
  const lines = isOneLine ? [name] : inTwoLines(name, room, text.tick, weight);
  const size = isOneLine ? text.small : text.tick;
  return labelAt(lines.map(run), {
    x: nameWidth - 4 * px,
    y: centredBaseline(middle, size) - (lines.length - 1) * 0.6 * size,
    anchor: "end",
    size,
    halo: false,
  });
}
