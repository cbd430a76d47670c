import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { formatDateLong } from "#shared/format/dates.ts";
import { askSentence, goneSentence, safeUntilSentence, type PlanFacts } from "#shared/forecast/words/sentences.ts";
import { epochDayOf } from "#shared/units.ts";
import type { TermId } from "#renderer/controls/glossary.ts";

/** A stretch of the answer: plain, a word of the glossary, a key figure, or money past the budget. */
export type AnswerRun =
  | { readonly text: string; readonly kind: "plain" | "key" | "over" }
  | { readonly text: string; readonly kind: "term"; readonly term: TermId };

/** Words of the answer that the glossary explains; each at its first place. */
const TERMS: Readonly<Record<string, TermId>> = {
  gone: "runOut",
  futures: "future",
  safe: "safeUntil",
  "ask for": "ask",
};
const TERM = /\b(gone|futures|safe|ask for)\b/;

/**
 * The answer of the Outlook: when it is gone, until when it is safe, what to ask for. The sentences are those of the
 * command line and the paper.
 */
export function outlookAnswer(forecast: Forecast, facts: PlanFacts): AnswerRun[] {
  return explained(
    emphasised([withHalf(forecast, facts), safeUntilSentence(forecast, facts), askSentence(forecast, facts)].join(" ")),
  );
}

/** "… in 39 of 50 futures, and by November 5 in half." */
function withHalf(forecast: Forecast, facts: PlanFacts): string {
  const gone = goneSentence(forecast, facts);
  const half = forecast.runOut.quantiles.p50;
  return half === null
    ? gone
    : gone.replace(
        / futures(, and work stops)?\.$/,
        (_, stops: string | undefined) =>
          ` futures, and by ${formatDateLong(epochDayOf(half), facts)} in half${stops ?? ""}.`,
      );
}

const MONTH = "January|February|March|April|May|June|July|August|September|October|November|December";
const KEY = new RegExp(
  String.raw`(\d+ of 50|under 1 in 50|over 49 of 50)|((?:${MONTH}) \d+(?:, \d{4})?)|(?<=ask for )([^:]+)(?=:)`,
  "g",
);

/** Counts of futures in vermilion, dates and the ask in ink. None of 50 is past nothing. */
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
