import { currentPrices } from "#shared/plan/prices/priceMap.ts";
import {
  QUESTIONS,
  type BudgetAnswer,
  type DateAnswer,
  type GrowthAnswer,
  type PastSpend,
  type PeopleGroup,
  type QuestionId,
  type SetUpAnswers,
  type Tool,
} from "./answers.ts";

/** What is wrong with one answer, as one sentence that says what would be right. */
export interface AnswerIssue {
  readonly question: QuestionId;
  /** Where in the answer: names and positions from the answer inwards. */
  readonly path: readonly (string | number)[];
  readonly sentence: string;
}

const MOST_PEOPLE = 1e8;
const MOST_MONEY = 1e12;
const LONGEST_NAME = 120;
/** Growth of a month, as a share: beyond it a year is no plan any more. */
const LEAST_GROWTH = -0.5;
const MOST_GROWTH = 1;

/** Every issue of the answers, in the order of the questions; unanswered questions have none. */
export function answerIssues(answers: SetUpAnswers): AnswerIssue[] {
  return [
    ...(answers.people ?? []).flatMap(groupIssues),
    ...countIssue("people", answers.people, 20, "groups"),
    ...(answers.tools ?? []).flatMap(toolIssues),
    ...countIssue("tools", answers.tools, 20, "tools"),
    ...(answers.spend === null ? [] : spendIssues(answers.spend)),
    ...(answers.budget === null ? [] : budgetIssues(answers.budget)),
    ...(answers.growth === null ? [] : growthIssues(answers.growth)),
    ...(answers.dates ?? []).flatMap(dateIssues),
    ...countIssue("dates", answers.dates, 40, "dates"),
  ];
}

/** The answers without those that have an issue: what can be forecast meanwhile. */
export function withoutIssues(answers: SetUpAnswers): SetUpAnswers {
  const wrong = new Set(answerIssues(answers).map(({ question }) => question));
  if (wrong.size === 0) return answers;
  const cleared = QUESTIONS.filter((question) => wrong.has(question)).map((question) => [question, null] as const);
  return { ...answers, ...Object.fromEntries(cleared) };
}

function issue(question: QuestionId, path: AnswerIssue["path"], sentence: string): AnswerIssue {
  return { question, path, sentence };
}

function isBetween(value: number, low: number, high: number): boolean {
  return Number.isFinite(value) && value >= low && value <= high;
}

function isName(name: string): boolean {
  return name.trim() !== "" && name.length <= LONGEST_NAME && !/[\p{Cc}\p{Cf}]/u.test(name);
}

function isMonth(month: string): boolean {
  return /^(19[7-9]\d|20\d\d|21\d\d)-(0[1-9]|1[0-2])$/.test(month);
}

function isDay(date: string): boolean {
  const milliseconds = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : NaN;
  return Number.isFinite(milliseconds) && new Date(milliseconds).toISOString().startsWith(date);
}

function countIssue(question: QuestionId, list: readonly unknown[] | null, most: number, what: string): AnswerIssue[] {
  if (list === null) return [];
  if (list.length > most) return [issue(question, [], `There are ${list.length} ${what}. Keep at most ${most}.`)];
  return [];
}

function groupIssues({ count, name, byMonth = [] }: PeopleGroup, i: number): AnswerIssue[] {
  const issues: AnswerIssue[] = [];
  if (!isBetween(count, 1, MOST_PEOPLE))
    issues.push(issue("people", [i, "count"], "The number of people must be from 1 to 100,000,000."));
  if (name !== undefined && !isName(name))
    issues.push(issue("people", [i, "name"], `The name of a group must have 1 to ${LONGEST_NAME} characters.`));
  const months = byMonth.map(({ month }) => month);
  const wrong = byMonth.findIndex(({ month, people }) => !isMonth(month) || !isBetween(people, 0, MOST_PEOPLE));
  if (wrong >= 0)
    issues.push(
      issue("people", [i, "byMonth", wrong], "Head count needs a month such as 2027-02 and a number of at least 0."),
    );
  else if (new Set(months).size < months.length)
    issues.push(issue("people", [i, "byMonth"], "A month of the head count is given twice. Keep one of them."));
  else if (byMonth.length > 0 && byMonth.every(({ people }) => people === 0))
    issues.push(issue("people", [i, "byMonth"], "The head count is 0 in every month. One month must be above 0."));
  return issues;
}

function toolIssues(tool: Tool, i: number): AnswerIssue[] {
  if (!isName(tool.name))
    return [issue("tools", [i, "name"], `The name of a tool must have 1 to ${LONGEST_NAME} characters.`)];
  if (tool.kind === "usage") {
    if (tool.models.length === 0) return [issue("tools", [i, "models"], `${tool.name} has no model. Name one.`)];
    if (tool.models.length > 10)
      return [issue("tools", [i, "models"], `${tool.name} has more than 10 models. Keep the ones with most use.`)];
    const unknown = tool.models.find(({ provider, model }) => !isListed(provider, model));
    return unknown === undefined
      ? []
      : [issue("tools", [i, "models"], `${unknown.model} is not on the price list. Choose a model of the list.`)];
  }
  const issues: AnswerIssue[] = [];
  if (tool.seats !== null && !isBetween(tool.seats, 0, MOST_PEOPLE))
    issues.push(issue("tools", [i, "seats"], `Seats of ${tool.name} must be a number from 0 to 100,000,000.`));
  if (!isBetween(tool.perMonth, 0, 1e6))
    issues.push(issue("tools", [i, "perMonth"], `A seat of ${tool.name} must cost from 0 to 1,000,000 a month.`));
  if (!/^[A-Z]{3}$/.test(tool.currency))
    issues.push(issue("tools", [i, "currency"], "The currency must be three capital letters such as USD."));
  return issues;
}

