import { ScenarioLetter } from "#shared/charts/compare/ScenarioLetter.tsx";
import { scenarioMark } from "#shared/charts/compare/scenarioMarks.ts";
import type { Drawing } from "#shared/report/drawing.ts";
import type { ReportInput } from "#shared/report/input.ts";
import { drawing, THEME } from "#shared/report/paper.ts";

/** A scenario that is compared on paper. */
export type Option = ReportInput["options"][number];

const DISC_SIZE = 9.6;

const COUNTS = ["No", "One", "Two", "Three", "Four", "Five", "Six"];

/** "Three scenarios". */
export function scenarioCount(count: number): string {
  return `${COUNTS[count] ?? String(count)} scenarios`;
}

/** The letter of a scenario in its disc. */
export function letterDrawing(place: number): Drawing {
  return drawing(
    <ScenarioLetter place={place} size={DISC_SIZE} theme={THEME} />,
    DISC_SIZE,
    `Scenario ${scenarioMark(place, THEME).letter}`,
  );
}
