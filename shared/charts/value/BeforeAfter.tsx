import type { ReactElement } from "react";
import { Floor, Grid } from "#shared/charts/base/axes.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { FadingBar, fadingSteps } from "#shared/charts/base/FadingBar.tsx";
import { CasedLine } from "#shared/charts/base/FanMarks.tsx";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { areaPath, type Box, linePath, linesAcross, type Point, rounded } from "#shared/charts/base/shapes.ts";
import { dashes } from "#shared/charts/base/theme.ts";
import { beforeAfterLabels } from "./beforeAfterLabels.ts";
import { beforeAfterFrame, type BeforeAfterFrame, trendBefore } from "./beforeAfterScales.ts";
import { type BeforeAfterProps, type MonthValues, withoutChange } from "./beforeAfterWords.ts";

/**
 * Did it change anything? A metric month by month before and after a change, with what would have been observed without
 * it, a like group beside it where there is one, and at the right the effect against what was claimed.
 */
export function BeforeAfter(props: BeforeAfterProps): ReactElement {
  const { before, after, theme, width, height, sentence } = props;
  const frame = beforeAfterFrame(props);
  const { plot, x, y, ticks, afterFrom, months } = frame;
  const boxAt = (month: number): Box => ({ x: x(month), y: plot.y, width: x(1) - x(0), height: plot.height });
  return (
    <Chart
      width={width}
      height={height}
      sentence={sentence}
      marks={[...before.map((_, i) => boxAt(i)), ...after.map((_, i) => boxAt(afterFrom + i))]}
    >
      <Grid plot={plot} across={ticks.map(({ value }) => y(value))} theme={theme} />
      <Floor plot={plot} steps={Array.from({ length: months + 1 }, (_, month) => x(month))} theme={theme} />
      <RollOut {...props} frame={frame} />
      <WithoutIt {...props} frame={frame} />
      <ControlLine {...props} frame={frame} />
      <TrendBefore {...props} frame={frame} />
      <Observed values={before} first={0} theme={theme} frame={frame} />
      <Observed values={after} first={afterFrom} theme={theme} frame={frame} />
      <EffectStrip {...props} frame={frame} />
      <SteppedLane {...props} frame={frame} />
      <Labels labels={beforeAfterLabels(props, frame)} theme={theme} />
    </Chart>
  );
}

type Part = BeforeAfterProps & { readonly frame: BeforeAfterFrame };

/** The known months of a part as points. */
function pointsOf(values: MonthValues, from: number, { x, y }: BeforeAfterFrame): Point[] {
  return values.flatMap((value, i): Point[] => (value === null ? [] : [[x(from + i + 0.5), y(value)]]));
}

function RollOut({ before, rollOut, after, theme, frame: { plot, x } }: Part): ReactElement | null {
  if (rollOut === 0 || after.length === 0) return null;
  const [left, right] = [x(before.length), x(before.length + rollOut)];
  const step = 6 * theme.px;
  const top = plot.y;
  const foot = plot.y + plot.height;
  const lines = Array.from({ length: Math.ceil((plot.height + right - left) / step) }, (_, k): string => {
    const start = top + k * step;
    // From the left edge up to the right; cut at top and foot.
    const [fromX, fromY] = start > foot ? [left + start - foot, foot] : [left, start];
    const endY = Math.max(top, start - (right - left));
    return fromX >= right
      ? ""
      : linePath([
          [fromX, fromY],
          [left + start - endY, endY],
        ]);
  });
  return (
    <path
      d={lines.join("")}
      stroke={theme.color.ink3}
      strokeOpacity={0.4}
      strokeWidth={theme.stroke.hair}
      fill="none"
    />
  );
}

/** Month by month the observed value less the effect: nested intervals with a dashed middle. */
function WithoutIt({ after, effect, scale, theme, hue, frame }: Part): ReactElement | null {
  if (effect === null) return null;
  const lineAt = (change: number): Point[] =>
    pointsOf(
      after.map((value) => (value === null ? null : withoutChange(value, change, scale))),
      frame.afterFrom,
      frame,
    );
  const { changes } = effect;
  return (
    <>
      {changes.slice(0, changes.length >> 1).map((change, i) => (
        <path
          key={i}
          d={areaPath(lineAt(changes.at(-1 - i)!), lineAt(change))}
          fill={hue}
          fillOpacity={theme.bandAlpha}
        />
      ))}
      <CasedLine
        points={lineAt(effect.p50)}
        color={hue}
        width={theme.stroke.line}
        casing={theme.stroke.line}
        dash={dashes(theme, 5, 3)}
        theme={theme}
      />
    </>
  );
}

