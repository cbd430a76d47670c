import { QUESTIONS } from "#shared/forecast/value/questions.ts";
import { measuredWords } from "./effectWords.ts";
import { answersForWords } from "./ownerWords.ts";
import { QUESTION_NAMES } from "./questionWords.ts";
import { readingWords } from "./verbWords.ts";
import { usesOf, type ValueFacts, type ValueUse } from "./valueFacts.ts";

type FileRow = readonly (string | number | null)[];

/** The uses with their figures in full, for a file: money in the plan's currency, chances 0 to 1, dates ISO 8601. */
export function fileOfUses(facts: ValueFacts): {
  readonly columns: readonly string[];
  readonly rows: readonly FileRow[];
} {
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
    rows: usesOf(facts).map((use) => [...statedCells(use), ...figureCells(facts, use)]),
  };
}

/** What a use is, and what is known of it. */
function statedCells({ workload, value }: ValueUse): FileRow {
  const open = QUESTIONS.filter((question) => !value.questions[question]).map((question) => QUESTION_NAMES[question]);
  return [
    workload.name,
    open.join(", "),
    workload.owner,
    answersForWords(workload),
    measuredWords({ workload, value }),
  ];
}

/** Its chance, its money and what to do about it. */
function figureCells({ answer }: ValueFacts, { id, value }: ValueUse): FileRow {
  const { pays, benefit, claimed, net, ifCut } = value;
  return [
    pays?.probability ?? null,
    answer.tiles.costPerOutcome.find((cost) => cost.workload === id)?.loaded ?? null,
    meanOf(benefit),
    claimed.mean,
    meanOf(net),
    ifCut?.from ?? null,
    meanOf(ifCut?.saves),
    meanOf(ifCut?.givesUp),
    answer.decisions.find((decision) => decision.workload === id)?.on ?? null,
    readingWords(value),
  ];
}

function meanOf(figure: { readonly mean: number } | null | undefined): number | null {
  return figure?.mean ?? null;
}
