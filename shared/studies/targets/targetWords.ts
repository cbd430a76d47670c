import { formatChance, formatOf100, formatPercent, formatShare } from "#shared/format/chances.ts";
import { formatTokens } from "#shared/format/counts.ts";
import { formatDateLong } from "#shared/format/dates.ts";
import { resolutionOf } from "#shared/format/digits.ts";
import { formatMoney, formatMoneyTo, formatStatedMoney } from "#shared/format/money.ts";
import { togetherSentence, type Known } from "#shared/forecast/answers/parts.ts";
import { moreThanPlanned } from "#shared/forecast/words/sentences.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { BestSize, SizedThing } from "./bestSize.ts";
import { driverWords } from "#shared/studies/driverWords.ts";
import type { ReverseStress } from "./reverseStress.ts";
import type { Targets } from "./targets.ts";

/** An amount with the digits that its error allows. */
export function knownWords(currency: string, { amount, error }: Known): string {
  return formatMoney(currency, amount, resolutionOf(error));
}

/**
 * The answer above all targets, as a planner says it: what to budget, how far that is from the plan, and what to prepay
 * of it. "To be 80% sure of the whole year, budget $11.2M: $8.3M more than planned. To be as sure of 300k merged pull
 * requests as well, budget $11.4M. At 10% off, prepay $4.9M: it saves $0.4M a year on average."
 */
export function targetsAnswer(
  plan: Plan,
  targets: Targets,
  confidence: number,
  outcomes: string | null,
  discount: number,
): { readonly sentence: string; readonly figures: readonly string[] } {
  const { budget, joint } = targets;
  const needed = knownWords(plan.currency, budget);
  const more = moreThanPlanned(plan.currency, budget.amount, plan.budget.amount, resolutionOf(budget.error));
  const gap = more === null ? "as already planned" : `${more.amount} ${more.isMore ? "more" : "less"} than planned`;
  const both = outcomes === null || joint === null ? null : knownWords(plan.currency, joint);
  const prepaid = prepaidAnswer(plan, targets, discount);
  const sentences = [
    `To be ${formatPercent(confidence)} sure of the whole year, budget ${needed}: ${gap}.`,
    ...(outcomes === null
      ? []
      : both === null
        ? [`${outcomes} are reached less often than that, whatever the budget.`]
        : [`To be as sure of ${outcomes} as well, budget ${both}.`]),
    prepaid.sentence,
  ];
  const figures = [needed, both, prepaid.figure].filter((figure) => figure !== null);
  return { sentence: sentences.join(" "), figures };
}

/** What to prepay in one sentence; never more than the budget can pay. */
function prepaidAnswer(
  { currency, budget }: Plan,
  { commitment, affordable }: Targets,
  discount: number,
): { readonly sentence: string; readonly figure: string | null } {
  const { best, cost, without } = commitment;
  const off = formatPercent(discount);
  const most = affordable === null ? null : formatMoneyTo(currency, affordable.committed, 2);
  const saves = formatMoneyTo(currency, without - (affordable?.cost ?? cost), 2);
  if (!(best.amount > 0) || affordable?.committed === 0)
    return { sentence: `At ${off} off, prepay nothing.`, figure: null };
  return most === null
    ? {
        sentence: `At ${off} off, prepay ${knownWords(currency, best)}: it saves ${saves} a year on average.`,
        figure: knownWords(currency, best),
      }
    : {
        sentence: `At ${off} off, prepay at most ${most}, as ${formatStatedMoney(currency, budget.amount)} is planned: it saves ${saves} a year on average.`,
        figure: most,
      };
}

/**
 * "At 10% off, prepay $4.9M: what 10% of the simulated years stay below. It saves $0.4M a year on average." An amount
 * that the budget cannot pay is not advised: the sentence says so, and what the budget can pay.
 */
