import type { ResolvedCase } from "#shared/plan/resolving/resolvedValue.ts";
import type { EstimatedEffect } from "#shared/value/effect.ts";
import { agreedInTime } from "#shared/value/evidenceWidth.ts";

/** What counting does not see, beside every picture of an effect. */
export type Stamp = "no-control" | "not-agreed" | "agreed-late" | "self-reported" | "few-months";

/** An effect from fewer months than this is stamped as such. */
const FEW_BEFORE = 12;
const FEW_AFTER = 6;

/** The stamps of a case's metric; none without a metric. */
export function stampsOf({ metric }: Pick<ResolvedCase, "metric">, effect: EstimatedEffect | null): Stamp[] {
  if (metric === null) return [];
  const stamps: Stamp[] = [];
  if (metric.control === undefined) stamps.push("no-control");
  if (metric.agreed === undefined) stamps.push("not-agreed");
  else if (!agreedInTime(metric.agreed, metric.after?.from)) stamps.push("agreed-late");
  if ((metric.evidence?.grade ?? "guessed") === "guessed") stamps.push("self-reported");
  if (effect !== null && (effect.series.before < FEW_BEFORE || effect.series.after < FEW_AFTER))
    stamps.push("few-months");
  return stamps;
}
