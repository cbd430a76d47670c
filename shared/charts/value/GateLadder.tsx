import type { ReactElement } from "react";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { type Label, labelAt } from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { linesDown, rounded } from "#shared/charts/base/shapes.ts";
import { gateColumns, gateLadderHeight, type GateLadderProps, gateLadderSentence } from "./gateWords.ts";

/**
 * How far has it come? Fifty simulated years enter on the left; at each of the five gates those that fail it stay
 * behind as faint dots, and those that go on are rings.
 */
export function GateLadder(props: GateLadderProps): ReactElement {
  const { theme, hue, width } = props;
  const { px, color, stroke } = theme;
  const height = gateLadderHeight(theme);
  const columns = gateColumns(props);
  const between = columns.slice(1).map(({ box }, i) => (box.x + columns[i]!.box.x + box.width) / 2);
  return (
    <Chart
      width={width}
      height={height}
      sentence={gateLadderSentence(props)}
      marks={columns.slice(1).map(({ box }) => box)}
    >
      <path
        d={linesDown(between, 30 * px, height - 20 * px)}
        stroke={color.hair}
        strokeWidth={stroke.hair}
        fill="none"
      />
      {columns.map(({ dots }, i) => (
        <g key={i}>
          {dots.map((dot, j) =>
            dot.goesOn ? (
              <circle
                key={j}
                cx={rounded(dot.x)}
                cy={rounded(dot.y)}
                r={rounded(3 * px)}
                fill="none"
                stroke={hue}
                strokeWidth={rounded(1.4 * px)}
              />
            ) : (
              <circle
                key={j}
                cx={rounded(dot.x)}
                cy={rounded(dot.y)}
                r={rounded(2.6 * px)}
                fill={hue}
                fillOpacity={0.2}
              />
            ),
          )}
        </g>
      ))}
      <Labels labels={ladderLabels(props)} theme={theme} />
    </Chart>
  );
}

function ladderLabels(props: GateLadderProps): Label[] {
  const { theme, width } = props;
  const { px, color, text } = theme;
  const columns = gateColumns(props);
  return columns.flatMap(({ box, head, goOn }, i) => {
    const isLast = i === columns.length - 1;
    const at = isLast ? { x: width, anchor: "end" as const } : { x: box.x, anchor: "start" as const };
    return [
      labelAt(
        head.map((line) => [{ text: line, color: color.ink3 }]),
        { ...at, y: (head.length > 1 ? 9 : 22) * px, size: text.tick, halo: false },
      ),
      labelAt([[{ text: isLast ? `${goOn} of 50` : String(goOn), color: color.ink, weight: 600 }]], {
        ...at,
        y: gateLadderHeight(theme) - 4 * px,
        size: text.small,
        halo: false,
      }),
    ];
  });
}
