import { countOf50, formatChance, formatShare } from "#shared/format/chances.ts";
import { significantStep } from "#shared/format/digits.ts";
import { moneyAmong, moneyStyle } from "#shared/format/money.ts";
import type { Evidence } from "#shared/plan/schema/plan.ts";
import { QUESTIONS, type Question } from "#shared/forecast/value/questions.ts";
import { isBeyondAxes } from "#shared/value/quadrant.ts";
import { measuredWords } from "./effectWords.ts";
import { LIKELY } from "./answerWords.ts";
import { answersForWords } from "./ownerWords.ts";
import { QUESTION_NAMES } from "./questionWords.ts";
import { readingOf, type Reading } from "./verbWords.ts";
import { costWords, longDay, shortDay, usesOf, type ValueFacts, type ValueUse } from "./valueFacts.ts";

/** A cell: its words, and words beside it in a fainter ink. */
export interface Cell {
  readonly text: string;
  readonly after: string;
  /** Nothing is known: the text says so. */
  readonly isUnknown?: true;
}

/** A row of the table "Use by use". */
export interface UseRow {
  readonly id: string;
  readonly name: string;
  readonly grade: Evidence["grade"];
  readonly questions: readonly { readonly question: Question; readonly isAnswered: boolean }[];
  readonly answered: number;
  readonly owner: Cell;
  readonly measured: Cell;
  readonly pays: Cell;
  readonly cost: Cell;
  readonly saves: Cell;
  readonly givesUp: Cell;
  readonly decide: Cell & { readonly isOverdue: boolean };
  readonly reading: Reading;
  /** What the row may be sorted by; null sorts last. Never the owner. */
  readonly sort: { readonly money: number | null; readonly chance: number | null; readonly date: string | null };
}

/** The table of uses, with all of them together below. */
export interface UseTable {
  readonly rows: readonly UseRow[];
  readonly together: { readonly pays: string; readonly saves: string; readonly givesUp: string; readonly note: string };
  /** "if cut on April 1"; null: nothing has a case. */
  readonly cutHead: string;
}

const known = (text: string, after = ""): Cell => ({ text, after });
const unknown = (text: string): Cell => ({ text, after: "", isUnknown: true });

/** The rows of the plan's uses, in its order. */
export function tableOfUses(facts: ValueFacts): UseTable {
  const uses = usesOf(facts);
  const cuts = uses.flatMap(({ value }) => (value.ifCut === null ? [] : [value.ifCut]));
  const largest = Math.max(0, ...cuts.flatMap(({ saves, givesUp }) => [saves.mean, givesUp.mean]));
  const style = moneyStyle(facts.plan.currency, largest, significantStep(largest, 2));
  const money = (amount: number): string => moneyAmong(style, amount, significantStep(amount, 2));
  const sum = (part: "saves" | "givesUp"): number => cuts.reduce((total, cut) => total + cut[part].mean, 0);
  const days = new Set(cuts.map(({ from }) => from));
  return {
    rows: uses.map((use) => rowOfUse(facts, use, money)),
    together: {
      pays: facts.answer.portfolio.pays === null ? "" : formatChance(facts.answer.portfolio.pays.probability),
      saves: cuts.length === 0 ? "" : money(sum("saves")),
      givesUp: cuts.length === 0 ? "" : money(sum("givesUp")),
      note: "after the spend of all uses and fixed costs",
    },
    cutHead: days.size === 1 ? `if cut on ${shortDay(facts, [...days][0]!)}` : "if cut",
  };
}

function rowOfUse(facts: ValueFacts, use: ValueUse, money: (amount: number) => string): UseRow {
  const { id, workload, value } = use;
  const { ifCut, pays } = value;
  return {
    id,
    name: workload.name,
    grade: rowGrade(use),
    questions: QUESTIONS.map((question) => ({ question, isAnswered: value.questions[question] })),
    answered: QUESTIONS.filter((question) => value.questions[question]).length,
    owner: ownerCell(use),
    measured: measuredCell(use),
    pays: pays === null ? unknown("needs a case") : known(formatChance(pays.probability), paysBy(facts, use)),
    cost: costCell(facts, id),
    saves: ifCut === null ? unknown("not known") : known(money(ifCut.saves.mean)),
    givesUp: ifCut === null ? unknown("not known") : known(money(ifCut.givesUp.mean)),
    decide: decideCell(facts, use),
    reading: readingOf(value),
    sort: {
      money: ifCut?.saves.mean ?? null,
      chance: pays?.probability ?? null,
      date: facts.answer.decisions.find(({ workload: own }) => own === id)?.on ?? null,
    },
  };
}

/** How well the outcome of a use is measured. */
export function rowGrade({ value }: ValueUse): Evidence["grade"] {
  const { effect } = value;
  if (effect === null) return "guessed";
  return "refused" in effect ? "judged" : (effect.grade as Evidence["grade"]);
}

/** "VP Engineering" and "bonus", or "answers for nothing"; a use without a case is not asked yet. */
function ownerCell({ workload }: ValueUse): Cell {
  if (workload.owner === null) return unknown("Nobody");
  const answersFor = answersForWords(workload);
  return known(workload.owner, answersFor === "nothing" ? "answers for nothing" : (answersFor ?? ""));
}

function measuredCell(use: ValueUse): Cell {
  const words = measuredWords(use);
  return words.includes("months, control") ? known(words) : unknown(words);
}

