import { sentenceCase } from "#shared/format/text.ts";
import { formatChance, formatPercent, formatShare, formatSignedShare } from "#shared/format/chances.ts";
import { formatCount, formatNumber } from "#shared/format/counts.ts";
import { formatDateLong } from "#shared/format/dates.ts";
import { resolutionOf, significantStep, significant, toDecimals } from "#shared/format/digits.ts";
import { formatMoney, formatMoneyTo, formatStatedMoney } from "#shared/format/money.ts";
import { assumptionRegister, type Assumption } from "#shared/plan/register/assumptions.ts";
import { pathOf } from "#shared/plan/pointer.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { fieldAt, influenceOn } from "#shared/plan/fields/fieldAt.ts";
import type { Influence } from "#shared/plan/fields/uncertainField.ts";
import type { Unknown } from "#shared/plan/unknowns/unknowns.ts";
import { epochDayOf } from "#shared/units.ts";
import type { Drivers } from "./drivers.ts";
import type { DrawnUnknown, TrialStory } from "./trialStory.ts";
import type { PilotValue } from "./pilotValue.ts";

/** What unknowns are called, what their values read like, and what can be done about them. Made once for a plan. */
export interface DriverWords {
  /** "Tasks per user and day, Agentic coding". */
  readonly name: (unknown: Unknown) => string;
  /** "0.93×", "70%", "no change", "−12%". */
  readonly value: (unknown: Unknown, value: number) => string;
  readonly influence: (unknown: Unknown) => Influence;
}

/** The words for the unknowns of a plan that has passed its checks. */
export function driverWords(plan: Plan): DriverWords {
  const register = new Map(assumptionRegister(plan).map((input) => [input.pointer, input]));
  const inputOf = ({ pointer }: Unknown): Assumption | undefined =>
    register.get(pointer) ?? register.get(`${pointer}/${lastPoint(plan, pointer)}/share`);
  const workloadName = ({ workload }: Unknown): string =>
    workload === null ? "" : `, ${plan.workloads[workload]?.name ?? workload}`;
  const modelName = (id: string): string => plan.models[id]?.name ?? id;
  const name = (unknown: Unknown): string => {
    switch (unknown.kind) {
      case "number":
      case "change":
        return inputOf(unknown)?.label ?? unknown.pointer;
      case "pilot":
        return `Tokens of ${modelName(unknown.model)}${workloadName(unknown)}: only ${formatCount(unknown.runs)} runs measured`;
      case "success":
        return `Success of ${modelName(unknown.model)}${workloadName(unknown)}: only ${formatCount(unknown.runs)} runs measured`;
      case "users":
        return `How unevenly people use it${workloadName(unknown)}`;
      case "wander":
        return unknown.workload === null
          ? "Month-to-month fluctuation of all demand"
          : `Month-to-month fluctuation${workloadName(unknown)}`;
    }
  };
  const value = (unknown: Unknown, at: number): string => {
    switch (unknown.kind) {
      case "change":
        return at === 1 ? (unknown.pointer.startsWith("/fixedCosts") ? "as now" : "no change") : `${three(at)}×`;
      case "pilot":
        return Math.abs(at - 1) < 0.005 ? "as measured" : formatSignedShare(at - 1);
      case "success":
        return formatShare(at);
      case "users":
      case "wander":
        return `${three(at)}×`;
      case "number":
        return numberWords(inputOf(unknown), at, plan.currency);
    }
  };
  return { name, value, influence: (unknown) => influenceOf(plan, unknown, inputOf(unknown)) };
}

function lastPoint(plan: Plan, pointer: string): number {
  const [part, id, group, list] = pathOf(pointer) ?? [];
  return part === "workloads" && group === "demand" && list === "adoption"
    ? (plan.workloads[String(id)]?.demand.adoption?.length ?? 0) - 1
    : -1;
}

