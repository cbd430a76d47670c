import { isRecord, unreadable, type UsageRecord } from "#shared/usage/text/fields.ts";
import type { UsageRow } from "#shared/usage/usageRow.ts";
import { readEach, readParts, type UsageReader, type Warn } from "#shared/usage/formats/reading/format.ts";

/** What the reading of a bill's row says beside its rows. */
export interface BillNotes {
  readonly warn: Warn;
  /** The row is of this service, which is not about models. */
  readonly passOver: (service: string) => void;
}

type ReadRow = (row: UsageRecord, notes: BillNotes) => readonly UsageRow[];

/** Services that are named, at most. */
const MOST_NAMED = 5;

/** A reader of the rows of one bill. In a file in which none is about models it names the services that it has. */
export function readBillRows(read: ReadRow): UsageReader {
  const { row, atEnd } = openBill(read);
  return readEach((record, _, warn) => {
    if (!isRecord(record)) throw unreadable("the row", record, "cells under the names of the columns");
    return row(record, warn);
  }, atEnd);
}

/** The same for a bill that is one document of rows. */
export function readBillDocument(rowsOf: (document: unknown) => readonly UsageRecord[], read: ReadRow): UsageReader {
  const { row, atEnd } = openBill(read);
  return readParts(rowsOf, row, atEnd);
}

function openBill(read: ReadRow) {
  const services = new Set<string>();
  let isUsed = false;
  const passOver = (service: string): void => {
    if (services.size <= MOST_NAMED) services.add(service.slice(0, 100));
  };
  return {
    row: (row: UsageRecord, warn: Warn): readonly UsageRow[] => {
      const rows = read(row, { warn, passOver });
      isUsed ||= rows.length > 0;
      return rows;
    },
    atEnd: (warn: Warn): readonly UsageRow[] => {
      if (isUsed || services.size === 0) return [];
      const named = [...services].slice(0, MOST_NAMED).map((service) => `“${service}”`);
      const more = services.size > MOST_NAMED ? " and more" : "";
      warn(
        `The bill has ${named.join(", ")}${more}. Export it with the services of your models, such as Amazon Bedrock, Azure OpenAI or Vertex AI.`,
      );
      return [];
    },
  };
}
