import type { QuadrantShares } from "./quadrant.ts";

/** What the figures of a use suggest: one word; the words around it belong to who shows it. */
export type Verb = "expand" | "fix" | "target" | "retire" | "intervene" | "experiment" | "wait";

/** What a verb is chosen by. */
export interface VerbInputs {
  /** Shares as believed; null: the use has no quadrant. */
  readonly believed: QuadrantShares | null;
  /** Shares if the gates that stand on the reference class alone are open. */
  readonly generous: QuadrantShares | null;
  /** An effect is estimated or a benefit booked. */
  readonly isMeasured: boolean;
  /** Its mean spend is at least the mean over the plan's workloads. */
  readonly costly: boolean;
  /** Chance that it pays back. */
  readonly pays: number;
}

/** A quadrant that holds so many of the trials decides. */
const DECIDES = 0.6;
const PAYS = 0.5;

/**
 * The first that applies. Nobody is condemned by the class: low use or impact counts only where it stays low with all
 * gates open that nobody has measured. Nobody is praised without evidence: only as believed, and if it likely pays.
 */
export function verbOf({ believed, generous, isMeasured, costly, pays }: VerbInputs): Verb {
  if (believed !== null && generous !== null) {
    if (generous.highLow >= DECIDES) return "fix";
    if (generous.lowLow >= DECIDES) return "retire";
    if (pays >= PAYS && believed.highHigh >= DECIDES) return "expand";
    if (pays >= PAYS && believed.lowHigh >= DECIDES) return "target";
  }
  if (costly) return "intervene";
  return isMeasured ? "wait" : "experiment";
}