function numberWords(input: Assumption | undefined, at: number, currency: string): string {
  const unit = input?.value.kind === "number" ? input.value.unit : "factor";
  switch (unit) {
    case "money":
    case "money a month":
    case "money a year":
      return formatMoney(currency, at, resolutionOf(Math.abs(at) / 200));
    case "share":
      return formatShare(at);
    case "growth a month":
      return formatSignedShare(toDecimals(at, 3));
    case "people":
      return formatCount(at);
    case "factor":
      return `${three(at)}×`;
    case "tasks a day":
    case "outcomes a day":
    case "hours":
    case "months":
    case "elasticity":
      return three(at);
  }
}

/** "1.30", "0.93": three significant digits at most. */
function three(value: number): string {
  return formatNumber(toDecimals(significant(value, 3), Math.abs(value) >= 0.1 ? 2 : 4));
}

const NOT = "cannot be set; watch it monthly";

function influenceOf(plan: Plan, { kind, pointer }: Unknown, input: Assumption | undefined): Influence {
  const field = fieldAt(pathOf(input?.pointer ?? pointer) ?? []);
  switch (kind) {
    case "wander":
    case "users":
      return { can: "no", how: NOT };
    case "pilot":
    case "success":
      return { can: "yes", how: "more pilot runs" };
    case "number":
    case "change": {
      const { can, how } = influenceOn(field!);
      const event = input?.event ?? null;
      const until =
        event === null
          ? ""
          : ` before ${formatDateLong(epochDayOf(event.from), { start: epochDayOf(plan.fiscalYear.start) })}`;
      return { can, how: `${how}${until}` };
    }
  }
}

/** "Yes", "Partly", "No". */
export function influenceWord({ can }: Influence): string {
  return sentenceCase(can);
}

/**
 * "Tokens of all workloads at once move the ask most: from $10.9M at 0.90× to $15.2M at 1.45×. Almost all of the
 * uncertainty is in the assumptions; variation from run to run is under 1% of it."
 */
export function driversSentence(
  plan: Plan,
  { drivers, runToRun, isLifted }: Drivers,
): { readonly sentence: string; readonly figures: readonly string[] } {
  const words = driverWords(plan);
  const widest = drivers.find(({ low, high }) => low !== null && high !== null);
  const share = formatPercent(Math.max(0, runToRun.share));
  const variationWords =
    runToRun.share < 0.1
      ? `Almost all uncertainty comes from assumptions that can still be checked; run-to-run variation is ${share} of it.`
      : `Run-to-run variation is ${share} of the uncertainty.`;
  const lifted = isLifted ? " This is calculated as if work went on past the budget." : "";
  if (widest === undefined) return { sentence: `No assumption of this plan moves its spend.${lifted}`, figures: [] };
  const [low, high] = [widest.low!, widest.high!];
  const [from, to] = [askWords(plan.currency, low), askWords(plan.currency, high)];
  const sentence = `${words.name(widest.unknown)} moves the request most: from ${from} at ${words.value(widest.unknown, low.value)} to ${to} at ${words.value(widest.unknown, high.value)}. ${variationWords}${lifted}`;
  return { sentence, figures: [from, to, share] };
}

/** An input that hardly moves the request moves it by an amount that is known too well: more digits say nothing. */
const MOST_DIGITS = 3;

/** The request at one end of a driver, with the digits that its own error allows, at most three. */
export function askWords(currency: string, { ask, error }: { readonly ask: number; readonly error: number }): string {
  return formatMoney(currency, ask, Math.max(resolutionOf(error), significantStep(ask, MOST_DIGITS)));
}

/** "Simulated year 7,913 of 10,000, from the cheapest; it ends at $13.3M." */
export function trialSentence({ place, trials, spend, budget, spentOn }: TrialStory, plan: Plan): string {
  const lasting = spentOn === null ? `, and the ${formatStatedMoney(plan.currency, budget)} lasts` : "";
  return `Simulated year ${formatCount(place)} of ${formatCount(trials)}, from the cheapest; it ends at ${formatMoneyTo(plan.currency, spend, 3)}${lasting}.`;
}

/** Something that happens in a trial: in which month, what it is, and how common. */
export interface TrialEvent {
  /** Fiscal month, 0 the first. */
  readonly month: number;
  readonly title: string;
  readonly detail: string;
}

