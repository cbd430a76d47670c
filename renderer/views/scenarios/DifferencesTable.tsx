import { Fragment, type ReactElement } from "react";
import { differenceAxis, DifferenceStrip } from "#shared/charts/compare/DifferenceStrip.tsx";
import { scenarioMark } from "#shared/charts/compare/scenarioMarks.ts";
import { ScenarioDisc } from "#renderer/controls/ScenarioDisc.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";
import type { Compared, DifferenceCell, DifferenceRow } from "./differenceCells.ts";

export interface DifferencesTableProps {
  readonly rows: readonly DifferenceRow[];
  readonly scenarios: readonly Compared[];
  readonly compared: readonly Compared[];
  /** Each difference stands below its scenario's figure, without its strip. */
  readonly isStacked: boolean;
}

/** From so many columns on they stand closer. */
const MANY = 4;
const STRIP = { width: 104, height: 26 };

/**
 * What each scenario comes to, and how it differs from the plan itself: strip, figure and the range that holds 8 in 10.
 */
export function DifferencesTable({ rows, scenarios, compared, isStacked }: DifferencesTableProps): ReactElement {
  const base = scenarios[0]!;
  return (
    <table className="table differences" data-many={scenarios.length > MANY || undefined}>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">Figure</span>
          </th>
          {scenarios.map(({ place, name }) => (
            <th key={place} scope="col" className="numeric" title={name}>
              <ScenarioDisc index={place} />
              <span className="visually-hidden">{name}</span>
            </th>
          ))}
          {(isStacked ? [] : compared).map(({ place, name }) => (
            <th key={place} scope="colgroup" colSpan={3} className="against">
              <ScenarioDisc index={place} /> against <ScenarioDisc index={base.place} />
              <span className="visually-hidden">{`: ${name} against ${base.name}`}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.label}>
            <th scope="row">{row.label}</th>
            {row.values.map((value, i) => (
              <td key={scenarios[i]!.place} className={`numeric value-${row.tone}`}>
                {value}
                {isStacked && <Below cell={cellOfPlace(row, compared, scenarios[i]!.place)} />}
              </td>
            ))}
            {(isStacked ? [] : row.cells).map((cell, i) => (
              <Cell key={compared[i]!.place} cell={cell} place={compared[i]!.place} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function cellOfPlace(row: DifferenceRow, compared: readonly Compared[], place: number): DifferenceCell | null {
  return row.cells[compared.findIndex((one) => one.place === place)] ?? null;
}

/** The difference from the plan itself, below a scenario's figure. */
function Below({ cell }: { readonly cell: DifferenceCell | null }): ReactElement | null {
  if (cell === null) return null;
  if (cell.kind === "words") return <span className="difference-below note">{cell.words}</span>;
  return (
    <span className="difference-below">
      {cell.figure} <span className="note">{cell.range}</span>
    </span>
  );
}

function Cell({
  cell,
  place,
  row,
}: {
  readonly cell: DifferenceCell | null;
  readonly place: number;
  readonly row: DifferenceRow;
}): ReactElement {
  const theme = useChartTheme();
  if (cell === null) return <td colSpan={3} className="against" />;
  if (cell.kind === "words") {
    return (
      <td colSpan={3} className="against">
        {cell.strong ? <strong>{cell.words}</strong> : <span className="note">{cell.words}</span>}
      </td>
    );
  }
  // Every strip of a row shares one axis, so that the scenarios can be compared by eye.
  const strips = row.cells.filter((other) => other?.kind === "strip");
  const { from, to } = differenceAxis(strips.map(({ difference }) => difference));
  return (
    <Fragment>
      <td className="against strip-cell">
        <DifferenceStrip
          difference={cell.difference}
          from={from}
          to={to}
          {...STRIP}
          theme={theme}
          hue={scenarioMark(place, theme).color}
          sentence={cell.sentence}
        />
      </td>
      <td className="numeric">
        <strong>{cell.figure}</strong>
      </td>
      <td className="note range">{cell.range}</td>
    </Fragment>
  );
}
