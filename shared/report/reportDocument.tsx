import { Mark } from "#shared/charts/base/Mark.tsx";
import { formatChanceError } from "#shared/format/chances.ts";
import { formatDateLong } from "#shared/format/dates.ts";
import { formatMoneyError, moneyStyle } from "#shared/format/money.ts";
import { askGoodTo } from "#shared/forecast/answers/goodTo.ts";
import { aboutWords } from "./aboutWords.ts";
import { centresPart } from "./chargeback/centresPart.ts";
import { bridgePart, capsPart, driversPart } from "./decision/decisions.tsx";
import { decisionPart } from "./decision/decision.tsx";
import type { ReportDocument } from "./document.ts";
import { type ReportInput, type ReportSection, REPORT_SECTIONS } from "./input.ts";
import { methodPart } from "./method.ts";
import { optionsPart } from "./decision/options.tsx";
import { scenariosPart } from "./scenariosPage.tsx";
import { movedPart } from "./movedPart.tsx";
import { drawing, THEME } from "./paper.ts";
import { registerPart } from "./register.tsx";
import { monthsPart, workloadsPart } from "./pageTables.tsx";
import { paperText } from "./text.ts";
import { hasCase } from "./budgetPlan.ts";
import { duePart } from "./value/duePart.tsx";
import { valuePart } from "./value/valuePart.tsx";
import { simulatedYears } from "#shared/forecast/words/sentences.ts";

const MARK_WIDTH = 11.5;

/** The budget plan as words, figures and charts: all that is decided about it is decided here. */
export function reportDocument(input: ReportInput): ReportDocument {
  const { resolved, prepared, scenarioName, illustrative } = input;
  const name = paperText(resolved.name, 110);
  const scenario = scenarioName === null ? "" : `, ${paperText(scenarioName, 50)}`;
  return {
    title: `${paperText(resolved.name, 200)}${scenario}: budget plan`,
    paper: input.paper,
    head: {
      name: `${name}${scenario}`,
      note: illustrative ? "Illustrative: the figures are an example" : null,
      prepared:
        prepared === null
          ? aboutWords(input.plan, paperText)
          : `Prepared ${formatDateLong(prepared.on, { start: Infinity })}${prepared.by === null ? "" : ` by ${paperText(prepared.by, 40)}`}`,
      mark: drawing(<Mark width={MARK_WIDTH} theme={THEME} />, MARK_WIDTH, "Past April"),
    },
    foot: foot(input),
    decision: { ...decisionPart(input), ...titleOf(input) },
    options: optionsPart(input),
    scenarios: scenariosPart(input),
    bridge: bridgePart(input),
    moved: movedPart(input.moved),
    value: valuePart(input),
    due: duePart(input),
    drivers: driversPart(input),
    caps: capsPart(input),
    notes: notesOf(input),
    sections: {
      scenarios: isPrinted(input, "scenarios"),
      value: isPrinted(input, "value"),
      drivers: isPrinted(input, "drivers"),
      months: isPrinted(input, "months"),
      centres: isPrinted(input, "centres"),
      assumptions: isPrinted(input, "assumptions"),
      method: isPrinted(input, "method"),
    },
    months: monthsPart(input),
    centres: centresPart(input),
    workloads: workloadsPart(input),
    noCase: hasCase(input.plan)
      ? null
      : "No case: what the uses of AI should change is open. The Value screen asks five questions.",
    register: registerPart(input),
    warnings: input.warnings.map((warning) => paperText(warning, 400)),
    method: methodPart(input),
  };
}

function titleOf({ title = "" }: ReportInput): { readonly title?: string } {
  const words = paperText(title, 120);
  return words === "" ? {} : { title: words };
}

const MOST_NOTES = 40;

function notesOf({ notes = "" }: ReportInput): string[] {
  const paragraphs = notes.split(/\r?\n/).map((paragraph) => paperText(paragraph, 1200));
  return paragraphs.filter((paragraph) => paragraph !== "").slice(0, MOST_NOTES);
}

function isPrinted({ leftOut = [] }: ReportInput, section: ReportSection): boolean {
  return !leftOut.includes(section);
}

function hasCentres({ plan }: ReportInput): boolean {
  return plan.costCentres !== undefined;
}

function foot(input: ReportInput): string[] {
  const { forecast, resolved } = input;
  const left = REPORT_SECTIONS.filter(({ id }) => !isPrinted(input, id) && (id !== "centres" || hasCentres(input))).map(
    ({ name }) => name.toLowerCase(),
  );
  const goodTo = askGoodTo(forecast);
  const money =
    goodTo === 0
      ? "no simulation error"
      : `simulation error ${formatMoneyError(moneyStyle(resolved.currency, forecast.reserve.ask, goodTo))}`;
  const { hash } = forecast.plan;
  const short = `${hash.slice(0, 8)} ${hash.slice(8, 16)} … ${hash.slice(-4)}`;
  return [
    `${simulatedYears(forecast)}, seed ${forecast.seed}, ${money} and ${formatChanceError(forecast.overrun.standardError)}. Engine ${forecast.engine}. Plan sha256 ${short}.`,
    `Reproducible: same plan, seed and version give an identical file.${left.length === 0 ? "" : ` Left out: ${left.join(", ")}.`}`,
  ];
}
