import { QUESTION_NAMES } from "#shared/forecast/value/words/questionWords.ts";
import { answersForWords } from "#shared/forecast/value/words/ownerWords.ts";
import { measuredWords } from "#shared/forecast/value/words/effectWords.ts";
import { plainWords } from "#shared/forecast/words/runs.ts";
import { ruleRuns } from "#shared/forecast/value/words/ruleWords.ts";
import { tableOfUses } from "#shared/forecast/value/words/rowWords.ts";
import { usesOf, type ValueFacts, type ValueUse } from "#shared/forecast/value/words/valueFacts.ts";
import { readingWords } from "#shared/forecast/value/words/verbWords.ts";
import { valueAnswerRuns } from "#shared/forecast/value/words/answerWords.ts";
import { columnLetters, EMPTY, MONEY, PERCENT, type CellModel, type SheetModel } from "./model.ts";

export const VALUE_SHEET = "Value";

/** Rows above the first use: title, answer, two notes, both ways to fail, a gap and the heads. */
const FIRST_ROW = 13;

interface Column {
  readonly head: string;
  readonly width: number;
  readonly isNumeric?: boolean;
  /** Of the row of all uses; absent: nothing. `rows`: first and last row of the uses. */
  readonly total?: (letter: string, rows: readonly [number, number], facts: ValueFacts) => CellModel;
  readonly cell: (use: ValueUse, row: number, facts: ValueFacts) => CellModel;
}

const text = (words: string | null): CellModel => (words === null ? EMPTY : { text: words });
const money = (amount: number | null | undefined): CellModel =>
  amount === null || amount === undefined ? EMPTY : { number: amount, format: MONEY };
const chance = (probability: number | null | undefined): CellModel =>
  probability === null || probability === undefined ? EMPTY : { number: probability, format: PERCENT };
const formula = (words: string, number: number, format: string): CellModel => ({ formula: words, number, format });

/** The sum of a column of money, live. */
function summed(of: (use: ValueUse) => number | null | undefined): NonNullable<Column["total"]> {
  return (letter, [first, last], facts) =>
    formula(
      `SUM(${letter}${first}:${letter}${last})`,
      usesOf(facts).reduce((sum, use) => sum + (of(use) ?? 0), 0),
      MONEY,
    );
}

const benefitOf = ({ value }: ValueUse): number | null => value.benefit?.mean ?? null;
const claimedOf = ({ value }: ValueUse): number => value.claimed.mean;
/** What a use costs: its benefit less its net. */
const costsOf = ({ value }: ValueUse): number | null =>
  value.benefit === null || value.net === null ? null : value.benefit.mean - value.net.mean;
const netOf = ({ value }: ValueUse): number | null => value.net?.mean ?? null;
const savesOf = ({ value }: ValueUse): number | null => value.ifCut?.saves.mean ?? null;
const givesUpOf = ({ value }: ValueUse): number | null => value.ifCut?.givesUp.mean ?? null;

/** Letters of the columns that formulas speak of. */
const AT = { claimed: "H", benefit: "I", costs: "K", saves: "N", givesUp: "O" } as const;

