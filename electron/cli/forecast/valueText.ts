import type { ValueAnswer, WorkloadValue } from "#shared/forecast/value/valueDocument.ts";
import { QUESTION_NAMES } from "#shared/forecast/value/words/questionWords.ts";
import { failureRuns } from "#shared/forecast/value/words/failureWords.ts";
import { givesUpRuns } from "#shared/forecast/value/words/foregoneWords.ts";
import { plainWords } from "#shared/forecast/words/runs.ts";
import { formatChance } from "#shared/format/chances.ts";
import { formatCount } from "#shared/format/counts.ts";
import { formatDate, formatMonth } from "#shared/format/dates.ts";
import { consumptionWords } from "#shared/forecast/value/words/ruleWords.ts";
import { roughMoney } from "#shared/forecast/value/words/valueFacts.ts";
import { significantStep } from "#shared/format/digits.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { Verb } from "#shared/value/verbs.ts";
import { epochDayOf } from "#shared/units.ts";
import { plain, table, wrap, wrapSentences } from "#electron/cli/text.ts";

/** What the command line says of a value answer: the answer first, then use by use, then what is open. */
export function valueText(answer: ValueAnswer, plan: ResolvedPlan): string {
  const parts = [
    wrapSentences(sentencesOf(answer, plan)),
    useTable(answer, plan),
    readingLines(answer, plan),
    ruleLines(answer, plan),
    openLines(answer, plan),
    footLines(answer, plan),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function sentencesOf(answer: ValueAnswer, plan: ResolvedPlan): string[] {
  const { portfolio, tiles, decisions } = answer;
  const money = (value: number): string => roughMoney({ plan }, value);
  if (portfolio.withCase === 0)
    return [
      "This plan says what AI will cost, not yet what it should change.",
      "Of pilots like these about 1 in 20 shows in the profit and loss account; five questions decide whether yours is one.",
    ];
  const uses = Object.values(answer.workloads);
  const likely = uses.filter(({ pays }) => pays !== null && pays.probability >= 0.5).length;
  const end = formatDate(plan.monthStarts.at(-1)! - 1, plan);
  const due = decisions.filter(({ state }) => state === "due");
  const overdue = decisions.filter(({ state }) => state === "overdue").length;
  const benefit = tiles.benefit!;
  return [
    likely === 0
      ? `No use is likely to pay back by ${end}.`
      : `${likely} of ${uses.length} uses ${likely === 1 ? "is" : "are"} likely to pay back by ${end}.`,
    ...(portfolio.withoutCase > 0 ? [`${portfolio.withoutCase} do not say yet what they should change.`] : []),
    ...(due.length > 0
      ? [
          `${due.length} ${due.length === 1 ? "decision is" : "decisions are"} due by ${formatDate(epochDayOf(lastOf(due)), plan)}.`,
        ]
      : []),
    ...(overdue > 0 ? [`${overdue} ${overdue === 1 ? "is" : "are"} overdue.`] : []),
    ...failureSentences(answer, plan),
    `Together they bring ${money(benefit.mean)} of the ${money(benefit.claimed.mean)} that their cases claim; in 8 of 10 between ${money(benefit.quantiles.p10)} and ${money(benefit.quantiles.p90)}.`,
    ...savingSentences(answer, plan),
  ];
}

/** That the money lasts, that the uses pay back, and both: with the budget, and with the request. */
function failureSentences({ portfolio: { failures } }: ValueAnswer, { currency }: ResolvedPlan): string[] {
  if (failures === null) return [];
  const about = failures.request === null ? (["budget"] as const) : (["budget", "request"] as const);
  return about.map((one) =>
    plainWords(failureRuns(failures, one, currency, significantStep(failures[one]!.amount, 3))),
  );
}

/** What a scenario saves, never without what it gives up. */
function savingSentences({ saving }: ValueAnswer, { currency }: ResolvedPlan): string[] {
  return saving === null
    ? []
    : [plainWords(givesUpRuns(currency, "The scenario", saving.saves.mean, saving.foregone.mean))];
}

function lastOf(decisions: readonly { readonly on: string | null }[]): string {
  return decisions.reduce((last, { on }) => (on !== null && on > last ? on : last), "");
}

const VERBS: Readonly<Record<Verb, string>> = {
  expand: "Expand",
  fix: "Fix or retire",
  target: "Keep, widen with care",
  retire: "Retire",
  intervene: "Intervene: expensive and uncertain",
  experiment: "Experiment, and set a date",
  wait: "Too early to say",
};

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

function readingLines({ workloads }: ValueAnswer, plan: ResolvedPlan): string {
  return plan.workloads
    .flatMap(({ id, name }) => {
      const { verb, open } = workloads[id]!;
      if (verb === null) return [];
      const words = verb === "expand" && open.includes("owner") ? `${VERBS[verb]}, once it has an owner` : VERBS[verb];
      return [wrap(`${name}: ${words}.`, "  ")];
    })
    .join("\n");
}

function ruleLines({ workloads }: ValueAnswer, plan: ResolvedPlan): string {
  const money = (value: number): string => roughMoney({ plan }, Math.abs(value));
  const lines = plan.workloads.flatMap(({ id, name }) => {
    const gate = workloads[id]!.gate;
    if (gate === null || gate.ruleWorth === null || gate.passes === null) return [];
    const worth =
      gate.ruleWorth === 0 && gate.bestWorth === 0
        ? "nothing hangs on this date: the choice is the same whatever is observed"
        : gate.ruleWorth < 0
          ? `deciding then, by this rule, brings ${money(gate.ruleWorth)} less than deciding today`
          : `deciding then, by this rule, brings ${money(gate.ruleWorth)} more than deciding today`;
    return [
      wrap(
        `${name}, decision of ${formatMonth(gate.decideOn, true)}: ${formatChance(gate.passes)} pass; ${worth}.`,
        "  ",
      ),
    ];
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
