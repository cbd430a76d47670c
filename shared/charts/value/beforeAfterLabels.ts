import { axisName, leftLabels, thinned } from "#shared/charts/base/axes.tsx";
import { centredBaseline, centredWithin, type Label, labelAt, labelLayout } from "#shared/charts/base/labels.ts";
import { formatPercent } from "#shared/format/chances.ts";
import { formatMonthTick } from "#shared/format/dates.ts";
import { epochDayOf, monthAfter } from "#shared/units.ts";
import type { BeforeAfterFrame } from "./beforeAfterScales.ts";
import type { BeforeAfterProps } from "./beforeAfterWords.ts";

/** Every word of the chart: both axes, the parts, the lines, the change and the claim. */
export function beforeAfterLabels(props: BeforeAfterProps, frame: BeforeAfterFrame): Label[] {
  return [
    ...leftLabels(frame.ticks, frame.y, frame.plot.x, props.theme),
    ...monthNames(props, frame),
    ...partNames(props, frame),
    ...lineNames(props, frame),
    ...changeLabels(props, frame),
    ...laneNames(props, frame),
  ];
}

/** What the lane shows, and its largest share. */
function laneNames({ theme }: BeforeAfterProps, { lane }: BeforeAfterFrame): Label[] {
  if (lane === null) return [];
  const { px, color, text } = theme;
  const { box, y, most } = lane;
  const words = `a person stepped in, at most ${formatPercent(most)} of the tasks; dark: back to the old way`;
  return [
    labelAt([[{ text: words, color: color.ink3 }]], { x: box.x, y: box.y - 4 * px, size: text.tick }),
    labelAt([[{ text: "0%", color: color.ink3 }]], {
      x: box.x - 8 * px,
      y: centredBaseline(y(0), text.tick),
      anchor: "end",
      size: text.tick,
      halo: false,
    }),
  ];
}

function monthNames({ from, theme }: BeforeAfterProps, { plot, lane, x, months }: BeforeAfterFrame): Label[] {
  const { px, color, text } = theme;
  const lowest = lane?.box ?? plot;
  const foot = lowest.y + lowest.height;
  const names = Array.from({ length: months }, (_, month) => {
    const iso = monthAfter(from, month);
    const name = [{ text: formatMonthTick(epochDayOf(`${iso}-01`)), color: color.ink2 }];
    const year = month === 0 || iso.endsWith("-01") ? [[{ text: iso.slice(0, 4), color: color.ink3 }]] : [];
    return labelAt([name, ...year], {
      x: x(month + 0.5),
      y: foot + 15 * px,
      anchor: "middle",
      size: text.tick,
      halo: false,
    });
  });
  return thinned(names, 4 * px);
}

function partNames(
  { rollOut, after, effect, before, theme }: BeforeAfterProps,
  { plot, x, afterFrom, months }: BeforeAfterFrame,
): Label[] {
  const { px, color, text } = theme;
  const layout = labelLayout({ gap: [4 * px, 0] });
  const above = (words: string, middle: number): Label =>
    centredWithin(
      labelAt([[{ text: words, color: color.ink2 }]], {
        x: x(middle),
        y: plot.y - 6 * px,
        anchor: "middle",
        size: text.tick,
        halo: false,
      }),
      plot.x,
      plot.x + plot.width,
    );
  if (effect !== null) layout.place([above("without it, by this estimate", (afterFrom + months) / 2)]);
  if (rollOut > 0 && after.length > 0) layout.place([above("roll-out", before.length + rollOut / 2)]);
  return [...layout.labels];
}

/** Names at the lines: the observed values, the trend before, the control. */
function lineNames(props: BeforeAfterProps, { plot, x, y, afterFrom }: BeforeAfterFrame): Label[] {
  const { before, after, control, theme } = props;
  const { px, color, text } = theme;
  const layout = labelLayout({ gap: [3 * px, 2 * px], bounds: plot });
  const at = (words: string, month: number, value: number, weight: 400 | 600 = 400): void => {
    const lines = [[{ text: words, color: weight === 600 ? color.ink : color.ink3, weight }]];
    const near = (down: number): Label =>
      labelAt(lines, {
        x: x(month + 0.5),
        y: y(value) + down * px,
        anchor: "middle",
        size: weight === 600 ? text.small : text.tick,
      });
    layout.place([18, -10, 28, -20].map((down) => centredWithin(near(down), plot.x, plot.x + plot.width)));
  };
  const last = after.findLastIndex((value) => value !== null);
  if (last >= 0) at("observed", afterFrom + Math.max(0, last - 1), after[last]!, 600);
  const third = Math.floor(before.length / 3);
  const other = control?.before[third] ?? null;
  if (control !== null && other !== null) at(control.name, third, other);
  const late = Math.floor((2 * before.length) / 3);
  const value = before[late] ?? null;
  if (value !== null) at("trend before", late, value);
  return [...layout.labels];
}

function changeLabels(
  { effect, claimed, changeWords, theme, width }: BeforeAfterProps,
  { change, plot }: BeforeAfterFrame,
): Label[] {
  if (change === null || effect === null) return [];
  const { px, color, text } = theme;
  const { axis, left, ticks } = change;
  const names = ticks.map(({ value, text: words }) =>
    labelAt([[{ text: value === 0 ? "same" : words, color: color.ink3 }]], {
      x: left - 8 * px,
      y: centredBaseline(axis(value), text.tick),
      anchor: "end",
      size: text.tick,
      halo: false,
    }),
  );
  const layout = labelLayout({ gap: [2 * px, 2 * px], bounds: { x: 0, y: 0, width, height: plot.y + plot.height } });
  const right = left + 26 * px;
  layout.place([
    labelAt([[{ text: changeWords(effect.p50), color: color.ink, weight: 600 }]], {
      x: right,
      y: centredBaseline(axis(effect.p50), text.small),
      size: text.small,
    }),
  ]);
  if (claimed !== null) {
    const [low, high] = [claimed.p10, claimed.p90]
      .toSorted((a, b) => Math.abs(a) - Math.abs(b))
      .map((one) => changeWords(one));
    const lines = ["claimed", `${low!} to`, high!].map((line) => [{ text: line, color: color.ink3 }]);
    layout.place(
      [0, 14, 28, -40, -56, 42].map((down) =>
        labelAt(lines, { x: right, y: axis(Math.min(claimed.p10, claimed.p90)) + (down - 24) * px, size: text.tick }),
      ),
    );
  }
  return [
    ...names,
    ...layout.labels,
    axisName("change", { x: left - 8 * px, y: plot.y + plot.height + 15 * px, anchor: "end" }, theme),
  ];
}
