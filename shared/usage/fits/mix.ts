import type { Mix } from "#shared/plan/schema/plan.ts";
import { formatCount } from "#shared/format/counts.ts";
import { type NotKnown, type Runs, type TokenClasses, notKnown, runsOneByOne } from "./runs.ts";

/** Share of each class in all tokens, with its standard error (a ratio of sums over runs). */
export interface TokenMix {
  readonly known: true;
  readonly mix: Record<keyof TokenClasses, number>;
  readonly standardErrors: Record<keyof TokenClasses, number>;
  readonly runs: number;
  readonly words: string;
}

const CLASSES = ["input", "cacheRead", "cacheWrite", "output"] as const;

/** The token mix of the runs of one model. */
export function tokenMix(runs: Runs): TokenMix | NotKnown {
  const mix = mixOf(runs);
  const single = runsOneByOne(runs);
  if (!mix.known || single === runs) return mix;
  // Runs of a bin share its mix: how much runs differ is estimated from those that came one by one.
  const some = mixOf(single);
  if (!some.known) return mix;
  const scale = Math.sqrt(some.runs / mix.runs);
  const standardErrors = { ...mix.standardErrors };
  for (const name of CLASSES) standardErrors[name] = some.standardErrors[name] * scale;
  return { ...mix, standardErrors };
}

function mixOf({ classes }: Runs): TokenMix | NotKnown {
  if (classes === null) return notKnown("The export does not separate the kinds of tokens.");
  const n = classes.input.length;
  const totals = classes.input.map(
    (input, i) => input + classes.cacheRead[i]! + classes.cacheWrite[i]! + classes.output[i]!,
  );
  const whole = totals.reduce((sum, total) => sum + total, 0);
  if (!(whole > 0)) return notKnown("No run has tokens of any class.");
  const sums = CLASSES.map((name) => classes[name].reduce((sum, tokens) => sum + tokens, 0) / whole);
  const errors = CLASSES.map((name, c) => {
    let squares = 0;
    for (let i = 0; i < n; i++) squares += (classes[name][i]! - sums[c]! * totals[i]!) ** 2;
    return n > 1 ? Math.sqrt((squares * n) / (n - 1)) / whole : NaN;
  });
  const named = (values: readonly number[]) =>
    Object.fromEntries(CLASSES.map((name, c) => [name, values[c]!])) as Record<keyof TokenClasses, number>;
  return {
    known: true,
    mix: named(sums),
    standardErrors: named(errors),
    runs: n,
    words: `from the tokens of ${formatCount(n)} runs`,
  };
}

/** The mix as a plan writes it: four decimals, the largest class takes what rounding leaves, so that they sum to 1. */
export function planMix({ mix }: TokenMix): Mix {
  const rounded = CLASSES.map((name) => Math.round(mix[name] * 1e4));
  const largest = rounded.indexOf(Math.max(...rounded));
  rounded[largest]! += 1e4 - rounded.reduce((sum, share) => sum + share, 0);
  return Object.fromEntries(CLASSES.flatMap((name, c) => (rounded[c] === 0 ? [] : [[name, rounded[c]! / 1e4]])));
}
