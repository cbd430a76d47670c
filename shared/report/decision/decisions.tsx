import { bridgeAxis, BridgeStrip } from "#shared/charts/compare/BridgeStrip.tsx";
import { CapStrips, capStripsSentence } from "#shared/charts/compare/CapStrips.tsx";
import { scenarioMark } from "#shared/charts/compare/scenarioMarks.ts";
import { Tornado } from "#shared/charts/compare/Tornado.tsx";
import { tornadoSentence } from "#shared/charts/compare/tornadoWords.ts";
import { formatCount } from "#shared/format/counts.ts";
import { formatFullDate } from "#shared/format/dates.ts";
import { sentenceCase } from "#shared/format/text.ts";
import { bridgeMoney, bridgeSentence } from "#shared/studies/bridge/bridgeWords.ts";
import { sharesSentence, tornadoRows } from "#shared/studies/driverRows.ts";
import { driversSentence } from "#shared/studies/driverWords.ts";
import type { CapFigures } from "#shared/studies/capLab/answer.ts";
import { capLabSentence, capName } from "#shared/studies/labWords.ts";
import { epochDayOf } from "#shared/units.ts";
import type { BridgePart, CapsPart, DecisionPart, DriversPart, MovesRow } from "#shared/report/document.ts";
import type { ReportInput } from "#shared/report/input.ts";
import { drawing, HUE, ROW_HEIGHT, SHEETS, THEME } from "#shared/report/paper.ts";
import { type Run, emphasised, paperText } from "#shared/report/text.ts";

/** Unknowns named on the first page. */
const MOVES_SHOWN = 3;
const BRIDGE_WIDTH = 150;
/** Changes of a scenario that have a bar on paper; the others are summed. */
const BARS_SHOWN = 12;

/** What moves the request, as a page of its own. Null where it was not asked for. */
export function driversPart({ drivers, plan, resolved, paper }: ReportInput): DriversPart | null {
  if (drivers === null) return null;
  const { rows, askText } = tornadoRows(plan, drivers);
  const { textWidth } = SHEETS[paper];
  const named = rows.map((row) => ({ ...row, name: paperText(row.name, 160) }));
  const input = {
    rows: named,
    ask: drivers.ask,
    askText,
    currency: resolved.currency,
    theme: THEME,
    hue: HUE,
    width: textWidth,
  };
  const { sentence, figures } = driversSentence(plan, drivers);
  return {
    title: "What moves the request",
    lead: emphasised(sentence, figures),
    chart: drawing(<Tornado {...input} />, textWidth, tornadoSentence(input)),
    rows: named.map(({ name, ends, shareText }) => ({
      name,
      low: ends === null ? null : { value: ends.low.valueText, request: ends.low.askText },
      high: ends === null ? null : { value: ends.high.valueText, request: ends.high.askText },
      share: shareText,
    })),
    note: `Each input is held at a low value (1 in 10 years are lower), then at a high value (1 in 10 are higher), on the same simulated years. ${paperText(sharesSentence(plan, drivers, plan.actuals !== undefined), 900)}`,
  };
}

/** The few that move the ask most, for the first page. Null where it was not asked for, or nothing moves it. */
export function movesMost({ drivers, plan }: ReportInput): readonly MovesRow[] | null {
  if (drivers === null) return null;
  const rows = tornadoRows(plan, drivers).rows.flatMap(({ name, ends }) =>
    ends === null
      ? []
      : [
          {
            name: paperText(name, 90),
            values: `${ends.low.valueText} to ${ends.high.valueText}`,
            range: `${ends.low.askText} to ${ends.high.askText}`,
          },
        ],
  );
  return rows.length === 0 ? null : rows.slice(0, MOVES_SHOWN);
}

/**
 * What each change of the scenario makes of the difference in spend. Null where there is no bridge, or nothing to
 * cross.
 */
