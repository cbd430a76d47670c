import type { ReactElement } from "react";
import type { MovedPart } from "#shared/report/document.ts";
import { DataTable, Drawn, Words } from "./parts.tsx";

/** What moved since an earlier version. */
export function MovedPage({ moved: { title, lead, rows, note } }: { readonly moved: MovedPart }): ReactElement {
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <p>
        <Words runs={lead} />
      </p>
      <DataTable
        name={title}
        columns={[
          { head: "Change", kind: "label" },
          { head: "Before and now", kind: "quiet" },
          { head: "" },
          { head: "Spend, mean", kind: "bold" },
        ]}
        rows={rows.map(({ label, change, strip, figure }) => ({
          cells: [label, change, <Drawn drawing={strip} />, figure],
        }))}
      />
      <p className="note">{note}</p>
    </section>
  );
}
