import type { ReactElement } from "react";
import type { CentresPart, FiguresTable } from "#shared/report/document.ts";
import { DataTable, Words } from "./parts.tsx";

/** Whose budget the plan comes from, and what each is charged by month. */
export function CentresPage({ centres }: { readonly centres: CentresPart }): ReactElement {
  return (
    <section aria-label="Cost centers">
      <h2>Cost centers</h2>
      <h3>{centres.title}</h3>
      <p>
        <Words runs={centres.lead} />
      </p>
      <FiguresData name={centres.title} figures={centres.budgets} />
      {centres.note !== null && <p className="note">{centres.note}</p>}
      <h3>{centres.monthsTitle}</h3>
      {centres.months.map((months, i) => (
        <FiguresData key={i} name={`${centres.monthsTitle}, ${i + 1} of ${centres.months.length}`} figures={months} />
      ))}
      <h3>{centres.rulesTitle}</h3>
      <FiguresData name={centres.rulesTitle} figures={centres.rules} />
      <p className="note">{centres.ruleNote}</p>
    </section>
  );
}

/** A table of words and figures alone. */
export function FiguresData({
  name,
  figures: { heads, words, rows },
}: {
  readonly name: string;
  readonly figures: FiguresTable;
}): ReactElement {
  return (
    <DataTable
      name={name}
      columns={heads.map((head, i) => ({ head, kind: i === 0 ? "label" : i < words ? "quiet" : "figure" }))}
      rows={rows.map(({ cells, tone }) => ({
        cells: tone === "strong" ? cells.map((cell) => <strong key={cell}>{cell}</strong>) : cells,
      }))}
    />
  );
}
