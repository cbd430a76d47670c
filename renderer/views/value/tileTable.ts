import type { ChartTable } from "#shared/charts/base/table.ts";
import { valueTiles, type ValueTile } from "#shared/forecast/value/words/tileWords.ts";
import { nameOf, type ValueFacts } from "#shared/forecast/value/words/valueFacts.ts";

/** The figure of a tile as a table: by use where it speaks of one, else of all together. */
export function tileTable(facts: ValueFacts, id: ValueTile["id"]): ChartTable {
  const { tiles } = facts.answer;
  const rowOf = (name: string, own: ValueFacts, selected: string | null): string[] => {
    const { figure, note } = tileOf(own, selected, id);
    return [name, figure ?? "–", note];
  };
  const columns = ["Use", tileOf(facts, null, id).heading, "What it rests on"];
  if (!isByUse(id)) return { columns, rows: [rowOf("All uses", facts, null)] };
  const entries: readonly { readonly workload: string }[] = tiles[BY_USE[id]] ?? [];
  const rows = entries.map((entry) => {
    // Of this use alone: a tile has room to name the figures of others, too.
    const own = { ...facts, answer: { ...facts.answer, tiles: { ...tiles, [BY_USE[id]]: [entry] } } };
    return rowOf(nameOf(facts, entry.workload), own, entry.workload);
  });
  return { columns, rows };
}

function tileOf(facts: ValueFacts, selected: string | null, id: ValueTile["id"]): ValueTile {
  return valueTiles(facts, selected).find((tile) => tile.id === id)!;
}

/** Tiles that speak of the selected use, with their entries in the answer. */
const BY_USE = { cycleTime: "cycleTime", behaviour: "behaviour", cost: "costPerOutcome" } as const;

function isByUse(id: ValueTile["id"]): id is keyof typeof BY_USE {
  return id in BY_USE;
}
