import { QUESTIONS } from "#shared/forecast/value/questions.ts";
import { measuredWords } from "./effectWords.ts";
import { QUESTION_NAMES } from "./questionWords.ts";
import { readingWords } from "./verbWords.ts";
import { usesOf, type ValueFacts } from "./valueFacts.ts";

/** The uses with their figures in full, for a file: money in the plan's currency, chances 0 to 1, dates ISO 8601. */
export function fileOfUses(facts: ValueFacts): {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
} {
  const { answer } = facts;
  return {
    columns: [
      "use",
      "open questions",
      "owner",
      "answers for",
      "measured",
      "chance that it pays back",
      "cost of an outcome",
      "benefit, mean",
      "claimed, mean",
      "net, mean",
      "cut from",
      "a cut saves, mean",
      "a cut gives up, mean",
      "decision on",
      "reading",
    ],
    rows: usesOf(facts).map(({ id, workload, value }) => [
      workload.name,
      QUESTIONS.filter((question) => !value.questions[question])
        .map((question) => QUESTION_NAMES[question])
        .join(", "),
      workload.owner,
      workload.case?.answersFor ?? null,
      measuredWords({ workload, value }),
      value.pays?.probability ?? null,
      answer.tiles.costPerOutcome.find((cost) => cost.workload === id)?.loaded ?? null,
      value.benefit?.mean ?? null,
      value.claimed.mean,
      value.net?.mean ?? null,
      value.ifCut?.from ?? null,
      value.ifCut?.saves.mean ?? null,
      value.ifCut?.givesUp.mean ?? null,
      answer.decisions.find((decision) => decision.workload === id)?.on ?? null,
      readingWords(value),
    ]),
  };
}