/** "by Sep 30" where half of the simulated years have paid back by then. */
function paysBy(facts: ValueFacts, { value }: ValueUse): string {
  const half = value.pays?.quantiles.p50 ?? null;
  return half === null ? "" : `by ${shortDay(facts, half)}`;
}

function costCell(facts: ValueFacts, id: string): Cell {
  const cost = facts.answer.tiles.costPerOutcome.find(({ workload }) => workload === id);
  return cost === undefined ? unknown("cost only") : known(costWords(facts, cost));
}

function decideCell(facts: ValueFacts, { id, workload, value }: ValueUse): UseRow["decide"] {
  const decision = facts.answer.decisions.find(({ workload: own }) => own === id);
  if (decision?.state === "overdue") return { ...known("overdue"), isOverdue: true };
  if (decision !== undefined && decision.on !== null)
    return { ...known(shortDay(facts, decision.on)), isOverdue: false };
  const decided = value.gate?.decided ?? null;
  if (decided !== null) return { ...known(decided === "pass" ? "kept" : "retired"), isOverdue: false };
  return { ...unknown(workload.status === "production" ? "in production" : "no date"), isOverdue: false };
}

/** "3 of 5 answered; open: workflow, behaviour" */
export function questionsSpoken({ questions, answered }: Pick<UseRow, "questions" | "answered">): string {
  const open = questions.filter(({ isAnswered }) => !isAnswered).map(({ question }) => QUESTION_NAMES[question]);
  return `${answered} of 5 answered${open.length === 0 ? "" : `; open: ${open.join(", ")}`}`;
}

/** "Agentic coding, pays back in 9 of 50 simulated years, decision March 31, reading: intervene, expensive and uncertain" */
export function rowSpoken(row: UseRow): string {
  const pays = row.pays.isUnknown === true ? row.pays.text : `pays back in ${row.pays.text} simulated years`;
  const reading = row.reading.after === "" ? row.reading.verb : `${row.reading.verb}, ${row.reading.after}`;
  return `${row.name}, ${pays}, decision ${row.decide.text}, reading: ${reading.charAt(0).toLowerCase()}${reading.slice(1)}`;
}

/** What a table may be sorted by: the plan's order, money, chance or date; never the owner. */
export type UseOrder = "plan" | "money" | "chance" | "date";

/** Behind every date. */
const LAST = "9999";

/** ISO dates in their order: by code points, whatever the machine's language. */
function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Rows in an order: the most money or chance first, the nearest date first, what is not known last. */
export function sortedRows(rows: readonly UseRow[], order: UseOrder): UseRow[] {
  switch (order) {
    case "plan":
      return [...rows];
    case "date":
      return rows.toSorted((a, b) => byText(a.sort.date ?? LAST, b.sort.date ?? LAST));
    case "money":
      return rows.toSorted((a, b) => (b.sort.money ?? -Infinity) - (a.sort.money ?? -Infinity) || 0);
    case "chance":
      return rows.toSorted((a, b) => (b.sort.chance ?? -1) - (a.sort.chance ?? -1));
  }
}

/** The use that is looked at at first: the one with the next decision, else the one that spends most. */
export function firstUse(facts: ValueFacts, spends: Readonly<Record<string, number>>): string | null {
  const next = facts.answer.decisions
    .filter(({ on, state }) => on !== null && state !== "overdue")
    .toSorted((a, b) => byText(a.on!, b.on!))[0];
  if (next !== undefined) return next.workload;
  const ids = facts.plan.workloads.map(({ id }) => id);
  return ids.toSorted((a, b) => (spends[b] ?? 0) - (spends[a] ?? 0))[0] ?? null;
}

/** What the screen says once when it is done: "2 of 8 likely to pay back." */
export function announcement(facts: ValueFacts): string {
  const uses = usesOf(facts);
  const likely = uses.filter(({ value }) => (value.pays?.probability ?? 0) >= LIKELY).length;
  return `${likely} of ${uses.length} likely to pay back.`;
}

/** What the quadrant does not place, and what its hollow dots are. */
export function quadrantNote(facts: ValueFacts): string {
  const uses = usesOf(facts);
  const absent = uses.filter(({ value }) => value.quadrant === null).map(({ workload }) => workload.name);
  const beyond = uses.filter(({ value }) => isBeyondAxes(value.quadrant?.ellipse)).map(({ workload }) => workload.name);
  const isLocked = uses.some(({ value }) => (value.quadrant?.lockedMiddle ?? null) !== null);
  const { original } = facts.answer;
  return [
    ...(isLocked && original !== null ? [`Hollow: as locked on ${longDay(facts, original.date)}.`] : []),
    ...(beyond.length > 0 ? [`${beyond.length} beyond the axes: ${beyond.join(", ")}.`] : []),
    ...(absent.length > 0 ? [`Not placed: ${absent.join(", ")} (no claim).`] : []),
  ].join(" ");
}

/** Of fifty simulated years in how many nothing reaches the money, and how much of what was planned is used. */
export function quadrantWords({
  workload,
  value,
}: ValueUse): { readonly before: string; readonly count: string; readonly after: string } | null {
  const { quadrant } = value;
  if (quadrant === null) return null;
  const { use, nothing } = quadrant.ellipse;
  const used =
    use === null
      ? "has a claim"
      : use >= 0.8 && use <= 1.2
        ? "is used as planned"
        : `is used ${formatShare(use)} as much as planned`;
  return {
    before: `${workload.name} ${used}; in `,
    count: formatChance(nothing),
    after: ` simulated ${countOf50(nothing) === 1 ? "year" : "years"} nothing reaches the money.`,
  };
}
