import type { ValueAnswer, WorkloadValue } from "#shared/forecast/value/valueDocument.ts";
import { valueAnswerRuns } from "#shared/forecast/value/words/answerWords.ts";
import { failureRuns } from "#shared/forecast/value/words/failureWords.ts";
import { ownerWords } from "#shared/forecast/value/words/ownerWords.ts";
import { QUESTION_NAMES } from "#shared/forecast/value/words/questionWords.ts";
import {
  betterLimitWords,
  consumptionWords,
  decisionWords,
  ruleRuns,
  worthRuns,
} from "#shared/forecast/value/words/ruleWords.ts";
import { findUse, roughMoney, usesOf, type ValueFacts } from "#shared/forecast/value/words/valueFacts.ts";
import { readingWords } from "#shared/forecast/value/words/verbWords.ts";
import { plainWords } from "#shared/forecast/words/runs.ts";
import { formatChance } from "#shared/format/chances.ts";
import { formatCount } from "#shared/format/counts.ts";
import { formatDate } from "#shared/format/dates.ts";
import { significantStep } from "#shared/format/digits.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { epochDayOf } from "#shared/units.ts";
import { plain, table, wrap, wrapSentences } from "#electron/cli/text.ts";

/**
 * What the command line says of a value answer, in the words of screen and paper: the answer first, then use by use, the
 * rules, and what is open.
 */
export function valueText(answer: ValueAnswer, plan: ResolvedPlan, scenarioName: string | null = null): string {
  const facts: ValueFacts = { answer, plan };
  const parts = [
    wrapSentences(sentencesOf(facts, scenarioName)),
    useTable(answer, plan),
    readingLines(facts),
    ruleLines(facts),
    openLines(answer, plan),
    footLines(answer, plan),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function sentencesOf(facts: ValueFacts, scenarioName: string | null): string[] {
  const [pays, ...together] = valueAnswerRuns(facts, scenarioName).map((runs) => plainWords(runs).trim());
  return [pays!, ...failureSentences(facts), ...together];
}

/** That the money lasts, that the uses pay back, and both: with the budget, and with the request. */
function failureSentences({ answer, plan: { currency } }: ValueFacts): string[] {
  const { failures } = answer.portfolio;
  if (failures === null) return [];
  const about = failures.request === null ? (["budget"] as const) : (["budget", "request"] as const);
  return about.map((one) =>
    plainWords(failureRuns(failures, one, currency, significantStep(failures[one]!.amount, 3))),
  );
}

function useTable({ workloads }: ValueAnswer, plan: ResolvedPlan): string {
  const money = (value: number | undefined): string => (value === undefined ? "" : roughMoney({ plan }, value));
  return table(
    ["Use", "Pays back", "Brings", "Saves if cut", "Gives up"],
    plan.workloads.map(({ id, name }) => {
      const { pays, benefit, ifCut } = workloads[id]!;
      return [
        name,
        pays === null ? "no case" : formatChance(pays.probability),
        money(benefit?.mean),
        money(ifCut?.saves.mean),
        money(ifCut?.givesUp.mean),
      ];
    }),
  );
}

/** "Contract review: Experiment, and set a date. Owner: nobody." */
function readingLines(facts: ValueFacts): string {
  return usesOf(facts)
    .map((use) => wrap(`${use.workload.name}: ${readingWords(use.value)}. Owner: ${ownerWords(use)}.`, "  "))
    .join("\n");
}

/** Each rule that is still to be decided by, how many simulated years pass it, and what deciding then brings. */
function ruleLines(facts: ValueFacts): string {
  const lines = facts.answer.decisions.flatMap(({ workload, state }) => {
    const use = findUse(facts, workload);
    if (use === undefined) return [];
    const { gate } = use.value;
    const worth = worthRuns(facts, use);
    const words = [
      ...(state === "overdue" ? [`${decisionWords(facts, use.id)}.`] : []),
      plainWords(ruleRuns(facts, use)),
      ...(gate === null || gate.passes === null ? [] : [`${formatChance(gate.passes)} pass.`]),
      ...(worth === null ? [] : [plainWords(worth)]),
      betterLimitWords(facts, use),
    ];
    return [wrap(`${use.workload.name}: ${words.filter((one) => one !== null).join(" ")}`, "  ")];
  });
  return lines.join("\n");
}

function openLines({ workloads }: ValueAnswer, plan: ResolvedPlan): string {
  return plan.workloads
    .flatMap(({ id, name }) => [...openOf(workloads[id]!).map((words) => wrap(`${name}: ${words}`, "  "))])
    .join("\n");
}

function openOf({ open, effect, consumption, waiting }: WorkloadValue): string[] {
  const grows = consumptionWords({ consumption });
  return [
    ...(open.length > 0 ? [`open: ${open.map((question) => QUESTION_NAMES[question]).join(", ")}.`] : []),
    ...(effect !== null && "refused" in effect ? [`the effect is not estimated: ${effect.refused}.`] : []),
    ...(waiting !== null && waiting.mean >= 1
      ? [`about ${formatCount(waiting.mean)} outcomes wait at the end of the year.`]
      : []),
    ...(grows === null ? [] : [grows.charAt(0).toLowerCase() + grows.slice(1)]),
  ];
}

function footLines({ original, engine, plan: { hash } }: ValueAnswer, plan: ResolvedPlan): string {
  return [
    wrap(
      original === null
        ? "No case is locked: the live plan is held against itself."
        : `Held against the case locked on ${formatDate(epochDayOf(original.date), plan)}.`,
    ),
    `Engine ${engine}, plan sha256 ${plain(hash).slice(0, 16)}…`,
  ].join("\n");
}
