import { useState } from "react";
import type { ReactElement } from "react";
import { uncertainDomain, UncertainPicture } from "../../shared/charts/UncertainPicture.tsx";
import type { Domain } from "../../shared/charts/UncertainPicture.tsx";
import type { Uncertain } from "../../shared/plan/schema.ts";
import { useChartTheme } from "../theme/theme.ts";
import { SlideHandle } from "./SlideHandle.tsx";
import { uncertainWords, written } from "./uncertainShapes.ts";
import type { NumberWriting } from "./uncertainShapes.ts";

export interface RangePictureProps {
  readonly label: string;
  readonly value: Uncertain;
  readonly writing: NumberWriting;
  readonly width: number;
  readonly hue: string;
  readonly onChange: (value: Uncertain, gesture: string) => void;
}

interface End {
  readonly name: string;
  /** Written beside the stem where there is room. */
  readonly words: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly moved: (to: number) => Uncertain;
}

const HEIGHT = 88;
const FLOOR = HEIGHT - 16;
const WORDS_WIDTH = 74;

/** A number's shape, large, with a handle at either end of its range. */
export function RangePicture({ label, value, writing, width, hue, onChange }: RangePictureProps): ReactElement {
  const theme = useChartTheme();
  // The axis stands still while a hand is on it.
  const [held, setHeld] = useState<Domain | null>(null);
  const domain = held ?? uncertainDomain(value);
  const span = domain.high - domain.low;
  const x = (amount: number): number => Math.min(width, Math.max(0, ((amount - domain.low) / span) * width));
  return (
    <div className="range-picture" style={{ width, height: HEIGHT }}>
      <UncertainPicture number={value} width={width} height={HEIGHT} theme={theme} hue={hue} sentence={`${label}: ${uncertainWords(value, writing)}`} format={(tick) => written(Number(tick.toPrecision(3)), writing)} domain={domain} />
      {endsWithHandles(value).map((end, i) => {
        const at = x(end.value);
        const hasRoom = i === 0 ? at > WORDS_WIDTH : width - at > WORDS_WIDTH;
        return (
          <div key={end.name}>
            <span className="range-stem" style={{ left: at, height: FLOOR - 6 }} />
            <span className="range-ring" style={{ left: at - 6, top: FLOOR - 6 }} />
            {hasRoom && (
              <span className="range-words tick" style={i === 0 ? { right: width - at + 6 } : { left: at + 6 }}>
                {end.words}
              </span>
            )}
            <SlideHandle
              label={`${label}: ${end.name}, in the picture`}
              value={end.value}
              valueText={`${end.words || end.name} ${written(end.value, writing)}`}
              min={end.min}
              max={end.max}
              x={at}
              y={FLOOR}
              valueAt={(place) => domain.low + (place / width) * span}
              stepped={(from, steps) => from + (steps * span) / 100}
              onChange={(to, gesture) => {
                setHeld(domain);
                onChange(end.moved(to), gesture);
              }}
              onEnd={() => setHeld(null)}
            />
          </div>
        );
      })}
    </div>
  );
}

/** A handle may come this near to the other end, as a share of it. */
const NEAR = 0.99;
const LOWEST_SHARE = 1e-3;

/** The ends that can be dragged, low first; a list has none. */
function endsWithHandles(value: Uncertain): End[] {
  if (typeof value === "number" || "value" in value || "values" in value) return [];
  if ("p10" in value) {
    return [
      { name: "low", words: "1 in 10 below", value: value.p10, min: value.p90 * LOWEST_SHARE, max: value.p90 * NEAR, moved: (p10) => ({ ...value, p10 }) },
      { name: "high", words: "1 in 10 above", value: value.p90, min: value.p10 / NEAR, max: value.p10 / LOWEST_SHARE, moved: (p90) => ({ ...value, p90 }) },
    ];
  }
  const width = value.max - value.min;
  const [upTo, from] = "mode" in value ? [value.mode, value.mode] : [value.max - width / 100, value.min + width / 100];
  return [
    { name: "lowest", words: "never below", value: value.min, min: value.min - 4 * width, max: upTo, moved: (min) => ({ ...value, min }) },
    { name: "highest", words: "never above", value: value.max, min: from, max: value.max + 4 * width, moved: (max) => ({ ...value, max }) },
  ];
}
