import { scaleLinear } from "d3-scale";
import type { ReactElement } from "react";
import { formatChance } from "#shared/format/chances.ts";
import { formatCount, formatCountShort } from "#shared/format/counts.ts";
import { formatMoney, formatMoneyTick } from "#shared/format/money.ts";
import { type Box, type Point, linePath, rounded } from "#shared/charts/base/geometry.ts";
import { type Label, centredBaseline, labelAt, Labels } from "#shared/charts/base/labels.tsx";
import type { MarkGroup } from "#shared/charts/base/marks.ts";
import { Chart } from "#shared/charts/base/Chart.tsx";
import type { ChartTable } from "#shared/charts/base/table.ts";
import { textWidth } from "#shared/charts/base/textWidth.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { valueTicks } from "#shared/charts/base/ticks.ts";

export interface JointProps {
  readonly name: string;
  /** Futures of one policy: money and outcomes. */
  readonly futures: readonly { readonly spend: number; readonly outcomes: number }[];
  readonly budget: number;
  readonly target: number;
  /** Chances of the four corners over all futures. */
  readonly corners: JointCorners;
  /** Budgets and targets that hold together in `confidence` of all futures. */
  readonly line: readonly { readonly target: number; readonly budget: number }[];
  readonly confidence: number;
  readonly currency: string;
  readonly unit: string;
  readonly theme: ChartTheme;
  readonly hue: string;
  readonly width: number;
  readonly height: number;
}

export interface JointCorners {
  /**
   * Within the budget and at the target; within it and short; beyond it and at the target; beyond it and short. They
   * sum to 1.
   */
  readonly both: number;
  readonly onlyBudget: number;
  readonly onlyTarget: number;
  readonly neither: number;
}

/** The four corners in words. */
export function jointSentence({
  name,
  corners,
  budget,
  target,
  currency,
  unit,
}: Pick<JointProps, "name" | "corners" | "budget" | "target" | "currency" | "unit">): string {
  const promise = `${formatMoney(currency, budget)} and ${formatCount(target)} ${unit}`;
  return `${name}: within ${promise} in ${formatChance(corners.both)} futures; within the budget but short of the outcomes in ${formatChance(corners.onlyBudget)}, the outcomes at more than the budget in ${formatChance(corners.onlyTarget)}, neither in ${formatChance(corners.neither)}.`;
}

/** The drawn futures and the line, in full. */
export function jointTable({ futures, line }: Pick<JointProps, "futures" | "line">): ChartTable {
  return {
    columns: ["what", "spend or budget", "outcomes or target"],
    rows: [
      ...futures.map(({ spend, outcomes }) => ["future", spend, outcomes]),
      ...line.map(({ budget, target }) => ["both this sure", budget, target]),
    ],
  };
}

/** What the arrows speak: the corners. */
export function jointMarks({ corners }: Pick<JointProps, "corners">): MarkGroup[] {
  const words = [
    ["Both", corners.both],
    ["Within the budget only", corners.onlyBudget],
    ["The outcomes only", corners.onlyTarget],
    ["Neither", corners.neither],
  ] as const;
  return [{ name: "corners", marks: words.map(([name, chance]) => ({ words: `${name}: ${formatChance(chance)}` })) }];
}

/** Words of the corner within the budget that misses the target. */
const WITHIN_ONLY = "too few outcomes";

/**
 * Spend against outcomes, future by future, with the budget and the target that cut them into four corners, each
 * counted, and the line on which both hold in so many futures.
 */
