import type { Plan, Workload } from "#shared/plan/schema/plan.ts";
import type { Parsed } from "./gridText.ts";

/** One input that every workload has, as a column of the grid. */
export interface GridColumn {
  readonly id: string;
  readonly group: "Workload" | "How much work?" | "How is it done?" | "Caps" | "Outcome and costs";
  readonly label: string;
  /** Words under the label: what it is counted in. */
  readonly unit?: string;
  readonly isText?: boolean;
  /** Where the input of a workload stands; null: this workload has none, and the cell is shut. */
  readonly pointer: (workload: Workload, id: string) => string | null;
  /** The cell as it is shown and copied. */
  readonly text: (plan: Plan, workload: Workload, id: string) => string;
  /** What a typed or pasted text comes to. An empty text takes the input back to its default. */
  readonly parse: (text: string, plan: Plan, workload: Workload, id: string) => Parsed;
}
