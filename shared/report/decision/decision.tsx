import { formatChance, formatPercent } from "#shared/format/chances.ts";
import { formatDateLong } from "#shared/format/dates.ts";
import { formatStatedMoney, moneyBetween, moneyIn, moneyStyle, type MoneyStyle } from "#shared/format/money.ts";
import { OverlaidFans } from "#shared/charts/compare/OverlaidFans.tsx";
import { LEAST_RIDGE_CHANCE } from "#shared/charts/runOut/BurnUpFan.tsx";
import { scenarioMark } from "#shared/charts/compare/scenarioMarks.ts";
import { RunOutStory } from "#shared/charts/runOut/RunOutStory.tsx";
import { storySentence } from "#shared/charts/runOut/storyWords.ts";
import type { Outlook } from "#shared/forecast/answers/outlookShapes.ts";
import { BASE_NAME } from "#shared/plan/scenarios/scenarios.ts";
import { askGoodTo, knownBy } from "#shared/forecast/answers/goodTo.ts";
import {
  askSentence,
  decisionReason,
  decisionTitle,
  runOutSentence,
  oddsInWords,
  rangeSentence,
  safeUntilSentence,
  whenSpentSentence,
} from "#shared/forecast/words/sentences.ts";
import { failureRuns } from "#shared/forecast/value/words/failureWords.ts";
import { epochDayOf } from "#shared/units.ts";
import { movesMost, signaturesOf } from "./decisions.tsx";
import type { DecisionPart } from "#shared/report/document.ts";
import type { ReportInput, Sheet } from "#shared/report/input.ts";
import { chosenReason } from "./chosenReason.ts";
import { comeBack } from "./comeBack.ts";
import type { Drawing } from "#shared/report/drawing.ts";
import { drawing, quantileMoney, SHEETS, tableMoney, THEME } from "#shared/report/paper.ts";
import { type Run, emphasised, paperRuns, paperText } from "#shared/report/text.ts";
import { costName } from "#shared/forecast/answers/costWords.ts";
import { costsBesideWork } from "#shared/forecast/answers/parts.ts";

/** Warnings printed beside the decision. */
const WARNINGS_SHOWN = 2;
/** What each option beyond the fourth takes from the chart's height, points. */
const OPTION_ROW = 17;
/** What the chart gives up, points, where long names need more of the page than is reckoned with above. */
const STORY_LESS = [0, 16, 32, 48, 64, 80];
/** Workloads named on the first page. */
const LARGEST_SHOWN = 4;

/** Page 1: what to approve, why, the chart, the parts of the ask, when to come back, and lines to sign on. */
export function decisionPart(input: ReportInput): DecisionPart {
  const { forecast, resolved, paper } = input;
  // The chart is of the plan as it is: what a scenario changes is shown by the options below it.
  const asIs = input.options[0] ?? input;
  const money = moneyStyle(
    resolved.currency,
    Math.max(asIs.forecast.reserve.ask, asIs.forecast.spend.quantiles.p95),
    askGoodTo(asIs.forecast),
  );
  const reason = chosenReason(input);
  const warnings = input.warnings.slice(0, WARNINGS_SHOWN).map((warning) => paperText(warning, 240));
  return {
    title: titleOf(input),
    why: [
      ...(reason === null
        ? why(input)
        : [...emphasised(`${decisionReason(forecast, resolved)} `, keyFigures(input)), ...reason]),
      ...failures(input),
    ],
    warnings,
    heading: `If nothing changes: when the ${formatStatedMoney(resolved.currency, resolved.budget.amount)} is spent, how likely that is, and how much is needed`,
    stories:
      paper === "phone"
        ? [narrowStory(asIs.outlook, money)]
        : storiesOf(
            asIs.outlook,
            money,
            paper,
            13 * warnings.length + OPTION_ROW * Math.max(0, input.options.length - 4),
          ),
    caption: caption({ ...input, forecast: asIs.forecast }),
    parts: parts(input),
    largest: largest(input),
    moves: movesMost(input),
    comeBack: comeBack(input),
    signatures: signaturesOf(input),
  };
}

/** "Approve $13.4M for FY2027"; of a scenario "Approve B: $9.8M for FY2027, “Cheaper model first”". */
function titleOf({ forecast, resolved, options, scenarioName }: ReportInput): string {
  if (scenarioName === null) return decisionTitle(forecast, resolved);
  const place = options.find(({ id }) => id === forecast.scenario)?.place;
  const letter = place === undefined ? null : scenarioMark(place, THEME).letter;
  return `${decisionTitle(forecast, resolved, letter)}, “${paperText(scenarioName, 50)}”`;
}

/** The story in several heights; `less`: what other parts of the page take from it, points. */
function storiesOf(outlook: Outlook, money: MoneyStyle, sheet: Sheet, less: number): Drawing[] {
  const { textWidth, plotHeight } = SHEETS[sheet];
  return STORY_LESS.map((more) =>
    drawing(
      <RunOutStory
        outlook={outlook}
        money={money}
        theme={THEME}
        width={textWidth}
        plotHeight={plotHeight - less - more}
        compact
      />,
      textWidth,
      storySentence(outlook, money),
    ),
  );
}

