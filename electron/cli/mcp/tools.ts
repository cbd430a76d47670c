import * as v from "valibot";
import { effortOf, attemptTokens, attemptCost } from "#shared/forecast/answers/effort.ts";
import { originalIn } from "#shared/forecast/lookingBack/originalCase.ts";
import { answerInBrief } from "#shared/forecast/words/sentences.ts";
import { countOf50 } from "#shared/format/chances.ts";
import { formatCount, formatTokens } from "#shared/format/counts.ts";
import { formatMoney, formatMoneyTo, formatStatedMoney } from "#shared/format/money.ts";
import { askGoodTo } from "#shared/forecast/answers/goodTo.ts";
import { hasOverrun } from "#shared/plan/budget.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { leadModel } from "#shared/plan/leadModel.ts";
import { scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import { anyOf } from "#shared/plan/schema/describe.ts";
import { planDiff } from "#shared/report/differences/planDiff.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { ledgerBeside } from "#electron/host/documents/ledgerFile.ts";
import { readPlanFile } from "#electron/host/documents/planFile.ts";
import { comparisonOf } from "#electron/cli/commands/compare.ts";
import { readLedgerFile } from "#electron/cli/commands/ledger.ts";
import { valueWith } from "#electron/cli/forecast/valueRun.ts";
import { compareText } from "#electron/cli/forecast/compareText.ts";
import { diffText } from "#electron/cli/forecast/diffText.ts";
import { preparePlan } from "#electron/cli/forecast/forecastRun.ts";
import { valueText } from "#electron/cli/forecast/valueText.ts";
import { BASE_ID } from "#electron/cli/optionValues.ts";
import { Refused, refusing, type PlanShelf } from "./planShelf.ts";

/** What a tool answers: a few sentences for the agent, and the whole answer as data. */
export interface ToolAnswer {
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const plan = v.pipe(
  v.exactOptional(v.string()),
  v.description("The name of a plan that the server was started with; may be left out where there is one."),
);
const scenario = v.pipe(
  v.exactOptional(v.string()),
  v.description('A scenario of the plan by its id; "base" or left out: the plan as planned.'),
);
const trials = v.pipe(
  v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(100_000)), 2_000),
  v.description("Simulated years; more are slower and more exact."),
);
const seed = v.pipe(
  v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER)), 1),
  v.description("The same plan, seed and number of simulated years give the same bytes."),
);

/** What the tools take. */
export const INPUTS = {
  check_plan: v.strictObject({ plan }),
  forecast: v.strictObject({ plan, scenario, trials, seed }),
  compare_scenarios: v.strictObject({
    plan,
    scenarios: v.pipe(
      v.exactOptional(v.pipe(v.array(v.string()), v.minLength(2), v.maxLength(6))),
      v.description('Ids, the first is what the others are compared with; "base" is the plan as planned.'),
    ),
    trials,
    seed,
  }),
  can_i_afford: v.strictObject({
    plan,
    scenario,
    amount: v.pipe(
      v.number(),
      v.minValue(0),
      v.description("Money of the plan's currency that the year would cost besides."),
    ),
    trials,
    seed,
  }),
  estimate_task: v.strictObject({
    plan,
    workload: v.pipe(v.string(), v.description("The id of a workload of the plan.")),
    attempt: v.pipe(
      v.exactOptional(v.string()),
      v.description("The id of a model that the workload may use; left out: the one its route begins with."),
    ),
  }),
  value: v.strictObject({ plan, scenario, trials, seed }),
  explain_change: v.strictObject({
    before: v.pipe(v.string(), v.description("The name of the plan before.")),
    after: v.pipe(v.string(), v.description("The name of the plan after.")),
    trials,
    seed,
  }),
} as const;

type Input<Name extends keyof typeof INPUTS> = v.InferOutput<(typeof INPUTS)[Name]>;

const idOf = (text: string | undefined): string | null => (text === undefined || text === BASE_ID ? null : text);

/** Issues and warnings of a plan file. */
export function checkPlan(shelf: PlanShelf, input: Input<"check_plan">): ToolAnswer {
  const path = shelf.pathOf(input.plan);
  const file = readPlanFile(path);
  if (!file.ok) return { text: file.problems.join("\n"), data: { valid: false, issues: file.problems } };
  const { workloads, currency, budget } = resolvePlan(file.plan);
  return {
    text: `The plan is valid: a budget of ${formatStatedMoney(currency, budget.amount)} and ${formatCount(workloads.length)} workloads.`,
    data: {
      valid: true,
      issues: [],
      plan: { name: file.plan.name, hash: file.hash },
      currency,
      budget: budget.amount,
      workloads: workloads.map(({ id, name }) => ({ id, name })),
      scenarios: scenarioIds(file.plan),
    },
  };
}

/** The forecast of a plan: the bytes of `past-april forecast --json`. */
export async function forecast(shelf: PlanShelf, input: Input<"forecast">): Promise<ToolAnswer> {
  const { forecast: data, resolved } = await shelf.forecast(input.plan, idOf(input.scenario), input);
  return { text: answerInBrief(data, resolved).join(" "), data: { ...data } };
}

