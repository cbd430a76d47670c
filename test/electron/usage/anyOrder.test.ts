import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NO_TOKENS, NOT_STATED, type UsageRow } from "#shared/usage/usageRow.ts";
import { openRowTable, type RowFile, type RowTable } from "./rowTable.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MODELS = ["claude-opus-4-6", "gpt-5.4"];
const SUMS = { source: "ccusage", name: "ccusage --json", coversWhole: true };
const LOG = { source: "claude-code", name: "Claude Code transcript (JSONL)", coversWhole: false };

/** One person's requests over a few days: hour, model, tokens. */
const work = fc.array(
  fc.record({ hour: fc.nat(95), model: fc.nat(1), tokens: fc.integer({ min: 1, max: 1_000_000 }) }),
  { minLength: 1, maxLength: 12 },
);
/** Which reports of each person are imported, and how the files are split into imports. */
const cases = fc.record({
  people: fc.array(
    fc.record({ work, shapes: fc.subarray(["requests", "day", "week", "early"] as const, { minLength: 1 }) }),
    { minLength: 1, maxLength: 3 },
  ),
  order: fc.infiniteStream(fc.nat(2)),
});

type Request = { readonly hour: number; readonly model: number; readonly tokens: number };

const row = (from: number, to: number, model: number, tokens: number): UsageRow => ({
  ...NOT_STATED,
  from,
  to,
  model: MODELS[model]!,
  tokens: { ...NO_TOKENS, input: tokens },
});

/** Sums by stretches of so many milliseconds and by model. */
function sums(requests: readonly Request[], stretch: number): UsageRow[] {
  const cells = new Map<string, UsageRow>();
  for (const { hour, model, tokens } of requests) {
    const from = Math.floor((hour * HOUR) / stretch) * stretch;
    const before = cells.get(`${from} ${model}`);
    cells.set(`${from} ${model}`, row(from, from + stretch, model, tokens + (before?.tokens.input ?? 0)));
  }
  return [...cells.values()];
}

function fileOf(person: number, requests: readonly Request[], shape: "requests" | "day" | "week" | "early"): RowFile {
  const name = `${shape} of ${person}`;
  switch (shape) {
    case "requests":
      return {
        name,
        format: LOG,
        rows: requests.map(({ hour, model, tokens }, i) => ({
          ...row(hour * HOUR + i, hour * HOUR + i, model, tokens),
          id: `${person} ${i}`,
        })),
      };
    case "day":
      return { name, format: SUMS, rows: sums(requests, DAY) };
    // Written at noon of the last day.
    case "early":
      return {
        name,
        format: SUMS,
        rows: sums(
          requests.filter(({ hour }) => hour < 84),
          DAY,
        ),
      };
    case "week":
      return { name, format: SUMS, rows: sums(requests, 7 * DAY) };
    default:
      throw new Error(`no such shape: ${String(shape satisfies never)}`);
  }
}

describe("files in any order and split into any imports", () => {
  const folder = mkdtempSync(join(tmpdir(), "past-april-order-"));
  let table: RowTable;
  beforeAll(async () => {
    table = await openRowTable(folder);
  });
  afterAll(() => {
    table.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const totalOf = async (
    imports: readonly (readonly RowFile[])[],
  ): Promise<{ readonly tokens: number; readonly open: number }> => {
    await table.clear();
    for (const files of imports) if (files.length > 0) await table.add(files);
    const found = await table.totals(10_000 * DAY, 0);
    return found.get(0) ?? { tokens: 0, open: 0 };
  };

  it("count what all of it is, each person's work once, or a question is asked; and the same whichever way they come", async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ people, order }) => {
        // Whoever has only an early report has worked no more than it says.
        const files = people.flatMap(({ work: requests, shapes }, person) =>
          shapes.map((shape) => fileOf(person, requests, shape)).filter(({ rows }) => rows.length > 0),
        );
        const truth = people.reduce(
          (sum, { work: requests, shapes }) =>
            sum +
            requests
              .filter(({ hour }) => shapes.some((shape) => shape !== "early") || hour < 84)
              .reduce((all, { tokens }) => all + tokens, 0),
          0,
        );
        const places = [...order.take(files.length)];
        const together = await totalOf([files]);
        const apart = await totalOf([0, 1, 2].map((at) => files.filter((_, i) => places[i] === at)));
        if (together.open === 0) expect(together.tokens).toBe(truth);
        expect([apart.open > 0, apart.open > 0 ? 0 : apart.tokens]).toEqual([
          together.open > 0,
          together.open > 0 ? 0 : together.tokens,
        ]);
      }),
      { numRuns: 25, seed: 14 },
    );
  });
});
