import type { ReactElement } from "react";
import { axisName, bottomLabels, Floor } from "#shared/charts/base/axes.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { centredWithin, type Label, labelAt } from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { around, linesAcross, linesDown, rounded } from "#shared/charts/base/shapes.ts";
import { dashes } from "#shared/charts/base/theme.ts";
import { PITCH, type RuleDotsProps, ruleDotsSentence, ruleFrame, type RuleFrame } from "./ruleWords.ts";

/**
 * When do we decide? What will be observed on the day in fifty simulated years, on its own axis, with the cut of the
 * rule: filled dots pass, rings fail. Years that bring nothing stand in a block of their own.
 */
export function RuleDots(props: RuleDotsProps): ReactElement {
  const { cut, best, theme, hue, width, height } = props;
  const { px, color, stroke } = theme;
  const frame = ruleFrame(props);
  const { plot, block, x, dots } = frame;
  const foot = plot.y + plot.height;
  return (
    <Chart
      width={width}
      height={height}
      sentence={ruleDotsSentence(props)}
      marks={dots.map((dot) => around([dot.x, dot.y], 4 * px))}
    >
      <Floor plot={plot} steps={frame.ticks.map(({ value }) => x(value))} theme={theme} />
      {block !== null && (
        <path d={linesAcross([foot], 0, block.width)} stroke={color.rule} strokeWidth={stroke.hair} fill="none" />
      )}
      {dots.map((dot, i) => (
        <circle
          key={i}
          cx={rounded(dot.x)}
          cy={rounded(dot.y)}
          r={rounded((dot.passes ? 0.4 : 0.34) * PITCH * px)}
          fill={dot.passes ? hue : "none"}
          stroke={dot.passes ? "none" : hue}
          strokeWidth={rounded(1.3 * px)}
        />
      ))}
      {best !== null && (
        <path
          d={linesDown([x(best.value)], plot.y + 26 * px, foot)}
          stroke={color.ink3}
          strokeWidth={stroke.hair}
          strokeDasharray={dashes(theme, 2, 3)}
          fill="none"
        />
      )}
      <path
        d={linesDown([x(cut.value)], plot.y - 4 * px, foot)}
        stroke={color.ink}
        strokeWidth={stroke.line}
        fill="none"
      />
      <Labels labels={ruleLabels(props, frame)} theme={theme} />
    </Chart>
  );
}

function ruleLabels(props: RuleDotsProps, frame: RuleFrame): Label[] {
  const { cut, best, format, axis, labelsCut, theme, width } = props;
  const { px, color, text } = theme;
  const { plot, block, zeros, x, ticks } = frame;
  const foot = plot.y + plot.height;
  return [
    ...bottomLabels(ticks, x, foot, theme, { color: color.ink3 }),
    axisName(axis, { x: width, y: 9 * px, anchor: "end" }, theme),
    ...(labelsCut
      ? [
          labelAt(
            [
              [
                {
                  text: `${cut.side === "atMost" ? "at most" : "at least"} ${format(cut.value)}`,
                  color: color.ink,
                  weight: 600,
                },
              ],
            ],
            // Past the middle the words stand before the line, or they would leave the chart.
            x(cut.value) > width / 2
              ? { x: x(cut.value) - 6 * px, y: plot.y + 4 * px, size: text.small, anchor: "end" }
              : { x: x(cut.value) + 6 * px, y: plot.y + 4 * px, size: text.small },
          ),
        ]
      : []),
    ...(best === null
      ? []
      : [
          centredWithin(
            labelAt([[{ text: best.words, color: color.ink3 }]], {
              x: x(best.value) + 4 * px,
              y: plot.y + 22 * px,
              size: text.tick,
            }),
            plot.x,
            width,
          ),
        ]),
    ...(block === null
      ? []
      : [
          axisName("nothing", { x: 0, y: foot + 16 * px }, theme),
          axisName(`${zeros} of 50`, { x: 0, y: foot - (Math.ceil(zeros / 8) + 0.6) * PITCH * px }, theme),
        ]),
  ];
}
