import { formatFullDate } from "#shared/format/dates.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { epochDayOf } from "#shared/units.ts";

/** Letters of a name that fit into the head of a page. */
const MOST = 34;

/**
 * Whose plan it is, for the head of a page and of the workbook: "Nordwind Systems GmbH. Prepared by Anna Petersen,
 * FP&A. Version 3, November 12, 2026". Null where the plan says nothing of it.
 */
export function aboutWords({ about = {} }: Plan, short: (text: string, most: number) => string): string | null {
  const { company, preparedBy, version, date } = about;
  const words = [
    ...(company === undefined ? [] : [short(company, MOST)]),
    ...(preparedBy === undefined ? [] : [`Prepared by ${short(preparedBy, MOST)}`]),
    ...(version === undefined && date === undefined ? [] : [versionWords(version, date, short)]),
  ];
  return words.length === 0 ? null : words.join(". ");
}

function versionWords(
  version: string | undefined,
  date: string | undefined,
  short: (text: string, most: number) => string,
): string {
  const on = date === undefined ? "" : formatFullDate(epochDayOf(date));
  if (version === undefined) return `Version of ${on}`;
  return `Version ${short(version, MOST)}${on === "" ? "" : `, ${on}`}`;
}
