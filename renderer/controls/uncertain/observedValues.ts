import { significant } from "#shared/format/digits.ts";
import { inPlainNotation, typedPlainly } from "#shared/format/notation.ts";
import { betaQuantile } from "#shared/numerics/incompleteBeta.ts";
import { nextValueRange } from "#shared/statistics/nextValue.ts";
import type { Evidence, Uncertain } from "#shared/plan/schema/plan.ts";
import { evidenceText, evidenceWords } from "#shared/plan/register/evidenceWords.ts";
import { typedPlain, withEvidence, written, type NumberWriting } from "./uncertainShapes.ts";

/** Past values of a number, and what they are: "Jan to Mar". */
export interface ObservedValues {
  readonly values: readonly number[];
  readonly words: string;
}

const NOTHING: ObservedValues = { values: [], words: "" };

/** "1.36, 1.42, 1.43 (Jan to Mar)" as values and words; null where one of them is no number. */
export function parseObserved(text: string, writing: NumberWriting): ObservedValues | null {
  if (text.trim() === "") return NOTHING;
  const match = /^(.*?)(?:\(([^()]*)\))?\s*$/s.exec(text)!;
  const values = tokensOf(typedPlainly(match[1]!)).map((token) => typedPlain(token, writing));
  if (values.length === 0 || values.some((value) => value === null)) return null;
  return { values: values as number[], words: (match[2] ?? "").trim() };
}

/** Commas may part values and thousands: "1,300, 1,400" are two, "1,2,3" are three. */
function tokensOf(text: string): string[] {
  const isThousands = /^[^\d,]*\d{1,3}(,\d{3})+(\.\d+)?\D*$/;
  return text
    .split(/,\s+|[;\s]+/)
    .flatMap((token) => (token.includes(",") && !isThousands.test(token) ? token.split(",") : [token]))
    .filter((token) => token !== "");
}

/** The values as they are typed. */
export function observedText({ values, words }: ObservedValues, writing: NumberWriting): string {
  const list = values.map((value) => written(value, writing)).join(", ");
  return words === "" ? list : `${list} (${words})`;
}

/** Past values of a number; nothing where the plan keeps nothing, or something unreadable. */
export function observedOf(evidence: Evidence | undefined, writing: NumberWriting): ObservedValues {
  return inPlainNotation(() => parseObserved(evidenceWords(evidence?.source).observed, writing)) ?? NOTHING;
}

/** The same evidence with other past values. */
export function withObserved(
  evidence: Evidence | undefined,
  observed: ObservedValues,
  writing: NumberWriting,
): Evidence {
  const { source: replaced, ...others } = evidence ?? { grade: "guessed" };
  const text = evidenceText({
    ...evidenceWords(replaced),
    observed: inPlainNotation(() => observedText(observed, writing)),
  });
  return text === undefined ? others : { ...others, source: text };
}

/** Ends of the 8 in 10 of Beta(3, 3), the symmetric PERT. */
const PERT_P10 = betaQuantile(0.1, 3, 3);

/**
 * The number that past values give: where the next like value will lie, 8 chances in 10; certain where all were the
 * same, or there was one. Its evidence stays; a guess becomes a sample.
 */
export function numberOfObserved(values: readonly number[], evidence: Evidence | undefined): Uncertain {
  const source: Evidence = {
    ...evidence,
    grade: evidence === undefined || evidence.grade === "guessed" ? "sampled" : evidence.grade,
  };
  const tidy = (value: number): number => significant(value, 3);
  if (values.every((value) => value === values[0])) return withEvidence(values[0]!, source);
  const { low, middle, high } = nextValueRange(values);
  if (low > 0) return { p10: tidy(low), p90: tidy(high), evidence: source };
  // A lognormal knows no zero and no debts: a symmetric low, likely, high with the same 8 in 10.
  const reach = (high - low) / 2 / (1 - 2 * PERT_P10);
  return { min: tidy(middle - reach), mode: tidy(middle), max: tidy(middle + reach), evidence: source };
}
