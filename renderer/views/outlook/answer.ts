import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { formatDateLong } from "#shared/format/dates.ts";
import { askSentence, runOutSentence, safeUntilSentence, type PlanFacts } from "#shared/forecast/words/sentences.ts";
import { epochDayOf } from "#shared/units.ts";
import type { TermId } from "#shared/guide/glossary.ts";

/** A stretch of the answer: plain, a word of the glossary, a key figure, or money past the budget. */
export type AnswerRun =
  | { readonly text: string; readonly kind: "plain" | "key" | "over" }
  | { readonly text: string; readonly kind: "term"; readonly term: TermId };

/** Words of the answer that the glossary explains; each at its first place. */
const TERMS: Readonly<Record<string, TermId>> = {
  spent: "runOut",
  "simulated years": "simulatedYear",
  safe: "safeUntil",
  budget: "ask",
};
const TERM = /\b(spent|simulated years|safe|(?<=whole year, )budget)\b/;

/**
 * The answer of the Outlook: when the budget is spent, until when it is safe, what to request. The sentences are those of the
 * command line and the PDF.
 */
export function outlookAnswer(forecast: Forecast, facts: PlanFacts): AnswerRun[] {
  return explained(
    emphasised([withHalf(forecast, facts), safeUntilSentence(forecast, facts), askSentence(forecast, facts)].join(" ")),
  );
}

/** "… in 39 of 50 simulated years, with even odds by November 5." */
function withHalf(forecast: Forecast, facts: PlanFacts): string {
  const chance = runOutSentence(forecast, facts);
  const half = forecast.runOut.quantiles.p50;
  return half === null
    ? chance
    : chance.replace(
        / simulated years(, and work stops)?\.$/,
        (_, stops: string | undefined) =>
          ` simulated years, with even odds by ${formatDateLong(epochDayOf(half), facts)}${stops ?? ""}.`,
      );
}

const MONTH = "January|February|March|April|May|June|July|August|September|October|November|December";
const KEY = new RegExp(
  String.raw`(\d+ of 50|fewer than 1 in 50|more than 49 of 50)|((?:${MONTH}) \d+(?:, \d{4})?)|(?<=whole year, budget )([^:]+)(?=:)`,
  "g",
);

/** Counts of simulated years in vermilion, dates and the request in ink. */
function emphasised(text: string): AnswerRun[] {
  const runs: AnswerRun[] = [];
  let at = 0;
  for (const match of text.matchAll(KEY)) {
    if (match.index > at) runs.push({ text: text.slice(at, match.index), kind: "plain" });
    const isOver = match[1] !== undefined && !text.slice(0, match.index).includes("lasts the year");
    runs.push({ text: match[0], kind: isOver ? "over" : "key" });
    at = match.index + match[0].length;
  }
  return at < text.length ? [...runs, { text: text.slice(at), kind: "plain" }] : runs;
}

/** The answer with its terms apart, each once. */
function explained(runs: readonly AnswerRun[]): AnswerRun[] {
  const met = new Set<string>();
  return runs.flatMap((run): AnswerRun[] => {
    if (run.kind !== "plain") return [run];
    return run.text.split(TERM).flatMap((text): AnswerRun[] => {
      const term = TERMS[text];
      if (term === undefined || met.has(text)) return text === "" ? [] : [{ text, kind: "plain" }];
      met.add(text);
      return [{ text, kind: "term", term }];
    });
  });
}
