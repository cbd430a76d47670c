import type { ReactElement } from "react";

/** The head of a column: of texts, or of figures, which end at its right edge. */
type Head = string | { readonly figures: string };

/** The head of a column of figures. */
export function figures(words: string): Head {
  return { figures: words };
}

/** The heads of a table whose columns need no more than words. */
export function HeadRow({ heads }: { readonly heads: readonly Head[] }): ReactElement {
  return (
    <thead>
      <tr>
        {heads.map((head, column) =>
          typeof head === "string" ? (
            <th key={column} scope="col">
              {head}
            </th>
          ) : (
            <th key={column} scope="col" className="numeric">
              {head.figures}
            </th>
          ),
        )}
      </tr>
    </thead>
  );
}
