import { readFileSync } from "node:fs";
import { expect } from "vitest";

/** One outside number: see test/fixtures/value/README.md. */
export interface ValueCase<Input, Answer> {
  readonly id: string;
  readonly kind: string;
  readonly input: Input;
  readonly answer: Answer;
  readonly tolerance: {
    readonly relative?: number;
    readonly absolute?: number;
    readonly standardErrors?: number;
  };
  readonly exact?: Readonly<Record<string, number>>;
}

const all = (
  JSON.parse(readFileSync("test/fixtures/value/value_cases.json", "utf8")) as {
    readonly cases: readonly ValueCase<unknown, unknown>[];
  }
).cases;

/** The cases of a kind, ready for `it.each`. The file is trusted: it stands in the repository. */
export function casesOf<Input, Answer>(kind: string): ValueCase<Input, Answer>[] {
  const found = all.filter((one) => one.kind === kind);
  if (found.length === 0) throw new Error(`no outside numbers of the kind ${kind}`);
  return found as ValueCase<Input, Answer>[];
}

/** Within the tolerance of a case, relative or absolute, whichever is wider. */
export function expectNear(
  found: number,
  wanted: number,
  { relative = 0, absolute = 0 }: ValueCase<unknown, unknown>["tolerance"],
): void {
  const reach = Math.max(relative * Math.abs(wanted), absolute);
  expect(found, `${found} against ${wanted}`).toBeGreaterThanOrEqual(wanted - reach);
  expect(found, `${found} against ${wanted}`).toBeLessThanOrEqual(wanted + reach);
}
