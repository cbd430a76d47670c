import { significant } from "#shared/format/digits.ts";
import { useState, type ReactElement } from "react";
import type { Domain } from "#shared/charts/base/scales.ts";
import { UncertainChart, uncertainDomain, uncertainScale } from "#shared/charts/inputs/UncertainChart.tsx";
import type { Uncertain } from "#shared/plan/schema/plan.ts";
import { useChartTheme } from "#renderer/theme/theme.ts";
import type { ObservedValues } from "./observedValues.ts";
import { SlideHandle } from "#renderer/controls/handles/SlideHandle.tsx";
import { typed, uncertainIssue, uncertainWords, written, type NumberWriting } from "./uncertainShapes.ts";
import { useWidth } from "#renderer/controls/hooks/useWidth.ts";

export interface RangeChartProps {
  readonly label: string;
  readonly value: Uncertain;
  readonly writing: NumberWriting;
  readonly hue: string;
  /** Past values, drawn as ticks on the axis. */
  readonly observed: ObservedValues;
  readonly onChange: (value: Uncertain, gesture: string) => void;
}

interface Handle {
  readonly name: string;
  /** Written beside the stem where there is room; on which side of it. */
  readonly words: string;
  readonly side: "left" | "right";
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly moved: (to: number) => Uncertain;
}

const HEIGHT = 108;
const FLOOR = HEIGHT - 16;
const WORDS_WIDTH = 74;
const USUAL_WIDTH = 416;

/** A number's shape, large, with a handle at either end of its range and, where it has one, at its likely value. */
export function RangeChart({ label, value, writing, hue, observed, onChange }: RangeChartProps): ReactElement {
  const theme = useChartTheme();
  const [place, measured] = useWidth<HTMLDivElement>();
  const width = measured > 0 ? measured : USUAL_WIDTH;
  // The axis stands still while a hand is on it.
  const [held, setHeld] = useState<Domain | null>(null);
  const domain = held ?? uncertainDomain(value, observed.values);
  const x = uncertainScale(domain, width);
  return (
    <div className="range-chart" style={{ height: HEIGHT }} ref={place}>
      <UncertainChart
        number={value}
        width={width}
        height={HEIGHT}
        theme={theme}
        hue={hue}
        sentence={`${label}: ${uncertainWords(value, writing)}`}
        format={(tick) => written(significant(tick, 3), writing)}
        domain={domain}
        observed={{
          values: observed.values,
          words: observed.words === "" ? "observed" : `${observed.words}, observed`,
        }}
      />
      {handlesOf(value).map((handle) => (
        <RangeHandle
          key={handle.name}
          {...{ handle, label, writing, width, x, domain }}
          onChange={(to, gesture) => {
            setHeld(domain);
            onChange(handle.moved(to), gesture);
          }}
          onEnd={() => setHeld(null)}
        />
      ))}
    </div>
  );
}

interface RangeHandleProps {
  readonly handle: Handle;
  readonly label: string;
  readonly writing: NumberWriting;
  readonly width: number;
  readonly x: ReturnType<typeof uncertainScale>;
  readonly domain: Domain;
  readonly onChange: (to: number, gesture: string) => void;
  readonly onEnd: () => void;
}

/** One handle: its stem, its ring, and its words where there is room. */
function RangeHandle({ handle, label, writing, width, x, domain, onChange, onEnd }: RangeHandleProps): ReactElement {
  const at = x(handle.value);
  const hasRoom = handle.side === "left" ? at > WORDS_WIDTH : width - at > WORDS_WIDTH;
  // A hand may drag beyond the axis.
  const axis = x.copy().clamp(false);
  return (
    <div>
      <span className="range-stem" style={{ left: at, height: FLOOR - 4 }} />
      <span className="range-ring" style={{ left: at - 6, top: FLOOR - 6 }} />
      {hasRoom && (
        <span
          className="range-words tick"
          style={handle.side === "left" ? { right: width - at + 6 } : { left: at + 6 }}
        >
          {handle.words}
        </span>
      )}
      <SlideHandle
        label={`${label}: ${handle.name}, in the chart`}
        value={handle.value}
        valueText={`${handle.words} ${written(handle.value, writing)}`}
        min={handle.min}
        max={handle.max}
        x={at}
        y={FLOOR}
        valueAt={(point) => axis.invert(point)}
        check={(to) => uncertainIssue(handle.moved(to), "elasticity")?.sentence ?? null}
        exact={written(handle.value, writing)}
        parse={(text) => typed(text, writing)}
        stepped={(from, steps) => from + (steps * (domain[1] - domain[0])) / 100}
        onChange={onChange}
        onEnd={onEnd}
      />
    </div>
  );
}

/** A handle may come this near to the other end, as a share of it. */
const NEAR = 0.99;
const LOWEST_SHARE = 1e-3;

/** What can be dragged, low first; a list has nothing. */
function handlesOf(value: Uncertain): Handle[] {
  if (typeof value === "number" || "value" in value || "values" in value) return [];
  if ("p10" in value) return percentileHandles(value);
  const width = value.max - value.min;
  if (!("mode" in value)) return endHandles(value, value.max - width / 100, value.min + width / 100);
  const { mode } = value;
  // The likely value may lie on an end, the ends never on each other.
  const [lowest, highest] = endHandles(
    value,
    Math.min(mode, value.max - width / 100),
    Math.max(mode, value.min + width / 100),
  );
  return [
    lowest,
    {
      name: "likely",
      words: "most likely",
      side: mode - value.min < value.max - mode ? "right" : "left",
      value: mode,
      min: value.min,
      max: value.max,
      moved: (to) => ({ ...value, mode: to }),
    },
    highest,
  ];
}

/** Handles on the 10% and the 90% of a range. */
function percentileHandles(value: Extract<Uncertain, { readonly p10: number }>): [Handle, Handle] {
  return [
    {
      name: "low",
      words: "1 in 10 lower",
      side: "left",
      value: value.p10,
      min: value.p90 * LOWEST_SHARE,
      max: value.p90 * NEAR,
      moved: (p10) => ({ ...value, p10 }),
    },
    {
      name: "high",
      words: "1 in 10 higher",
      side: "right",
      value: value.p90,
      min: value.p10 / NEAR,
      max: value.p10 / LOWEST_SHARE,
      moved: (p90) => ({ ...value, p90 }),
    },
  ];
}

/** Handles on the ends of a number that has them: the low one goes up to `upTo`, the high one down to `from`. */
function endHandles(value: Extract<Uncertain, { readonly min: number }>, upTo: number, from: number): [Handle, Handle] {
  const width = value.max - value.min;
  return [
    {
      name: "lowest",
      words: "never below",
      side: "left",
      value: value.min,
      min: value.min - 4 * width,
      max: upTo,
      moved: (min) => ({ ...value, min }),
    },
    {
      name: "highest",
      words: "never above",
      side: "right",
      value: value.max,
      min: from,
      max: value.max + 4 * width,
      moved: (max) => ({ ...value, max }),
    },
  ];
}
