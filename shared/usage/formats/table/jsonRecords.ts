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

/** The records of a document: those of the list that it is, or of the one list of records that it holds. */
export function documentRecords(document: unknown): readonly UsageRecord[] {
  if (Array.isArray(document)) return document.filter(isRecord);
  if (!isRecord(document)) return [];
  const lists = Object.values(document).filter((value) => Array.isArray(value) && value.some(isRecord)) as unknown[][];
  return lists.length === 1 ? lists[0]!.filter(isRecord) : [];
}

/** Names of all fields of the first records, in the order in which they come. */
export function fieldNames(records: readonly UsageRecord[]): string[] {
  return [...new Set(records.flatMap((record) => Object.keys(record)))];
}
