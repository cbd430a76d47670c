import { CentreFan } from "#shared/charts/centres/CentreFan.tsx";
import { Mark } from "#shared/charts/base/Mark.tsx";
import { plainWords } from "#shared/forecast/words/runs.ts";
import { ownerAnswer } from "#shared/forecast/words/centreWords.ts";
import { formatCount, formatDecimals } from "#shared/format/counts.ts";
import { formatFiscalYear } from "#shared/format/dates.ts";
import { minorDigits } from "#shared/format/money.ts";
import type { FiguresTable, ReportDocument } from "#shared/report/document.ts";
import type { Drawing } from "#shared/report/drawing.ts";
import type { Paper } from "#shared/report/input.ts";
import { drawing, HUE, SHEETS, THEME } from "#shared/report/paper.ts";
import type { ReportSource } from "#shared/report/reportSource.ts";
import { PAGE_FRAME } from "#shared/report/pageFrame.ts";
import { paperText, type Run } from "#shared/report/text.ts";
import { withValidTexts } from "#shared/validText.ts";
import { monthTables, paperRuns, type MonthRow } from "#shared/report/chargeback/centresPart.ts";
import { OWNER_PAGE } from "#shared/report/chargeback/centresTemplate.ts";
import { RULE_NOTE } from "#shared/report/chargeback/chargebackWords.ts";
import type { OwnerPack } from "./ownerWorkbook.ts";

/** One cost center on paper: its own figures, and nothing of another. */
interface OwnerDocument extends Pick<ReportDocument, "title" | "paper" | "head" | "foot"> {
  readonly owner: {
    readonly title: string;
    readonly lead: readonly Run[];
    readonly about: string;
    readonly fanTitle: string;
    readonly fan: Drawing;
    readonly costsTitle: string;
    readonly costs: FiguresTable;
    readonly monthsTitle: string;
    readonly months: readonly FiguresTable[];
    readonly ruleNote: string;
  };
}

const MARK_WIDTH = 11.5;
const FAN_HEIGHT = 150;

/** The owner's page as files for the typesetter. The same input gives the same text. */
export function ownerSource(pack: OwnerPack & { readonly paper: Paper }): ReportSource {
  return {
    main: "/main.typ",
    files: [
      { path: "/main.typ", text: `${PAGE_FRAME}\n${OWNER_PAGE}` },
      { path: "/document.json", text: JSON.stringify(withValidTexts(ownerDocument(pack))) },
    ],
  };
}

function ownerDocument(pack: OwnerPack & { readonly paper: Paper }): OwnerDocument {
  const { forecast, resolved, centre, chargeback, paper } = pack;
  const { currency } = resolved;
  const name = paperText(centre.name, 80);
  const owner = centre.owner === null ? "No owner yet" : paperText(centre.owner, 80);
  const rows: MonthRow[] = [
    ...centre.costs.map((cost): MonthRow => ({ words: [paperText(cost.name, 60)], charged: cost, tone: "plain" })),
    { words: [name], charged: centre, tone: "strong" },
  ];
  return {
    title: `${paperText(resolved.name, 120)}: ${name}`,
    paper,
    head: {
      name: paperText(resolved.name, 110),
      note: null,
      prepared: null,
      mark: drawing(<Mark width={MARK_WIDTH} theme={THEME} />, MARK_WIDTH, "Past April"),
    },
    foot: [
      `${formatCount(forecast.trials)} simulated years, seed ${forecast.seed}. Engine ${forecast.engine}.`,
      "Reproducible: same plan, seed and version give an identical file.",
    ],
    owner: {
      title: name,
      lead: paperRuns(ownerAnswer(centre.id, forecast, resolved)),
      about: `${owner}. ${formatFiscalYear(resolved.start, resolved.monthStarts.length - 1)}, in ${currency}.`,
      fanTitle: "Spend to date",
      fan: fanOf(pack),
      costsTitle: "What it pays for, and by which rule",
      costs: {
        heads: ["Cost", "Rule", "Year"],
        words: 2,
        widths: [230, 170],
        rows: [
          ...centre.costs.map((cost) => ({
            cells: [paperText(cost.name, 60), cost.rule, formatDecimals(cost.year, minorDigits(currency))],
            tone: "plain" as const,
          })),
          { cells: [name, "", formatDecimals(centre.year, minorDigits(currency))], tone: "strong" },
        ],
      },
      monthsTitle: "Charged by month",
      months: monthTables(rows, chargeback.months, currency, [120], ["Cost"]),
      ruleNote: RULE_NOTE,
    },
  };
}

function fanOf({ forecast, resolved, centre, paper }: OwnerPack & { readonly paper: Paper }): Drawing {
  const width = SHEETS[paper].textWidth;
  const sentence = plainWords(ownerAnswer(centre.id, forecast, resolved));
  return drawing(
    <CentreFan
      own={forecast.costCentres![centre.id]!}
      monthStarts={resolved.monthStarts}
      closedMonths={resolved.actuals?.months ?? 0}
      currency={resolved.currency}
      sentence={sentence}
      width={width}
      height={FAN_HEIGHT}
      theme={THEME}
      hue={HUE}
    />,
    width,
    sentence,
  );
}
