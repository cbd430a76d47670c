import { scaleLinear, scaleLog } from "d3-scale";
import type { ReactElement } from "react";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { areaAbove, linesAcross, linesDown, type Point, rounded } from "#shared/charts/base/shapes.ts";
import { type ChartTheme, dashes } from "#shared/charts/base/theme.ts";
import { normalDensity } from "#shared/numerics/normal.ts";

export interface TokensDensityProps {
  readonly middle: number;
  /** Spread of the logarithm. */
  readonly sigma: number;
  /** Ends of the logarithmic axis, shared by the hills of one list. */
  readonly low: number;
  readonly high: number;
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
  readonly hue: string;
  /** Mark of the mean; absent: none. */
  readonly mean?: number;
  readonly sentence?: string;
}

const STEPS = 60;
/** Spread of the narrowest curve of the field, which fills the height. */
const NARROWEST = 0.4;

/** The axes, and the curve on them; below it is room for the mark of the mean where there is one. */
function densityScales({ middle, sigma, low, high, width, height, theme, mean }: TokensDensityProps) {
  const { px } = theme;
  const floor = height - (mean === undefined ? 1 : 7) * px;
  const x = scaleLog([low, high], [0, width]);
  const y = scaleLinear([0, normalDensity(0) / NARROWEST], [floor, 2 * px]).clamp(true);
  const density = Array.from({ length: STEPS + 1 }, (_, i): Point => {
    const at = (i / STEPS) * width;
    return [at, y(normalDensity(Math.log(x.invert(at) / middle) / sigma) / sigma)];
  });
  return { floor, x, density };
}

/** A lognormal as a small hill on a logarithmic axis; hills of one list have one area. */
export function TokensDensity(props: TokensDensityProps): ReactElement {
  const { middle, width, height, theme, hue, mean, sentence = "" } = props;
  const { px, color, stroke } = theme;
  const { floor, x, density } = densityScales(props);
  return (
    <Chart width={width} height={height} sentence={sentence}>
      <path d={areaAbove(density, floor)} fill={hue} fillOpacity={0.3} />
      <path d={linesAcross([floor], 0, width)} stroke={color.rule} strokeWidth={stroke.hair} />
      {mean !== undefined && (
        <>
          <path
            d={linesDown([x(middle)], 2 * px, floor)}
            stroke={color.ink3}
            strokeWidth={stroke.hair}
            strokeDasharray={dashes(theme, 2, 2)}
          />
          <path d={`M${rounded(x(mean))},${rounded(floor + px)}l${4 * px},${6 * px}h${-8 * px}Z`} fill={color.ink} />
        </>
      )}
    </Chart>
  );
}
