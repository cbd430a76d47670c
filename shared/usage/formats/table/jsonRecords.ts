import { isRecord, type UsageRecord } from "#shared/usage/text/fields.ts";

/** Fields of a record that are looked at, at most, and how deep. */
const MOST_FIELDS = 500;
const DEEPEST = 6;

/**
 * A record of JSON as one row of a table: a field within others has their names before its own, with points between
 * ("usage.prompt_tokens"). Lists of other than texts and numbers are passed over.
 */
export function flatRecord(record: UsageRecord): UsageRecord {
  const flat: Record<string, unknown> = {};
  let count = 0;
  const put = (within: UsageRecord, before: string, depth: number): void => {
    for (const name in within) {
      const value = within[name];
      if (count >= MOST_FIELDS) return;
      if (isRecord(value) && depth < DEEPEST) put(value, `${before}${name}.`, depth + 1);
      else if (typeof value !== "object") {
        flat[`${before}${name}`] = value;
        count++;
      }
    }
  };
  put(record, "", 0);
  return flat;
}

/**
 * The records of a document: those of the list that it is, or of the one list of records that it holds, in an object of
 * its own or not; rows of cells under a row of names; or columns of cells, as programs for tables write them.
 */
export function documentRecords(document: unknown): readonly UsageRecord[] {
  if (Array.isArray(document)) {
    const [names, ...rows] = document as unknown[];
    return isNames(names) ? rowRecords(names, rows) : document.filter(isRecord);
  }
  if (!isRecord(document)) return [];
  const cells = document["data"] ?? document["rows"] ?? document["values"];
  if (isNames(document["columns"]) && Array.isArray(cells) && cells.every(Array.isArray))
    return rowRecords(document["columns"], cells);
  const lists = listsWithin([document], 0);
  return lists.length === 1 ? lists[0]!.filter(isRecord) : columnRecords(document);
}

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 1 && value.every((name) => typeof name === "string");
}

/** Rows of cells as records. */
function rowRecords(names: readonly string[], rows: readonly unknown[]): UsageRecord[] {
  return rows
    .filter((row): row is unknown[] => Array.isArray(row))
    .map((row) => Object.fromEntries(names.slice(0, MOST_FIELDS).map((name, i) => [name, row[i]])));
}

/** How deep a list of records may lie in objects around it. */
const DEEPEST_LIST = 2;

/** The lists of records of the outermost objects that hold any. */
function listsWithin(objects: readonly UsageRecord[], depth: number): unknown[][] {
  const values = objects.flatMap((each) => Object.values(each));
  const lists = values.filter((value): value is unknown[] => Array.isArray(value) && value.some(isRecord));
  if (lists.length > 0 || depth === DEEPEST_LIST) return lists;
  const within = values.filter(isRecord);
  return within.length === 0 ? [] : listsWithin(within, depth + 1);
}

/** Columns whose cells stand under the same numbers, {"date": {"0": …, "1": …}, …}, as records; none: it is no such. */
function columnRecords(document: UsageRecord): UsageRecord[] {
  const columns = Object.entries(document).slice(0, MOST_FIELDS);
  const [, first] = columns[0] ?? [];
  if (columns.length < 2 || !isRecord(first)) return [];
  const places = Object.keys(first);
  if (places.length === 0 || places.some((place) => !/^\d+$/.test(place))) return [];
  if (columns.some(([, cells]) => !isRecord(cells) || Object.keys(cells).length !== places.length)) return [];
  return places.map((place) =>
    Object.fromEntries(columns.map(([name, cells]) => [name, (cells as UsageRecord)[place]])),
  );
}

/** Names of all fields of the first records, in the order in which they come. */
export function fieldNames(records: readonly UsageRecord[]): string[] {
  return [...new Set(records.flatMap((record) => Object.keys(record)))];
}
