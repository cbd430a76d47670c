import type { ChartTable } from "#shared/charts/base/table.ts";
import { valueTiles, type ValueTile } from "#shared/forecast/value/words/tileWords.ts";
import { nameOf, type ValueFacts } from "#shared/forecast/value/words/valueFacts.ts";

/** The figure of a tile as a table: by use where it speaks of one, else of all together. */
export function tileTable(facts: ValueFacts, id: ValueTile["id"]): ChartTable {
  const rowOf = (name: string, selected: string | null): string[] => {
    const { figure, note } = valueTiles(facts, selected).find((tile) => tile.id === id)!;
    return [name, figure ?? "–", note];
  };
  const { heading } = valueTiles(facts, null).find((tile) => tile.id === id)!;
  const columns = ["Use", heading, "What it rests on"];
  if (!BY_USE.has(id)) return { columns, rows: [rowOf("All uses", null)] };
  const known = facts.answer.tiles;
  const entries = id === "cycleTime" ? known.cycleTime : id === "behaviour" ? known.behaviour : known.costPerOutcome;
  return { columns, rows: (entries ?? []).map(({ workload }) => rowOf(nameOf(facts, workload), workload)) };
}

/** Tiles that speak of the selected use. */
const BY_USE: ReadonlySet<ValueTile["id"]> = new Set(["cycleTime", "behaviour", "cost"]);
