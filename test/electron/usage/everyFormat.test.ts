import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatOf, readingOf, readPart } from "#electron/host/usage/reading/readUsage.ts";
import { type ParquetReader } from "#electron/host/usage/reading/partHead.ts";
import { lookAtPart } from "#electron/host/usage/reading/lookAtPart.ts";
import { partsOf } from "#electron/host/usage/reading/usageFiles.ts";
import { USAGE_FORMATS } from "#shared/usage/formats/recognise.ts";
import { NO_TOKENS, TOKEN_CLASSES, type TokenCounts, type UsageRow } from "#shared/usage/usageRow.ts";
import { openRowTable, type RowFile, type RowTable, type Totals } from "./rowTable.ts";

const FIXTURES = fileURLToPath(new URL("../../fixtures/usage/", import.meta.url));
const NO_PARQUET: ParquetReader = {
  look: () => Promise.reject(new Error("no Parquet here")),
  read: () => {
    throw new Error("no Parquet here");
  },
};
const DAY = 86_400_000;

/** The rows of every fixture, by the format that reads it; of each format the file with the most rows. */
const byFormat = new Map<string, RowFile>();
/** Formats that read a file and make no row of it, because other files tell the same. */
const seen = new Set<string>();
const folder = mkdtempSync(join(tmpdir(), "past-april-formats-"));
let table: RowTable;

