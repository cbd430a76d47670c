import type { WatchLines } from "#shared/forecast/watch.ts";
import type { Paper } from "#shared/report/input.ts";
import type { DialectName } from "#shared/usage/summary/dialects.ts";
import type { ColumnAnswers } from "#shared/usage/formats/table/columnsText.ts";
import type { Varied } from "#shared/plan/sweep.ts";
import type { Shell } from "./shells.ts";
import type { StudyAsk } from "./studies/studyAsk.ts";

/** Where requests lie in a warehouse. */
export type RequestsFrom =
  { readonly kind: "litellm" | "langfuse" } | { readonly kind: "table"; readonly name: string };

/** Where usage lies in a warehouse: its requests, or a bill that has none. */
export type UsageFrom = RequestsFrom | { readonly kind: "focus" };

/** Of which days a summary of usage is, and what ends a run that has no name. */
export interface UsageWindow {
  /** ISO days, both within; null: all. */
  readonly since: string | null;
  readonly until: string | null;
  /** Minutes. */
  readonly pause: number;
}

/** How `import` counts reports of which nobody knows whether they are the same work. */
export type OverlapRule = "once" | "add";

/** How long a run is: a number of trials, or until the answers are known this well (0..1). */
export type RunLength = { readonly trials: number } | { readonly precision: number };

/** What to simulate, and how. */
export interface RunArguments {
  readonly planPath: string;
  readonly scenario: string | null;
  readonly length: RunLength;
  readonly seed: number;
  readonly workers: number;
}

/** A forecast to be kept in a ledger, and who gives it out on which day. */
export interface LockArguments {
  readonly ledgerPath: string;
  readonly author: string;
  /** ISO 8601; null: today. */
  readonly date: string | null;
}

/** The files that a report is written to, at least one of them, and the paper of its PDF. */
export interface ReportArguments {
  readonly pdf: string | null;
  readonly xlsx: string | null;
  readonly pptx: string | null;
  readonly html: string | null;
  /** A folder. */
  readonly csv: string | null;
  readonly paper: Paper;
  /** A cost center, by id or name: its owner's pack alone; null: the whole plan. */
  readonly centre: string | null;
}

/** One shard of a run that several processes share. */
export interface ShardArguments {
  /** From 1 to `of`. */
  readonly index: number;
  readonly of: number;
  /** The file that its samples are written to. */
  readonly out: string;
}

export type Command =
  | {
      readonly kind: "shard";
      /** The command whose run is simulated in shards; the path of a portfolio's run is that of the portfolio. */
      readonly of: "forecast" | "compare" | "report" | "portfolio";
      readonly run: RunArguments;
      /** Of a comparison; null: the plan itself and its first scenarios. */
      readonly scenarios: readonly (string | null)[] | null;
      readonly shard: ShardArguments;
    }
  | {
      readonly kind: "merge";
      readonly planPath: string;
      readonly shards: readonly string[];
      readonly scenario: string | null;
      readonly workers: number;
      readonly json: string | null;
      readonly lock: LockArguments | null;
      readonly report: ReportArguments | null;
      /** An earlier version of the plan: what moved since then is a section of the report; null: none. */
      readonly sincePath: string | null;
    }
  | {
      readonly kind: "diff";
      /** Of the plan before. */
      readonly run: RunArguments;
      readonly afterPath: string;
      readonly json: string | null;
      /** Say nothing of a change that moves request or chance to overrun by less than this share; null: say all. */
      readonly atLeast: number | null;
      /** The chance to overrun beyond which the command ends with a code of its own; null: none. */
      readonly mostOverrun: number | null;
      /** Whether each change has its part of the difference. */
      readonly hasBridge: boolean;
    }
  | {
      readonly kind: "watch";
      readonly run: RunArguments;
      readonly lines: WatchLines;
      /** Such as 2027-04-01; null: the day of the machine's clock. */
      readonly today: string | null;
      readonly json: string | null;
    }
  | {
      readonly kind: "forecast";
      readonly run: RunArguments;
      readonly json: string | null;
      /** Where every simulated year goes: a Parquet or CSV file. */
      readonly samples: string | null;
      readonly lock: LockArguments | null;
    }
  | {
      readonly kind: "report";
      readonly run: RunArguments;
      readonly report: ReportArguments;
      /** An earlier version: what moved since then is a section; null: none. */
      readonly sincePath: string | null;
    }
  /** The path of the run is that of the portfolio. */
  | { readonly kind: "portfolio"; readonly run: RunArguments; readonly json: string | null }
  /** Null: the plan itself and its first scenarios. */
  | {
      readonly kind: "compare";
      readonly run: RunArguments;
      readonly scenarios: readonly (string | null)[] | null;
      readonly json: string | null;
    }
  | {
      readonly kind: "import";
      readonly files: readonly string[];
      readonly format: string | null;
      readonly columns: ColumnAnswers | null;
      readonly cap: number | null;
      readonly overlap: OverlapRule | null;
      readonly timeZone: string | null;
      readonly json: string | null;
    }
  | {
      readonly kind: "usage-sql";
      readonly dialect: DialectName;
      readonly from: UsageFrom;
      readonly window: UsageWindow;
      readonly steps: boolean;
    }
  | {
      readonly kind: "reduce";
      readonly files: readonly string[];
      /** Null: as the columns of the files say. */
      readonly from: "litellm" | "langfuse" | "table" | null;
      readonly columns: ColumnAnswers | null;
      readonly window: UsageWindow;
      /** A Parquet or CSV file. */
      readonly out: string;
    }
  | {
      readonly kind: "sweep";
      /** Of the first plan; trials, seed and workers are those of all. */
      readonly run: RunArguments;
      readonly planPaths: readonly string[];
      /** Null: all scenarios of each plan, and the plan itself. */
      readonly scenarios: readonly (string | null)[] | null;
      readonly varied: readonly Varied[];
      /** Null: all rows. */
      readonly row: number | null;
      /** Rows are said, and not forecast. */
      readonly list: boolean;
      readonly csv: string | null;
      readonly json: string | null;
    }
  | {
      readonly kind: "study";
      readonly ask: StudyAsk;
      readonly run: RunArguments;
      readonly json: string | null;
    }
  | { readonly kind: "value"; readonly run: RunArguments; readonly json: string | null }
  | { readonly kind: "mcp"; readonly planPaths: readonly string[]; readonly workers: number }
  /** Null: the list of the pages. */
  | { readonly kind: "guide"; readonly page: string | null }
  | { readonly kind: "completion"; readonly shell: Shell }
  | { readonly kind: "check"; readonly planPath: string }
  /** Null: the ledger that lies beside the plan. */
  | {
      readonly kind: "score";
      readonly planPath: string;
      readonly ledgerPath: string | null;
      readonly json: string | null;
    }
  | { readonly kind: "open"; readonly planPath: string | null }
  | { readonly kind: "help"; readonly text: string }
  /** The command line itself is wrong: one sentence that says what would be right. */
  | { readonly kind: "wrong"; readonly message: string };