function isListed(provider: string, model: string): boolean {
  return currentPrices.some((price) => price.provider === provider && price.model === model);
}

function spendIssues({ months, rows }: PastSpend): AnswerIssue[] {
  const issues: AnswerIssue[] = [];
  if (months.length === 0 || months.length > 60)
    issues.push(issue("spend", ["months"], "Past spend needs 1 to 60 months."));
  const wrong = months.findIndex((month) => !isMonth(month));
  if (wrong >= 0)
    issues.push(issue("spend", ["months", wrong], `"${months[wrong]!}" is not a month. Write it as 2026-09.`));
  const twice = months.findIndex((month, m) => months.indexOf(month) < m);
  if (twice >= 0)
    issues.push(issue("spend", ["months", twice], `${months[twice]!} is given twice. Keep one of the two columns.`));
  for (const [r, { tool, amounts }] of rows.entries()) {
    if (!isName(tool))
      issues.push(issue("spend", ["rows", r, "tool"], `The name of a tool must have 1 to ${LONGEST_NAME} characters.`));
    if (amounts.length !== months.length)
      issues.push(
        issue("spend", ["rows", r, "amounts"], `${tool} has ${amounts.length} amounts for ${months.length} months.`),
      );
    const bad = amounts.findIndex((amount) => amount !== null && !isBetween(amount, 0, MOST_MONEY));
    if (bad >= 0)
      issues.push(issue("spend", ["rows", r, "amounts", bad], "An amount must be from 0 to 1,000,000,000,000."));
  }
  const names = rows.map(({ tool }) => tool.trim().toLowerCase());
  const again = names.findIndex((name, r) => names.indexOf(name) < r);
  if (again >= 0)
    issues.push(issue("spend", ["rows", again, "tool"], `${rows[again]!.tool} is given twice. Add the two rows up.`));
  if (rows.length > 30) issues.push(issue("spend", ["rows"], `There are ${rows.length} rows. Keep at most 30.`));
  if (issues.length === 0 && !rows.some(({ amounts }) => amounts.some((amount) => (amount ?? 0) > 0)))
    issues.push(issue("spend", ["rows"], "No amount is above 0. Type one, or skip the question."));
  return issues;
}

function budgetIssues({ amount, currency, firstMonth, rates = {} }: BudgetAnswer): AnswerIssue[] {
  const issues: AnswerIssue[] = [];
  if (!isBetween(amount, 0.01, MOST_MONEY))
    issues.push(issue("budget", ["amount"], "The budget must be above 0 and at most 1,000,000,000,000."));
  if (!/^[A-Z]{3}$/.test(currency))
    issues.push(issue("budget", ["currency"], "The currency must be three capital letters such as EUR."));
  if (!isMonth(firstMonth))
    issues.push(issue("budget", ["firstMonth"], "The first month must be written as 2027-02, from 1970 to 2199."));
  for (const [code, rate] of Object.entries(rates)) {
    if (!/^[A-Z]{3}$/.test(code) || !isBetween(rate, 1e-6, 1e6))
      issues.push(issue("budget", ["rates", code], `The rate of ${code} must be a number above 0.`));
  }
  return issues;
}

function growthIssues(growth: GrowthAnswer): AnswerIssue[] {
  if (growth.kind !== "between") return [];
  const { low, high } = growth;
  for (const [name, value] of [
    ["low", low],
    ["high", high],
  ] as const) {
    if (!isBetween(value, LEAST_GROWTH, MOST_GROWTH))
      return [issue("growth", [name], "Growth must be from −50% to 100% a month.")];
  }
  return low > high ? [issue("growth", ["low"], "The low value is above the high one. Swap them.")] : [];
}

function dateIssues({ tool, date, chance, low, high }: DateAnswer, i: number): AnswerIssue[] {
  if (!isName(tool)) return [issue("dates", [i, "tool"], "A date needs the name of the tool it is about.")];
  if (!isDay(date)) return [issue("dates", [i, "date"], `The date of ${tool} must be a day such as 2027-10-01.`)];
  if (chance !== undefined && !isBetween(chance, 0, 1))
    return [issue("dates", [i, "chance"], `The chance that ${tool} changes must be from 0% to 100%.`)];
  for (const [name, value] of [
    ["low", low],
    ["high", high],
  ] as const) {
    if (value !== undefined && !isBetween(value, 0.01, 100))
      return [issue("dates", [i, name], `The new price of ${tool} must be from 0.01 to 100 times the old one.`)];
  }
  return low !== undefined && high !== undefined && low > high
    ? [issue("dates", [i, "low"], "The low value is above the high one. Swap them.")]
    : [];
}
