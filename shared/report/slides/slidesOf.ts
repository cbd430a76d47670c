import { formatMonth } from "#shared/format/dates.ts";
import { formatStatedMoney } from "#shared/format/money.ts";
import { LIGHT_THEME } from "#shared/charts/base/theme.ts";
import { scenarioMark } from "#shared/charts/compare/scenarioMarks.ts";
import { whenWords } from "#shared/report/decision/decision.tsx";
import type { ReportDocument } from "#shared/report/document.ts";
import type { ReportInput } from "#shared/report/input.ts";
import { reportDocument } from "#shared/report/reportDocument.tsx";
import { paperText } from "#shared/report/text.ts";
import { tornadoRows } from "#shared/studies/driverRows.ts";
import type { SlideChart, SlidesModel } from "./model.ts";
import { outcomesSlide } from "./outcomesSlide.ts";
import { BARS_SHOWN, charted, formatOf, ROWS_SHOWN, SERIES, type Slide } from "./slideParts.ts";
import { costName } from "#shared/forecast/answers/costWords.ts";
import { costsBesideWork } from "#shared/forecast/answers/parts.ts";

/** The budget plan as five slides: the decision, when, what moves it, the scenarios, and what we get. */
export function slidesOf(input: ReportInput): SlidesModel {
  const document = reportDocument({ ...input, paper: "a4" });
  return {
    title: document.title,
    slides: [
      decisionSlide(input, document),
      whenSlide(input, document),
      moversSlide(input, document),
      scenariosSlide(input, document),
      outcomesSlide(input, document),
    ].map(({ chart, ...slide }) => ({
      ...slide,
      chart: chart === null ? null : withCharted(chart),
      foot: `${document.head.name}. ${document.foot[0]!}`,
    })),
  };
}

function withCharted(chart: SlideChart): SlideChart {
  return { ...chart, series: chart.series.map((one) => ({ ...one, values: charted(one.values) })) };
}

/** What to approve: base and contingency as one bar beside the budget. */
function decisionSlide(input: ReportInput, { decision }: ReportDocument): Slide {
  const { base, contingency } = input.forecast.reserve;
  const { budget } = input.resolved;
  return {
    title: decision.title,
    lead: decision.why,
    chart: {
      kind: "stackedBars",
      title: "Budget and request",
      alt: decision.parts.map(({ name, amount }) => `${name} ${amount}`).join(", "),
      categories: ["Budget as planned", "Request"],
      series: [
        { name: "Budget", values: [budget.amount, 0], color: SERIES.gray },
        { name: "Base", values: [0, base], color: SERIES.main },
        { name: "Contingency", values: [0, Math.max(0, contingency)], color: SERIES.second },
      ],
      format: formatOf(input, Math.max(budget.amount, base + contingency)),
    },
    table: {
      heads: ["Part", "Amount", "Meaning"],
      figures: [false, true, false],
      rows: decision.parts.map(({ name, amount, what, strong }) => ({ cells: [name, amount, what], isStrong: strong })),
    },
    note: decision.warnings.join(" "),
  };
}

/** When the budget is spent: spend to date by month in three estimates, against the budget. */
function whenSlide(input: ReportInput, { months }: ReportDocument): Slide {
  const { months: each, spend } = input.forecast;
  const budget = formatStatedMoney(input.resolved.currency, input.resolved.budget.amount);
  const line = (name: string, level: "p10" | "p50" | "p90", hue: string): SlideChart["series"][number] => ({
    name,
    values: each.map(({ cumulative }) => cumulative.quantiles[level]),
    color: hue,
  });
  return {
    title: `When the ${budget} is spent`,
    lead: whenWords(input),
    chart: {
      kind: "lines",
      title: "Spend to the end of each month",
      alt: `Spend to date by month, against the budget of ${budget}`,
      categories: each.map(({ month }, m) => formatMonth(month, m === 0 || month.endsWith("-01"))),
      series: [
        line("1 in 10 years is above", "p90", SERIES.second),
        line("Middle estimate", "p50", SERIES.main),
        line("1 in 10 years is below", "p10", SERIES.third),
        { name: "Budget", values: each.map(() => input.resolved.budget.amount), color: SERIES.ink },
      ],
      format: formatOf(input, spend.quantiles.p90),
    },
    table: {
      heads: ["Month", "To date, middle", "To date, 80%", `${months.spentTitle} by month end`],
      figures: [false, true, true, true],
      rows: months.rows.map(({ name, soFarHalf, soFarEighty, spent }) => ({
        cells: [name, soFarHalf, soFarEighty, spent],
        isStrong: false,
      })),
    },
    note: "",
  };
}