export function commitmentSentence(plan: Plan, targets: Targets, discount: number): string {
  const { best, cost, without, half } = targets.commitment;
  const { affordable } = targets;
  const off = formatPercent(discount);
  if (!(best.amount > 0)) return `At ${off} off, prepay nothing.`;
  const saves = without - cost;
  const trap =
    half.cost > without
      ? " Prepaying what half of the simulated years need would cost more than prepaying nothing."
      : "";
  if (affordable !== null) {
    const budget = formatStatedMoney(plan.currency, plan.budget.amount);
    const leaves =
      Object.keys(plan.fixedCosts ?? {}).length > 0
        ? `the ${budget} budget leaves after fixed costs`
        : `the budget of ${budget}`;
    const least =
      affordable.committed > 0
        ? ` Within the budget prepay at most ${formatMoneyTo(plan.currency, affordable.committed, 2)}, which saves ${formatMoneyTo(plan.currency, without - affordable.cost, 2)} a year on average.`
        : " Within the budget nothing can be prepaid.";
    return `At ${off} off, ${knownWords(plan.currency, best)} would save most, but prepaying it costs ${knownWords(plan.currency, { amount: (1 - discount) * best.amount, error: (1 - discount) * best.error })}, more than ${leaves}.${least}${trap}`;
  }
  return `At ${off} off, prepay ${knownWords(plan.currency, best)}: ${off} of the simulated years need less. It saves ${formatMoneyTo(plan.currency, saves, 2)} a year on average.${trap}`;
}

/** The sentence that the Outlook and the paper have of the parts, at the confidence that is asked about. */
export function reserveSentence(plan: Plan, { budget, reserves }: Targets, confidence: number): string {
  return (
    togetherSentence(plan.currency, confidence, reserves.together, budget) ??
    `The ${formatPercent(confidence)} estimates of the parts add up to what the plan needs.`
  );
}

const THINGS: Readonly<Record<SizedThing, string>> = {
  "attempt cap": "a cap on one attempt",
  "month cap": "a monthly cap",
  router: "the share of the first branch",
};

/** How a size reads. */
export function sizeWords(plan: Plan, thing: SizedThing, size: number): string {
  return thing === "attempt cap"
    ? `${formatTokens(size)} tokens`
    : thing === "month cap"
      ? formatMoneyTo(plan.currency, size, 2)
      : formatShare(size);
}

/** "The highest net value comes with a cap of one attempt at 2.4M tokens, …" and the range that gives about as much. */
export function bestSizeSentence(plan: Plan, { thing, best, flat, tried }: BestSize, risk: number): string {
  if (best === null)
    return `No size of ${THINGS[thing]} keeps the chance to overspend within ${formatChance(risk)}. The lowest chance found is ${formatChance(Math.min(...tried.map(({ overrun }) => overrun)))}.`;
  const range =
    flat === null
      ? ""
      : ` Anything from ${sizeWords(plan, thing, flat[0])} to ${sizeWords(plan, thing, flat[1])} gives about as much net value.`;
  return `The highest net value comes with ${THINGS[thing]} at ${sizeWords(plan, thing, best.size)}, which overspends in ${formatChance(best.overrun)} simulated years.${range}`;
}

/** Most that a story names. */
const MOST_NAMED = 5;

/** Stress test to lose the budget by a date, as a story. */
export function stressSentence(plan: Plan, { status, month, distance, chance, moved }: ReverseStress): string {
  const { monthStarts, currency, budget } = { ...resolvePlan(plan) };
  const day = formatDateLong(monthStarts[month]! - 1, resolvePlan(plan));
  const amount = formatStatedMoney(currency, budget.amount);
  if (status === "already") return `The ${amount} is spent by ${day} even if every assumption comes out as expected.`;
  if (status === "beyond")
    return `No combination of assumptions within six standard deviations spends the ${amount} by ${day}.`;
  const words = driverWords(plan);
  const parts = moved
    .slice(0, MOST_NAMED)
    .map(
      ({ unknown, value, middle }) =>
        `${lower(words.name(unknown))} at ${words.value(unknown, value)} instead of ${words.value(unknown, middle)}`,
    );
  const more = moved.length > MOST_NAMED ? `, and ${moved.length - MOST_NAMED} more slightly worse` : "";
  const far =
    distance < 0.75
      ? "That is close to what is expected"
      : distance < 1.5
        ? "That could easily happen"
        : distance < 2.5
          ? "That would be an unlucky year"
          : "That is very unlikely";
  return `The ${amount} is spent by ${day} with ${parts.join(", ")}${more}. ${far}: about ${formatOf100(chance)} years are at least as bad in this direction.`;
}

function lower(words: string): string {
  return `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}
