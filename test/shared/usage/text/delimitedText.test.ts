import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDelimited } from "#shared/usage/text/delimitedText.ts";
import { lookAtText } from "#shared/usage/text/textLook.ts";
import { readRecordsOf } from "#shared/usage/text/textRecords.ts";

interface Read {
  readonly rows: string[][];
  readonly lines: number[];
  readonly faults: [number, string][];
}

/** Reads a text that comes in parts. */
function read(parts: readonly string[], delimiter = ","): Read {
  const found: Read = { rows: [], lines: [], faults: [] };
  const reader = readDelimited(
    delimiter,
    (cells, line) => {
      found.rows.push(cells);
      found.lines.push(line);
    },
    (line, reason) => found.faults.push([line, reason]),
  );
  for (const part of parts) reader.push(part);
  reader.end();
  return found;
}

/** A text cut at some places. */
function cutAt(text: string, places: readonly number[]): string[] {
  const cuts = [...new Set(places.map((place) => place % (text.length + 1)))].sort((one, other) => one - other);
  return [...cuts, text.length].map((end, i) => text.slice(i === 0 ? 0 : cuts[i - 1], end));
}

const cell = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.constantFrom("", "a", '"', '""', ",", ";", "\n", "\r\n", "a\nb", "≤ 200k", "=1+1", " x "),
);
/** A bare cell must not hold what only quotes can. */
const written = (text: string, isQuoted: boolean): string =>
  isQuoted || /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

describe("delimited text", () => {
  it("is read as csv-parse reads it, wherever it is cut into parts", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        fc.constantFrom("\n", "\r\n"),
        fc.boolean(),
        fc.array(fc.nat(), { maxLength: 6 }),
        (rows, isQuoted, lineEnd, endsWithOne, places) => {
          const text =
            rows.map((row) => row.map((each) => written(each, isQuoted)).join(",")).join(lineEnd) +
            (endsWithOne ? lineEnd : "");
          const { rows: got, faults } = read(cutAt(text, places));
          expect(faults).toEqual([]);
          expect(got).toEqual(
            parse(text, { relax_column_count: true, record_delimiter: lineEnd, skip_empty_lines: true }),
          );
          expect(got).toEqual(rows);
        },
      ),
      { numRuns: 1_000, seed: 3 },
    );
  });

  it("says on which line each row begins, line breaks within cells included", () => {
    expect(read(['a,b\n"1\n2",x\r\n\n"3"\n4'])).toEqual({
      rows: [["a", "b"], ["1\n2", "x"], ["3"], ["4"]],
      lines: [1, 2, 5, 6],
      faults: [],
    });
  });

  it("takes a quote inside a bare cell as it is, and what follows a closed one too", () => {
    expect(read(['5" pipe,x\n"a"b,c\n']).rows).toEqual([
      ['5" pipe', "x"],
      ["ab", "c"],
    ]);
  });

  it("gives up one line where a quote is never closed, and reads on", () => {
    const { rows, faults } = read(['a,b\n"open,1\n2,3\n4,5\n']);
    expect(rows).toEqual([
      ["a", "b"],
      ["2", "3"],
      ["4", "5"],
    ]);
    expect(faults).toEqual([[2, expect.stringContaining("never closed")]]);
  });

  it("holds no more than a row: one of fifty million characters is given up", () => {
    const part = "x".repeat(1_000_000);
    const { rows, faults } = read(["a,b\n", ...new Array<string>(50).fill(part), "\n1,2\n"]);
    expect(rows).toEqual([
      ["a", "b"],
      ["1", "2"],
    ]);
    expect(faults).toEqual([[2, expect.stringContaining("longer than 32 million")]]);
  });
});

describe("the look of a text", () => {
  it.each([
    ["a,b\n1,2\n", { kind: "table", delimiter: ",", columns: ["a", "b"], header: 1 }],
    ["sep=;\na;b\n1;2\n", { kind: "table", delimiter: ";", columns: ["a", "b"], header: 2 }],
    ["a\tb, c\n1\t2\n", { kind: "table", delimiter: "\t", columns: ["a", "b, c"] }],
    ["a,a,b\n1,2,3\n", { kind: "table", columns: ["a", "a (2)", "b"] }],
    ['{"a":1}\n{"a":2}\n', { kind: "lines", sample: [{ a: 1 }, { a: 2 }] }],
    ['{\n"a":1}\n', { kind: "document" }],
    ["[\n1]", { kind: "document" }],
    ["  \n", { kind: "none", reason: "it is empty" }],
    ["a\u0000b,c\n", { kind: "none", reason: "it is not text" }],
  ])("%j", (text, look) => {
    expect(lookAtText(text, true)).toMatchObject(look);
  });

  it.each([
    ["a;b\n1,5;2\n", true, null],
    ["a;b\n1.5;2\n", false, null],
    ["a;b\n1.000;2\n", true, null],
    ["a,b\n1.000,2\n", false, null],
    ['a,b\n"1.234,50",2\n', true, null],
    ["a,b\n31/12/2026,1\n", false, true],
    ["a,b\n12/31/2026,1\n", false, false],
    ["a,b\n05/08/2026,1\n", false, null],
    ["a,b\n31/12/2026,1\n12/31/2026,1\n", false, null],
  ])("%j has decimal commas: %s, the day first: %s", (text, decimalComma, dayFirst) => {
    expect(lookAtText(text, true)).toMatchObject({ style: { decimalComma, dayFirst } });
  });

  it("does not take rows of other widths for rows, and reads JSON lines wherever they are cut", () => {
    const seen: unknown[] = [];
    const faults: [number, string][] = [];
    const sink = {
      onRecord: (record: unknown, line: number) => seen.push([line, structuredClone(record)]),
      onIssue: (line: number, reason: string) => faults.push([line, reason]),
    };
    const look = lookAtText("a,b\n1,2\n", true);
    if (look.kind === "none") throw new Error(look.reason);
    const table = readRecordsOf(look, sink);
    for (const part of ["a,b\n1,", "2\n3\n4,5,6\n7,8"]) table.push(part);
    table.end();
    expect(seen).toEqual([
      [2, { a: "1", b: "2" }],
      [5, { a: "7", b: "8" }],
    ]);
    expect(faults).toEqual([
      [3, "it has 1 cells where there are 2 columns"],
      [4, "it has 3 cells where there are 2 columns"],
    ]);
    seen.length = 0;
    faults.length = 0;
    const lines = readRecordsOf({ kind: "lines", sample: [] }, sink);
    for (const part of ['{"a"', ':1}\n\n{"a":', '2}\n{"a":3', "\n[1]"]) lines.push(part);
    lines.end();
    expect(seen).toEqual([
      [1, { a: 1 }],
      [3, { a: 2 }],
      [5, [1]],
    ]);
    expect(faults).toEqual([[4, 'it is not valid JSON: "{\\"a\\":3"']]);
  });
});
