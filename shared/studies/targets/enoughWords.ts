import { middleUsers } from "#shared/plan/headCount.ts";
import { significant } from "#shared/format/digits.ts";
import { formatPercent } from "#shared/format/chances.ts";
import { formatCount, formatTokens } from "#shared/format/counts.ts";
import { formatMoney } from "#shared/format/money.ts";
import { pluralOf } from "#shared/forecast/words/outcomeWords.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { Enough, EnoughLever, Lever } from "./enough.ts";

/** A lever as a table shows it. */
export interface LeverRow {
  /** "Fewer tasks in all workloads". */
  readonly name: string;
  /** "62% of the tasks planned"; null: it alone is not enough. */
  readonly needed: string | null;
  /** "306,000 merged pull requests instead of 494,000". */
  readonly outcomes: string | null;
}

/** The question that leads here: "What would make $2.9M enough?" */
export function enoughQuestion({ currency, budget }: Pick<Plan, "currency" | "budget">): string {
  return `What would make ${formatMoney(currency, budget.amount)} enough?`;
}

/** What the table says in a sentence, the mildest lever first. */
export function enoughSentence(plan: Plan, { amount, confidence, levers }: Enough): string {
  const money = formatMoney(plan.currency, amount);
  const sure = formatPercent(confidence);
  const known = levers.filter(({ factor }) => factor !== null);
  if (levers.length === 0) return `${money} is enough: nothing has to change to be ${sure} sure.`;
  if (known.length === 0)
    return `No single change makes ${money} enough to be ${sure} sure. Combine several, or request more.`;
  const mildest = known.reduce((one, other) => (other.factor! > one.factor! ? other : one));
  return `To be ${sure} sure with ${money}, any one of these is enough. The smallest change: ${lowered(nameOf(plan, mildest.lever))}, ${neededWords(plan, mildest)!}.`;
}

function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** The row of a lever. */
export function leverRow(plan: Plan, { main }: Enough, lever: EnoughLever): LeverRow {
  const unit = pluralOf(plan.workloads[main?.workload ?? ""]?.outcome.unit);
  const count = (outcomes: number): string => formatCount(significant(outcomes, 2));
  return {
    name: nameOf(plan, lever.lever),
    needed: neededWords(plan, lever),
    outcomes:
      main === null || lever.outcomes === null
        ? null
        : count(lever.outcomes) === count(main.outcomes)
          ? `as many ${unit} as planned`
          : `${count(lever.outcomes)} ${unit} instead of ${count(main.outcomes)}`,
  };
}

function nameOf(plan: Plan, lever: Lever): string {
  switch (lever.kind) {
    case "tasks":
      return "Fewer tasks in all workloads";
    case "tokens":
      return "Fewer tokens a task in all workloads, such as by shorter contexts";
    case "prices":
      return "Lower prices of all models";
    case "people":
      return `Fewer people, ${plan.workloads[lever.workload]?.name ?? lever.workload}`;
  }
}

function neededWords(plan: Plan, { lever, factor }: EnoughLever): string | null {
  if (factor === null) return null;
  const share = formatPercent(Math.floor(factor * 100) / 100);
  if (lever.kind !== "people") return `${share} of the ${lever.kind} planned`;
  const people = middleUsers(plan.people, plan.workloads[lever.workload]!.demand.users);
  return `${formatTokens(Math.floor(people * factor))} of ${formatTokens(Math.round(people))} people`;
}

/** What a scenario of a lever is called. */
export function leverScenarioName(plan: Plan, lever: EnoughLever): string {
  return `${nameOf(plan, lever.lever)}: ${neededWords(plan, lever) ?? ""}`;
}
