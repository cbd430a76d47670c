import type { ReportDocument } from "#shared/report/document.ts";
import type { ReportInput } from "#shared/report/input.ts";
import { paperText } from "#shared/report/text.ts";
import { largestClaims } from "#shared/report/value/valuePart.tsx";
import type { SlideChart, SlideTable } from "./model.ts";
import { BARS_SHOWN, formatOf, ROWS_SHOWN, SERIES, type Slide } from "./slideParts.ts";

/** What we get for it: claims and what is likely of them, or outcomes and what one costs. */
export function outcomesSlide(input: ReportInput, { value, workloads, noCase }: ReportDocument): Slide {
  if (input.value !== null && value !== null) {
    const claims = largestClaims({ answer: input.value.answer, plan: input.resolved });
    return {
      title: value.title,
      lead: value.answer,
      chart: claims.length === 0 ? null : claimsChart(input, claims),
      table: {
        heads: ["Use", "Pays back", "All-in cost", "Saves", "Gives up", "Decide"],
        figures: [false, false, true, true, true, false],
        rows: value.uses.slice(0, ROWS_SHOWN).map((use) => ({
          cells: [use.name, use.pays, use.cost, use.saves, use.givesUp, use.decide],
          isStrong: false,
        })),
      },
      note: "Claimed: what the cases say if everything comes true. Likely: what reaches the accounts, on average.",
    };
  }
  return {
    title: "What we get for it",
    lead: noCase === null ? [] : [{ text: noCase }],
    ...outcomesOf(input, workloads),
    note: workloads.note,
  };
}

function claimsChart(input: ReportInput, claims: ReturnType<typeof largestClaims>): SlideChart {
  return {
    kind: "bars",
    title: "Benefit of the year: claimed, and likely (mean)",
    alt: claims
      .map(({ name, claimed, likely }) => `${name}: claimed ${claimed.words}, likely ${likely.words}`)
      .join("; "),
    categories: claims.map(({ name }) => name),
    series: [
      { name: "Claimed", values: claims.map(({ claimed }) => claimed.mean), color: SERIES.gray },
      { name: "Likely", values: claims.map(({ likely }) => likely.mean), color: SERIES.main },
    ],
    format: formatOf(input, Math.max(...claims.map(({ claimed }) => claimed.mean))),
  };
}

function outcomesOf(
  input: ReportInput,
  workloads: ReportDocument["workloads"],
): { readonly chart: SlideChart | null; readonly table: SlideTable } {
  const costs = input.resolved.workloads.flatMap(({ id, name, outcome }) => {
    const cost = input.forecast.workloads[id]!.costPerOutcome.loaded;
    return cost === null ? [] : [{ name: paperText(`${name}, per ${outcome.unit}`, 60), cost }];
  });
  return {
    chart:
      costs.length === 0
        ? null
        : {
            kind: "bars",
            title: "All-in cost of one outcome",
            alt: workloads.rows.map(({ name, outcome, loaded }) => `${name}: ${loaded} per ${outcome}`).join(", "),
            categories: costs.slice(0, BARS_SHOWN).map(({ name }) => name),
            series: [
              {
                name: "All-in cost each",
                values: costs.slice(0, BARS_SHOWN).map(({ cost }) => cost),
                color: SERIES.main,
              },
            ],
            format: formatOf(input, Math.max(...costs.map(({ cost }) => cost))),
          },
    table: {
      heads: ["Workload", "Outcome", "Outcomes", "All-in cost each"],
      figures: [false, false, true, true],
      rows: workloads.rows
        .slice(0, ROWS_SHOWN)
        .map(({ name, outcome, outcomes, loaded }) => ({ cells: [name, outcome, outcomes, loaded], isStrong: false })),
    },
  };
}