/** Below the months: in what share of the tasks a person stepped in, and darker what went back to the old way. */
function SteppedLane({ stepped, theme, frame: { lane, x } }: Part): ReactElement | null {
  if (stepped === null || lane === null) return null;
  const { color, stroke } = theme;
  const { box, y } = lane;
  const bar = (month: number, share: number, half: number, key: string, fill: string): ReactElement => {
    const [left, right] = [x(month + 0.5 - half), x(month + 0.5 + half)];
    const top = y(share);
    return (
      <rect
        key={key}
        x={rounded(left)}
        y={rounded(top)}
        width={rounded(right - left)}
        height={rounded(box.y + box.height - top)}
        fill={fill}
      />
    );
  };
  return (
    <>
      {stepped.interventions.map((share, m) => (share === null ? null : bar(m, share, 0.32, `in ${m}`, color.control)))}
      {stepped.exceptions.map((share, m) => (share === null ? null : bar(m, share, 0.16, `back ${m}`, color.ink)))}
      <path
        d={linesAcross([box.y + box.height], box.x, box.x + box.width)}
        stroke={color.hair}
        strokeWidth={stroke.hair}
        fill="none"
      />
    </>
  );
}

function ControlLine({ control, theme, frame }: Part): ReactElement | null {
  if (control === null) return null;
  return (
    <path
      d={linePath(pointsOf(control.before, 0, frame)) + linePath(pointsOf(control.after, frame.afterFrom, frame))}
      stroke={theme.color.ink3}
      strokeWidth={theme.stroke.hair}
      strokeDasharray={dashes(theme, 1.5, 3)}
      fill="none"
    />
  );
}

function TrendBefore({ before, scale, theme, frame: { x, y } }: Part): ReactElement | null {
  const trend = trendBefore({ before, scale });
  if (trend === null) return null;
  const ends = [0.5, before.length - 0.5].map((month): Point => [x(month), y(trend(month))]);
  return <path d={linePath(ends)} stroke={theme.color.ink2} strokeWidth={theme.stroke.hair} fill="none" />;
}

function Observed({
  values,
  first,
  theme,
  frame,
}: Pick<Part, "theme" | "frame"> & { readonly values: MonthValues; readonly first: number }): ReactElement {
  const { color, px, stroke } = theme;
  const points = pointsOf(values, first, frame);
  return (
    <>
      <path d={linePath(points)} stroke={color.ink} strokeWidth={stroke.line} fill="none" />
      <g fill={color.ink} stroke={color.paper} strokeWidth={stroke.hair}>
        {points.map(([x, y], i) => (
          <circle key={i} cx={rounded(x)} cy={rounded(y)} r={rounded(2.75 * px)} />
        ))}
      </g>
    </>
  );
}

/** The effect on its own axis, with the line of no change and a bracket for what was claimed. */
function EffectStrip({ effect, claimed, theme, hue, frame: { change } }: Part): ReactElement | null {
  if (change === null || effect === null) return null;
  const { px, color, stroke } = theme;
  const { axis, left, ticks } = change;
  const [low, high] = claimed === null ? [0, 0] : [axis(claimed.p10), axis(claimed.p90)];
  return (
    <>
      <path
        d={linesAcross(
          ticks.map(({ value }) => axis(value)),
          left,
          left + 88 * px,
        )}
        stroke={color.hair}
        strokeWidth={stroke.hair}
        fill="none"
      />
      <path
        d={linesAcross([axis(0)], left, left + 88 * px)}
        stroke={color.control}
        strokeWidth={stroke.hair}
        fill="none"
      />
      {claimed !== null && (
        <path
          d={linePath([
            [left + 6 * px, low],
            [left + 2 * px, low],
            [left + 2 * px, high],
            [left + 6 * px, high],
          ])}
          stroke={color.ink}
          strokeWidth={stroke.line}
          fill="none"
        />
      )}
      <FadingBar
        steps={fadingSteps(effect.p10, effect.p50, effect.p90)}
        scale={axis}
        edge={left + 10 * px}
        thickness={10 * px}
        isUpright
        hue={hue}
      />
      <path
        d={linesAcross([axis(effect.p50)], left + 7 * px, left + 23 * px)}
        stroke={hue}
        strokeWidth={2 * px}
        fill="none"
      />
    </>
  );
}
