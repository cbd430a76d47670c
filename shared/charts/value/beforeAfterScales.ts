import { scaleLinear, scaleLog } from "d3-scale";
import { leftRoom } from "#shared/charts/base/axes.tsx";
import { type Domain, extentOf, padded, type Scale } from "#shared/charts/base/scales.ts";
import type { Box } from "#shared/charts/base/shapes.ts";
import { type Tick, valueTicks } from "#shared/charts/base/ticks.ts";
import { formatNumber } from "#shared/format/counts.ts";
import { type BeforeAfterProps, withoutChange } from "./beforeAfterWords.ts";

/** Width of the strip of the effect with its words, in the design's pixels. */
const STRIP = 150;
const STRIP_AXIS = 44;
/** Height of the lane of people stepping in, and its distance from the months. */
const LANE = 30;
const LANE_GAP = 18;
/** Where the chart is narrow, the strip leaves more to the months. */
const NARROW = 420;

/** The axes of the months and of the change, in the theme's unit. */
export interface BeforeAfterFrame {
  readonly plot: Box;
  /** Month 0 is the first one; places are the middles of months. */
  readonly x: Scale;
  readonly y: Scale;
  readonly ticks: readonly Tick[];
  readonly months: number;
  readonly afterFrom: number;
  /** Below the months: shares of tasks, from 0 at its foot; null: nobody has counted. */
  readonly lane: { readonly box: Box; readonly y: Scale; readonly most: number } | null;
  /** Axis of change; null: there is no effect to show. */
  readonly change: { readonly axis: Scale; readonly left: number; readonly ticks: readonly Tick[] } | null;
}

/** Lays out the months at the left and the change at the right. */
export function beforeAfterFrame(props: BeforeAfterProps): BeforeAfterFrame {
  const { before, rollOut, after, theme, width, height, scale } = props;
  const { px } = theme;
  const months = before.length + (after.length === 0 ? 0 : rollOut + after.length);
  const domain = valueDomain(props);
  const values = valueTicks(...domain, 7).filter((value) => scale === "level" || value > 0);
  const ticks = values.map((value) => ({ value, text: formatNumber(value) }));
  const left = leftRoom(ticks, theme, 12);
  const strip = props.effect === null ? 0 : (width < NARROW * px ? 120 : STRIP) * px;
  const plot: Box = {
    x: left,
    y: 20 * px,
    width: width - left - strip - 8 * px,
    height: height - (props.stepped === null ? 54 : 54 + LANE + LANE_GAP) * px,
  };
  const range = [plot.y + plot.height, plot.y] as const;
  return {
    plot,
    x: scaleLinear([0, months], [plot.x, plot.x + plot.width]),
    y: scale === "log" ? scaleLog(domain, range) : scaleLinear(domain, range),
    ticks,
    months,
    afterFrom: before.length + rollOut,
    lane: laneBelow(props, plot),
    change: props.effect === null ? null : changeAxis(props, plot, width - strip + STRIP_AXIS * px),
  };
}

function laneBelow({ stepped, theme: { px } }: BeforeAfterProps, plot: Box): BeforeAfterFrame["lane"] {
  if (stepped === null) return null;
  const box: Box = { x: plot.x, y: plot.y + plot.height + LANE_GAP * px, width: plot.width, height: LANE * px };
  const shares = [...stepped.interventions, ...stepped.exceptions].filter((share) => share !== null);
  const most = Math.max(0, ...shares);
  return { box, y: scaleLinear([0, Math.max(0.05, most)], [box.y + box.height, box.y]), most };
}

/** From the least to the most of all that is drawn, with a little room. */
function valueDomain({ before, after, control, effect, scale }: BeforeAfterProps): Domain {
  const known = [...before, ...after, ...(control?.before ?? []), ...(control?.after ?? [])].filter(
    (value) => value !== null,
  );
  const ends = effect === null ? [] : [effect.changes[2], effect.changes.at(-3)].filter((one) => one !== undefined);
  const without = after.flatMap((value) =>
    value === null ? [] : ends.map((change) => withoutChange(value, change, scale)),
  );
  const [low, high] = extentOf(known.length === 0 ? [1, 2] : [...known, ...without]);
  return scale === "log" ? [low * 0.94, high * 1.06] : padded([low, high], 0.08);
}

function changeAxis(
  { effect, claimed, changeTick }: BeforeAfterProps,
  plot: Box,
  left: number,
): BeforeAfterFrame["change"] {
  const [low, high] = padded(
    extentOf([
      0,
      effect!.changes[0]!,
      effect!.changes.at(-1)!,
      ...(claimed === null ? [] : [claimed.p10, claimed.p90]),
    ]),
    0.05,
  );
  const axis = scaleLinear([low, high], [plot.y + plot.height, plot.y]);
  return { axis, left, ticks: valueTicks(low, high, 6).map((value) => ({ value, text: changeTick(value) })) };
}

/** The straight line through the months before, on the scale that is drawn; null: fewer than two are known. */
export function trendBefore({
  before,
  scale,
}: Pick<BeforeAfterProps, "before" | "scale">): ((month: number) => number) | null {
  const known = before.flatMap((value, month) =>
    value === null ? [] : [[month + 0.5, scale === "log" ? Math.log(value) : value] as const],
  );
  if (known.length < 2) return null;
  const n = known.length;
  const [mx, my] = [known.reduce((sum, [x]) => sum + x, 0) / n, known.reduce((sum, [, y]) => sum + y, 0) / n];
  const slope =
    known.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0) / known.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
  return (month) => {
    const value = my + slope * (month - mx);
    return scale === "log" ? Math.exp(value) : value;
  };
}
