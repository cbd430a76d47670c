import { formatPercent } from "#shared/format/chances.ts";
import { formatCount } from "#shared/format/counts.ts";
import { isCertain } from "#shared/distributions/uncertain.ts";
import { assumptionRegister } from "#shared/plan/register/assumptions.ts";
import { medianTokens } from "./defaults.ts";
import { evidenceWords } from "#shared/plan/register/evidenceWords.ts";
import { fittedTwiceSentence, inputsFittedOnYear } from "#shared/plan/register/fittedInputs.ts";
import { levelOneInputs } from "#shared/plan/unknowns/inputs.ts";
import { pointerOf } from "./pointer.ts";
import type { Plan, Wander } from "#shared/plan/schema/plan.ts";
import { contractWarnings } from "./contractWarnings.ts";
import { shutdownWarnings } from "./shutdowns.ts";

/** What is sound but may mislead: the plan runs, and its planner should know. */
export interface PlanWarning {
  /** JSON pointer of the place; "" is the whole plan. */
  readonly pointer: string;
  /** One sentence. */
  readonly sentence: string;
}

/**
 * Median tokens of an attempt below which work is a chat: a question and an answer. Agent runs take 100 to 1,000 times
 * as many.
 */
const CHAT_TOKENS = 5_000;

/** Warnings about a plan that has passed `checkPlan`; none of them changes a number. */
export function planWarnings(plan: Plan): PlanWarning[] {
  return [
    ...runVariationWarnings(plan),
    ...shutdownWarnings(plan),
    ...contractWarnings(plan),
    ...currencyWarnings(plan),
    ...chatWarnings(plan),
    ...ownerWarnings(plan),
    ...evidenceWarnings(plan),
    ...fittedTwiceWarnings(plan),
  ];
}

/** The warning that closed months were fitted on and are conditioned on as well. */
function fittedTwiceWarnings(plan: Plan): PlanWarning[] {
  const fitted = plan.actuals === undefined ? [] : inputsFittedOnYear(plan);
  return fitted.length === 0 ? [] : [{ pointer: fitted[0]!.pointer, sentence: fittedTwiceSentence(fitted) }];
}

/**
 * Prices that a list states in US dollars, counted one to one in a plan of another currency. Plans from before prices
 * could name their currency have them; those whose source names the rate were converted when they were taken over.
 */
function currencyWarnings(plan: Plan): PlanWarning[] {
  if (plan.currency === LIST_CURRENCY) return [];
  return Object.entries(plan.models).flatMap(([id, { name = id, price }]): PlanWarning[] => {
    const { source } = evidenceWords(price.evidence?.source);
    if (price.currency !== undefined || !/\blist price\b|LiteLLM|models\.dev/i.test(source) || /1 USD = /.test(source))
      return [];
    const sentence = `The prices of ${name} come from a list in US dollars and are counted as ${plan.currency}. Set their currency to USD and give the rate.`;
    return [{ pointer: pointerOf(["models", id, "price"]), sentence }];
  });
}

/** That a plan knows of nothing but run-to-run variation; `confidence` as it is written, such as "80%". */
export function onlyRunVariationSentence(confidence: string): string {
  return `This plan has only run-to-run variation: all its assumptions are certain. Its ${confidence} estimate would hold about half of the time.`;
}

/** The currency of the price lists of the field. */
const LIST_CURRENCY = "USD";

/** The warning that nothing but run-to-run variation is uncertain; none where any assumption is. */
export function runVariationWarnings(plan: Plan): PlanWarning[] {
  const hasWork = Object.keys(plan.workloads).length > 0;
  if (!hasWork || hasUnknowns(plan)) return [];
  return [
    {
      pointer: "",
      sentence: onlyRunVariationSentence(formatPercent(plan.budget.confidence ?? 0.8)),
    },
  ];
}

/**
 * Whether anything is drawn once a trial (level 1): an uncertain number, a truth behind observed runs, a wander, an
 * event that may not come.
 */
function hasUnknowns(plan: Plan): boolean {
  const wanders = ({ monthlySd }: Wander = { monthlySd: 0, persistence: 0 }) => monthlySd > 0;
  const priceChanges = Object.values(plan.models).flatMap((model) => model.priceChanges ?? []);
  const renewals = [...Object.values(plan.fixedCosts ?? {}), ...Object.values(plan.seats ?? {})].flatMap(
    ({ renewal }) => renewal ?? [],
  );
  const retirements = Object.values(plan.models).flatMap(({ retires }) => retires ?? []);
  return (
    levelOneInputs(plan).some(({ value }) => !isCertain(value)) ||
    wanders(plan.shared?.wander) ||
    Object.values(plan.currencies ?? {}).some(({ monthlySd = 0 }) => monthlySd > 0) ||
    [...priceChanges, ...renewals, ...retirements].some(({ probability = 1 }) => probability > 0 && probability < 1) ||
    Object.values(plan.workloads).some(
      ({ demand, attempts }) =>
        wanders(demand.wander) ||
        Object.values(attempts).some(
          ({ tokens, success }) =>
            tokens.runs !== undefined || (typeof success === "object" && success.runs !== undefined),
        ),
    )
  );
}

function chatWarnings(plan: Plan): PlanWarning[] {
  return Object.entries(plan.workloads).flatMap(([id, { name = id, status, attempts }]) => {
    if (status !== "production") return [];
    return Object.entries(attempts).flatMap(([modelId, { tokens }]): PlanWarning[] => {
      const median = medianTokens(tokens);
      if (median >= CHAT_TOKENS) return [];
      const model = plan.models[modelId]!.name ?? modelId;
      const sentence = `Half of the attempts of ${name} with ${model} take at most ${formatCount(median)} tokens. That is typical of a chat; an agent's run uses 100 to 1,000 times as many.`;
      return [{ pointer: pointerOf(["workloads", id, "attempts", modelId, "tokens"]), sentence }];
    });
  });
}

function ownerWarnings(plan: Plan): PlanWarning[] {
  return Object.entries(plan.workloads)
    .filter(([, { owner, status }]) => owner === undefined && status !== "retired")
    .map(([id, { name = id }]) => ({
      pointer: pointerOf(["workloads", id]),
      sentence: `${name} has no owner: nobody is responsible for its spend.`,
    }));
}

function evidenceWarnings(plan: Plan): PlanWarning[] {
  const register = assumptionRegister(plan);
  const guessed = register.filter(({ grade }) => grade === "guessed");
  if (guessed.length === 0) return [];
  const unnamed = guessed.filter(({ evidence, owner }) => evidence?.by === undefined && owner === null).length;
  const nobody = unnamed === 0 ? "" : `, and for ${unnamed} of them nobody is named`;
  return [
    {
      pointer: "",
      sentence: `${guessed.length} of ${register.length} inputs ${guessed.length === 1 ? "is" : "are"} guessed${nobody}.`,
    },
  ];
}
