import type { ReactElement } from "react";
import { Grid } from "#shared/charts/base/axes.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { type Box, boxesPath, linesDown } from "#shared/charts/base/shapes.ts";
import { tornadoLabels } from "./tornadoLabels.ts";
import { tornadoFrame, type TornadoFrame } from "./tornadoScales.ts";
import { type TornadoProps, tornadoSentence } from "./tornadoWords.ts";

/** Thickness of the bars and of the shares, in the design's pixels. */
const BAR = 14;
const SHARE_BAR = 7;

/**
 * A tornado in money: for each unknown a bar from the ask with it held low to the ask with it held high, about the line
 * of the ask itself; beside it its share of the uncertainty. Both ends say where the unknown was held.
 */
export function Tornado(props: TornadoProps): ReactElement {
  const { rows, ask, theme, hue, width } = props;
  const { px, color, stroke } = theme;
  const frame = tornadoFrame(props);
  const { plot, x, top, middle, row, lastBar } = frame;
  const bars: Box = { ...plot, height: (lastBar + 1) * row };
  return (
    <Chart width={width} height={frame.height} sentence={tornadoSentence(props)}>
      <Grid plot={bars} down={frame.ticks.map(({ value }) => x(value))} theme={theme} />
      <Grid plot={{ ...plot, x: 0, width }} across={rows.map((_, i) => top(i) + row)} theme={theme} />
      <path d={boxesPath(barBoxes(props, frame, "below"))} fill={hue} fillOpacity={0.33} />
      <path d={boxesPath(barBoxes(props, frame, "above"))} fill={hue} fillOpacity={0.9} />
      <path
        d={boxesPath(
          rows.flatMap(({ share }, i) =>
            share <= 0
              ? []
              : [
                  {
                    x: frame.shareX,
                    y: middle(i) - (SHARE_BAR / 2) * px,
                    width: Math.max(px, frame.share(share)),
                    height: SHARE_BAR * px,
                  },
                ],
          ),
        )}
        fill={color.ink2}
      />
      {lastBar >= 0 && (
        <path
          d={linesDown([x(ask)], plot.y - 4 * px, bars.y + bars.height)}
          stroke={color.ink}
          strokeWidth={stroke.line}
        />
      )}
      <Labels labels={tornadoLabels(props, frame)} theme={theme} />
    </Chart>
  );
}

/** The parts of all bars below the ask, or above it. */
function barBoxes({ rows, ask, theme }: TornadoProps, { x, middle }: TornadoFrame, side: "below" | "above"): Box[] {
  const pick = side === "below" ? Math.min : Math.max;
  return rows.flatMap(({ ends }, i) => {
    if (ends === null) return [];
    const [from, to] = [x(ask), x(pick(ends.low.ask, ends.high.ask, ask))].sort((a, b) => a - b) as [number, number];
    return [{ x: from, y: middle(i) - (BAR / 2) * theme.px, width: to - from, height: BAR * theme.px }];
  });
}
