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
 * its own or not; rows of cells under a row of names; or columns of cells and numbered rows, as programs for tables
 * write them.
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
  return lists.length === 1 ? lists[0]!.filter(isRecord) : tableRecords(document);
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

/** The rows of a document that is a table by its columns or rows, or has one such object in it; none: it is no such. */
function tableRecords(document: UsageRecord): UsageRecord[] {
  const within = [document, ...Object.values(document).filter(isRecord)];
  for (const records of [columnRecords(document), numberedRecords(document)]) if (records.length > 0) return records;
  const found = within.map(listedColumns).filter((records) => records.length > 0);
  return found.length === 1 ? found[0]! : [];
}

/**
 * Columns that are lists, {"date": […], "cost": […], "currency": "USD"}: of the same length all of them, else nobody
 * knows which cells belong together. What is no list says the same of every row.
 */
function listedColumns(document: UsageRecord): UsageRecord[] {
  const columns = Object.entries(document).slice(0, MOST_FIELDS);
  const lists = columns.filter((column): column is [string, unknown[]] => Array.isArray(column[1]));
  const length = lists[0]?.[1].length ?? 0;
  if (lists.length < 2 || length === 0) return [];
  if (lists.some(([, cells]) => cells.length !== length || cells.some((cell) => !isCell(cell)))) return [];
  const same = Object.fromEntries(columns.filter(([, value]) => typeof value === "string"));
  return Array.from({ length }, (_, i) => ({
    ...same,
    ...Object.fromEntries(lists.map(([name, cells]) => [name, cells[i]])),
  }));
}

function isCell(value: unknown): boolean {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

/** Rows under their numbers, {"0": {"date": …}, "1": {"date": …}}; none: it is no such. */
function numberedRecords(document: UsageRecord): UsageRecord[] {
  const rows = Object.entries(document);
  return rows.length > 0 && rows.every(([place, row]) => /^\d{1,9}$/.test(place) && isRecord(row))
    ? rows.map(([, row]) => row as UsageRecord)
    : [];
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
