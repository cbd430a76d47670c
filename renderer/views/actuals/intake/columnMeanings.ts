import type { ColumnField, ColumnMap } from "#shared/usage/formats/table/columnMap.ts";
import { COLUMN_MEANINGS } from "#renderer/views/actuals/columnFields.ts";

export const FIELD_NAMES = Object.keys(COLUMN_MEANINGS) as ColumnField[];
export const LEFT_OUT = "";
export const LABEL = "label";

/** What a column is taken as. */
export function meaningOf(columns: ColumnMap | null, name: string): ColumnField | typeof LABEL | typeof LEFT_OUT {
  if (columns === null) return LEFT_OUT;
  return (
    FIELD_NAMES.find((field) => columns[field] === name) ?? (columns.labels?.includes(name) === true ? LABEL : LEFT_OUT)
  );
}

/** The map after a column was given another meaning; null: no column holds the time. */
export function withMeaning(columns: ColumnMap | null, name: string, meaning: string): ColumnMap | null {
  const {
    labels = [],
    inputIncludesCache,
    outputIncludesReasoning,
    dayFirst,
    decimalComma,
    ...fields
  } = columns ?? { time: "" };
  const said = Object.fromEntries(
    Object.entries({ inputIncludesCache, outputIncludesReasoning, dayFirst, decimalComma }).filter(
      ([, each]) => each !== undefined,
    ),
  );
  const others = Object.fromEntries(
    Object.entries(fields).filter(([field, column]) => column !== name && field !== meaning && column !== ""),
  );
  const named: Partial<Record<ColumnField, string>> =
    meaning === LEFT_OUT || meaning === LABEL ? others : { ...others, [meaning]: name };
  const labelColumns = [...labels.filter((label) => label !== name), ...(meaning === LABEL ? [name] : [])];
  if (named.time === undefined) return null;
  return { ...named, time: named.time, ...(labelColumns.length > 0 ? { labels: labelColumns } : {}), ...said };
}