/** What moves the request; what costs most where nothing was asked. */
function moversSlide(input: ReportInput, { drivers, decision }: ReportDocument): Slide {
  if (input.drivers === null || drivers === null) return largestSlide(input, decision);
  const rows = tornadoRows(input.plan, input.drivers).rows;
  const { ask } = input.drivers;
  const bars = rows.filter(({ ends }) => ends !== null).slice(0, BARS_SHOWN);
  const moved = (end: "low" | "high"): number[] => bars.map(({ ends }) => ends![end].ask - ask);
  const largest = Math.max(1, ...moved("low").map(Math.abs), ...moved("high").map(Math.abs));
  return {
    title: drivers.title,
    lead: drivers.lead,
    chart:
      bars.length === 0
        ? null
        : {
            kind: "stackedBars",
            title: "By how much the request moves where an input is low, and high",
            alt: decision.moves?.map(({ name, range }) => `${name}: ${range}`).join(", ") ?? drivers.title,
            categories: bars.map(({ name }) => paperText(name, 60)),
            series: [
              { name: "Input is low", values: moved("low"), color: SERIES.second },
              { name: "Input is high", values: moved("high"), color: SERIES.main },
            ],
            format: formatOf(input, largest),
          },
    table: {
      heads: ["Input", "Request, input low", "Request, input high", "Share"],
      figures: [false, true, true, true],
      rows: drivers.rows.slice(0, ROWS_SHOWN).map(({ name, low, high, share }) => ({
        cells: [name, low?.request ?? "–", high?.request ?? "–", share],
        isStrong: false,
      })),
    },
    note: "Each input is held at a value that 1 in 10 years are below, then above, on the same simulated years.",
  };
}

function largestSlide(input: ReportInput, { largest }: ReportDocument["decision"]): Slide {
  const { forecast, resolved } = input;
  const parts = [
    ...resolved.workloads.map(({ id, name }) => ({ name, spend: forecast.workloads[id]!.spend.quantiles.p50 })),
    ...costsBesideWork(forecast).map((cost) => ({ name: costName(cost, resolved), spend: cost.spend.quantiles.p50 })),
  ]
    .toSorted((one, other) => other.spend - one.spend)
    .slice(0, BARS_SHOWN);
  return {
    title: "What costs most",
    lead: [],
    chart: {
      kind: "bars",
      title: "Spend of the year, middle estimate",
      alt: largest.map(({ name, amount }) => `${name} ${amount}`).join(", "),
      categories: parts.map(({ name }) => paperText(name, 60)),
      series: [{ name: "Middle estimate", values: parts.map(({ spend }) => spend), color: SERIES.main }],
      format: formatOf(input, Math.max(1, ...parts.map(({ spend }) => spend))),
    },
    table: {
      heads: ["Part", "Middle estimate", "Share"],
      figures: [false, true, true],
      rows: largest.map(({ name, amount, share }) => ({ cells: [name, amount, share], isStrong: false })),
    },
    note: "",
  };
}

/** Scenarios whose differences are said above the chart. */
const SCENARIOS_SAID = 2;

/** The scenarios on the same simulated years; of a plan without any, that there are none. */
function scenariosSlide(input: ReportInput, { options, scenarios }: ReportDocument): Slide {
  if (options === null)
    return {
      title: "No scenarios",
      lead: [{ text: "The plan has no scenario to choose from. A scenario shows what another decision would change." }],
      chart: null,
      table: null,
      note: "",
    };
  const reserves = input.options.map(({ forecast }) => forecast.reserve);
  return {
    title: options.title,
    lead:
      scenarios === null
        ? []
        : scenarios.groups.slice(0, SCENARIOS_SAID).map(({ name, rows }, i) => ({
            text: `${i === 0 ? "" : " "}${name}: ${rows.map(({ label, figure }) => `${label.toLowerCase()} ${figure}`).join(", ")}.`,
          })),
    chart: {
      kind: "stackedBars",
      title: "Base and contingency",
      alt: options.rows.map(({ name, ask }) => `${name}: request ${ask}`).join(", "),
      categories: input.options.map(
        ({ place, name }) => `${scenarioMark(place, LIGHT_THEME).letter} ${paperText(name, 40)}`,
      ),
      series: [
        { name: "Base", values: reserves.map(({ base }) => base), color: SERIES.main },
        {
          name: "Contingency",
          values: reserves.map(({ contingency }) => Math.max(0, contingency)),
          color: SERIES.second,
        },
      ],
      format: formatOf(input, Math.max(...reserves.map(({ ask }) => ask))),
    },
    table: {
      heads: ["Scenario", options.heads.ask, options.heads.over, "Safe until", "Net value against A"],
      figures: [false, true, true, true, true],
      rows: options.rows.map((row) => ({
        cells: [row.name, row.ask, row.over, row.safeUntil, row.netValue],
        isStrong: row.isChosen,
      })),
    },
    note: "",
  };
}
