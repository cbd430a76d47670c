import { formatDate } from "#shared/format/dates.ts";
import {
  centredBaseline,
  hardObstacles,
  isClear,
  type Label,
  labelAt,
  type Obstacle,
} from "#shared/charts/base/labels.ts";
import { around, type Box, grown, type Point } from "#shared/charts/base/shapes.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { DISC, type OverlaidFrame } from "./overlaidScales.ts";
import { fundedUntil, type OverlaidScenario } from "./overlaidWords.ts";
import { type ScenarioMark, scenarioMark } from "./scenarioMarks.ts";

/** A stick on the budget line with the scenario's disc at its end. */
export interface Flag {
  readonly mark: ScenarioMark;
  readonly stick: readonly [foot: Point, disc: Point];
  readonly at: Point;
  readonly disc: Box;
  /** Its date; null where there is no room for it. */
  readonly label: Label | null;
}

/** Above the budget line; below it where that is near the top. */
const HEIGHTS = [24, 42, 60, 78, -24, -42, -60, -78];
/** Places to the sides of a flag's day, in discs. */
const SIDESTEPS = [0, -1, 1, -2, 2, -3, 3];

/**
 * Where each scenario's budget is funded until in 9 of 10: a stick on the budget line, its disc and its date. None
 * where it is funded all year.
 */
export function flagsOf(scenarios: readonly OverlaidScenario[], frame: OverlaidFrame, theme: ChartTheme): Flag[] {
  const flagged = scenarios
    .map((scenario) => ({ scenario, day: fundedUntil(scenario.outlook) }))
    .filter(({ scenario, day }) => day < scenario.outlook.days - 1)
    .sort((one, other) => one.day - other.day);
  const taken: Obstacle[] = [];
  return flagged.map(({ scenario, day }) => {
    const flag = flagOf(scenario, day, taken, frame, theme);
    taken.push(...hardObstacles([flag.disc, ...(flag.label === null ? [] : [flag.label.box])]));
    return flag;
  });
}

/**
 * One flag clear of those before it. Where many run out near one day, a disc stands without its date, and beside its
 * day if it must: never on another's.
 */
function flagOf(
  { outlook, place }: OverlaidScenario,
  day: number,
  taken: readonly Obstacle[],
  { px, plot, x, y }: OverlaidFrame,
  theme: ChartTheme,
): Flag {
  const size = theme.text.small;
  const radius = DISC * px;
  const foot: Point = [x(Math.max(0, day + 1)), y(outlook.budget)];
  const date = day < 0 ? "not even one day" : formatDate(outlook.start + day, outlook);
  const options = HEIGHTS.flatMap((height) =>
    ([-1, 1] as const).map((side) => {
      const at: Point = [foot[0], foot[1] - height * px];
      const label = labelAt([[{ text: date, color: theme.color.ink, weight: 600 }]], {
        x: at[0] + side * (radius + 5 * px),
        y: centredBaseline(at[1], size),
        anchor: side < 0 ? "end" : "start",
        size,
      });
      return { at, label, disc: around(at, radius) };
    }),
  );
  const inside = options.filter(
    ({ label, at }) => label.box.x > plot.x && at[1] > plot.y + radius && at[1] < plot.y + plot.height - 2 * radius,
  );
  const best = inside.find(({ label, disc }) => isClear([grown(label.box, 2 * px), grown(disc, px)], taken));
  const beside = SIDESTEPS.flatMap((step) =>
    inside.map(({ at: [dayX, height] }): Point => [dayX + step * 2 * (radius + px), height]),
  );
  const at = best?.at ?? beside.find((point) => isClear([around(point, radius)], taken)) ?? options[0]!.at;
  return {
    mark: scenarioMark(place, theme),
    stick: [foot, [at[0], at[1] + (at[1] < foot[1] ? radius : -radius)]],
    at,
    disc: around(at, radius),
    label: best?.label ?? null,
  };
}

/** What the flags are, before the first of them, where that is clear of all. */
export function flagsNote(flags: readonly Flag[], { plot, px }: OverlaidFrame, theme: ChartTheme): Label | null {
  const first = flags[0];
  const label = flags.find((flag) => flag.label !== null)?.label;
  if (first === undefined || label === null || label === undefined) return null;
  const note = labelAt([[{ text: "9 in 10 still funded on", color: theme.color.ink3 }]], {
    x: Math.min(label.box.x, first.at[0]) - 8 * px,
    y: label.y,
    anchor: "end",
    size: theme.text.tick,
  });
  const taken = flags.flatMap(({ disc, label: date }) => hardObstacles([disc, ...(date === null ? [] : [date.box])]));
  return note.box.x > plot.x && isClear([note.box], taken) ? note : null;
}
