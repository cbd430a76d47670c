import type { ReactElement } from "react";
import { isShare } from "./checks.ts";
import { Slider, type SliderProps } from "./Slider.tsx";
import { PERCENT } from "./uncertain/uncertainShapes.ts";

export interface PercentSliderProps extends Pick<SliderProps, "label" | "value" | "onChange"> {
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  /** Why a typed share cannot be taken, in a sentence; null: it can. */
  readonly check?: SliderProps["check"];
}

/** A share that is tried out, in percent: any share unless `check` says otherwise. */
export function PercentSlider({
  min = 0,
  max = 1,
  step = 0.01,
  check = isShare,
  ...rest
}: PercentSliderProps): ReactElement {
  return <Slider {...rest} {...{ min, max, step, check }} writing={PERCENT} />;
}
