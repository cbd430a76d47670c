import { uncertainQuantile, type UncertainNumber } from "#shared/distributions/uncertain.ts";
import { formatPercent } from "#shared/format/chances.ts";
import { formatNumber } from "#shared/format/counts.ts";
import { significant } from "#shared/format/digits.ts";

/** A price change or a renewal: perhaps, times something. */
interface PriceEvent {
  readonly multiplier: UncertainNumber;
  readonly probability: number;
}

/**
 * "0.6 to 1 times, 25% likely": its 80% range, and how likely it is. Where other ends were typed (lowest and highest),
 * the words say which range it is: "4.1 to 4.9 times (80% range), 40% likely".
 */
export function eventWords({ multiplier, probability }: PriceEvent): string {
  const [low, high] = [0.1, 0.9].map((p) => significant(uncertainQuantile(multiplier, p), 2)) as [number, number];
  const isTyped = typeof multiplier === "object" && "p10" in multiplier;
  const range = `${formatNumber(low)} to ${formatNumber(high)} times${isTyped ? "" : " (80% range)"}`;
  const times = low === high ? `${formatNumber(low)} times` : range;
  return probability >= 1 ? `${times}, certain` : `${times}, ${formatPercent(probability)} likely`;
}
