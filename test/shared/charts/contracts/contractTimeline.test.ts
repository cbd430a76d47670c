import { expect, it } from "vitest";
import { type TimelineRow, timelineLabels } from "#shared/charts/contracts/ContractTimeline.tsx";
import { overlapArea } from "#shared/charts/base/shapes.ts";
import { LIGHT_THEME } from "#shared/charts/base/theme.ts";
import { epochDayOf, firstOfMonth } from "#shared/units.ts";

const START = epochDayOf("2027-01-01");
const MONTHS = Array.from({ length: 13 }, (_, month) => firstOfMonth(START, month));

/** A model whose price may change on each of these days of the year. */
const rowOf = (...days: readonly number[]): TimelineRow => ({
  name: "GPT-5.4",
  pointer: "/models/gpt",
  bars: [{ from: START, to: MONTHS.at(-1)!, share: 1 }],
  marks: days.map((day) => ({
    day: START + day,
    kind: "disc",
    chance: 0.5,
    words: [{ text: "price " }, { text: "1.2 to 1.7 times (80% range)", isStrong: true }, { text: ", 35% likely" }],
  })),
});

const textsAt = (row: TimelineRow, width: number): readonly string[] => {
  const labels = timelineLabels({
    rows: [row],
    monthStarts: MONTHS,
    closedTo: START,
    width,
    theme: LIGHT_THEME,
    hue: "#000",
  });
  for (const [i, one] of labels.entries())
    for (const other of labels.slice(i + 1)) expect(overlapArea(one.box, other.box), `at ${width}`).toBe(0);
  return labels.map(({ lines }) => lines[0]!.map(({ text }) => text).join(""));
};

it("sets the words of changes that follow each other closely beside each other, never one over the other", () => {
  const whole = "price 1.2 to 1.7 times (80% range), 35% likely";
  expect(textsAt(rowOf(120), 1190)).toEqual([whole]);
  expect(textsAt(rowOf(120, 181), 1190)).toEqual([whole, whole]);
  // Where all of them have no room, the range stands alone.
  expect(textsAt(rowOf(100, 181, 200), 1000)).toContain("1.2 to 1.7 times (80% range)");
  for (const width of [500, 700, 928])
    for (const days of [
      [120, 181],
      [0, 10, 20],
      [340, 350, 360],
    ])
      textsAt(rowOf(...days), width);
});
