import { useId } from "react";
import type { ReactElement } from "react";

export interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** How the value reads: "85%", "$60". */
  readonly words: string;
  readonly onChange: (value: number) => void;
}

/** A number that is tried out rather than stated: the system's own slider, with its value in words. */
export function Slider({ label, value, min, max, step, words, onChange }: SliderProps): ReactElement {
  const id = useId();
  return (
    <span className="slider">
      <label htmlFor={id}>{label}</label>
      <input id={id} type="range" value={value} min={min} max={max} step={step} aria-valuetext={words} onChange={(event) => onChange(Number(event.target.value))} />
      <output htmlFor={id} className="figure">
        {words}
      </output>
    </span>
  );
}