const COLUMNS: readonly Column[] = [
  { head: "Use", width: 32, cell: ({ workload }) => ({ text: workload.name, style: "strong" }) },
  {
    head: "Open questions",
    width: 44,
    cell: ({ value }) => text(value.open.map((question) => QUESTION_NAMES[question]).join(", ") || "none"),
  },
  { head: "Owner", width: 26, cell: ({ workload }) => text(workload.owner ?? "nobody") },
  { head: "Answers for", width: 32, cell: ({ workload }) => text(answersForWords(workload)) },
  { head: "Measured", width: 26, cell: (use) => text(measuredWords(use)) },
  {
    head: "Pays back, chance",
    width: 12,
    isNumeric: true,
    cell: ({ value }) => chance(value.pays?.probability),
    total: (_, __, { answer }) => chance(answer.portfolio.pays?.probability),
  },
  {
    head: "All-in cost of an outcome",
    width: 14,
    isNumeric: true,
    cell: ({ id }, _, { answer }) => {
      const cost = answer.tiles.costPerOutcome.find(({ workload }) => workload === id);
      return cost === undefined ? EMPTY : { number: cost.loaded, format: "#,##0.00" };
    },
  },
  { head: "Claimed", width: 14, isNumeric: true, cell: (use) => money(claimedOf(use)), total: summed(claimedOf) },
  { head: "Benefit", width: 14, isNumeric: true, cell: (use) => money(benefitOf(use)), total: summed(benefitOf) },
  {
    head: "Benefit of what is claimed",
    width: 12,
    isNumeric: true,
    cell: (use, row) => shareCell(row, benefitOf(use), claimedOf(use)),
    total: (_, [, last], facts) => {
      const uses = usesOf(facts);
      const [benefit, claimed] = [benefitOf, claimedOf].map((of) => uses.reduce((all, use) => all + (of(use) ?? 0), 0));
      return shareCell(last + 1, benefit!, claimed!);
    },
  },
  { head: "Costs", width: 14, isNumeric: true, cell: (use) => money(costsOf(use)), total: summed(costsOf) },
  {
    head: "Net",
    width: 14,
    isNumeric: true,
    cell: (use, row) => differenceCell(netOf(use), `${AT.benefit}${row}-${AT.costs}${row}`),
    total: summed(netOf),
  },
  { head: "If cut from", width: 13, cell: ({ value }) => text(value.ifCut?.from ?? null) },
  { head: "A cut saves", width: 14, isNumeric: true, cell: (use) => money(savesOf(use)), total: summed(savesOf) },
  { head: "and gives up", width: 14, isNumeric: true, cell: (use) => money(givesUpOf(use)), total: summed(givesUpOf) },
  {
    head: "Saves less gives up",
    width: 14,
    isNumeric: true,
    cell: (use, row) => differenceCell(cutOf(use), `${AT.saves}${row}-${AT.givesUp}${row}`),
    total: summed(cutOf),
  },
  {
    head: "Decide on",
    width: 13,
    cell: ({ id }, _, { answer }) => text(answer.decisions.find(({ workload }) => workload === id)?.on ?? null),
  },
  { head: "Passes, chance", width: 12, isNumeric: true, cell: ({ value }) => chance(value.gate?.passes) },
  { head: "Deciding then brings", width: 14, isNumeric: true, cell: ({ value }) => money(value.gate?.ruleWorth) },
  { head: "Reading", width: 40, cell: ({ value }) => text(readingWords(value)) },
  { head: "Rule", width: 80, cell: (use, _, facts) => text(plainWords(ruleRuns(facts, use))) },
];

function cutOf(use: ValueUse): number | null {
  const [saves, givesUp] = [savesOf(use), givesUpOf(use)];
  return saves === null || givesUp === null ? null : saves - givesUp;
}

function differenceCell(difference: number | null, words: string): CellModel {
  return difference === null ? EMPTY : formula(words, difference, MONEY);
}

function shareCell(row: number, benefit: number | null, claimed: number): CellModel {
  if (benefit === null || !(claimed > 0)) return EMPTY;
  return formula(`${AT.benefit}${row}/${AT.claimed}${row}`, benefit / claimed, PERCENT);
}

/** The uses of AI in a workbook: means of the year in the plan's currency, chances as shares, sums as formulas. */
export function valueSheet(facts: ValueFacts): SheetModel {
  const uses = usesOf(facts);
  const rows = [FIRST_ROW, FIRST_ROW + uses.length - 1] as const;
  return {
    name: VALUE_SHEET,
    rows: [
      [{ text: "What we get for it", style: "title" }],
      [{ text: valueAnswerRuns(facts).map(plainWords).join(" "), style: "note" }],
      [
        {
          text: "Means of the year. A saving is shown with the benefit that it gives up. Black: formulas.",
          style: "note",
        },
      ],
      [],
      ...failureRows(facts),
      [],
      COLUMNS.map(({ head, isNumeric }) => ({
        text: head,
        style: "head",
        ...(isNumeric === true ? { isNumeric } : {}),
      })),
      ...uses.map((use, i) => COLUMNS.map(({ cell }) => cell(use, FIRST_ROW + i, facts))),
      COLUMNS.map(({ total }, i): CellModel => {
        if (i === 0) return { text: "All uses together", style: "total" };
        const cell = total?.(columnLetters(i), rows, facts) ?? EMPTY;
        return { ...cell, style: "total" };
      }),
      [{ text: `All uses together, chance: ${tableOfUses(facts).together.note}.`, style: "note" }],
    ],
    widths: COLUMNS.map(({ width }) => width),
    frozen: { rows: FIRST_ROW - 1, columns: 1 },
    print: { repeatedRows: FIRST_ROW - 1 },
  };
}

/** That the money lasts, that the uses pay back, and both, with the budget and with the request: six rows. */
function failureRows({ answer: { portfolio } }: ValueFacts): CellModel[][] {
  const { failures } = portfolio;
  const line = (words: string, of: "amount" | "lasts" | "pays" | "both"): CellModel[] => [
    { text: words },
    ...[failures?.budget, failures?.request].map((one): CellModel => {
      if (one === null || one === undefined) return EMPTY;
      return of === "amount" ? money(one.amount) : chance(one[of]);
    }),
  ];
  return [
    [
      { text: "Both ways to fail", style: "head" },
      { text: "Budget", style: "head", isNumeric: true },
      { text: "Request", style: "head", isNumeric: true },
    ],
    line("Amount", "amount"),
    line("The money lasts the year, chance", "lasts"),
    line("The uses pay back in it, chance", "pays"),
    line("Both in the same simulated year", "both"),
    [],
  ];
}
