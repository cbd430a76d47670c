import type { ActualsVariance } from "#shared/forecast/lookingBack/actualsVariance.ts";
import type { DaySpend, PastForecasts } from "#shared/forecast/lookingBack/pastForecasts.ts";
import type { OfferedUsage } from "#shared/host/contract.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type {
  ModelDay,
  RunGroup,
  UsageDay,
  UsageImport,
  UsageLook,
  UsageProgress,
  UsageSettings,
  UsageSummary,
} from "#shared/usage/answers/answers.ts";
import type { ColumnMap } from "#shared/usage/formats/table/columnMap.ts";
import type { StatedStyle } from "#shared/usage/text/numbers.ts";
import type { OverlapAnswer } from "#shared/usage/overlaps/overlap.ts";
import type { WorkloadReport, WorkloadUsage } from "#shared/usage/plan/workloadUsage.ts";
import type { Answers } from "./answers.ts";

/** One file of what was dropped or picked, and what the reader says of it. */
export interface UsagePart {
  readonly part: string;
  readonly name: string;
  readonly look: UsageLook;
  /** The format that it will be read by; null: by its columns. */
  readonly format: string | null;
  readonly columns: ColumnMap | null;
  /** How its days and numbers are written, where the file does not show it and its user says it. */
  readonly style?: StatedStyle;
  /** Left out of the import. */
  readonly isLeftOut: boolean;
}

/** Where an import stands. */
export type Intake =
  | { readonly status: "none" }
  /** Files are on their way to the machine and looked at; those that were looked at before wait beside them. */
  | { readonly status: "looking"; readonly parts: readonly UsagePart[] }
  /** Understood, or asked about; nothing is imported yet. */
  | { readonly status: "understood"; readonly parts: readonly UsagePart[] }
  | { readonly status: "importing"; readonly job: string; readonly progress: UsageProgress | null };

/** What the usage table holds, in sums and days; its rows stay on the machine. */
export interface UsageTable {
  readonly summary: UsageSummary;
  readonly groups: readonly RunGroup[];
  readonly settings: UsageSettings;
  readonly imports: readonly UsageImport[];
  readonly days: readonly UsageDay[];
  /** Days of each model, by the export's name of it. */
  readonly daysByModel: Readonly<Record<string, readonly ModelDay[]>>;
}

/** What is known of one workload's usage. */
export type WorkloadAnalysis =
  | { readonly status: "working" }
  | { readonly status: "ready"; readonly report: WorkloadReport }
  | { readonly status: "failed"; readonly message: string };

/**
 * The other year beside the plan's forecast: the re-forecast that is offered, or the plan without its closed months.
 */
export type OtherYear =
  | { readonly status: "none" }
  | { readonly status: "working"; readonly key: string; readonly before: Answers | null }
  | { readonly status: "ready"; readonly key: string; readonly answers: Answers }
  | { readonly status: "failed"; readonly key: string; readonly message: string };

/** Imported usage and what follows from it. Only `attachUsage` writes here. */
export interface UsageSlice {
  readonly intake: Intake;
  /** Null: not asked for yet. */
  readonly usage: UsageTable | null;
  /** Why what the table holds could not be asked; null: it could, or was not asked yet. */
  readonly usageFailure: string | null;
  /** Model of the plan by model of an export, where the reader says otherwise than names do; "": none. */
  readonly modelNames: Readonly<Record<string, string>>;
  readonly analyses: Readonly<Record<string, WorkloadAnalysis>>;
  readonly otherYear: OtherYear;
  /** How the past would have been forecast; null: not known yet, or too short. */
  readonly pastForecasts: PastForecasts | null;
  /** What moved the closed months of the plan of this key; null: none, or not known yet. */
  readonly split: { readonly key: string; readonly variance: ActualsVariance | null } | null;

  readonly putUsage: (
    part: Partial<
      Pick<
        UsageSlice,
        "intake" | "usage" | "usageFailure" | "modelNames" | "analyses" | "otherYear" | "pastForecasts" | "split"
      >
    >,
  ) => void;
}

/** Computations on usage that take longer than a frame. */
export interface UsageAnalyst {
  readonly reportOn: (usage: WorkloadUsage) => Promise<WorkloadReport>;
  /** How forecasts of these days would have held; null: too few of them. */
  readonly lookBack: (days: readonly DaySpend[]) => Promise<PastForecasts | null>;
  /** What made the closed months of a plan differ from it; null: it has none. */
  readonly splitActuals: (plan: Plan) => Promise<ActualsVariance | null>;
}

/** What the reader may do with usage. */
export interface UsageWork {
  /** Asks the machine what the table holds. */
  readonly load: () => Promise<void>;
  readonly pick: () => Promise<void>;
  /** Looks at files that were offered. Those offered before stay; while an import runs, they wait for its end. */
  readonly look: (offered: readonly OfferedUsage[]) => Promise<void>;
  readonly changePart: (
    part: string,
    change: Partial<Pick<UsagePart, "format" | "columns" | "style" | "isLeftOut">>,
  ) => void;
  /** Imports what was understood. */
  readonly start: () => Promise<void>;
  /** Lets what was understood go, or stops the import. */
  readonly cancel: () => Promise<void>;
  readonly remove: (id: number) => Promise<void>;
  /** Says which of several reports counts, or that all do; null asks again. */
  readonly answerOverlap: (key: string, answer: OverlapAnswer) => Promise<void>;
  /**
   * Changes the settings from what was said last, not from what a screen drew last: changes made quickly one after the
   * other are all kept.
   */
  readonly changeSettings: (change: (settings: UsageSettings) => UsageSettings) => Promise<void>;
  readonly nameModel: (exported: string, model: string) => void;
  /** Makes a plan of what was imported, in place of the open plan's models and workloads. */
  readonly propose: () => Promise<void>;
  /** Fits the curves and the demand of a workload. */
  readonly analyse: (workload: string) => Promise<void>;
  /** Forecasts the year of another plan, once for a key. */
  readonly forecastOther: (key: string, plan: Plan) => void;
  /** Splits what the closed months of a plan cost against it, once for a key. */
  readonly splitActuals: (key: string, plan: Plan) => Promise<void>;
  readonly detach: () => void;
}