beforeAll(async () => {
  table = await openRowTable(folder);
  for (const entry of readdirSync(FIXTURES)) {
    for (const part of await partsOf(join(FIXTURES, entry)).catch(() => [])) {
      const look = await lookAtPart(part, NO_PARQUET.look);
      const reading = look.issue === null ? readingOf(look, null, null) : null;
      if (reading === null) continue;
      const rows: UsageRow[] = [];
      const format = formatOf(reading);
      await readPart(
        part,
        reading,
        {
          onRow: (row) => rows.push(row),
          onProblem: () => undefined,
          onWarning: () => undefined,
          onRead: () => undefined,
          pause: () => Promise.resolve(),
        },
        NO_PARQUET,
      );
      seen.add(format.id);
      if (rows.length > (byFormat.get(format.id)?.rows.length ?? 0))
        byFormat.set(format.id, { name: part.name, format, rows });
    }
  }
});
afterAll(() => {
  table.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Formats lie so far from each other that their work never overlaps. */
const SLOT = 4_000 * DAY;
const START = Date.UTC(2022, 0, 1);
const IDS = USAGE_FORMATS.map(({ id }) => id);

/** Two forms of one export have the same ids. */
function inSlot(row: UsageRow, id: string): UsageRow {
  const shift = IDS.indexOf(id) * SLOT;
  return { ...row, from: row.from + shift, to: row.to + shift, id: row.id === null ? null : `${id} ${row.id}` };
}

/** Totals by format after imports of these files of each, one import after the other. */
async function after(
  importsOf: (file: RowFile) => readonly (readonly RowFile[])[],
): Promise<ReadonlyMap<string, Totals>> {
  await table.clear();
  const all = [...byFormat].map(([id, file]) =>
    importsOf(file).map((files) => files.map((one) => ({ ...one, rows: one.rows.map((row) => inSlot(row, id)) }))),
  );
  for (let i = 0; i < Math.max(...all.map(({ length }) => length)); i++)
    await table.add(all.flatMap((imports) => imports[i] ?? []));
  const found = await table.totals(SLOT, START);
  return new Map(
    [...byFormat.keys()].map((id) => [id, found.get(IDS.indexOf(id)) ?? { tokens: 0, billed: 0, list: 0, open: 0 }]),
  );
}

function formatIdOf(file: RowFile): string {
  return [...byFormat].find(([, each]) => each.rows === file.rows)![0];
}

/** The right totals of every format, or a question before they are used. */
function expectRight(found: ReadonlyMap<string, Totals>, right: (id: string) => Totals, mayAsk: boolean): void {
  if (!mayAsk) expect([...found].filter(([, { open }]) => open > 0).map(([id]) => id)).toEqual([]);
  const wrong = [...found].filter(([id, { tokens, billed, list, open }]) => {
    const { tokens: t, billed: b, list: l } = right(id);
    const isRight = tokens === t && Math.abs(billed - b) < 1e-5 && Math.abs(list - l) < 1e-5;
    return open === 0 && !isRight;
  });
  expect(wrong.map(([id, totals]) => ({ id, ...totals, right: right(id) }))).toEqual([]);
}
const named = (file: RowFile, name: string, rows: readonly UsageRow[]): RowFile => ({ ...file, name, rows });
const scaled = (tokens: TokenCounts, by: number): TokenCounts =>
  Object.fromEntries(TOKEN_CLASSES.map((name) => [name, tokens[name] * by])) as unknown as TokenCounts;
/**
 * The same work of somebody else, twice as much on every other row: none of the two files can be a later export of the
 * other.
 */
const ofSomebodyElse = (rows: readonly UsageRow[]): UsageRow[] =>
  rows.map((row, i) => ({
    ...row,
    from: row.to === row.from ? row.from + 61_007 : row.from,
    to: row.to === row.from ? row.to + 61_007 : row.to,
    user: row.user === null ? null : `other ${row.user}`,
    origin: row.origin === null ? null : `other ${row.origin}`,
    id: row.id === null ? null : `other ${row.id}`,
    run: row.run === null ? null : `other ${row.run}`,
    tokens: scaled(row.tokens, i % 2 === 0 ? 2 : 3),
    billed: row.billed === null ? null : row.billed * 2,
    list: row.list === null ? null : row.list * 2,
  }));

/**
 * Rows as they count: of rows with one name the last. Transcripts write a message that grows again and again, and a
 * report of the same work has it once.
 */
function lastOfEach(rows: readonly UsageRow[]): UsageRow[] {
  return [...new Map(rows.map((row, i) => [row.id ?? i, row])).values()];
}

/** The same work by day and model, without anything else that tells rows apart: what another report of it would say. */
function byDay(rows: readonly UsageRow[]): UsageRow[] {
  const days = new Map<string, UsageRow>();
  for (const row of lastOfEach(rows)) {
    const from = Math.floor(row.from / DAY) * DAY;
    const key = `${from} ${row.model} ${row.provider} ${row.currency} ${JSON.stringify(row.terms)}`;
    const before = days.get(key);
    const plus = (one: number | null | undefined, other: number | null): number | null =>
      one === null || one === undefined ? other : one + (other ?? 0);
    days.set(key, {
      ...row,
      from,
      to: Math.max(from + DAY, before?.to ?? 0, row.to),
      run: null,
      task: null,
      user: null,
      origin: null,
      id: null,
      labels: {},
      outcome: null,
      requests: plus(before?.requests, row.requests),
      searches: plus(before?.searches, row.searches),
      tokens: Object.fromEntries(
        TOKEN_CLASSES.map((name) => [name, (before?.tokens ?? NO_TOKENS)[name] + row.tokens[name]]),
      ) as unknown as TokenCounts,
      billed: plus(before?.billed, row.billed),
      list: plus(before?.list, row.list),
    });
  }
  return [...days.values()];
}

describe("every format", () => {
  let alone: ReadonlyMap<string, Totals>;
  beforeAll(async () => {
    alone = await after((file) => [[file]]);
  });
  const once = (id: string): Totals => alone.get(id)!;

  it("has a fixture", () => {
    expect(IDS.filter((id) => !seen.has(id))).toEqual([]);
    expect([...alone].filter(([, { open }]) => open > 0)).toEqual([]);
  });

  it("counts once when a file is imported twice, at once or one after the other", async () => {
    expectRight(await after((file) => [[file, named(file, "copy", file.rows)]]), once, false);
    expectRight(await after((file) => [[file], [named(file, "copy", file.rows)]]), once, false);
  });

  it("counts once beside another form of its source's export", async () => {
    const others = (file: RowFile): RowFile[] =>
      USAGE_FORMATS.filter(({ id, source }) => source === file.format.source && id !== formatIdOf(file)).map(
        (format) => ({
          ...file,
          name: `as ${format.id}`,
          format,
        }),
      );
    expectRight(await after((file) => [[file, ...others(file)]]), once, false);
    expectRight(await after((file) => [others(file), [file]]), once, false);
  });

  it("adds up in pieces, or asks", async () => {
    expectRight(
      await after((file) => [
        [0, 1].map((piece) =>
          named(
            file,
            `piece ${piece}`,
            file.rows.filter((_, i) => i % 2 === piece),
          ),
        ),
      ]),
      once,
      true,
    );
    const half = ({ rows }: RowFile): number => Math.ceil(rows.length / 2);
    expectRight(
      await after((file) => [
        [named(file, "first", file.rows.slice(0, half(file)))],
        [named(file, "second", file.rows.slice(half(file)))],
      ]),
      once,
      true,
    );
  });

  it("counts a fuller export of later once, whichever comes first", async () => {
    const earlier = (file: RowFile): RowFile => named(file, "earlier", file.rows.slice(0, -1));
    expectRight(await after((file) => [[earlier(file)], [file]]), once, true);
    expectRight(await after((file) => [[file], [earlier(file)]]), once, true);
  });

  it("counts its own days beside its rows once, or asks", async () => {
    // Rows that are days with names of their own, those of a summary, are its days already.
    const isDaily = ({ rows }: RowFile): boolean => rows.every(({ id, from, to }) => id !== null && to - from === DAY);
    const daily = (file: RowFile): RowFile => named(file, "by day", isDaily(file) ? file.rows : byDay(file.rows));
    expectRight(await after((file) => [[file, daily(file)]]), once, true);
    expectRight(await after((file) => [[daily(file)], [file]]), once, true);
  });

  it("counts another person's work beside it in full, or asks", async () => {
    const other = (file: RowFile): RowFile => named(file, "other", ofSomebodyElse(file.rows));
    const theirs = await after((file) => [[other(file)]]);
    const both = (id: string): Totals => {
      const [one, two] = [once(id), theirs.get(id)!];
      return { open: 0, tokens: one.tokens + two.tokens, billed: one.billed + two.billed, list: one.list + two.list };
    };
    expectRight(await after((file) => [[file, other(file)]]), both, true);
    expectRight(await after((file) => [[file], [other(file)]]), both, true);
  });
});