export function bridgePart({ bridge, options, resolved }: ReportInput): BridgePart | null {
  if (bridge === null || bridge.bridge.bars.length === 0) return null;
  const option = options.find(({ id }) => id === bridge.scenario);
  if (option === undefined) return null;
  const { bars } = bridge.bridge;
  const axis = bridgeAxis(bars.map(({ figures }) => figures.spend));
  const labelOf = (pointers: readonly string[]): string =>
    option.changes.find(({ pointer }) => pointer === pointers[0])?.label ?? pointers.join(", ");
  return {
    title: `What each change of “${paperText(option.name, 50)}” makes`,
    rows: bars.slice(0, BARS_SHOWN).map(({ pointers, figures }) => {
      const figure = bridgeMoney(figures.spend, resolved.currency);
      const label = paperText(labelOf(pointers), 90);
      const sentence = `${label}: ${figure} spend on average, whatever the order of the changes.`;
      return {
        label,
        figure,
        strip: drawing(
          <BridgeStrip
            figure={figures.spend}
            {...axis}
            width={BRIDGE_WIDTH}
            height={ROW_HEIGHT}
            theme={THEME}
            hue={scenarioMark(option.place, THEME).color}
            sentence={sentence}
          />,
          BRIDGE_WIDTH,
          sentence,
        ),
      };
    }),
    note: `${bridgeSentence(bridge.bridge, resolved.currency)}${bars.length > BARS_SHOWN ? ` ${bars.length - BARS_SHOWN} smaller changes are left out here.` : ""}`,
  };
}

const LOW_STRIP = 54;

/** What a cap of one attempt would do to the workload that spends most. Null where it was not asked for. */
export function capsPart({ caps, plan, resolved, paper }: ReportInput): CapsPart | null {
  if (caps === null) return null;
  const { lab, workload } = caps;
  const { textWidth } = SHEETS[paper];
  const name = plan.workloads[workload]?.name ?? workload;
  const of = (figure: keyof CapFigures) => ({
    points: lab.points.map((point) => point[figure]),
    changes: lab.points.map(({ change }) => change[figure]),
  });
  const input = {
    caps: lab.points.map((point) => capName(point, lab.unit, resolved.currency)),
    series: [
      { name: "Spend", isMoney: true, ...of("spend") },
      { name: "Outcomes", isMoney: false, ...of("outcomes") },
      { name: "Wasted", isMoney: true, ...of("wasted") },
      { name: "Net value", isMoney: true, ...of("netValue") },
    ],
    leastCost: lab.leastCost.at,
    mostValue: lab.mostValue.at,
    present: lab.present,
    currency: resolved.currency,
    theme: THEME,
    hue: HUE,
    width: textWidth,
    // On the lower sheet it still has room below what moves the request.
    ...(paper === "us-letter" ? { strip: LOW_STRIP } : {}),
  };
  const { sentence, figures } = capLabSentence(plan, lab);
  const lead: readonly Run[] = emphasised(sentence, figures);
  return {
    title: `What a cap on one attempt would do: ${paperText(name, 60)}`,
    lead,
    chart: drawing(<CapStrips {...input} />, textWidth, capStripsSentence(input)),
    note: `Changes against ${lab.present === null ? "no cap" : "the cap in force"}; beside each name its mean there. Wasted is spend on tasks without a correct result. Bands hold 8 in 10 of ${formatCount(lab.trials)} simulated years of this workload alone, before any monthly cap.`,
  };
}

/** Who signs a plan that names nobody. */
const USUAL = ["Chief Financial Officer", "Chief Technology Officer", "Date"];

/** The lines to sign on: the plan's own approvals with what was decided, else the usual two and a date. */
export function signaturesOf({ plan }: Pick<ReportInput, "plan">): DecisionPart["signatures"] {
  const approvals = plan.about?.approvals ?? [];
  if (approvals.length === 0) return USUAL.map((name) => ({ name, decided: null }));
  return approvals.map(({ who, role, decision, date }) => ({
    name: paperText([who, role].filter((words) => words !== undefined).join(", "), 70),
    decided:
      decision === undefined
        ? null
        : `${sentenceCase(decision)}${date === undefined ? "" : `, ${formatFullDate(epochDayOf(date))}`}`,
  }));
}
