import type { Plan } from "#shared/plan/schema/plan.ts";

/** Letters of a name that fit into the head of a page. */
const MOST = 34;

/**
 * Whose plan it is, for the head of a page and of the workbook: "Nordwind Systems GmbH. Prepared by Anna Petersen,
 * FP&A. Version 3". Null where the plan says nothing of it.
 */
export function aboutWords({ about = {} }: Plan, short: (text: string, most: number) => string): string | null {
  const { company, preparedBy, version } = about;
  const words = [
    ...(company === undefined ? [] : [short(company, MOST)]),
    ...(preparedBy === undefined ? [] : [`Prepared by ${short(preparedBy, MOST)}`]),
    ...(version === undefined ? [] : [`Version ${short(version, MOST)}`]),
  ];
  return words.length === 0 ? null : words.join(". ");
}
