import { useMemo, type ReactElement } from "react";
import { differenceTable } from "#shared/charts/compare/DifferenceStrip.tsx";
import { compareFigures } from "#shared/forecast/comparison/comparison.ts";
import { csvOf } from "#shared/report/csv.ts";
import { IconButton } from "#renderer/controls/Button.tsx";
import { useSaveFile } from "#renderer/controls/hooks/useSaveFile.ts";
import { usePlan } from "#renderer/state/useApp.tsx";
import type { Compared } from "./differenceCells.ts";
import { differenceRows } from "./differenceRows.ts";
import { DifferencesTable } from "./DifferencesTable.tsx";

/** The table of differences, and its export. */
export function Differences({
  known,
  isStale,
  isStacked,
}: {
  readonly known: readonly Compared[];
  readonly isStale: boolean;
  /** Each difference stands below its scenario's figure: beside them there is no room. */
  readonly isStacked: boolean;
}): ReactElement {
  const plan = usePlan();
  const save = useSaveFile();
  const compared = useMemo(() => known.filter(({ place }) => place !== 0), [known]);
  const rows = useMemo(
    () => (known.length === 0 ? [] : differenceRows(plan, known, compared)),
    [plan, known, compared],
  );
  return (
    <section aria-labelledby="differences" className={isStale ? "is-stale" : ""}>
      <header className="chart-head">
        <h2 id="differences" className="part-heading">
          Differences, with their uncertainty
        </h2>
        <span className="note">
          Differences of the averages, on the same simulated years. Ranges hold 8 in 10 of them.
        </span>
        <span className="chart-head-gap" />
        <IconButton
          label="Export the differences as CSV"
          icon="export"
          disabled={known.length < 2}
          onClick={() => void save("Differences.csv", "csv", () => Promise.resolve(differencesCsv(known)))}
        />
      </header>
      {rows.length === 0 ? (
        <p className="note">The differences follow with the first results.</p>
      ) : (
        <div
          className="differences-scroll"
          tabIndex={0}
          role="region"
          aria-label="Figures of the scenarios; scroll sideways for more"
        >
          <DifferencesTable rows={rows} scenarios={known} compared={compared} isStacked={isStacked} />
        </div>
      )}
    </section>
  );
}

/** The differences of each scenario against the first, as a file. */
function differencesCsv(known: readonly Compared[]): Uint8Array {
  const base = known[0]!;
  const data = known.slice(1).flatMap(({ name, answers }) => {
    const { spend, netValue, benefit, outcomes } = compareFigures(base.answers.trials, answers.trials);
    const against = `${name} against ${base.name}`;
    return [
      { what: "spend", against, difference: spend },
      { what: "net value", against, difference: netValue },
      ...(benefit === null ? [] : [{ what: "benefit of the cases", against, difference: benefit }]),
      ...Object.entries(outcomes).map(([id, difference]) => ({ what: `outcomes of ${id}`, against, difference })),
    ];
  });
  return new TextEncoder().encode(csvOf(differenceTable(data)));
}
