import type { Plan } from "#shared/plan/schema/plan.ts";
import { tornadoRows } from "#shared/studies/driverRows.ts";
import type { Drivers } from "#shared/studies/drivers.ts";
import { MONEY, PERCENT, type CellModel, type SheetModel } from "./model.ts";

/** Rows above the first assumption. */
const HEAD_ROWS = 5;

/**
 * What moves the request: each assumption held low, then high, on the same simulated years, and its share of the
 * uncertainty; how far the request moves is a formula. Null drivers: too few simulated years to calculate them.
 */
export function driversSheet(plan: Plan, drivers: Drivers | null): SheetModel {
  const common = { name: "Drivers", widths: [58, 18, 16, 18, 16, 16, 14], frozen: { rows: HEAD_ROWS, columns: 1 } };
  const title: CellModel[] = [{ text: "What moves the request", style: "title" }];
  if (drivers === null)
    return {
      ...common,
      frozen: { rows: 0, columns: 0 },
      rows: [title, [{ text: "Too few simulated years to calculate it. Forecast with more.", style: "note" }]],
    };
  const { rows } = tornadoRows(plan, drivers);
  return {
    ...common,
    rows: [
      title,
      [
        {
          text: "Each assumption is held at a low value (1 in 10 years are lower), then at a high value (1 in 10 are higher), on the same simulated years.",
          style: "note",
        },
      ],
      [
        { text: `Request at ${Math.round(drivers.confidence * 100)}%`, style: "strong" },
        { number: drivers.ask, format: MONEY, style: "strong" },
      ],
      [],
      ["Assumption", "Held low at", "Request", "Held high at", "Request", "Moves it by", "Share"].map(
        (text, i): CellModel => ({ text, style: "head", ...(i === 0 ? {} : { isNumeric: true }) }),
      ),
      ...rows.map(({ name, ends, share }, i): CellModel[] => {
        const line = HEAD_ROWS + i + 1;
        const held: CellModel[] =
          ends === null
            ? [{}, {}, {}, {}, {}]
            : [
                { text: ends.low.valueText, isNumeric: true },
                { number: ends.low.ask, format: MONEY },
                { text: ends.high.valueText, isNumeric: true },
                { number: ends.high.ask, format: MONEY },
                { formula: `ABS(E${line}-C${line})`, number: Math.abs(ends.high.ask - ends.low.ask), format: MONEY },
              ];
        return [{ text: name }, ...held, { number: share, format: PERCENT }];
      }),
      [
        { text: "Sum", style: "total" },
        ...["", "", "", "", ""].map((): CellModel => ({ style: "total" })),
        {
          formula: `SUM(G${HEAD_ROWS + 1}:G${HEAD_ROWS + rows.length})`,
          number: rows.reduce((sum, { share }) => sum + share, 0),
          format: PERCENT,
          style: "total",
        },
      ],
    ],
  };
}
