import { useId, useState } from "react";
import type { ReactElement, ReactNode } from "react";
import { pictureMarkup } from "../../shared/charts/markup.ts";
import type { ChartTable } from "../../shared/charts/table.ts";
import { describeHostFailure } from "../../shared/host/failure.ts";
import { csvOf } from "../../shared/report/csv.ts";
import { useAppContext } from "../state/useApp.tsx";
import { DataTable } from "./DataTable.tsx";
import { IconButton } from "./Button.tsx";
import { Menu, MenuItem } from "./Menu.tsx";
import { pngOf, svgFileOf } from "./pictureFiles.ts";

export interface ChartFrameProps {
  /** The heading: a question where one fits. */
  readonly question: string;
  readonly note?: ReactNode;
  /** What files of this picture are called. */
  readonly fileName: string;
  /** The picture by itself, as it is exported. */
  readonly picture: ReactElement;
  /** The picture with its handles, as it is shown; else the picture by itself. */
  readonly children?: ReactNode;
  readonly table: () => ChartTable;
  /** Under the picture, where the answer does not already say it. */
  readonly sentence?: ReactNode;
  /** At the right of the heading, before the icons. */
  readonly aside?: ReactNode;
  /** Width up to which heading and icons reach; else all. */
  readonly headWidth?: number;
}

/** A picture with its question, its table in place, and its export: SVG, PNG or CSV of exactly the drawn data. */
export function ChartFrame({ question, note, fileName, picture, children, table, sentence, aside, headWidth }: ChartFrameProps): ReactElement {
  const [isTable, setTable] = useState(false);
  const id = useId();
  const save = useSaveFile();
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  return (
    <section
      className="chart-frame"
      aria-labelledby={id}
      onKeyDown={(event) => {
        const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
        if (event.key.toLowerCase() === "t" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping) setTable(!isTable);
      }}
    >
      <header className="chart-head" style={headWidth === undefined ? {} : { width: headWidth }}>
        <h2 id={id} className="part-heading">
          {question}
        </h2>
        {note !== undefined && <span className="note">{note}</span>}
        <span className="chart-head-gap" />
        {aside}
        <IconButton label={isTable ? `Show the picture of “${question}”` : `Show the table of “${question}”`} icon="table" pressed={isTable} onClick={() => setTable(!isTable)} />
        <Menu label={`Export “${question}”`} align="end" trigger={<IconButton label={`Export “${question}”`} icon="export" />}>
          <MenuItem onSelect={() => void save(`${fileName}.svg`, "svg", () => Promise.resolve(encode(svgFileOf(pictureMarkup(picture)))))}>Picture as SVG</MenuItem>
          <MenuItem onSelect={() => void save(`${fileName}.png`, "png", () => pngOf(svgFileOf(pictureMarkup(picture))))}>Picture as PNG</MenuItem>
          <MenuItem onSelect={() => void save(`${fileName}.csv`, "csv", () => Promise.resolve(encode(csvOf(table()))))}>Data as CSV</MenuItem>
        </Menu>
      </header>
      {isTable ? <DataTable table={table()} caption={question} /> : (children ?? picture)}
      {sentence !== undefined && <p className="chart-sentence">{sentence}</p>}
    </section>
  );
}

/** Saves a result where the reader wants it and says so. */
export function useSaveFile(): (name: string, kind: "svg" | "png" | "csv" | "json" | "pdf" | "xlsx", make: () => Promise<Uint8Array>) => Promise<void> {
  const { services, store } = useAppContext();
  return async (suggestedName, kind, make) => {
    const { say } = store.getState();
    try {
      const saved = await services.host.exportFile({ suggestedName, kind, bytes: await make() });
      if (!saved.ok) say({ kind: "wrong", sentence: describeHostFailure(saved.failure) });
      else if (saved.value !== null) say({ kind: "done", sentence: `Saved as ${saved.value.place}.` });
    } catch {
      say({ kind: "wrong", sentence: `${suggestedName} could not be made. The table has the same data.` });
    }
  };
}
