import { useState, type KeyboardEvent, type ReactElement } from "react";
import { EvidenceDisc } from "#shared/charts/inputs/EvidenceDisc.tsx";
import {
  questionsSpoken,
  rowSpoken,
  sortedRows,
  tableOfUses,
  type Cell,
  type UseOrder,
  type UseRow,
} from "#shared/forecast/value/words/rowWords.ts";
import type { ValueFacts } from "#shared/forecast/value/words/valueFacts.ts";
import { fileOfUses } from "#shared/forecast/value/words/fileTable.ts";
import { csvOf } from "#shared/report/csv.ts";
import { IconButton } from "#renderer/controls/Button.tsx";
import { useSaveFile } from "#renderer/controls/hooks/useSaveFile.ts";
import { Icon } from "#renderer/controls/Icon.tsx";
import { Segmented } from "#renderer/controls/Segmented.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";

const ORDERS: readonly { readonly value: UseOrder; readonly label: string }[] = [
  { value: "plan", label: "As in the plan" },
  { value: "money", label: "Money" },
  { value: "chance", label: "Chance" },
  { value: "date", label: "Date" },
];

interface UseTableProps {
  readonly facts: ValueFacts;
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
  readonly onAsk: (id: string) => void;
}

/** Use by use; a saving is never shown without the benefit that it gives up. Arrows walk, Enter selects, Space asks. */
export function UseTable({ facts, selected, onSelect, onAsk }: UseTableProps): ReactElement {
  const save = useSaveFile();
  const [order, setOrder] = useState<UseOrder>("plan");
  const { rows, together, cutHead } = tableOfUses(facts);
  return (
    <section aria-labelledby="use-by-use">
      <header className="value-head">
        <h2 id="use-by-use" className="part-heading">
          Use by use
        </h2>
        <span className="note">A saving is shown with the benefit that it gives up.</span>
        <span className="chart-head-gap" />
        <Segmented label="Order of the uses" options={ORDERS} value={order} onChange={setOrder} />
        <IconButton
          label="Save the table “Use by use” as CSV"
          icon="export"
          onClick={() =>
            void save(`${facts.plan.name}, use by use.csv`, "csv", () =>
              Promise.resolve(new TextEncoder().encode(csvOf(fileOfUses(facts)))),
            )
          }
        />
      </header>
      <div className="value-scroll">
        <table className="table value-table">
          <caption className="visually-hidden">Use by use</caption>
          <TableHead cutHead={cutHead} />
          <tbody>
            {sortedRows(rows, order).map((row) => (
              <Row key={row.id} row={row} isSelected={row.id === selected} onSelect={onSelect} onAsk={onAsk} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">All uses together</th>
              <td />
              <td className="value-wide" />
              <td />
              <td className="figure-key">{together.pays}</td>
              <td className="value-wide" />
              <td className="numeric figure-key">{together.saves}</td>
              <td className="numeric figure-key">{together.givesUp}</td>
              <td colSpan={2} className="note">
                {together.note}
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  );
}

function TableHead({ cutHead }: { readonly cutHead: string }): ReactElement {
  return (
    <thead>
      <tr>
        <th scope="col" rowSpan={2}>
          Use
        </th>
        <th scope="col" rowSpan={2} className="value-col-questions">
          Five questions
        </th>
        <th scope="col" rowSpan={2} className="value-wide value-col-owner">
          Owner, answers for
        </th>
        <th scope="col" rowSpan={2}>
          Measured
        </th>
        <th scope="col" rowSpan={2}>
          Pays back
        </th>
        <th scope="col" rowSpan={2} className="numeric value-wide">
          All-in cost
        </th>
        <th scope="colgroup" colSpan={2} className="value-cut-head">
          <span>{cutHead}</span>
        </th>
        <th scope="col" rowSpan={2} className="value-col-decide">
          Decide
        </th>
        <th scope="col" rowSpan={2}>
          Reading
        </th>
      </tr>
      <tr>
        <th scope="col" className="numeric">
          saves
        </th>
        <th scope="col" className="numeric">
          gives up
        </th>
      </tr>
    </thead>
  );
}

function Row({
  row,
  isSelected,
  onSelect,
  onAsk,
}: {
  readonly row: UseRow;
  readonly isSelected: boolean;
  readonly onSelect: (id: string) => void;
  readonly onAsk: (id: string) => void;
}): ReactElement {
  return (
    <tr className={isSelected ? "is-selected" : undefined}>
      <th scope="row">
        <UseButton row={row} isSelected={isSelected} onSelect={onSelect} onAsk={onAsk} />
        <span className="note value-narrow">
          {[row.owner.text, row.owner.after].filter((words) => words !== "").join(", ")}
        </span>
      </th>
      <td>
        <button
          type="button"
          className="value-questions"
          aria-label={questionsSpoken(row)}
          onClick={() => onAsk(row.id)}
        >
          {row.questions.map(({ question, isAnswered }) => (
            <span key={question} className="value-dot" data-answered={isAnswered || undefined} />
          ))}
          {row.answered}
        </button>
      </td>
      <CellTd cell={row.owner} className="value-wide" />
      <CellTd cell={row.measured} />
      <CellTd cell={row.pays} isKey />
      <CellTd cell={row.cost} className="numeric value-wide" isKey />
      <CellTd cell={row.saves} className="numeric" />
      <CellTd cell={row.givesUp} className="numeric" />
      <td className={row.decide.isOverdue ? "figure-key" : row.decide.isUnknown === true ? "note" : undefined}>
        {row.decide.isOverdue && <Icon name="warning" size={12} />}
        {row.decide.text}
      </td>
      <td>
        <strong>{row.reading.verb}</strong> <span className="note">{row.reading.after}</span>
      </td>
    </tr>
  );
}

/** The name of a use: Enter and a click select it, the arrows walk the rows, Space asks its questions. */
function UseButton({
  row,
  isSelected,
  onSelect,
  onAsk,
}: {
  readonly row: UseRow;
  readonly isSelected: boolean;
  readonly onSelect: (id: string) => void;
  readonly onAsk: (id: string) => void;
}): ReactElement {
  const theme = useChartTheme();
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>): void => {
    const line = event.currentTarget.closest("tr");
    const next =
      event.key === "ArrowDown"
        ? line?.nextElementSibling
        : event.key === "ArrowUp"
          ? line?.previousElementSibling
          : null;
    if (next !== null && next !== undefined) {
      event.preventDefault();
      next.querySelector<HTMLElement>(".value-use")?.focus();
    } else if (event.key === " ") {
      event.preventDefault();
      onAsk(row.id);
    }
  };
  return (
    <button
      type="button"
      className="value-use"
      aria-label={rowSpoken(row)}
      aria-pressed={isSelected}
      tabIndex={isSelected ? 0 : -1}
      onClick={() => onSelect(row.id)}
      onKeyDown={onKeyDown}
    >
      <EvidenceDisc grade={row.grade} size={11} theme={theme} />
      {row.name}
    </button>
  );
}

function CellTd({
  cell,
  className = "",
  isKey = false,
}: {
  readonly cell: Cell;
  readonly className?: string;
  readonly isKey?: boolean;
}): ReactElement {
  return (
    <td className={className}>
      <span className={cell.isUnknown === true ? "note" : isKey ? "figure-key" : undefined}>{cell.text}</span>
      {cell.after !== "" && <span className="note">{` ${cell.after}`}</span>}
    </td>
  );
}
