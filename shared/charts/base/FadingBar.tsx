import type { ReactElement } from "react";
import type { Scale } from "./scales.ts";
import { rounded } from "./shapes.ts";

/** How far a bar fades beyond the 8 in 10, as a share of their width. */
export const FADE = 0.28;
const STEPS = 24;
/** Opacity of one of the nested steps: 68 % where all lie on each other. */
const STEP_ALPHA = 0.046;

export interface FadingStep {
  readonly from: number;
  readonly to: number;
}

/**
 * The nested steps of a bar that fades at both ends, from the widest to the core, in the unit of the values: 1 in 10
 * below, the core, 1 in 10 above. Nothing lies below `least`.
 */
export function fadingSteps(p10: number, core: number, p90: number, least = -Infinity): FadingStep[] {
  const fade = FADE * (p90 - p10);
  const low = Math.max(least, p10 - fade);
  const high = p90 + fade;
  return Array.from({ length: STEPS }, (_, k) => ({
    from: low + (k / STEPS) * (core - low),
    to: high - (k / STEPS) * (high - core),
  }));
}

export interface FadingBarProps {
  readonly steps: readonly FadingStep[];
  /** From a value to its place along the bar. */
  readonly scale: Scale;
  /** The bar's upper or left edge, and how thick it is. */
  readonly edge: number;
  readonly thickness: number;
  /** Values grow upwards instead of to the right. */
  readonly isUpright?: boolean;
  readonly hue: string;
}

/** A range as a bar that fades where values are rare. */
export function FadingBar({ steps, scale, edge, thickness, isUpright = false, hue }: FadingBarProps): ReactElement {
  return (
    <g fill={hue} fillOpacity={STEP_ALPHA}>
      {steps.map(({ from, to }, k) => {
        const along = { at: Math.min(scale(from), scale(to)), length: Math.abs(scale(to) - scale(from)) };
        return isUpright ? (
          <rect
            key={k}
            x={rounded(edge)}
            y={rounded(along.at)}
            width={rounded(thickness)}
            height={rounded(along.length)}
          />
        ) : (
          <rect
            key={k}
            x={rounded(along.at)}
            y={rounded(edge)}
            width={rounded(along.length)}
            height={rounded(thickness)}
          />
        );
      })}
    </g>
  );
}
