import * as v from "valibot";
import { columnMapSchema, type ColumnMap } from "#shared/usage/formats/table/columnMap.ts";
import { readJsonFile, updateJsonFile } from "#electron/host/files/jsonFile.ts";
import type { PartLook } from "#electron/host/usage/reading/lookAtPart.ts";

/** Column maps that users made, by the header they were made for. */
const mapsSchema = v.record(v.string(), columnMapSchema);
const MOST_MAPS = 500;

export type ColumnMaps = Readonly<Record<string, ColumnMap>>;

/** The maps that are remembered in a file. */
export function readColumnMaps(file: string): ColumnMaps {
  return readJsonFile(file, mapsSchema) ?? {};
}

/** Remembers maps beside those that are remembered; the oldest are forgotten first. */
export async function rememberColumnMaps(file: string, added: ColumnMaps): Promise<void> {
  await updateJsonFile(file, mapsSchema, (before) => {
    // Set anew, so that they are the last.
    const others = Object.entries(before ?? {}).filter(([header]) => !Object.hasOwn(added, header));
    return Object.fromEntries([...others, ...Object.entries(added)].slice(-MOST_MAPS));
  });
}

/** A table's column names as one text: what a map that its user made is remembered by. Null: it is no table. */
export function headerOf({ look }: PartLook): string | null {
  return look.kind === "table" || look.kind === "parquet" ? look.columns.join("\u001f") : null;
}
