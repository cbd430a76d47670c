import { uncertainQuantile } from "#shared/distributions/uncertain.ts";
import type { GateAnswer } from "#shared/forecast/value/valueDocument.ts";
import { countOf50, formatPercent } from "#shared/format/chances.ts";
import { formatCount, formatFactor } from "#shared/format/counts.ts";
import { significantStep } from "#shared/format/digits.ts";
import type { ResolvedWorkload } from "#shared/plan/resolved.ts";
import type { Evidence, Uncertain } from "#shared/plan/schema/plan.ts";
import { lastCounted } from "#shared/value/counts.ts";
import { GATE_NAMES } from "./gateNames.ts";
import type { ValueFacts, ValueUse } from "./valueFacts.ts";

/** A gate as the ladder and its lines show it. */
export interface GateLine {
  readonly gate: GateAnswer["gate"];
  readonly name: string;
  readonly head: readonly string[];
  readonly grade: Evidence["grade"];
  readonly known: string;
  /** How many of fifty simulated years have come through this gate and all before it. */
  readonly goOn: number;
}

/** The five gates of a use in their order; empty without a case. */
export function gateLines(facts: ValueFacts, use: ValueUse): GateLine[] {
  let product = 1;
  return (use.value.gates ?? []).map((gate) => {
    product *= gate.chance;
    return {
      gate: gate.gate,
      ...GATE_NAMES[gate.gate],
      grade: gradeOf(gate, use),
      known: knownWords(facts, use, gate),
      goOn: countOf50(product),
    };
  });
}

function gradeOf({ by }: GateAnswer, { workload, value }: ValueUse): Evidence["grade"] {
  switch (by) {
    case "measured":
      return value.effect !== null && "grade" in value.effect ? (value.effect.grade as Evidence["grade"]) : "measured";
    case "counted":
      return workload.case?.behaviour?.grade ?? "measured";
    case "capacity":
      return "sampled";
    case "booked":
    case "production":
      return "measured";
    case "record":
      return "sampled";
    case "reference":
      return "guessed";
  }
}

/** How a gate is known: "37 times as likely as no change". */
export function knownWords({ plan }: Pick<ValueFacts, "plan">, use: ValueUse, gate: GateAnswer): string {
  switch (gate.by) {
    case "measured":
      return likelihoodWords(gate.bayesFactor ?? 1);
    case "counted":
      return countedWords(use, gate.factor ?? 1);
    case "capacity":
      return capacityWords(use);
    case "booked":
      return "finance has booked a benefit";
    case "production":
      return "in production";
    case "record": {
      const record = plan.value.record[gate.gate];
      return record === undefined ? "as for own pilots" : `own pilots: ${record.passed} of ${record.of} passed`;
    }
    case "reference":
      return gate.gate === "captured" ? "as for such pilots; nothing booked" : "as for such pilots";
  }
}

/** How much more likely the months are if the claim is true. */
export function likelihoodWords(bayesFactor: number): string {
  if (bayesFactor >= 1.5) return `${timesWords(bayesFactor)} times as likely as no change`;
  if (bayesFactor > 1 / 1.5) return "about as likely as no change";
  return `no change is ${timesWords(1 / bayesFactor)} times as likely`;
}

/** A factor to two digits: "37", "2.2", "over 1,000". */
export function timesWords(factor: number): string {
  if (factor > 1000) return "over 1,000";
  return factor >= 10 ? formatCount(factor) : formatFactor(factor);
}

function countedWords({ workload }: ValueUse, factor: number): string {
  const behaviour = workload.case?.behaviour ?? null;
  const last = behaviour?.did === undefined ? null : lastCounted(behaviour.did.values);
  if (behaviour === null || last === null) return "counted";
  return `${formatCount(last.did)} of ${formatCount(behaviour.eligible)}: ${formatPercent(factor)} of the need`;
}

/** What the narrowest step of a workflow takes a day; undefined: no step is known to limit it. */
export function narrowestCapacity({ case: own }: Pick<ResolvedWorkload, "case">): Uncertain | undefined {
  const capacities = (own?.workflow ?? []).flatMap(({ capacityPerDay }) =>
    capacityPerDay === null ? [] : [capacityPerDay],
  );
  return capacities.toSorted((a, b) => uncertainQuantile(a, 0.5) - uncertainQuantile(b, 0.5))[0];
}

/** "3,300 to 4,300 a day; 7,000 wait" of the narrowest step; without a capacity nothing is known to limit. */
export function capacityWords({ workload, value }: Pick<ValueUse, "workload" | "value">): string {
  const narrowest = narrowestCapacity(workload);
  if (narrowest === undefined) return "no step is known to limit it";
  const [low, high] = [0.1, 0.9].map((level) => formatCount(uncertainQuantile(narrowest, level)));
  const rate = low === high ? `${low} a day` : `${low} to ${high} a day`;
  const waiting = value.waiting?.mean ?? 0;
  return waiting >= 1 ? `${rate}; ${formatCount(waiting, significantStep(waiting, 2))} wait` : rate;
}

/** The classes that can be argued with, and where they come from. */
export const BASE_RATES: readonly { readonly value: number; readonly source: string }[] = [
  { value: 0.05, source: "pilots with a measurable effect on the profit and loss account" },
  { value: 0.21, source: "S&P 500 companies that can name a benefit" },
  { value: 0.29, source: "organizations with significant return" },
];

/** Where the class stands on: "of pilots show in the P&L (surveys, contested)". */
export function baseRateSource(baseRate: number): string {
  const known = BASE_RATES.find(({ value }) => value === baseRate);
  return known === undefined ? "your own assumption" : `${known.source}; surveys, contested, not constants`;
}
