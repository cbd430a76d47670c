import { useState, type ClipboardEvent, type ReactElement } from "react";
import { formatExact } from "#shared/format/counts.ts";
import { formatMonthTick } from "#shared/format/dates.ts";
import type { PastSpend, SetUpAnswers } from "#shared/setUp/answers.ts";
import { totalByMonth } from "#shared/setUp/spendTrend.ts";
import { amountOfCell } from "#shared/setUp/tables/cells.ts";
import { epochDayOf, firstOfMonth, isoMonthOf } from "#shared/units.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { FilePicker, TABLE_FILES } from "#renderer/controls/FilePicker.tsx";
import { Field } from "#renderer/controls/Field.tsx";
import { pastedInto, readTable, type TakenTable } from "./pastedTable.ts";
import type { SetUp } from "./useSetUp.ts";

const SHOWN_MONTHS = 4;

/** The grid that is shown: what is known, or the last months of the tools that were named, empty. */
function gridOf(answers: SetUpAnswers): PastSpend {
  if (answers.spend !== null) return answers.spend;
  const today = epochDayOf(answers.today);
  const months = Array.from({ length: SHOWN_MONTHS }, (_, i) => isoMonthOf(firstOfMonth(today, i - SHOWN_MONTHS)));
  const tools = (answers.tools ?? []).map(({ name }) => name);
  return {
    months,
    rows: (tools.length === 0 ? ["All AI tools"] : tools).map((tool) => ({ tool, amounts: months.map(() => null) })),
  };
}

/** Question 3: a grid of months and tools that a table can be pasted into, or opened from a file. */
export function SpendQuestion({
  answers,
  give,
  onFile,
}: SetUp & { readonly onFile: (file: File) => Promise<TakenTable | null> }): ReactElement {
  const [said, setSaid] = useState<readonly string[]>([]);
  const grid = gridOf(answers);
  const take = (taken: TakenTable): void => {
    setSaid(taken.problems);
    if (taken.answers !== null) give(taken.answers, "paste the spend of months");
  };
  const put = (next: PastSpend): void => {
    const isEmpty = next.rows.every(({ amounts }) => amounts.every((amount) => amount === null));
    give({ spend: isEmpty ? null : next }, "change the spend of a month", "spend");
  };
  const onPaste = (event: ClipboardEvent<HTMLElement>): void => {
    const text = event.clipboardData.getData("text/plain");
    if (!/[\t\n;]/.test(text.trim())) return;
    event.preventDefault();
    take(pastedInto(text, answers, grid, cellOf(event.target)));
  };
  const pasteByButton = async (): Promise<void> => {
    try {
      take(readTable(await navigator.clipboard.readText(), answers));
    } catch {
      setSaid(["Click into a cell and press Ctrl V."]);
    }
  };
  return (
    <div className="spend" onPaste={onPaste}>
      <SpendGrid answers={answers} grid={grid} onChange={put} />
      <div className="spend-links">
        <Button kind="link" onClick={() => void pasteByButton()}>
          {answers.spend === null ? "Paste a table" : "Paste again"}
        </Button>
        <FilePicker
          kind="link"
          words="Open a file"
          accept={TABLE_FILES}
          label="Table of spend, CSV or XLSX"
          onFile={(file) =>
            void onFile(file).then((taken) => {
              if (taken !== null) take(taken);
            })
          }
        />
      </div>
      {said.map((sentence) => (
        <p key={sentence} className="tick" role="status">
          {sentence}
        </p>
      ))}
    </div>
  );
}

/** The last months of every tool, each amount a field, and their totals. */
function SpendGrid({
  answers,
  grid,
  onChange,
}: {
  readonly answers: SetUpAnswers;
  readonly grid: PastSpend;
  readonly onChange: (grid: PastSpend) => void;
}): ReactElement {
  const shown = grid.months.slice(-6).map((month) => grid.months.indexOf(month));
  return (
    <table className="spend-grid" aria-label="Spend by month">
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">Tool</span>
          </th>
          {shown.map((m) => (
            <th key={m} scope="col" className="numeric tick">
              {monthWords(grid.months[m]!)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {grid.rows.map((row, r) => (
          <tr key={row.tool}>
            <th scope="row" className="figure-key">
              {row.tool}
            </th>
            {shown.map((m) => (
              <td key={m} data-row={r} data-month={m}>
                <Field
                  label={`${row.tool}, ${monthWords(grid.months[m]!)}`}
                  hideLabel
                  align="end"
                  width={78}
                  value={amountWords(row.amounts[m], "")}
                  onCommit={(text) => {
                    const amount = amountOfCell(text);
                    if (amount !== null && !(amount >= 0)) return "Type an amount of at least 0.";
                    onChange(withAmount(grid, r, m, amount));
                    return null;
                  }}
                />
              </td>
            ))}
          </tr>
        ))}
        {answers.spend !== null && <TotalRow grid={grid} shown={shown} currency={answers.budget?.currency ?? "USD"} />}
      </tbody>
    </table>
  );
}

function TotalRow({
  grid,
  shown,
  currency,
}: {
  readonly grid: PastSpend;
  readonly shown: readonly number[];
  readonly currency: string;
}): ReactElement {
  const totals = totalByMonth(grid.months, grid.rows);
  return (
    <tr className="spend-total">
      <th scope="row">Total, {currency}</th>
      {shown.map((m) => (
        <td key={m} className="numeric figure-key">
          {amountWords(totals[m], "–")}
        </td>
      ))}
    </tr>
  );
}

function amountWords(amount: number | null | undefined, nothing: string): string {
  return amount === null || amount === undefined ? nothing : formatExact(amount);
}

/** "Sep 2026". */
function monthWords(month: string): string {
  return `${formatMonthTick(epochDayOf(`${month}-01`))} ${month.slice(0, 4)}`;
}

/** The grid's cell that an event came from; the first where it came from none. */
function cellOf(target: EventTarget): { readonly row: number; readonly month: number } {
  const cell = target instanceof Element ? target.closest<HTMLElement>("[data-row]") : null;
  return { row: Number(cell?.dataset["row"] ?? 0), month: Number(cell?.dataset["month"] ?? 0) };
}

function withAmount(grid: PastSpend, row: number, month: number, amount: number | null): PastSpend {
  return {
    ...grid,
    rows: grid.rows.map((one, r) =>
      r === row ? { ...one, amounts: one.amounts.map((before, m) => (m === month ? amount : before)) } : one,
    ),
  };
}
