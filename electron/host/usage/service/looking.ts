import { randomUUID } from "node:crypto";
import { statSync } from "node:fs";
import { basename } from "node:path";
import type { UsageLook } from "#shared/usage/answers/answers.ts";
import { guessColumns } from "#shared/usage/formats/table/guessColumns.ts";
import { PLAIN_STYLE } from "#shared/usage/text/numbers.ts";
import { openStyleOf } from "#shared/usage/text/textLook.ts";
import { lookAtPart, type PartLook } from "#electron/host/usage/reading/lookAtPart.ts";
import { reasonOf } from "#electron/host/usage/reading/reasonOf.ts";
import { type ParquetReader } from "#electron/host/usage/reading/partHead.ts";
import { partsOf, type UsagePart } from "#electron/host/usage/reading/usageFiles.ts";
import { headerOf, type ColumnMaps } from "./columnMaps.ts";

/** What was found behind a path that the user offered: one entry a file in it. */
export interface LookedPart {
  readonly part: string;
  readonly name: string;
  readonly look: UsageLook;
}

/** What an import needs to know of a part: the samples of thousands of files would fill the memory. */
export interface KnownPart {
  readonly part: UsagePart;
  /** Names of the columns, where it is a table. */
  readonly header: string | null;
  /** No format is sure of it. */
  readonly isDoubtful: boolean;
}

export interface Looking {
  readonly look: (path: string) => Promise<LookedPart[]>;
  /** Throws where a part was never looked at. */
  readonly known: (part: string) => KnownPart;
}

/** Looks at files before they are imported. `parquet`: the reader, once the table is open; `maps`: what is remembered. */
export function openLooking(parquet: () => Promise<ParquetReader>, maps: () => ColumnMaps): Looking {
  const parts = new Map<string, KnownPart>();
  const keep = (part: UsagePart, look: PartLook | null): string => {
    const key = randomUUID();
    parts.set(key, {
      part,
      header: look === null ? null : headerOf(look),
      isDoubtful: look?.candidates.every(({ isGuess }) => isGuess) ?? false,
    });
    return key;
  };
  return {
    look: async (path) => {
      let found: UsagePart[];
      try {
        found = await partsOf(path);
      } catch (error) {
        const issue = reasonOf(error);
        const part = unreadable(path, issue);
        const look = { ...NOTHING, bytes: part.bytes, issue };
        return [{ part: keep(part, null), name: part.name, look }];
      }
      const reader = await parquet();
      const remembered = maps();
      const looked: LookedPart[] = [];
      for (const part of found) {
        const look = await lookAtPart(part, reader.look);
        const shown = { ...shownOf(look, remembered), bytes: part.bytes };
        looked.push({ part: keep(part, look), name: part.name, look: shown });
      }
      return looked;
    },
    known: (part) => {
      const found = parts.get(part);
      if (found === undefined) throw new Error("a file of the import was never looked at");
      return found;
    },
  };
}

function unreadable(path: string, issue: string): UsagePart {
  const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return { path, member: null, name: basename(path), bytes, issue };
}

/** Cells of a table that are shown before it is imported. */
const SHOWN_ROWS = 5;
const SHOWN_COLUMNS = 200;
const SHOWN_TEXT = 200;

const NOTHING: UsageLook = {
  bytes: 0,
  formats: [],
  isGuess: false,
  columns: [],
  columnMap: null,
  sample: [],
  issue: null,
};

/** A reason without what the command line answers it by: on the screen controls stand beside it. */
function withoutOptions(reason: string): string {
  return reason.replaceAll(/ \((?:day|fraction|cache|reasoning)=[a-z]+\)/g, "");
}

/** What is shown of a look; a header that was mapped before is read by that map. */
function shownOf(known: PartLook, maps: ColumnMaps): Omit<UsageLook, "bytes"> {
  const { look, candidates, issue } = known;
  const header = headerOf(known);
  const isTable = look.kind === "table" || look.kind === "parquet";
  const own = header === null || candidates.some(({ isGuess }) => !isGuess) ? undefined : maps[header];
  const formats =
    own === undefined
      ? candidates.map(({ format, reason }) => ({
          format: format.id,
          name: format.name,
          reason: withoutOptions(reason).slice(0, 4_000),
        }))
      : [{ format: "table", name: "Table with columns of your own", reason: "its header was mapped before" }];
  const shown = isTable ? look.columns.slice(0, SHOWN_COLUMNS) : [];
  return {
    formats,
    isGuess: own === undefined && candidates[0]?.isGuess === true,
    issue,
    columns: shown.map((name) => name.slice(0, SHOWN_TEXT)),
    openStyle: look.kind === "table" ? openStyleOf(look) : [],
    columnMap: isTable
      ? (own ?? guessColumns(look.columns, look.sample, look.kind === "table" ? look.style : PLAIN_STYLE))
      : null,
    sample: isTable
      ? look.sample.slice(0, SHOWN_ROWS).map((row) => shown.map((name) => (row[name] ?? "").slice(0, SHOWN_TEXT)))
      : [],
  };
}