export function JointChart(props: JointProps): ReactElement {
  const { futures, budget, target, corners, line, confidence, currency, theme, hue, width, height } = props;
  const { px } = theme;
  const size = theme.text.tick;
  const xs = [...futures.map(({ spend }) => spend), budget].sort((a, b) => a - b);
  const ys = [...futures.map(({ outcomes }) => outcomes), target].sort((a, b) => a - b);
  const y: [number, number] = [ys[0]! * 0.95, ys.at(-1)! * 1.05];
  const yTicks = valueTicks(y[0], y[1], 4);
  const axis = Math.max(...yTicks.map((tick) => textWidth(formatCountShort(tick), size))) + 8 * px;
  const plot: Box = { x: axis, y: 20 * px, width: width - axis - 8 * px, height: height - 56 * px };
  const bottom = plot.y + plot.height;
  const right = Math.max(1.1 * budget, xs.at(-1)!) * 1.03;
  // Left of the budget there is room for the words of that side, however rare it is.
  const room =
    (Math.max(textWidth(WITHIN_ONLY, theme.text.small), textWidth("under 1 in 50", theme.text.small, 600)) + 14 * px) /
    plot.width;
  const x: [number, number] = [
    Math.min(Math.min(0.9 * budget, xs[0]!) * 0.97, room < 0.5 ? (budget - room * right) / (1 - room) : Infinity),
    right,
  ];
  const xTicks = valueTicks(Math.max(0, x[0]), x[1], 5);
  const step = xTicks.length > 1 ? xTicks[1]! - xTicks[0]! : 1;
  const xOf = scaleLinear(x, [plot.x, plot.x + plot.width]).clamp(true);
  const yOf = scaleLinear(y, [bottom, bottom - plot.height]).clamp(true);
  const [bx, ty] = [xOf(budget), yOf(target)];
  const corner = (chance: number, words: string, left: boolean, top: boolean): Label =>
    labelAt(
      [
        [{ text: formatChance(chance), color: theme.color.ink, weight: 600 }],
        [{ text: words, color: theme.color.ink3 }],
      ],
      {
        x: left ? plot.x + 6 * px : plot.x + plot.width - 6 * px,
        y: top ? plot.y + 12 * px : bottom - 20 * px,
        anchor: left ? "start" : "end",
        size: theme.text.small,
      },
    );
  const quarter = (left: boolean, top: boolean): Box => ({
    x: left ? plot.x : bx,
    y: top ? plot.y : ty,
    width: left ? bx - plot.x : plot.x + plot.width - bx,
    height: top ? ty - plot.y : bottom - ty,
  });
  const inside = line.filter(({ budget: at }) => at >= x[0] && at <= x[1]);
  const labels: Label[] = [
    ...yTicks.map((tick) =>
      labelAt([[{ text: formatCountShort(tick), color: theme.color.ink3 }]], {
        x: plot.x - 7 * px,
        y: centredBaseline(yOf(tick), size),
        anchor: "end",
        size,
        halo: false,
      }),
    ),
    ...xTicks.map((tick) =>
      labelAt([[{ text: formatMoneyTick(currency, tick, step, xTicks.at(-1)!), color: theme.color.ink2 }]], {
        x: xOf(tick),
        y: bottom + 16 * px,
        anchor: "middle",
        size,
        halo: false,
      }),
    ),
    labelAt([[{ text: `Budget ${formatMoney(currency, budget)}`, color: theme.color.ink, weight: 600 }]], {
      x: Math.min(bx, plot.x + plot.width - 60 * px),
      y: plot.y - 6 * px,
      anchor: "middle",
      size,
      halo: false,
    }),
    labelAt([[{ text: "spend", color: theme.color.ink3 }]], {
      x: plot.x + plot.width,
      y: bottom + 31 * px,
      anchor: "end",
      size,
      halo: false,
    }),
    corner(corners.both, "both", true, true),
    corner(corners.onlyTarget, "over the budget", false, true),
    corner(corners.onlyBudget, WITHIN_ONLY, true, false),
    corner(corners.neither, "neither", false, false),
  ];
  const end = inside.at(-1);
  if (end !== undefined)
    labels.push(
      labelAt(
        [[{ text: `both hold in ${Math.round(confidence * 10)} of 10 along this line`, color: theme.color.ink2 }]],
        {
          x: Math.min(xOf(end.budget) - 6 * px, plot.x + plot.width - 6 * px),
          y: yOf(end.target) - 6 * px,
          anchor: "end",
          size,
        },
      ),
    );
  return (
    <Chart
      width={width}
      height={height}
      sentence={jointSentence(props)}
      marks={[quarter(true, true), quarter(true, false), quarter(false, true), quarter(false, false)]}
    >
      <path
        d={yTicks
          .map((tick) =>
            linePath([
              [plot.x, yOf(tick)],
              [plot.x + plot.width, yOf(tick)],
            ]),
          )
          .join("")}
        stroke={theme.color.hair}
        strokeWidth={theme.stroke.hair}
        fill="none"
      />
      <g fill={hue} fillOpacity={0.55}>
        {futures.map(({ spend, outcomes }, i) => (
          <circle key={i} cx={rounded(xOf(spend))} cy={rounded(yOf(outcomes))} r={rounded(2.2 * px)} />
        ))}
      </g>
      {inside.length > 1 && (
        <path
          d={linePath(inside.map(({ budget: at, target: of }): Point => [xOf(at), yOf(of)]))}
          stroke={theme.color.ink2}
          strokeWidth={theme.stroke.line}
          strokeDasharray={`${5 * px} ${3 * px}`}
          fill="none"
        />
      )}
      <path
        d={
          linePath([
            [bx, plot.y],
            [bx, bottom],
          ]) +
          linePath([
            [plot.x, ty],
            [plot.x + plot.width, ty],
          ])
        }
        stroke={theme.color.ink}
        strokeWidth={theme.stroke.line}
        fill="none"
      />
      <Labels labels={labels} theme={theme} />
    </Chart>
  );
}
