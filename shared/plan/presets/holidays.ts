import { epochDayOf, isoDateOf, type EpochDay } from "#shared/units.ts";
import file from "./holidays.json" with { type: "json" };

/**
 * Public holidays of a country or a part of it, as dated data: the file says from which source and of which day. Made
 * by test/reference/make_holidays.py.
 */
export interface HolidayPreset {
  /** Such as "DE-HH". */
  readonly code: string;
  /** Such as "Germany, Hamburg". */
  readonly name: string;
}

/** The presets in the order of the list on the screen. */
export const holidayPresets: readonly HolidayPreset[] = file.presets
  .map(({ code, name }) => ({ code, name }))
  .toSorted((one, other) => (one.name < other.name ? -1 : 1));

/** Where the days come from and of which day the list is: "Python package holidays 0.109 (Vacanza, MIT), 2026-11-30". */
export const HOLIDAY_SOURCE = `${file.source}, ${file.date}`;

/** Whether there is a preset of this code. */
export function isHolidayPreset(code: string): boolean {
  return file.presets.some((preset) => preset.code === code);
}

/**
 * The holidays of a preset from `first` to before `end`, by ISO date, in order. Null where the data does not reach: no
 * such preset, or a year that it does not list.
 */
export function holidaysOf(code: string, first: EpochDay, end: EpochDay): ReadonlyMap<string, string> | null {
  const preset = file.presets.find((one) => one.code === code);
  if (preset === undefined) return null;
  const years: Readonly<Record<string, string | undefined>> = preset.years;
  const days = new Map<string, string>();
  for (let year = yearOf(first); year <= yearOf(end - 1); year++) {
    const entries = years[String(year)];
    if (entries === undefined) return null;
    for (const entry of entries.split(" ")) {
      const [monthDay = "", name = ""] = entry.split(".");
      const date = `${year}-${monthDay.slice(0, 2)}-${monthDay.slice(2)}`;
      const day = epochDayOf(date);
      if (day >= first && day < end) days.set(date, file.names[Number(name)] ?? "");
    }
  }
  return days;
}

function yearOf(day: EpochDay): number {
  return Number(isoDateOf(day).slice(0, 4));
}
