import type { ReactElement } from "react";
import { pictureMarkup } from "#shared/charts/base/markup.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import { csvOf } from "#shared/report/csv.ts";
import { MenuItem } from "./Menu.tsx";
import { pngOf, svgFileOf } from "./pictureFiles.ts";
import { useSaveFile } from "./useSaveFile.ts";

export interface ExportItemsProps {
  /** What the files are called. */
  readonly fileName: string;
  /** The picture by itself; none: only its data. */
  readonly picture?: ReactElement;
  /** One CSV file each; of several, each by its name. */
  readonly tables: readonly { readonly name: string; readonly table: () => ChartTable }[];
}

/**
 * What a picture or a table can be saved as, as items of a menu: SVG, PNG, and CSV of exactly the data that is drawn.
 */
export function ExportItems({ fileName, picture, tables }: ExportItemsProps): ReactElement {
  const save = useSaveFile();
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  return (
    <>
      {picture !== undefined && (
        <>
          <MenuItem
            onSelect={() =>
              void save(`${fileName}.svg`, "svg", () => Promise.resolve(encode(svgFileOf(pictureMarkup(picture)))))
            }
          >
            Picture as SVG
          </MenuItem>
          <MenuItem
            onSelect={() => void save(`${fileName}.png`, "png", () => pngOf(svgFileOf(pictureMarkup(picture))))}
          >
            Picture as PNG
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
