import { readFileSync } from "node:fs";

/** Tokens of the runs of one agent with one model, by task. */
export interface FieldGroup {
  readonly name: string;
  readonly tasks: readonly (readonly number[])[];
}

/** The public runs of `fixtures/field/runs.csv`, one group for each source, agent and model. */
export function fieldGroups(): FieldGroup[] {
  const groups = new Map<string, Map<string, number[]>>();
  for (const line of fixture("runs.csv").trimEnd().split("\n").slice(1)) {
    const [source, agent, model, task, tokens] = line.split(",") as [string, string, string, string, string];
    const tasks = groups.get(`${source}: ${agent} with ${model}`) ?? new Map<string, number[]>();
    groups.set(`${source}: ${agent} with ${model}`, tasks);
    tasks.set(task, [...(tasks.get(task) ?? []), Number(tokens)]);
  }
  return [...groups].map(([name, tasks]) => ({ name, tasks: [...tasks.values()] }));
}

interface Kept {
  readonly models: number;
  /** Share kept under a cap of so many times the median run, median over models. */
  readonly successesKept: Readonly<Record<string, number>>;
  readonly spendKept: Readonly<Record<string, number>>;
}

/** What caps kept in the field, by harness. */
export const fieldCaps = JSON.parse(fixture("caps.json")) as Readonly<Record<"mini-swe-agent" | "OpenHands", Kept>>;

interface Coverage {
  readonly le80: number;
  readonly le90: number;
  readonly le95: number;
}

/** How often the upper limit from a pilot of 10 held for the total of 50 further runs in the field. */
export const fieldCoverage = JSON.parse(fixture("coverage.json")) as Readonly<
  Record<"predictive" | "plugIn", Coverage>
>;

function fixture(name: string): string {
  return readFileSync(new URL(`../../fixtures/field/${name}`, import.meta.url), "utf8");
}