const MOST_EVENTS = 4;

/**
 * The story of a trial: its renewals and price changes on their months, and what it drew that made most of it. Day of
 * the money's end is given by itself.
 */
export function trialEvents(plan: Plan, { drawn, months }: TrialStory): TrialEvent[] {
  const words = driverWords(plan);
  const monthOf = (pointer: string): number => {
    const event = assumptionRegister(plan).find((input) => input.pointer === pointer)?.event;
    return event === null || event === undefined
      ? -1
      : months.findLastIndex(({ month }) => `${month}-01` <= event.from);
  };
  const likelihood = new Map(assumptionRegister(plan).map(({ pointer, event }) => [pointer, event?.probability ?? 0]));
  const dated = drawn
    // That something rare does not happen is no news.
    .filter(
      ({ unknown, value }) =>
        unknown.kind === "change" && (value !== 1 || (likelihood.get(unknown.pointer) ?? 0) >= 0.5),
    )
    .map(({ unknown, value, rank }): TrialEvent => ({
      month: monthOf(unknown.pointer),
      title: changeTitle(words.name(unknown), words.value(unknown, value)),
      detail:
        value === 1
          ? `as in ${formatChance(1 - (likelihood.get(unknown.pointer) ?? 0))} simulated years`
          : rarity(rank),
    }))
    .filter(({ month }) => month >= 0)
    .slice(0, MOST_EVENTS - 1);
  const steady = drawn.find(({ unknown }) => unknown.kind === "number");
  const first =
    steady === undefined
      ? []
      : [
          {
            month: Math.max(0, Math.floor(months.length / 3)),
            title: `${words.name(steady.unknown)}: ${words.value(steady.unknown, steady.value)}`,
            detail: rarity(steady.rank),
          },
        ];
  return [...first, ...dated].toSorted((one, other) => one.month - other.month);
}

function changeTitle(name: string, value: string): string {
  return `${name.replace(/ from \w+( \d+,)? \d{4}$/, "")}: ${value}`;
}

/** "1 in 16 simulated years has more", "half have more", of a rank from below. */
function rarity(rank: number): string {
  const above = 1 - rank;
  const [share, word] = above < 0.5 ? [above, "more"] : [rank, "less"];
  if (share > 0.45) return "about half have more";
  if (share > 0.05) return `${formatChance(share)} years have ${word}`;
  return `fewer than ${Math.max(1, Math.ceil(share * 50))} in 50 years have ${word}`;
}

/**
 * What more pilot runs are worth where a choice depends on them, one line a pilot that could change it; what none could
 * change is said in one.
 */
export function pilotSentences(plan: Plan, { choice, pilots }: PilotValue): string[] {
  const words = driverWords(plan);
  const chosen = choice === null ? "the plan" : `“${plan.scenarios?.[choice]?.name ?? choice}”`;
  const round = (amount: number): string => formatMoneyTo(plan.currency, amount, 1);
  const informative = pilots.filter(({ asMany, runCost, unknown }) => asMany > runCost * unknown.runs);
  if (pilots.length === 0) return [];
  if (informative.length === 0)
    return [
      `${sentenceCase(chosen)} gives the highest net value, and more test runs are unlikely to change that. They are not worth their cost for this choice.`,
    ];
  return informative
    .slice(0, 3)
    .map(
      ({ unknown, oneMore, asMany, runCost }) =>
        `${words.name(unknown)}: ${formatCount(unknown.runs)} more test runs would cost about ${round(runCost * unknown.runs)} and improve the choice between the scenarios by about ${round(asMany)} a year. A single run ${oneMore < 0.01 ? "would not help" : `would improve it by ${round(oneMore)}`}.`,
    );
}

/** Drawn unknowns that a table shows. */
export function mainDrawn(drawn: readonly DrawnUnknown[], most: number): readonly DrawnUnknown[] {
  return drawn.filter(({ unknown }) => unknown.kind !== "wander").slice(0, most);
}
