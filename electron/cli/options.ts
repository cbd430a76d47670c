import type { ParseArgsOptionsConfig } from "node:util";
import type { CommandName } from "./help.ts";

const RUN_OPTIONS = {
  scenario: { type: "string" },
  trials: { type: "string" },
  seed: { type: "string" },
  workers: { type: "string" },
} as const satisfies ParseArgsOptionsConfig;

const LOCK_OPTIONS = {
  lock: { type: "string" },
  author: { type: "string" },
  date: { type: "string" },
} as const satisfies ParseArgsOptionsConfig;

const SHARD_OPTIONS = {
  shard: { type: "string" },
  out: { type: "string" },
} as const satisfies ParseArgsOptionsConfig;

const REPORT_OPTIONS = {
  pdf: { type: "string" },
  xlsx: { type: "string" },
  pptx: { type: "string" },
  html: { type: "string" },
  csv: { type: "string" },
  paper: { type: "string" },
  since: { type: "string" },
  centre: { type: "string" },
} as const satisfies ParseArgsOptionsConfig;

const STUDY_OPTIONS = {
  workload: { type: "string" },
  workloads: { type: "string" },
  pool: { type: "string" },
  person: { type: "string" },
  cap: { type: "string" },
  size: { type: "string" },
  "max-overrun": { type: "string" },
  confidence: { type: "string" },
  outcomes: { type: "string" },
  discount: { type: "string" },
  month: { type: "string" },
  rank: { type: "string" },
  success: { type: "string" },
} as const satisfies ParseArgsOptionsConfig;

const WINDOW_OPTIONS = {
  since: { type: "string" },
  until: { type: "string" },
  pause: { type: "string" },
} as const satisfies ParseArgsOptionsConfig;

/** The options of every command: what parses, and what completes, a command line. */
export const OPTIONS = {
  forecast: {
    ...RUN_OPTIONS,
    precision: { type: "string" },
    json: { type: "string" },
    samples: { type: "string" },
    ...LOCK_OPTIONS,
    ...SHARD_OPTIONS,
  },
  merge: {
    scenario: RUN_OPTIONS.scenario,
    workers: RUN_OPTIONS.workers,
    json: { type: "string" },
    ...LOCK_OPTIONS,
    ...REPORT_OPTIONS,
  },
  report: { ...RUN_OPTIONS, ...REPORT_OPTIONS, ...SHARD_OPTIONS },
  compare: {
    scenarios: { type: "string" },
    trials: RUN_OPTIONS.trials,
    seed: RUN_OPTIONS.seed,
    workers: RUN_OPTIONS.workers,
    json: { type: "string" },
    ...SHARD_OPTIONS,
  },
  diff: {
    trials: RUN_OPTIONS.trials,
    seed: RUN_OPTIONS.seed,
    workers: RUN_OPTIONS.workers,
    json: { type: "string" },
    "at-least": { type: "string" },
    "max-overrun": { type: "string" },
    bridge: { type: "boolean" },
  },
  import: {
    format: { type: "string" },
    columns: { type: "string" },
    "stopped-at": { type: "string" },
    overlap: { type: "string" },
    "time-zone": { type: "string" },
    json: { type: "string" },
  },
  "usage-sql": {
    dialect: { type: "string" },
    from: { type: "string" },
    ...WINDOW_OPTIONS,
    steps: { type: "boolean" },
  },
  reduce: { from: { type: "string" }, columns: { type: "string" }, ...WINDOW_OPTIONS, out: { type: "string" } },
  watch: {
    ...RUN_OPTIONS,
    json: { type: "string" },
    today: { type: "string" },
    "max-overrun": { type: "string" },
    "max-overage": { type: "string" },
    "max-beyond": { type: "string" },
    "max-lost": { type: "string" },
    notice: { type: "string" },
  },
  portfolio: {
    trials: RUN_OPTIONS.trials,
    seed: RUN_OPTIONS.seed,
    workers: RUN_OPTIONS.workers,
    json: { type: "string" },
    ...SHARD_OPTIONS,
  },
  mcp: { workers: RUN_OPTIONS.workers },
  check: {},
  completion: {},
  guide: {},
  value: { ...RUN_OPTIONS, json: { type: "string" } },
  sweep: {
    trials: RUN_OPTIONS.trials,
    seed: RUN_OPTIONS.seed,
    workers: RUN_OPTIONS.workers,
    vary: { type: "string", multiple: true },
    scenarios: { type: "string" },
    row: { type: "string" },
    list: { type: "boolean" },
    csv: { type: "string" },
    json: { type: "string" },
  },
  study: { ...RUN_OPTIONS, json: { type: "string" }, ...STUDY_OPTIONS },
  score: { json: { type: "string" } },
  open: {},
} as const satisfies Record<CommandName, ParseArgsOptionsConfig>;
