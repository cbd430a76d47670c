import type { GateAnswer, WorkloadValue } from "#shared/forecast/value/valueDocument.ts";
import type { Question } from "#shared/forecast/value/questions.ts";
import { numberWord } from "#shared/format/text.ts";
import type { Verb } from "#shared/value/verbs.ts";
import { GATE_NAMES } from "./gateNames.ts";

/** A reading: the verb, and in fewer words what stands behind it. */
export interface Reading {
  readonly verb: string;
  readonly after: string;
}

const VERBS: Readonly<Record<Verb, Reading>> = {
  expand: { verb: "Expand", after: "" },
  fix: { verb: "Fix or retire", after: "used, not useful" },
  target: { verb: "Keep", after: "widen with care" },
  retire: { verb: "Retire", after: "little used, not useful" },
  intervene: { verb: "Intervene", after: "expensive and uncertain" },
  experiment: { verb: "Experiment", after: "and set a date" },
  wait: { verb: "Too early to say", after: "" },
};

/** What an open question makes a use wait for. */
const ONCE: Readonly<Record<Question, string>> = {
  outcome: "once it has a baseline",
  workflow: "once its workflow changes",
  owner: "once it has an owner",
  behaviour: "once its people are counted",
  cost: "once its outcome has a name",
};

/** "Expand", "once it has an owner". */
export function readingOf({ verb, open }: Pick<WorkloadValue, "verb" | "open">): Reading {
  if (verb === null) return { verb: "No case", after: openWords(open.length) };
  const [first] = open;
  return verb === "expand" && first !== undefined ? { verb: VERBS.expand.verb, after: ONCE[first] } : VERBS[verb];
}

/** "four questions open": what an outcome costs is answered without a case. */
function openWords(count: number): string {
  return `${numberWord(count)} ${count === 1 ? "question" : "questions"} open`;
}

/** One word of a reading, for a mark: "expand". */
export function shortVerb({ verb }: Pick<WorkloadValue, "verb">): string {
  if (verb === null) return "no case";
  return verb === "fix" ? "fix or retire" : verb === "target" ? "keep, widen with care" : verb;
}

/** "Intervene, expensive and uncertain" */
export function readingWords(value: Pick<WorkloadValue, "verb" | "open">): string {
  const { verb, after } = readingOf(value);
  return after === "" ? verb : `${verb}, ${after}`;
}

/** Why a use is not condemned: gates that nobody has measured; null: there are none. */
export function unmeasuredWords(gates: readonly GateAnswer[] | null): string | null {
  const open = (gates ?? []).filter(({ by }) => by === "reference");
  if (open.length === 0) return null;
  const names = open.map(({ gate }) => GATE_NAMES[gate].name.toLowerCase().replace(/^it /, "")).join(", ");
  const count = ["No", "One", "Two", "Three", "Four", "Five"][open.length]!;
  return `${count} ${open.length === 1 ? "gate is" : "gates are"} not measured: ${names}.`;
}
