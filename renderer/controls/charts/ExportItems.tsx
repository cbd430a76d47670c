import type { ReactElement } from "react";
import { chartMarkup } from "#shared/charts/base/markup.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import { csvOf } from "#shared/report/csv.ts";
import { MenuItem } from "#renderer/controls/Menu.tsx";
import { pngOf, svgFileOf } from "./imageFiles.ts";
import { useSaveFile } from "#renderer/controls/hooks/useSaveFile.ts";

export interface ExportItemsProps {
  /** What the files are called. */
  readonly fileName: string;
  /** The chart by itself; none: only its data. */
  readonly chart?: ReactElement;
  /** One CSV file each; of several, each by its name. */
  readonly tables: readonly { readonly name: string; readonly table: () => ChartTable }[];
}

/**
 * What a chart or a table can be saved as, as items of a menu: SVG, PNG, and CSV of exactly the data that is drawn.
 */
export function ExportItems({ fileName, chart, tables }: ExportItemsProps): ReactElement {
  const save = useSaveFile();
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  return (
    <>
      {chart !== undefined && (
        <>
          <MenuItem
            onSelect={() =>
              void save(`${fileName}.svg`, "svg", () => Promise.resolve(encode(svgFileOf(chartMarkup(chart)))))
            }
          >
            Chart as SVG
          </MenuItem>
          <MenuItem onSelect={() => void save(`${fileName}.png`, "png", () => pngOf(svgFileOf(chartMarkup(chart))))}>
            Chart as PNG
          </MenuItem>
        </>
      )}
      {tables.map(({ name, table }, i) => (
        <MenuItem
          key={name}
          onSelect={() =>
            void save(i === 0 ? `${fileName}.csv` : `${fileName}, ${name.toLowerCase()}.csv`, "csv", () =>
              Promise.resolve(encode(csvOf(table()))),
            )
          }
        >
          {tables.length > 1 ? `${name} as CSV` : "Data as CSV"}
        </MenuItem>
      ))}
    </>
  );
}
