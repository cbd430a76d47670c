import { numberWord, sentenceCase } from "#shared/format/text.ts";
import { longDay, nameOf, usesOf, type ValueFacts } from "./valueFacts.ts";

/** The last date of decisions that have one, ISO. */
function lastDate(decisions: readonly { readonly on: string | null }[]): string | null {
  return decisions.reduce<string | null>(
    (last, { on }) => (on !== null && (last === null || on > last) ? on : last),
    null,
  );
}

/** "Expand two uses, decide on Agentic coding by June 30, and settle one decision that is overdue" */
export function readingTitle(facts: ValueFacts): string {
  const uses = usesOf(facts);
  const countOf = (verb: string): number => uses.filter(({ value }) => value.verb === verb).length;
  const useWords = (count: number): string => `${numberWord(count)} ${count === 1 ? "use" : "uses"}`;
  const { decisions } = facts.answer;
  const due = decisions.filter(({ state }) => state === "due");
  const overdue = decisions.filter(({ state }) => state === "overdue").length;
  const last = lastDate(due);
  const [expand, fix, retire] = [countOf("expand"), countOf("fix"), countOf("retire")];
  const parts = [
    expand === 0 ? "expand no use yet" : `expand ${useWords(expand)}`,
    ...(fix > 0 ? [`fix or retire ${useWords(fix)}`] : []),
    ...(retire > 0 ? [`retire ${useWords(retire)}`] : []),
    ...(last === null
      ? []
      : due.length === 1
        ? [`decide on ${nameOf(facts, due[0]!.workload)} by ${longDay(facts, last)}`]
        : [`take ${numberWord(due.length)} decisions by ${longDay(facts, last)}`]),
    ...(overdue > 0 ? [`settle ${numberWord(overdue)} overdue ${overdue === 1 ? "decision" : "decisions"}`] : []),
  ];
  return sentenceCase(
    parts.length < 3 ? parts.join(" and ") : `${parts.slice(0, -1).join(", ")}, and ${parts.at(-1)!}`,
  );
}

/** "Four decisions: one overdue, two dated, one without a date" */
export function decisionsTitle({ answer: { decisions } }: Pick<ValueFacts, "answer">): string {
  const countOf = (...states: readonly string[]): number =>
    decisions.filter(({ state }) => states.includes(state)).length;
  const [overdue, dated, none] = [countOf("overdue"), countOf("due", "later"), countOf("none")];
  const parts = [
    ...(overdue > 0 ? [`${numberWord(overdue)} overdue`] : []),
    ...(dated > 0 ? [`${numberWord(dated)} dated`] : []),
    ...(none > 0 ? [`${numberWord(none)} without a date`] : []),
  ];
  const count = decisions.length;
  if (count === 0) return "No decision is open";
  if (overdue === count) return sentenceCase(`${numberWord(count)} overdue ${count === 1 ? "decision" : "decisions"}`);
  if (dated === count) return sentenceCase(`${numberWord(count)} dated ${count === 1 ? "decision" : "decisions"}`);
  if (none === count)
    return sentenceCase(`${numberWord(count)} ${count === 1 ? "decision" : "decisions"} without a date`);
  return `${sentenceCase(numberWord(count))} ${count === 1 ? "decision" : "decisions"}: ${parts.join(", ")}`;
}
