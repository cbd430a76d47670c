import { meansInMoney, moneyDifference } from "#shared/forecast/comparison/differenceWords.ts";
import type { PairedDifference } from "#shared/forecast/answers/pairedDifference.ts";
import { formatChance, formatChanceShort } from "#shared/format/chances.ts";
import { formatCount } from "#shared/format/counts.ts";
import { resolutionOf } from "#shared/format/digits.ts";
import { formatMoney, formatMoneyTo } from "#shared/format/money.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { ContractChoice } from "./choice.ts";
import type { ContractOption } from "./option.ts";
import type { SimulatedOption } from "./simulateOptions.ts";

/** A row of the comparison in words: the same on the screen and on the command line. */
export interface ChoiceRow {
  readonly name: string;
  /** The best size and how sure it is; null: it has none. */
  readonly size: string | null;
  /** Cost of the year, average, and against the plan; null of the plan itself. */
  readonly cost: string;
  readonly difference: string | null;
  /** In how many simulated years it costs less than the plan. */
  readonly cheaper: string | null;
  readonly overrun: string;
  readonly overage: string;
  readonly anyOverage: string;
  /** Paid for and not used: allowances and commitments together. */
  readonly unused: string;
}

type Option = ContractOption & SimulatedOption;

/** "Coding agents and Code review". */
function namesOf(plan: Plan, ids: readonly string[]): string {
  return new Intl.ListFormat("en", { type: "conjunction" }).format(ids.map((id) => plan.workloads[id]?.name ?? id));
}

/** What an option is called: "Copilot Business, one seat each", "Pay by use with a commitment of €50,200". */
export function optionName(plan: Plan, option: ContractOption): string {
  const { kind, seats } = option;
  const seated =
    seats === null
      ? ""
      : `${seats.terms.name}, ${seats.count === null ? "one seat each" : `${formatCount(seats.count)} seats`}`;
  switch (kind) {
    case "planned":
      return "As planned";
    case "metered":
      return "Pay by use without a contract";
    case "commitment":
      return `Pay by use with a commitment of ${amountWords(plan, option)}`;
    case "mix":
      return `${seated} for ${namesOf(plan, seats!.covers)}, a commitment of ${amountWords(plan, option)} for the rest`;
    case "pool":
    case "poolEach":
    case "person":
    case "personEach":
      return seated;
  }
}

/** The amount of an option's commitment, with the digits that are known of the best one. */
function amountWords({ currency }: Plan, { commitment, amount }: ContractOption): string {
  return formatMoney(currency, commitment!.amount, resolutionOf(amount?.error ?? 0));
}

/** "640 seats, simulation error ±20; 590 to 700 cost about the same". */
function sizeWords(plan: Plan, { count, amount }: ContractOption): string | null {
  const parts: string[] = [];
  if (count !== null) {
    const step = resolutionOf(count.error);
    const sure = step >= 1 ? `, simulation error ±${formatCount(step)}` : "";
    const [least, most] = count.alike ?? [count.size, count.size];
    const alike = least < most ? `; ${formatCount(least)} to ${formatCount(most)} cost about the same` : "";
    parts.push(`${formatCount(count.size)} seats${sure}${alike}`);
  }
  if (amount !== null) {
    const step = resolutionOf(amount.error);
    const known = formatMoney(plan.currency, amount.size, step);
    parts.push(`${known} committed, simulation error ±${formatMoney(plan.currency, step)}`);
  }
  return parts.length === 0 ? null : parts.join("; ");
}

/** The rows of the comparison, in its order. */
export function choiceRows(plan: Plan, { options }: ContractChoice): ChoiceRow[] {
  const differences = options.flatMap(({ difference }) => (difference === null ? [] : [difference]));
  const costs =
    differences.length === 0
      ? options.map(({ cost }) => formatMoney(plan.currency, cost.amount, resolutionOf(cost.error)))
      : meansInMoney(differences, plan.currency);
  return options.map((option, i) => rowOf(plan, option, costs[i]!, differences));
}

