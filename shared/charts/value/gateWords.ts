import type { Box } from "#shared/charts/base/shapes.ts";
import type { MarkGroup } from "#shared/charts/base/marks.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

/** One of the gates between a pilot and the accounts. */
export interface GateStep {
  /** "It reaches the money". */
  readonly name: string;
  /** The name over its column, broken into at most two lines. */
  readonly head: readonly string[];
  /** How many of fifty simulated years have come through this gate and all before it. */
  readonly goOn: number;
  /** How it is known: "as for such pilots". */
  readonly known: string;
}

export interface GateLadderProps {
  readonly name: string;
  readonly gates: readonly GateStep[];
  readonly theme: ChartTheme;
  readonly hue: string;
  readonly width: number;
}

/** How many of fifty go on at each gate. */
export function gateLadderSentence({ name, gates }: Pick<GateLadderProps, "name" | "gates">): string {
  return `${name}, of 50 simulated years: ${gates.map(({ name: gate, goOn }) => `${gate.toLowerCase()} in ${goOn}`).join(", ")}.`;
}

/** The counts at each gate. */
export function gateLadderTable({ gates }: Pick<GateLadderProps, "gates">): ChartTable {
  return {
    columns: ["gate", "simulated years of 50 that go on", "how it is known"],
    rows: gates.map(({ name, goOn, known }) => [name, goOn, known]),
  };
}

/** What the arrows speak: the gates. */
export function gateLadderMarks({ gates }: Pick<GateLadderProps, "gates">): MarkGroup[] {
  return [
    {
      name: "gates",
      marks: gates.map(({ name, goOn, known }) => ({ words: `${name}: ${goOn} of 50 go on; ${known}` })),
    },
  ];
}

/** Dots in a row of a column, and rows of fifty. */
const PER_ROW = 5;
const ROWS = 10;
const HEAD = 30;
const PITCH = 9;
const FOOT = 20;

/** Height of the chart for a theme. */
export function gateLadderHeight({ px }: ChartTheme): number {
  return (HEAD + ROWS * PITCH + FOOT) * px;
}

/** A dot of a column: those that go on come first, then those that fail here. */
export interface GateDot {
  readonly x: number;
  readonly y: number;
  readonly goesOn: boolean;
}

/** The columns of the ladder: all fifty, then a column a gate. */
export function gateColumns({ gates, theme, width }: GateLadderProps): {
  readonly box: Box;
  readonly head: readonly string[];
  readonly goOn: number;
  readonly dots: readonly GateDot[];
}[] {
  const { px } = theme;
  const columns = [{ head: ["Simulated", "years"], goOn: 50 }, ...gates];
  const dotsWidth = PER_ROW * PITCH * px;
  // The last column ends at the right edge; the steps between are even.
  const step = (width - dotsWidth) / (columns.length - 1);
  return columns.map(({ head, goOn }, i) => {
    const entering = i === 0 ? 50 : columns[i - 1]!.goOn;
    const left = i * step;
    return {
      box: { x: left, y: 0, width: dotsWidth, height: gateLadderHeight(theme) },
      head,
      goOn,
      dots: Array.from({ length: entering }, (_, dot) => ({
        x: left + ((dot % PER_ROW) + 0.5) * PITCH * px,
        y: (HEAD + (Math.floor(dot / PER_ROW) + 0.5) * PITCH) * px,
        goesOn: dot < goOn,
      })),
    };
  });
}
