import { uncertainQuantile } from "#shared/distributions/uncertain.ts";
import { formatChance, formatPercent } from "#shared/format/chances.ts";
import { formatCount, formatDecimals, formatTokens } from "#shared/format/counts.ts";
import { significantStep } from "#shared/format/digits.ts";
import type { ResolvedActualsWorkload } from "#shared/plan/resolved.ts";
import { sum } from "#shared/statistics/moments.ts";
import { withArticle } from "#shared/forecast/words/outcomeWords.ts";
import { releaseOutcomes, workingDaysOf } from "#shared/value/ceiling.ts";
import { capacityWords, narrowestCapacity } from "./gateWords.ts";
import { costWords, roughMoney, type ValueFacts, type ValueUse } from "./valueFacts.ts";

/** A step of the line from tokens to money, as the chart draws it. */
export interface SightWords {
  readonly name: string;
  readonly figure: string;
  readonly note: string;
  readonly known: "counted" | "judged" | "believed";
}

/** Six steps from tokens to money, to the last closed month; before one is closed, of the forecast. */
export function sightSteps(facts: ValueFacts, use: ValueUse): SightWords[] {
  const actuals = facts.plan.actuals?.workloads.find(({ id }) => id === use.id);
  const attempts = knownTotal(actuals?.attempts);
  const outcomes = knownTotal(actuals?.outcomes);
  const [attemptsATask, outcomesATask] = [aTask(actuals, "attempts"), aTask(actuals, "outcomes")];
  return [
    tokensStep(facts, use, actuals),
    step(
      "Attempts",
      count(attempts),
      attemptsATask === null ? "not counted" : `${formatDecimals(attemptsATask, 2)} a task, counted`,
      null,
    ),
    step(
      "Accepted",
      count(outcomes),
      outcomesATask === null ? "expected by the forecast" : `counted: ${formatPercent(outcomesATask)} of the tasks`,
      null,
    ),
    workflowStep(facts, use, actuals?.outcomes),
    benefitStep(facts, use),
    bookedStep(facts, knownTotal(actuals?.benefit)),
  ];
}

/** The sum over the months that are known; null: none is. */
function knownTotal(values: readonly (number | null)[] | undefined): number | null {
  const known = values?.filter((value) => value !== null) ?? [];
  return known.length === 0 ? null : sum(known);
}

/** A count a task, over the months in which both are known; null: in none, or no task was worked. */
function aTask(actuals: ResolvedActualsWorkload | undefined, count: "attempts" | "outcomes"): number | null {
  let [counted, tasks] = [0, 0];
  for (const [month, worked] of (actuals?.tasks ?? []).entries()) {
    const own = actuals?.[count][month] ?? null;
    if (worked === null || own === null) continue;
    counted += own;
    tasks += worked;
  }
  return tasks > 0 ? counted / tasks : null;
}

/** Tokens of the closed months and their money, else those that the forecast expects. */
function tokensStep(facts: ValueFacts, use: ValueUse, actuals: ResolvedActualsWorkload | undefined): SightWords {
  const tokens = knownTotal(actuals?.tokens.map((byModel) => (byModel === null ? null : sum(Object.values(byModel)))));
  const spend = knownTotal(actuals?.spend);
  const expected = facts.answer.diagnostics[use.id];
  const cost = facts.answer.tiles.costPerOutcome.find(({ workload }) => workload === use.id);
  const costNote = cost === undefined ? "" : ` at ${costWords(facts, cost)} ${withArticle(cost.unit)}`;
  return step(
    "Tokens spent",
    tokens === null ? null : formatTokens(tokens),
    spend === null || tokens === null ? `expected this year${costNote}` : `${roughMoney(facts, spend)}${costNote}`,
    expected === undefined ? null : formatTokens(expected.tokens),
  );
}

function count(value: number | null): string | null {
  return value === null ? null : formatCount(value, value >= 10_000 ? significantStep(value, 3) : 0);
}

function step(name: string, counted: string | null, note: string, expected: string | null): SightWords {
  return counted === null
    ? { name, figure: expected ?? "not counted", note, known: "judged" }
    : { name, figure: counted, note, known: "counted" };
}

/** Outcomes that the workflow took: what waits behind the narrowest step is not among them. */
function workflowStep(
  { plan }: ValueFacts,
  use: ValueUse,
  counted: readonly (number | null)[] | undefined,
): SightWords {
  const gate = use.value.gates?.find((one) => one.gate === "flows");
  return {
    name: "The workflow took",
    figure: count(releasedOf(plan, use, counted)) ?? "not counted",
    note: capacityWords(use),
    known: gate?.by === "capacity" ? "judged" : "believed",
  };
}

/** Counted outcomes that came through the narrowest step, at the middle of what it takes a day; null: none counted. */
function releasedOf(
  plan: ValueFacts["plan"],
  { workload }: ValueUse,
  counted: readonly (number | null)[] | undefined,
): number | null {
  const outcomes = knownTotal(counted);
  const narrowest = narrowestCapacity(workload);
  if (outcomes === null || narrowest === undefined) return outcomes;
  const byMonth = counted!.map((one) => one ?? 0);
  const perDay = uncertainQuantile(narrowest, 0.5);
  return outcomes - releaseOutcomes(byMonth, perDay, workingDaysOf(plan), new Float64Array(byMonth.length));
}

function benefitStep(facts: ValueFacts, { value }: ValueUse): SightWords {
  const { benefit, quadrant } = value;
  const captured = value.gates?.find(({ gate }) => gate === "captured");
  if (benefit === null)
    return { name: "Benefit reached", figure: "not known", note: "needs a case", known: "believed" };
  const { p10, p90 } = benefit.quantiles;
  const nothing = quadrant === null ? "" : `nothing in ${formatChance(quadrant.ellipse.nothing)}; `;
  return {
    name: "Benefit of the year",
    figure: roughMoney(facts, benefit.mean),
    note: `${nothing}8 in 10: ${roughMoney(facts, p10)} to ${roughMoney(facts, p90)}`,
    known: captured?.by === "booked" ? "counted" : "believed",
  };
}

function bookedStep(facts: ValueFacts, booked: number | null): SightWords {
  return booked === null || booked === 0
    ? { name: "Booked by finance", figure: "nothing yet", note: "no closed month has a benefit", known: "believed" }
    : { name: "Booked by finance", figure: roughMoney(facts, booked), note: "in closed months", known: "counted" };
}

/** What more outcomes would add where the workflow takes no more; null: nothing waits. */
export function ceilingWords(use: ValueUse): string | null {
  const waiting = use.value.waiting?.mean ?? 0;
  if (waiting < 1) return null;
  return `${formatCount(waiting, significantStep(waiting, 2))} outcomes wait: the narrowest step takes ${capacityWords(use).split(";")[0]!}. One more outcome adds nothing until it takes more.`;
}

/** Hours that go nowhere count as nothing; null: none are claimed, or they go somewhere. */
export function hoursWords({ workload }: Pick<ValueUse, "workload">): string | null {
  const saved = workload.case?.saved ?? null;
  return saved?.goesTo === "nothing"
    ? "Hours are claimed that go nowhere, so none is counted. Where do they go?"
    : null;
}
