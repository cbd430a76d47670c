import { addWorkload, setAt, type PlanEdit } from "#shared/plan/edits/edits.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import { rateOf } from "#shared/plan/rates.ts";
import type { Mix, Plan, Price, Workload } from "#shared/plan/schema/plan.ts";
import { guessed, rounded } from "./assumed.ts";
import { GROUP_KINDS, type GroupDefaults } from "./groupKinds.ts";

/** A kind of work that can be added to a plan, with what is assumed of it until somebody says otherwise. */
export interface WorkKind {
  readonly id: string;
  /** In the menu, and what the workload is called. */
  readonly name: string;
  /** What it is, in a line of the menu. */
  readonly what: string;
  readonly defaults: GroupDefaults;
}

const { engineers, support, researchers, office } = GROUP_KINDS;

/** The library of kinds, the most common first; "own" is no kind but an empty workload. */
export const WORK_KINDS: readonly WorkKind[] = [
  { id: "coding", name: "Coding agent", what: "writes changes that people merge", defaults: engineers },
  {
    id: "review",
    name: "Code review",
    what: "reads changes before people do",
    defaults: {
      ...engineers,
      tasks: { p10: 0.3, p90: 1.2 },
      tasksSource: "a review for about each pull request of a person",
      tokens: { median: 900_000, sigma: 0.6 },
      tokensSource: "reading a change and its surroundings; no public measurement of review runs",
      success: [0.89, 0.74, 0.74, 0.64],
      successSource: "coding agents in public runs (SWE-bench, OpenHands); no public measurement of review runs",
      outcome: "review accepted",
      worth: { p10: 2, p90: 7 },
      worthSource: "1 to 4 minutes of a reviewer",
    },
  },
  { id: "support", name: "Support answers", what: "answers customers, with tools", defaults: support },
  { id: "research", name: "Research agent", what: "answers open questions from many sources", defaults: researchers },
  {
    id: "documents",
    name: "Batch documents",
    what: "reads or writes documents by the pile",
    defaults: {
      ...office,
      tasks: { p10: 20, p90: 300 },
      tasksSource: "documents a day for each person who sends them; no measurement yet",
      tokens: { median: 12_000, sigma: 0.7 },
      tokensSource: "a document of 10 to 30 pages, read once; no public measurement",
      mix: { input: 0.9, output: 0.1 },
      outcome: "document processed",
      worth: { p10: 0.5, p90: 5 },
      worthSource: "half a minute to 5 minutes saved",
    },
  },
  { id: "chat", name: "Chat assistant", what: "answers questions of the office", defaults: office },
];

/**
 * A workload of a kind at the end of the list, with the id it got: a draft for no people yet, all else assumed and said
 * to be guessed. Money is the kind's in dollars at the plan's rate.
 */
export function addWorkloadOfKind(plan: Plan, modelId: string, kind: WorkKind): PlanEdit & { readonly id: string } {
  const added = addWorkload(plan, modelId, kind.name);
  const empty = added.plan.workloads[added.id]!;
  const { tasks, tasksSource, tokens, tokensSource, success, successSource, mix, outcome, worth, worthSource } =
    kind.defaults;
  const workload: Workload = {
    ...empty,
    demand: {
      ...empty.demand,
      userSpread: 1.2,
      tasksPerUserPerDay: { ...tasks, evidence: guessed(tasksSource) },
    },
    attempts: {
      [modelId]: {
        tokens: { family: "lognormal", ...tokens, evidence: guessed(tokensSource) },
        mix: pricedMix(mix, plan.models[modelId]!.price),
        success: { byEffort: [...success], evidence: guessed(successSource) },
      },
    },
    outcome: { unit: outcome, value: { ...inPlan(plan, worth), evidence: guessed(worthSource) } },
  };
  return {
    id: added.id,
    name: `add ${kind.name.toLowerCase()}`,
    plan: setAt(added.plan, pointerOf(["workloads", added.id]), workload),
  };
}

/** Dollars in the plan's currency; where the plan has no rate for dollars, the figures as they are. */
function inPlan(plan: Plan, { p10, p90 }: GroupDefaults["worth"]): GroupDefaults["worth"] {
  const rate = rateOf(plan, { currency: "USD" });
  const known = Number.isNaN(rate) ? 1 : rate;
  return { p10: rounded(p10 * known), p90: rounded(p90 * known) };
}

/** Shares of the classes of token that a model prices; those it does not price are input. */
function pricedMix({ input = 0, ...classes }: Mix, price: Price): Mix {
  const isPriced = ([kind]: readonly [string, number]): boolean => Object.hasOwn(price, kind);
  const shares = Object.entries(classes);
  const rest = shares.reduce((sum, share) => (isPriced(share) ? sum : sum + share[1]), input);
  return { input: rounded(rest), ...Object.fromEntries(shares.filter(isPriced)) };
}