/** Scenarios beside each other: the bytes of `past-april compare --json`. */
export async function compareScenarios(shelf: PlanShelf, input: Input<"compare_scenarios">): Promise<ToolAnswer> {
  const known = refusing(() => preparePlan({ planPath: shelf.pathOf(input.plan), scenario: null }));
  const ids = (input.scenarios ?? [BASE_ID, ...scenarioIds(known.whole).slice(0, 5)]).map(idOf);
  if (ids.length < 2) throw new Refused("The plan has no scenario: there is nothing to compare it with.");
  const policies = [];
  for (const id of ids) policies.push(await shelf.forecast(input.plan, id, input));
  const compared = comparisonOf(policies);
  return { text: compareText(compared, policies[0]!.resolved).split("\n\n")[0]!, data: { ...compared } };
}

/** Whether the budget carries so much more: both chances counted over the same simulated years. */
export async function canIAfford(shelf: PlanShelf, input: Input<"can_i_afford">): Promise<ToolAnswer> {
  const { samples, resolved, forecast: found } = await shelf.forecast(input.plan, idOf(input.scenario), input);
  const { currency, budget } = resolved;
  if (budget.atExhaustion === "block")
    throw new Refused(
      "In this plan work stops at the budget, so its spend never passes it: what more it could carry is not known. Ask for a plan whose budget may be overspent.",
    );
  const sorted = samples.spend.slice().sort();
  const over = (more: number): number =>
    sorted.filter((spend) => hasOverrun(spend + more, budget.amount)).length / sorted.length;
  const [without, withIt] = [over(0), over(input.amount)];
  const room = budget.amount - sortedQuantile(sorted, budget.confidence);
  const affordable = input.amount <= room;
  const roomWords =
    room >= 0
      ? `The budget carries up to ${formatMoney(currency, room, askGoodTo(found))} more and stays as sure as the plan asks.`
      : `The budget is short by ${formatMoney(currency, -room, askGoodTo(found))} already of being as sure as the plan asks.`;
  return {
    text: `${affordable ? "Yes" : "No"}: with ${formatStatedMoney(currency, input.amount)} more the budget is overspent in ${countOf50(withIt)} of 50 simulated years; without it, in ${countOf50(without)}. ${roomWords}`,
    data: {
      plan: found.plan,
      scenario: found.scenario,
      trials: found.trials,
      seed: found.seed,
      currency,
      amount: input.amount,
      affordable,
      room,
      overrun: { without, with: withIt },
      confidence: budget.confidence,
    },
  };
}

/** Tokens and money of one attempt at a task of a workload, under the middle of its estimates. */
export function estimateTask(shelf: PlanShelf, input: Input<"estimate_task">): ToolAnswer {
  const { resolved, hash, whole } = refusing(() => preparePlan({ planPath: shelf.pathOf(input.plan), scenario: null }));
  const workload = resolved.workloads.find(({ id }) => id === input.workload);
  if (workload === undefined)
    throw new Refused(
      `There is no workload "${input.workload}". There is ${anyOf(resolved.workloads.map(({ id }) => id))}.`,
    );
  const modelId = input.attempt ?? leadModel(workload.policies[0]!.route);
  const effort = effortOf(resolved, workload.id, modelId);
  if (effort === null)
    throw new Refused(
      `The workload "${workload.id}" makes no attempt with "${modelId}". It has ${anyOf(workload.attempts.map((attempt) => attempt.modelId))}.`,
    );
  const model = resolved.models.find(({ id }) => id === modelId)!;
  const { currency } = resolved;
  const tokens = attemptTokens(effort);
  const cost = Object.fromEntries(
    (["median", "p10", "p90", "p95", "p99", "mean"] as const).map((name) => [
      name,
      attemptCost(tokens[name], effort.attempt.mix, model.price),
    ]),
  ) as Record<"median" | "p10" | "p90" | "p95" | "p99" | "mean", number>;
  return {
    text: `One attempt of ${workload.name} with ${model.name}: median ${formatTokens(tokens.median)} tokens and ${formatMoneyTo(currency, cost.median, 2)}; ${formatMoneyTo(currency, cost.p10, 2)} to ${formatMoneyTo(currency, cost.p90, 2)} in 8 of 10, ${formatMoneyTo(currency, cost.mean, 2)} on average.`,
    data: {
      plan: { name: whole.name, hash },
      workload: workload.id,
      attempt: modelId,
      currency,
      tokens: { ...tokens },
      cost,
    },
  };
}

/** What a plan's uses of AI bring: the bytes of `past-april value --json`. */
export async function value(shelf: PlanShelf, input: Input<"value">): Promise<ToolAnswer> {
  const path = shelf.pathOf(input.plan);
  const forecasted = await shelf.forecast(input.plan, idOf(input.scenario), input);
  const original = refusing(() => originalIn(readLedgerFile(ledgerBeside(path), true)));
  const { answer } = await valueWith(forecasted, input.seed, original, (changed) => shelf.samples(changed, input));
  return {
    text: valueText(answer, forecasted.resolved, forecasted.scenario?.name ?? null).split("\n\n")[0]!,
    data: { ...answer },
  };
}

/** What changed between two plans: the bytes of `past-april diff --json`. */
export async function explainChange(shelf: PlanShelf, input: Input<"explain_change">): Promise<ToolAnswer> {
  const before = await shelf.forecast(input.before, null, input);
  const after = await shelf.forecast(input.after, null, input);
  if (before.whole.currency !== after.whole.currency)
    throw new Refused(
      `The plans are in ${before.whole.currency} and ${after.whole.currency}: their money cannot be compared.`,
    );
  const found = planDiff(before, after);
  return { text: diffText(found, after.whole.currency).trimEnd(), data: { ...found } };
}
