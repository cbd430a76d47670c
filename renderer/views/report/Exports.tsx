import { useState, type ReactElement } from "react";
import type { Reply } from "#shared/host/client.ts";
import type { HostInput } from "#shared/host/contract.ts";
import { describeHostFailure } from "#shared/host/failure.ts";
import { inPlainNotation } from "#shared/format/notation.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { assumptionRegister } from "#shared/plan/register/assumptions.ts";
import { csvOf, type NamedTable } from "#shared/report/csv.ts";
import { tablesOf } from "#shared/report/exportTables.ts";
import { reportPage } from "#shared/report/page/reportPage.tsx";
import { slidesOf } from "#shared/report/slides/slidesOf.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { Icon } from "#renderer/controls/Icon.tsx";
import { Menu, MenuItem } from "#renderer/controls/Menu.tsx";
import { useSaveFile } from "#renderer/controls/hooks/useSaveFile.ts";
import { useApp, useAppContext, usePlan } from "#renderer/state/useApp.tsx";
import { printedWorkbook } from "./printedWorkbook.ts";
import type { Completeness, Printed } from "./usePrinted.ts";

export interface ExportsProps {
  readonly printed: Printed | null;
  readonly completeness: Completeness;
  /** What the files are called, without an ending. */
  readonly name: string;
}

const SAME_FILES =
  "The command line writes an identical PDF with default options: A4, all sections, no title or notes.";

/** What is said of the files. */
const FILES: Readonly<Record<Completeness, string>> = {
  nothing: SAME_FILES,
  "scenarios missing": "The scenarios are still being calculated. The files and tables follow with them.",
  "studies missing":
    "What moves the request is still being calculated. The files follow with it; the tables are ready.",
  whole: SAME_FILES,
};

/** The files of the budget plan. */
export function Exports({ printed, completeness, name }: ExportsProps): ReactElement {
  const save = useSaveFile();
  const make = useMakers(printed);
  const [busy, setBusy] = useState<string | null>(null);
  const during = async (words: string, work: Promise<void>): Promise<void> => {
    setBusy(words);
    await work;
    setBusy(null);
  };
  const isReady = busy === null && completeness === "whole";
  return (
    <section aria-labelledby="report-files" className="report-files">
      <h2 id="report-files" className="part-heading">
        Files
      </h2>
      <div className="report-buttons">
        <Button
          kind="primary"
          icon="export"
          disabled={!isReady}
          onClick={() => void during("Preparing the pages", save(`${name}.pdf`, "pdf", make.pdf))}
        >
          Export PDF
        </Button>
        <Button
          disabled={!isReady}
          onClick={() => void during("Writing the workbook", save(`${name}.xlsx`, "xlsx", make.workbook))}
        >
          Workbook
        </Button>
        <Button
          disabled={!isReady}
          onClick={() => void during("Writing the slides", save(`${name}.pptx`, "pptx", make.slides))}
        >
          Slides
        </Button>
        <Button
          disabled={!isReady}
          onClick={() => void during("Writing the web page", save(`${name}.html`, "html", make.page))}
        >
          Web page
        </Button>
        <TablesMenu printed={busy === null && completeness !== "scenarios missing" ? printed : null} />
      </div>
      <p className="note" role="status">
        {busy ?? FILES[completeness]}
      </p>
      {printed !== null && printed.unprinted !== null && (
        <p className="doubt">
          <Icon name="warning" />
          <span>{printed.unprinted}</span>
        </p>
      )}
    </section>
  );
}

/** The tables of the plan; null: nothing can be saved now. */
function TablesMenu({ printed }: { readonly printed: Printed | null }): ReactElement {
  const save = useSaveFile();
  const tables: readonly NamedTable[] =
    printed === null
      ? []
      : inPlainNotation(() =>
          tablesOf(printed.answers.forecast, resolvePlan(printed.plan), assumptionRegister(printed.plan)),
        );
  return (
    <Menu
      label="Tables as CSV"
      trigger={
        <button type="button" className="button button-outlined" disabled={printed === null}>
          Tables as CSV
        </button>
      }
    >
      {tables.map((table) => (
        <MenuItem
          key={table.name}
          onSelect={() =>
            void save(`${table.name.toLowerCase()}.csv`, "csv", () =>
              Promise.resolve(new TextEncoder().encode(csvOf(table))),
            )
          }
        >
          {table.name}
        </MenuItem>
      ))}
    </Menu>
  );
}

type Maker = () => Promise<Uint8Array>;

/** How each file is made of what is printed, which must be there when one is called. */
function useMakers(printed: Printed | null): Readonly<Record<"pdf" | "workbook" | "slides" | "page", Maker>> {
  const { services } = useAppContext();
  const { host } = services;
  const whole = usePlan();
  const scenario = useApp((state) => state.activeScenario);
  const scenarioName = scenario === null ? null : (whole.scenarios?.[scenario]?.name ?? scenario);
  return {
    pdf: async () => valueOf(await host.typesetPdf(sourceOf(printed!))).pdf,
    workbook: async () =>
      valueOf(await host.makeWorkbook({ workbook: printedWorkbook(printed!, whole, scenarioName) })).xlsx,
    slides: async () => {
      const slides = inPlainNotation(() => slidesOf(printed!.input));
      return valueOf(await host.makeSlides(slides as HostInput<"makeSlides">)).pptx;
    },
    page: async () => {
      const typeface = valueOf(await host.readTypeface(null));
      return new TextEncoder().encode(inPlainNotation(() => reportPage(printed!.input, typeface)));
    },
  };
}

/** The value of a reply; a failure is thrown in the words that the reader gets. */
function valueOf<Value>(reply: Reply<Value>): Value {
  if (!reply.ok) throw new Error(describeHostFailure(reply.failure));
  return reply.value;
}

function sourceOf({ source: { main, files } }: Printed): HostInput<"typesetPdf"> {
  return { main, files: files.map(({ path, text }) => ({ path, text })) };
}
