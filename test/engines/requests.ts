import { keyOf, streamOf, type Random } from "#shared/random/random.ts";

/** A request as a warehouse may hold it; null: NULL. */
export interface WarehouseRequest {
  /** Milliseconds since 1970. */
  readonly began: number;
  readonly run: string | null;
  readonly task: string | null;
  readonly person: string | null;
  readonly workload: string | null;
  readonly model: string | null;
  readonly input: number | null;
  readonly cache_read: number;
  readonly cache_write: number;
  readonly cache_write_hour: number;
  readonly output: number;
  readonly cost: number | null;
  readonly outcome: 0 | 1 | null;
}

/** Columns of the table, with a type that all engines know. */
export const COLUMNS = {
  began: "TIMESTAMP",
  run: "VARCHAR",
  task: "VARCHAR",
  person: "VARCHAR",
  workload: "VARCHAR",
  model: "VARCHAR",
  input: "BIGINT",
  cache_read: "BIGINT",
  cache_write: "BIGINT",
  cache_write_hour: "BIGINT",
  output: "BIGINT",
  cost: "DOUBLE",
  outcome: "SMALLINT",
} as const;

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 20);
const DAYS = 50;

const pick = <Value>(values: readonly Value[], random: Random): Value => values[Math.floor(random() * values.length)]!;

/** Two requests that all engines must part or join alike, and others of runs that cross every edge there is. */
function edges(): WarehouseRequest[] {
  const base = { ...pickless, run: null, task: null };
  const at = (iso: string): number => Date.parse(iso);
  return [
    // A pause of exactly 30 minutes joins; a millisecond more parts.
    { ...base, began: at("2026-02-02T10:00:00.000Z"), person: "edge" },
    { ...base, began: at("2026-02-02T10:30:00.000Z"), person: "edge" },
    { ...base, began: at("2026-02-02T11:00:00.001Z"), person: "edge" },
    // Equal moments, in any order.
    { ...base, began: at("2026-02-02T12:00:00.000Z"), person: "twin" },
    { ...base, began: at("2026-02-02T12:00:00.000Z"), person: "twin" },
    // Across midnight, the end of a month, and both edges of the window.
    ...["2026-02-03T23:59:59.999Z", "2026-02-04T00:00:00.000Z"].map((iso) => ({
      ...base,
      began: at(iso),
      run: "midnight",
    })),
    ...["2026-02-28T23:59:59.999Z", "2026-03-01T00:00:00.000Z"].map((iso) => ({
      ...base,
      began: at(iso),
      run: "month",
    })),
    ...["2026-01-31T23:59:59.999Z", "2026-02-01T00:00:00.000Z"].map((iso) => ({
      ...base,
      began: at(iso),
      run: "window",
    })),
    ...["2026-01-31T23:50:00.000Z", "2026-02-01T00:10:00.000Z"].map((iso) => ({
      ...base,
      began: at(iso),
      person: "owl",
    })),
    // No tokens, no cost, nobody; one run of two models, two tasks and two workloads.
    { ...base, began: at("2026-02-05T10:00:00Z"), person: null, input: 0, output: 0, cost: null },
    { ...base, began: at("2026-02-05T10:00:00Z"), person: null, input: null, output: 0, cost: 0 },
    { ...base, began: at("2026-02-05T10:00:00Z"), run: "shared", task: "t 1" },
    { ...base, began: at("2026-02-05T10:01:00Z"), run: "shared", task: "t 1", model: "model-b" },
    { ...base, began: at("2026-02-05T10:02:00Z"), run: "shared", task: "t 2" },
    { ...base, began: at("2026-02-05T10:03:00Z"), run: "shared", task: "t 1", workload: "support's “desk”" },
    // Outcomes: the last known one counts.
    { ...base, began: at("2026-02-06T10:00:00Z"), run: "told", outcome: 0 },
    { ...base, began: at("2026-02-06T10:01:00Z"), run: "told", outcome: 1 },
    { ...base, began: at("2026-02-06T10:02:00Z"), run: "told", outcome: null },
    // More than 32 bits hold, and halves of a billionth.
    { ...base, began: at("2026-02-07T10:00:00Z"), run: "large", input: 9_000_000_000, cost: 0.0000000375 },
    { ...base, began: at("2026-02-07T10:00:01Z"), run: "large", input: 9_000_000_000, cost: 0.1 + 0.2 },
  ];
}

const pickless = {
  person: "ann" as string | null,
  workload: "engineering" as string | null,
  model: "model-a" as string | null,
  input: 100 as number | null,
  cache_read: 20,
  cache_write: 5,
  cache_write_hour: 3,
  output: 30,
  cost: 0.0123 as number | null,
  outcome: null as 0 | 1 | null,
};

/** Requests of several runs each, many of whose fields are NULL, and the edges above; the same every time. */
export function warehouseRequests(runs: number): WarehouseRequest[] {
  const random = streamOf(keyOf(7));
  const rows = edges();
  for (let run = 0; run < runs; run++) {
    const person = random() < 0.15 ? null : `person ${Math.floor(40 * random() ** 2)}`;
    const isNamed = random() < 0.6;
    const task = random() < 0.5 ? `task ${Math.floor(random() * runs * 0.3)}` : null;
    const common = {
      run: isNamed ? `run ${run}` : null,
      task,
      person,
      workload: pick(["engineering", "support's “desk”", null], random),
    };
    const model = pick(["model-a", "model-b", null], random);
    const requests = 1 + Math.floor(8 * random() ** 2);
    const outcome = pick([0, 1, null] as const, random);
    const size = Math.exp(9 + 3 * random());
    let began = START + Math.floor(random() * DAYS * 24 * 60) * MINUTE;
    for (let i = 0; i < requests; i++) {
      rows.push({
        ...common,
        began,
        model,
        input: Math.floor(size * random()),
        cache_read: Math.floor(3 * size * random()),
        cache_write: Math.floor(0.2 * size * random()),
        cache_write_hour: Math.floor(0.1 * size * random()),
        output: Math.floor(0.3 * size * random()),
        cost: random() < 0.1 ? null : Number((random() * 0.2).toFixed(10)),
        outcome: i === requests - 1 ? outcome : null,
      });
      began += Math.floor(random() * 40 * MINUTE);
    }
  }
  return rows;
}

/** The rows as CSV, the times in UTC without a zone. */
export function csvOf(rows: readonly WarehouseRequest[]): string {
  const cell = (value: string | number | null): string =>
    value === null ? "" : typeof value === "number" ? String(value) : `"${value.replaceAll('"', '""')}"`;
  const lines = rows.map((row) =>
    Object.keys(COLUMNS)
      .map((name) =>
        name === "began"
          ? new Date(row.began).toISOString().replace("T", " ").slice(0, 23)
          : cell(row[name as keyof WarehouseRequest]),
      )
      .join(","),
  );
  return `${[Object.keys(COLUMNS).join(","), ...lines].join("\n")}\n`;
}
