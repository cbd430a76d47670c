import { readFileSync } from "node:fs";
import type { Runs } from "#shared/usage/fits/runs.ts";

const lines = readFileSync(new URL("../../../fixtures/field/runs.csv", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .slice(1)
  .map((line) => line.split(","));

/** Public runs of one agent with one model, by task and with their outcome where the source tells it. */
export function fieldRuns(source: string, agent: string, model: string): Runs {
  const rows = lines.filter((fields) => fields[0] === source && fields[1] === agent && fields[2] === model);
  return {
    tokens: Float64Array.from(rows, (fields) => Number(fields[4])),
    isStopped: null,
    task: rows.map((fields) => fields[3]!),
    outcome: Int8Array.from(rows, (fields) => (fields[5] === "" ? -1 : Number(fields[5]))),
    classes: null,
  };
}