/** A phone has no room for dots and ladder beside the fan: the sentence under it says them. */
function narrowStory(outlook: Outlook, money: MoneyStyle): Drawing {
  const { textWidth, plotHeight } = SHEETS.phone;
  const scenarios = [{ place: 0, name: BASE_NAME, outlook }];
  return drawing(
    <OverlaidFans
      scenarios={scenarios}
      changesFrom={0}
      front={0}
      money={money}
      theme={THEME}
      width={textWidth}
      plotHeight={plotHeight}
    />,
    textWidth,
    storySentence(outlook, money),
  );
}

function keyFigures({ forecast, resolved }: ReportInput): string[] {
  const dates = [forecast.runOut.quantiles.p50, forecast.runOut.safeUntil.date].filter((date) => date !== null);
  return [oddsInWords(forecast.reserve.confidence), ...dates.map((date) => formatDateLong(epochDayOf(date), resolved))];
}

function why(input: ReportInput): Run[] {
  const { forecast, resolved } = input;
  const sentences = [decisionReason(forecast, resolved)];
  if (resolved.budget.atExhaustion === "block")
    sentences.push(askSentence(forecast, resolved), safeUntilSentence(forecast, resolved));
  else
    sentences.push(
      runOutSentence(forecast, resolved),
      safeUntilSentence(forecast, resolved),
      rangeSentence(forecast, resolved),
    );
  return emphasised(sentences.join(" "), [
    ...keyFigures(input),
    formatChance(1 - forecast.runOut.never),
    ...(forecast.runOut.never === 1 ? [formatChance(1)] : []),
  ]);
}

/** Both ways to fail: that the money lasts, that the uses pay back, and both; nothing without a case. */
function failures({ value, forecast, resolved: { currency } }: ReportInput): Run[] {
  const chances = value?.answer.portfolio.failures ?? null;
  return chances === null
    ? []
    : [{ text: " " }, ...paperRuns(failureRuns(chances, "request", currency, askGoodTo(forecast)))];
}

/** When the budget is spent, for a chart that has neither dots nor the curve. */
export function whenWords(input: ReportInput): Run[] {
  return caption({ ...input, paper: "phone" });
}

function caption(input: ReportInput): Run[] {
  const { forecast, resolved } = input;
  const when = whenSpentSentence(forecast, resolved) ?? runOutSentence(forecast, resolved);
  const chance = forecast.runOut.never < 1 ? [formatChance(1 - forecast.runOut.never)] : [];
  const ridge = 1 - forecast.runOut.never < LEAST_RIDGE_CHANCE ? "" : "; the red curve shows when the budget is spent";
  // The narrow chart has neither dots nor the curve.
  const sentences = input.paper === "phone" ? [when] : [when, `Each dot is one simulated year in 50${ridge}.`];
  return emphasised(sentences.join(" "), keyFigures(input), chance);
}

/** Base, contingency, ask and reserve: what is approved and what is kept back. */
function parts({ forecast, resolved, outlook }: ReportInput): DecisionPart["parts"] {
  const money = moneyStyle(
    resolved.currency,
    Math.max(forecast.reserve.ask, forecast.spend.quantiles.p95),
    askGoodTo(forecast),
  );
  const { ladder, askIsHidden, runOut } = outlook;
  const budget = {
    name: "Budget as planned",
    amount: formatStatedMoney(resolved.currency, resolved.budget.amount),
    what: `lasts the year in ${formatChance(runOut.never)} simulated years${askIsHidden ? "; in the others work stops and part of it is not done" : ""}`,
    strong: askIsHidden,
  };
  if (askIsHidden) return [budget];
  const { base, ask, confidence } = forecast.reserve;
  const sure = formatPercent(confidence);
  const rows = [
    budget,
    {
      name: "Base",
      amount: moneyIn(money, base),
      what: "middle estimate: enough in half of the simulated years",
      strong: false,
    },
  ];
  if (ask > base)
    rows.push({
      name: "Contingency",
      amount: `+${moneyBetween(money, ask, base)}`,
      what: `from the base to ${sure}; released when a trigger below is reached`,
      strong: false,
    });
  rows.push({
    name: "Request",
    amount: moneyIn(money, ask),
    what: `enough for the whole year in ${oddsInWords(confidence)} simulated years`,
    strong: true,
  });
  if (ladder.reserve !== null && ladder.reserve.amount > ask) {
    rows.push({
      name: "Management reserve",
      amount: `+${moneyBetween(money, ladder.reserve.amount, ask)}`,
      what: `from ${sure} to ${formatPercent(ladder.reserve.confidence)}; not part of the request`,
      strong: false,
    });
  }
  return rows;
}

function largest({ forecast, resolved }: ReportInput): DecisionPart["largest"] {
  const { spend: whole } = forecast;
  const trials = knownBy(forecast);
  const money = tableMoney(resolved.currency, whole.quantiles.p80);
  const rows = [
    ...resolved.workloads.map(({ id, name }) => {
      const { spend } = forecast.workloads[id]!;
      return { name, mean: spend.mean, amount: quantileMoney(money, spend, "p50", trials) };
    }),
    ...costsBesideWork(forecast).map((cost) => {
      const { spend } = cost;
      return { name: costName(cost, resolved), mean: spend.mean, amount: quantileMoney(money, spend, "p50", trials) };
    }),
  ];
  return rows
    .toSorted((a, b) => b.mean - a.mean)
    .slice(0, LARGEST_SHOWN)
    .map(({ name, mean, amount }) => ({
      name: paperText(name, 60),
      amount,
      share: formatPercent(whole.mean > 0 ? mean / whole.mean : 0),
    }));
}
