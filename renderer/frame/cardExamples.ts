import { formatChance } from "#shared/format/chances.ts";
import { formatFiscalYear } from "#shared/format/dates.ts";
import { formatMoney } from "#shared/format/money.ts";
import type { ScreenWithCard } from "#shared/guide/screenCards.ts";
import { askGoodTo } from "#shared/forecast/answers/goodTo.ts";
import {
  answerInBrief,
  decisionTitle,
  reforecastSentence,
  runOutSentence,
  varianceSentence,
} from "#shared/forecast/words/sentences.ts";
import { assumptionRegister } from "#shared/plan/register/assumptions.ts";
import { BASE_NAME, scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { assumptionValueWords } from "#shared/report/assumptionWords.ts";
import { answeredQuestions, QUESTIONS } from "#shared/setUp/answers.ts";
import { epochDayOf } from "#shared/units.ts";
import { latestAnswers, type Answers } from "#renderer/state/answers.ts";
import type { AppState } from "#renderer/state/appState.ts";
import { scenarioKey } from "#renderer/state/forecastSlice.ts";
import { answersBehind } from "#renderer/state/setUp.ts";

/** What an example is made of: the state with an open plan, and the answers of the active scenario, once they are there. */
interface Shown {
  readonly state: AppState;
  readonly plan: Plan;
  readonly answers: Answers | null;
}

/** One sentence with the plan's own numbers, as the screen shows them; null: they are still on their way. */
export function cardExample(screen: ScreenWithCard, state: AppState): string | null {
  const { plan, forecasts, activeScenario } = state;
  if (plan === null) return null;
  return EXAMPLES[screen]({ state, plan, answers: latestAnswers(forecasts[scenarioKey(activeScenario)]) });
}

const EXAMPLES: Readonly<Record<ScreenWithCard, (shown: Shown) => string | null>> = {
  newPlan: ({ state, plan }) => {
    const given = answersBehind(plan, state.past);
    const count = given === null ? 0 : answeredQuestions(given).length;
    return `${count} of ${QUESTIONS.length} questions are answered so far.`;
  },
  outlook: ofAnswers(({ forecast, facts }) => runOutSentence(forecast, facts)),
  workloads: ({ plan }) => exampleInput(plan, "/workloads/"),
  models: ({ plan }) => exampleInput(plan, "/models/") ?? exampleInput(plan, "/fixedCosts/"),
  scenarios: ({ state, plan }) => exampleScenarios(state, plan),
  drivers: ofAnswers(({ forecast }) => varianceSentence(forecast)),
  actuals: ({ plan, answers }) =>
    plan.actuals === undefined
      ? "No month is closed yet, so the whole year is forecast."
      : answers === null
        ? null
        : reforecastSentence(answers.forecast, answers.facts),
  value: ({ plan }) => exampleCases(plan),
  report: ofAnswers(({ forecast, facts }) => `Page 1 says “${decisionTitle(forecast, facts)}”.`),
  centres: exampleCentre,
  settings: ({ plan: { fiscalYear, currency } }) =>
    `This plan is for ${formatFiscalYear(epochDayOf(fiscalYear.start), fiscalYear.months)}, in ${currency}.`,
};

function ofAnswers(sentence: (answers: Answers) => string): (shown: Shown) => string | null {
  return ({ answers }) => (answers === null ? null : sentence(answers));
}

/** The first input of a part of the plan: of those that are ranges, if there is one. */
function exampleInput(plan: Plan, part: string): string | null {
  const inputs = assumptionRegister(plan).filter(({ pointer }) => pointer.startsWith(part));
  const isRange = ({ value }: (typeof inputs)[number]): boolean =>
    value.kind === "number" && typeof value.number === "object" && "p10" in value.number;
  const input = inputs.find(isRange) ?? inputs[0];
  return input === undefined ? null : `${input.label}: ${assumptionValueWords(input, plan.currency)}.`;
}

function exampleScenarios({ forecasts }: AppState, plan: Plan): string | null {
  const [first] = scenarioIds(plan);
  if (first === undefined) return "This plan has no scenario yet: a new one begins as a copy of the plan.";
  const requests = [null, first].map((id) => {
    const answers = latestAnswers(forecasts[scenarioKey(id)]);
    if (answers === null) return null;
    const name = id === null ? BASE_NAME : (plan.scenarios?.[id]?.name ?? id);
    if (answers.facts.budget.atExhaustion === "block")
      return `“${name}”: ${answerInBrief(answers.forecast, answers.facts)[0]!}`;
    const amount = formatMoney(answers.facts.currency, answers.forecast.reserve.ask, askGoodTo(answers.forecast));
    return `“${name}” requests ${amount}`;
  });
  return requests.every((request) => request !== null) ? `${requests.join("; ")}.`.replace("..", ".") : null;
}

function exampleCases(plan: Plan): string {
  const uses = Object.values(plan.workloads);
  const count = uses.filter((workload) => workload.case !== undefined).length;
  if (count === 0) return "No use of AI in this plan has a case yet: each shows what it costs, not what it brings.";
  if (count === uses.length) return "Every use of AI in this plan has a case, so each shows what it is to bring.";
  return `${count} of ${uses.length} uses of AI ${count === 1 ? "has" : "have"} a case; the others show what they cost, not what they bring.`;
}

/** The first cost center with a budget, and how often it is overspent. */
function exampleCentre({ plan, answers }: Shown): string | null {
  const centres = Object.entries(plan.costCentres ?? {});
  if (centres.length === 0) return "This plan has no cost centers yet: all of it is one budget.";
  if (answers === null) return null;
  for (const [id, { name = id }] of centres) {
    const overrun = answers.forecast.costCentres?.[id]?.overrun;
    if (overrun !== undefined)
      return `${name} overspends its budget in ${formatChance(overrun.probability)} simulated years.`;
  }
  return "No cost center of this plan has a budget yet.";
}
