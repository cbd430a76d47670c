import { MONTH_NAMES, formatMonth } from "#shared/format/dates.ts";
import { isShareOfGroup } from "#shared/plan/headCount.ts";
import type { Path } from "#shared/plan/pointer.ts";
import type { Plan, Workload } from "#shared/plan/schema/plan.ts";
import { epochDayOf, firstOfMonth, isoMonthOf } from "#shared/units.ts";

/** Labels of uncertain numbers that name a part of the plan. The plan must have what the path names. */

/** When a price change or a renewal comes, and how likely it is. */
export interface DatedEvent {
  readonly from: string;
  readonly probability: number;
}

/** The event that an input belongs to; null: it belongs to none. */
export function eventAt(plan: Plan, path: Path): DatedEvent | null {
  const [part, id = "", list, at] = path;
  if (part === "models" && list === "priceChanges") return eventOf(plan.models[id]!.priceChanges![Number(at)]!);
  if (list !== "renewal") return null;
  if (part === "seats") return eventOf(plan.seats![id]!.renewal!);
  return part === "fixedCosts" ? eventOf(plan.fixedCosts![id]!.renewal!) : null;
}

function eventOf({ from, probability = 1 }: { readonly from: string; readonly probability?: number }): DatedEvent {
  return { from, probability };
}

/** "Change of the price of Sonnet from July 2027". */
export function priceChangeLabel(plan: Plan, path: Path): string {
  return `Change of the price of ${modelName(plan, path[1])}${since(plan, path)}`;
}

/** "Change of the price of output of Sonnet from July 2027". */
export function classChangeLabel(name: string): (plan: Plan, path: Path) => string {
  return (plan, path) => `Change of the price of ${name} of ${modelName(plan, path[1])}${since(plan, path)}`;
}

/** "Discount on the list price of Sonnet". */
export function ofModel(words: string): (plan: Plan, path: Path) => string {
  return (plan, path) => `${words} ${modelName(plan, path[1])}`;
}

/** "Share of long context of Sonnet", of an entry of attempts. */
export function ofEntry(words: string): (plan: Plan, path: Path) => string {
  return (plan, path) => `${words} ${modelName(plan, path[3])}`;
}

/** "Number of Copilot seats". */
export function ofSeats(words: string): (plan: Plan, path: Path) => string {
  return (plan, path) => `${words} ${seatsName(plan, path)}`;
}

/** "Share of Engineering with Copilot seats". */
export function seatsShareLabel(plan: Plan, path: Path): string {
  const { count } = plan.seats![path[1]!]!;
  return `Share of ${isShareOfGroup(count) ? groupName(plan, count.of) : "people"} with ${seatsName(plan, path)}`;
}

/** "Renewal of Copilot seats from October 2027". */
export function seatsRenewalLabel(plan: Plan, path: Path): string {
  return `Renewal of ${seatsName(plan, path)}${since(plan, path)}`;
}

function seatsName(plan: Plan, path: Path): string {
  const name = plan.seats![path[1]!]!.name ?? String(path[1]);
  return /\bseats$/i.test(name) ? name : `${name} seats`;
}

/** "Other spend a month on Acme prepaid". */
export function commitmentLabel(plan: Plan, path: Path): string {
  return `Other spend a month on ${plan.commitments![path[1]!]!.name ?? String(path[1])}`;
}

/** "Renewal of IDE seats from April 15, 2027". */
export function renewalLabel(plan: Plan, path: Path): string {
  return `Renewal of ${plan.fixedCosts![path[1]!]!.name ?? path[1]!}${since(plan, path)}`;
}

function since(plan: Plan, path: Path): string {
  return ` from ${dayInWords(eventAt(plan, path)!.from)}`;
}

/** "July 2027" for the first of a month, else "July 15, 2027". */
function dayInWords(isoDate: string): string {
  const [year, month, day] = isoDate.split("-").map(Number) as [number, number, number];
  return `${MONTH_NAMES[month - 1]!} ${day === 1 ? "" : `${day}, `}${year}`;
}

/** "Adoption by July 2027", of a point of the curve. */
export function adoptionLabel(plan: Plan, path: Path): string {
  const { month } = workloadAt(plan, path).demand.adoption![Number(path[4])]!;
  const first = firstOfMonth(epochDayOf(plan.fiscalYear.start), Math.floor(month));
  return `Adoption by ${formatMonth(isoMonthOf(first), true)}`;
}

/** "People of Engineering", of a group of the head-count table. */
export function ofGroup(words: string): (plan: Plan, path: Path) => string {
  return (plan, path) => `${words} ${groupName(plan, String(path[1]))}`;
}

/** "Share of Engineering", of the people of a workload. */
export function shareOfGroupLabel(plan: Plan, path: Path): string {
  const { users } = workloadAt(plan, path).demand;
  return `Share of ${isShareOfGroup(users) ? groupName(plan, users.of) : "people"}`;
}

/** A group of the head-count table by its name, or by its id where it has none. */
export function groupName(plan: Pick<Plan, "people">, id: string): string {
  return plan.people?.[id]?.name ?? id;
}

/** "Tokens of a runaway compared with an attempt of Sonnet". */
export function runawayLabel(plan: Plan, path: Path): string {
  return `Tokens of a runaway compared with an attempt of ${modelName(plan, path[3])}`;
}

/** "Value of one merged pull request". */
export function ofOutcome(words: string): (plan: Plan, path: Path) => string {
  return (plan, path) => `${words} ${workloadAt(plan, path).outcome.unit ?? "outcome"}`;
}

/** "Most that the step “review” takes". */
export function stepLabel(plan: Plan, path: Path): string {
  return `Most that the step "${workloadAt(plan, path).case!.workflow![Number(path[4])]!.step}" takes`;
}

/** "Harm of one outcome: rework" and "One-off cost: training", of a list of a case. */
export function valueItemLabel(list: "disbenefits" | "oneOff"): (plan: Plan, path: Path) => string {
  return (plan, path) => {
    const workload = workloadAt(plan, path);
    const words = list === "oneOff" ? "One-off cost" : `Harm of one ${workload.outcome.unit ?? "outcome"}`;
    return `${words}: ${workload.case![list]![Number(path[4])]!.name}`;
  };
}

/** "Work after the decision of June 2027, if it is kept". */
export function ofGate(outcome: "kept" | "not kept"): (plan: Plan, path: Path) => string {
  return (plan, path) =>
    `Work after the decision of ${formatMonth(workloadAt(plan, path).gate!.decideOn, true)}, if it is ${outcome}`;
}

/** A model by its name, or by its id where it has none. */
export function modelName(plan: Plan, id: string | number | undefined): string {
  return plan.models[String(id)]?.name ?? String(id);
}

function workloadAt(plan: Plan, path: Path): Workload {
  return plan.workloads[path[1]!]!;
}
