import type { ReactElement } from "react";
import { formatChance } from "#shared/format/chances.ts";
import { formatCount, formatCountShort } from "#shared/format/counts.ts";
import { formatStatedMoney } from "#shared/format/money.ts";
import { oddsInWords } from "#shared/forecast/words/sentences.ts";
import { axisName, bottomLabels, Grid, leftLabels, leftRoom } from "#shared/charts/base/axes.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { type Label, labelAt } from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import type { MarkGroup } from "#shared/charts/base/marks.ts";
import { type Domain, extentOf, plotScales } from "#shared/charts/base/scales.ts";
import { type Box, type Point, linePath, linesAcross, linesDown, rounded } from "#shared/charts/base/shapes.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import { textWidth } from "#shared/charts/base/textWidth.ts";
import { type ChartTheme, dashes } from "#shared/charts/base/theme.ts";
import { moneyTicks, valueTicks } from "#shared/charts/base/ticks.ts";

export interface JointProps {
  readonly name: string;
  /** Trials of one scenario: money and outcomes. */
  readonly trials: readonly { readonly spend: number; readonly outcomes: number }[];
  readonly budget: number;
  readonly target: number;
  /** Chances of the four corners over all trials. */
  readonly corners: JointCorners;
  /** Budgets and targets that hold together in `confidence` of all trials. */
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
  const promise = `${formatStatedMoney(currency, budget)} and ${formatCount(target)} ${unit}`;
  return `${name}: within ${promise} in ${formatChance(corners.both)} simulated years; within the budget with too few outcomes in ${formatChance(corners.onlyBudget)}, enough outcomes above the budget in ${formatChance(corners.onlyTarget)}, neither in ${formatChance(corners.neither)}.`;
}

/** The drawn trials and the line, in full. */
export function jointTable({ trials, line }: Pick<JointProps, "trials" | "line">): ChartTable {
  return {
    columns: ["item", "spend or budget", "outcomes or target"],
    rows: [
      ...trials.map(({ spend, outcomes }) => ["simulated year", spend, outcomes]),
      ...line.map(({ budget, target }) => ["both at this confidence", budget, target]),
    ],
  };
}

/** What the arrows speak: the corners. */
export function jointMarks({ corners }: Pick<JointProps, "corners">): MarkGroup[] {
  const words = [
    ["Both", corners.both],
    ["Within the budget only", corners.onlyBudget],
    ["Enough outcomes only", corners.onlyTarget],
    ["Neither", corners.neither],
  ] as const;
  return [{ name: "corners", marks: words.map(([name, chance]) => ({ words: `${name}: ${formatChance(chance)}` })) }];
}

/** Words of the corner within the budget that misses the target. */
const WITHIN_ONLY = "too few outcomes";
/** The longest words of a chance: they must fit into a corner. */
const LONGEST_CHANCE = "more than 49 of 50";

/** The axes: spend to the right, outcomes upwards; `cut` is where budget and target cross. */
function jointScales({ trials, budget, target, line, currency, theme, width, height }: JointProps) {
  const { px, text } = theme;
  const [fewest, most] = extentOf([...trials.map(({ outcomes }) => outcomes), target]);
  const yDomain: Domain = [fewest * 0.95, most * 1.05];
  const yTicks = valueTicks(...yDomain, 4).map((value) => ({ value, text: formatCountShort(value) }));
  const left = leftRoom(yTicks, theme, 8);
  const plot: Box = { x: left, y: 20 * px, width: width - left - 8 * px, height: height - 56 * px };
  const [cheapest, dearest] = extentOf([...trials.map(({ spend }) => spend), budget]);
  const end = Math.max(1.1 * budget, dearest) * 1.03;
  // Left of the budget there is room for the words of that side, however rare it is.
  const words = Math.max(textWidth(WITHIN_ONLY, text.small), textWidth(LONGEST_CHANCE, text.small, 600)) + 14 * px;
  const room = words / plot.width;
  const forWords = room < 0.5 ? (budget - room * end) / (1 - room) : Infinity;
  const xDomain: Domain = [Math.min(Math.min(0.9 * budget, cheapest) * 0.97, forWords), end];
  const { x, y } = plotScales(plot, xDomain, yDomain);
  const cut: Point = [x(budget), y(target)];
  return {
    plot,
    bottom: plot.y + plot.height,
    right: plot.x + plot.width,
    x: x.clamp(true),
    y: y.clamp(true),
    yTicks,
    xTicks: moneyTicks(currency, Math.max(0, xDomain[0]), xDomain[1], 5),
    cut,
    inside: line.filter((one) => one.budget >= xDomain[0] && one.budget <= xDomain[1]),
  };
}