function rowOf(plan: Plan, option: Option, cost: string, differences: readonly PairedDifference[]): ChoiceRow {
  const { difference, overrun, overage, anyOverage, unused, lost } = option;
  const money = (amount: number): string => formatMoneyTo(plan.currency, amount, 2);
  return {
    name: optionName(plan, option),
    size: sizeWords(plan, option),
    cost,
    difference: difference === null ? null : moneyDifference(difference, plan.currency, differences).figure,
    cheaper: difference === null ? null : formatChanceShort(difference.less),
    overrun: formatChanceShort(overrun),
    overage: money(overage),
    anyOverage: formatChanceShort(anyOverage),
    unused: money(unused + lost),
  };
}

/** The option that costs least on average. */
export function cheapestOption({ options }: ContractChoice): Option {
  return options.reduce((best, option) => (option.cost.amount < best.cost.amount ? option : best));
}

/**
 * "Cheapest for Coding agents: pay by use with a commitment of €50,200. That costs €21,000 less than planned on average,
 * and less in 49 of 50 simulated years."
 */
export function choiceSentence(plan: Plan, choice: ContractChoice): string {
  const best = cheapestOption(choice);
  const of = namesOf(plan, choice.workloads);
  if (choice.options.length === 1) return `Nothing else can be compared for ${of}.`;
  if (best.difference === null)
    return `What is planned for ${of} costs least of the ${choice.options.length} that are compared.`;
  const differences = choice.options.flatMap(({ difference }) => (difference === null ? [] : [difference]));
  const { figure } = moneyDifference(best.difference, plan.currency, differences);
  const name = optionName(plan, best);
  const cheapest = `Cheapest for ${of}: ${best.seats === null ? `${name.charAt(0).toLowerCase()}${name.slice(1)}` : name}.`;
  const saved = figure.startsWith("−") ? `${figure.slice(1)} less than planned on average` : `${figure} as planned`;
  return `${cheapest} That costs ${saved}, and less in ${formatChance(best.difference.less)} simulated years.`;
}

const NOTHING: Readonly<Record<ContractChoice["none"][number], string>> = {
  pool: "No number of seats with that pool pays for itself",
  person: "No number of seats with that allowance a person pays for itself",
  commitment: "No commitment pays at that discount",
};

/** What the comparison cannot show by a row, and what it takes for granted. */
export function choiceNotes(plan: Plan, choice: ContractChoice): string[] {
  const running = runningContracts(plan, choice);
  return [
    ...choice.none.map((kind) => `${NOTHING[kind]}: use at list price costs less.`),
    ...(choice.workloads.length > 1 && choice.options.some(({ seats }) => seats?.count === null)
      ? [`One seat each counts the people of ${namesOf(plan, choice.workloads.slice(0, 1))}, who are most.`]
      : []),
    "In every row all work is done: what is beyond an allowance is paid. A number of seats is the one that costs least, whether or not everyone has one.",
    ...(running.length === 0
      ? []
      : [
          `${new Intl.ListFormat("en", { type: "conjunction" }).format(running)} cannot be ended within its term; the rows count as if it could.`,
        ]),
  ];
}

/** Contracts of the workloads that bind for a term: what is paid for them is paid. */
function runningContracts(plan: Plan, { workloads }: ContractChoice): string[] {
  const isOf = (covers: readonly string[] = []): boolean => covers.some((id) => workloads.includes(id));
  const closed = plan.actuals !== undefined;
  const seats = Object.entries(plan.seats ?? {}).flatMap(([id, { name = id, covers, cadence, addOnly }]) =>
    closed && isOf(covers) && (cadence === "yearly" || addOnly === true) ? [name] : [],
  );
  const commitments = Object.entries(plan.commitments ?? {}).flatMap(([id, { name = id, from }]) =>
    from < plan.fiscalYear.start || closed ? [name] : [],
  );
  return [...seats, ...commitments];
}
