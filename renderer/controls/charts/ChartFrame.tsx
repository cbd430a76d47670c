import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactElement, type ReactNode } from "react";
import { type MarkGroup, tableMarks } from "#shared/charts/base/marks.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import { DataTable } from "./DataTable.tsx";
import { ExportMenu } from "./ExportMenu.tsx";
import { IconButton } from "#renderer/controls/Button.tsx";
import { MarkWalk } from "./MarkWalk.tsx";
import { Segmented } from "#renderer/controls/Segmented.tsx";

export interface ChartFrameProps {
  /** The heading: a question where one fits. */
  readonly question: string;
  readonly note?: ReactNode;
  /** What files of this chart are called. */
  readonly fileName: string;
  /** The chart by itself, as it is exported. */
  readonly chart: ReactElement;
  /** The chart with its handles, as it is shown; else the chart by itself. */
  readonly children?: ReactNode;
  readonly table: () => ChartTable;
  /** Tables of its further parts, where one chart has several; `name` is also what the first is called then. */
  readonly parts?: {
    readonly name: string;
    readonly others: readonly { readonly name: string; readonly table: () => ChartTable }[];
  };
  /** What the arrows walk; else the rows of the table. */
  readonly marks?: () => readonly MarkGroup[];
  /** What Enter does with a mark that the arrows have led to. */
  readonly onChoose?: (group: number, mark: number) => void;
  /** Between the heading and the chart: what it shows, where it must be read first. */
  readonly lead?: ReactNode;
  /** Under the chart, where the answer does not already say it. */
  readonly sentence?: ReactNode;
  /** At the right of the heading, before the icons. */
  readonly aside?: ReactNode;
  /** Width up to which heading and icons reach; else all. */
  readonly headWidth?: number;
}

/**
 * A chart with its question, its table in place, and its export: SVG, PNG or CSV of exactly the drawn data. One tab
 * stop: see `MarkWalk`.
 */
export function ChartFrame(props: ChartFrameProps): ReactElement {
  const { question, chart, children, table, parts, marks, onChoose, lead, sentence } = props;
  const [shownPart, setShownPart] = useState(0);
  const { isTable, setTable, isExporting, setExporting, content, onKeyDown } = useFrameKeys();
  const id = useId();
  const tables = [{ name: parts?.name ?? question, table }, ...(parts?.others ?? [])];
  const shown = tables[shownPart] ?? tables[0]!;
  return (
    <section className="chart-frame" aria-labelledby={id} onKeyDown={onKeyDown}>
      <Head {...props} {...{ id, tables, isTable, setTable, shownPart, setShownPart, isExporting, setExporting }} />
      {lead !== undefined && <p className="chart-sentence">{lead}</p>}
      <div ref={content}>
        {isTable ? (
          <DataTable table={shown.table()} caption={tables.length > 1 ? `${question} ${shown.name}` : question} />
        ) : (
          <MarkWalk labelledBy={id} marks={marks ?? (() => tableMarks(table()))} onChoose={onChoose}>
            {children ?? chart}
          </MarkWalk>
        )}
      </div>
      {sentence !== undefined && <p className="chart-sentence">{sentence}</p>}
    </section>
  );
}

/** Chart or table, and the menu of exports: T and X within the frame, or its icons. */
function useFrameKeys() {
  const [isTable, setTable] = useState(false);
  const [isExporting, setExporting] = useState(false);
  const content = useRef<HTMLDivElement>(null);
  const focusFollows = useRef(false);
  // The chart that had the focus goes, or comes back: the focus goes where the reader looks.
  useEffect(() => {
    if (focusFollows.current) content.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    focusFollows.current = false;
  }, [isTable]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isKeyOfFrame(event)) return;
    const key = event.key.toLowerCase();
    if (key === "t") {
      focusFollows.current = event.target instanceof Node && content.current?.contains(event.target) === true;
      setTable(!isTable);
    } else if (key === "x") {
      event.preventDefault();
      setExporting(true);
    }
  };
  return { isTable, setTable, isExporting, setExporting, content, onKeyDown };
}

/** Not what is typed into a field, and not a shortcut of the app. */
function isKeyOfFrame(event: KeyboardEvent): boolean {
  const isTyping =
    event.target instanceof HTMLTextAreaElement ||
    (event.target instanceof HTMLInputElement && event.target.type !== "radio" && event.target.type !== "checkbox");
  // What a menu hears reaches here through its portal.
  const isInside = event.target instanceof Node && event.currentTarget.contains(event.target);
  return !isTyping && isInside && !event.ctrlKey && !event.metaKey && !event.altKey;
}

interface HeadProps extends ChartFrameProps {
  readonly id: string;
  readonly tables: NonNullable<ChartFrameProps["parts"]>["others"];
  readonly isTable: boolean;
  readonly setTable: (isTable: boolean) => void;
  readonly shownPart: number;
  readonly setShownPart: (part: number) => void;
  readonly isExporting: boolean;
  readonly setExporting: (isOpen: boolean) => void;
}

/** The question, what is said beside it, and the icons of table and export. */
function Head({ question, note, fileName, chart, aside, headWidth, ...head }: HeadProps): ReactElement {
  const { id, tables, isTable, setTable, shownPart, setShownPart, isExporting, setExporting } = head;
  return (
    <header className="chart-head" style={headWidth === undefined ? {} : { width: headWidth }}>
      <h2 id={id} className="part-heading">
        {question}
      </h2>
      {note !== undefined && <span className="note">{note}</span>}
      <span className="chart-head-gap" />
      {aside}
      {isTable && tables.length > 1 && (
        <Segmented
          label="Which table"
          options={tables.map(({ name }, i) => ({ value: i, label: name }))}
          value={shownPart}
          onChange={setShownPart}
        />
      )}
      <IconButton
        label={isTable ? `Show the chart of “${question}”` : `Show the table of “${question}”`}
        icon="table"
        pressed={isTable}
        onClick={() => setTable(!isTable)}
      />
      <ExportMenu
        question={question}
        fileName={fileName}
        chart={chart}
        tables={tables}
        open={isExporting}
        onOpenChange={setExporting}
      />
    </header>
  );
}