type JointFrame = ReturnType<typeof jointScales>;

/** The corners in the order in which they are walked: left and right of the budget, above and below the target. */
const CORNERS = [
  { key: "both", words: "both", isLeft: true, isTop: true },
  { key: "onlyBudget", words: WITHIN_ONLY, isLeft: true, isTop: false },
  { key: "onlyTarget", words: "over the budget", isLeft: false, isTop: true },
  { key: "neither", words: "neither", isLeft: false, isTop: false },
] as const;

function cornerBox({ plot, bottom, right, cut }: JointFrame, isLeft: boolean, isTop: boolean): Box {
  return {
    x: isLeft ? plot.x : cut[0],
    y: isTop ? plot.y : cut[1],
    width: isLeft ? cut[0] - plot.x : right - cut[0],
    height: isTop ? cut[1] - plot.y : bottom - cut[1],
  };
}

/** Axes, the budget, the corners with their chances, and what the line is. */
function jointLabels(props: JointProps, frame: JointFrame): Label[] {
  const { budget, confidence, currency, theme } = props;
  const { px, color, text } = theme;
  const { plot, bottom, right, x, y, cut } = frame;
  const end = frame.inside.at(-1);
  const both = `both hold in ${oddsInWords(confidence)} along this line`;
  return [
    ...leftLabels(frame.yTicks, y, plot.x + px, theme),
    ...bottomLabels(frame.xTicks, x, bottom, theme),
    labelAt([[{ text: `Budget ${formatStatedMoney(currency, budget)}`, color: color.ink, weight: 600 }]], {
      x: Math.min(cut[0], right - 60 * px),
      y: plot.y - 6 * px,
      anchor: "middle",
      size: text.tick,
      halo: false,
    }),
    axisName("spend", { x: right, y: bottom + 31 * px, anchor: "end" }, theme),
    ...cornerLabels(props, frame),
    ...(end === undefined
      ? []
      : [
          labelAt([[{ text: both, color: color.ink2 }]], {
            x: Math.min(x(end.budget), right) - 6 * px,
            y: y(end.target) - 6 * px,
            anchor: "end",
            size: text.tick,
          }),
        ]),
  ];
}

function cornerLabels({ corners, theme }: JointProps, { plot, bottom, right }: JointFrame): Label[] {
  const { px, color, text } = theme;
  return CORNERS.map(({ key, words, isLeft, isTop }) =>
    labelAt(
      [[{ text: formatChance(corners[key]), color: color.ink, weight: 600 }], [{ text: words, color: color.ink3 }]],
      {
        x: isLeft ? plot.x + 6 * px : right - 6 * px,
        y: isTop ? plot.y + 12 * px : bottom - 20 * px,
        anchor: isLeft ? "start" : "end",
        size: text.small,
      },
    ),
  );
}

/**
 * Spend against outcomes, year by year, with the budget and the target that cut them into four corners, each
 * counted, and the line on which both hold in so many trials.
 */
export function JointChart(props: JointProps): ReactElement {
  const { trials, theme, hue, width, height } = props;
  const { px, color, stroke } = theme;
  const frame = jointScales(props);
  const { plot, bottom, right, x, y, cut, inside } = frame;
  return (
    <Chart
      width={width}
      height={height}
      sentence={jointSentence(props)}
      marks={CORNERS.map(({ isLeft, isTop }) => cornerBox(frame, isLeft, isTop))}
    >
      <Grid plot={plot} across={frame.yTicks.map(({ value }) => y(value))} theme={theme} />
      <g fill={hue} fillOpacity={0.55}>
        {trials.map(({ spend, outcomes }, i) => (
          <circle key={i} cx={rounded(x(spend))} cy={rounded(y(outcomes))} r={rounded(2.2 * px)} />
        ))}
      </g>
      {inside.length > 1 && (
        <path
          d={linePath(inside.map(({ budget, target }): Point => [x(budget), y(target)]))}
          stroke={color.ink2}
          strokeWidth={stroke.line}
          strokeDasharray={dashes(theme, 5, 3)}
          fill="none"
        />
      )}
      <path
        d={linesDown([cut[0]], plot.y, bottom) + linesAcross([cut[1]], plot.x, right)}
        stroke={color.ink}
        strokeWidth={stroke.line}
        fill="none"
      />
      <Labels labels={jointLabels(props, frame)} theme={theme} />
    </Chart>
  );
}
