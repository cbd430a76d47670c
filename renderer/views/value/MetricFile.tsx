import { useState, type ReactElement } from "react";
import { describeHostFailure } from "#shared/host/failure.ts";
import type { Metric } from "#shared/plan/schema/metric.ts";
import { cellsOfText, type Cells } from "#shared/setUp/tables/cells.ts";
import { metricTable, withMetricTable, type TableRefusal } from "#shared/setUp/tables/metricTable.ts";
import { FilePicker, TABLE_FILES } from "#renderer/controls/FilePicker.tsx";
import type { Services } from "#renderer/state/services.ts";
import { UNREAD_FILE } from "#renderer/state/planFiles/notices.ts";
import { useAppContext } from "#renderer/state/useApp.tsx";
import { MonthField } from "./fields/CostFields.tsx";

/** Larger files are no months of a metric. Bytes. */
const MOST_BYTES = 20_000_000;

/** Reads the months of a metric, and of a control group beside it, from a CSV file or a workbook. */
export function MetricFile({
  metric,
  onChange,
}: {
  readonly metric: Metric;
  readonly onChange: (metric: Metric) => void;
}): ReactElement {
  const { services, store } = useAppContext();
  const [start, setStart] = useState<string | null>(null);
  const split = start ?? metric.after?.from ?? null;
  const read = async (file: File): Promise<void> => {
    const next = await metricOfFile(file, metric, split, services.host);
    if ("refusal" in next) store.getState().say({ kind: "wrong", sentence: next.refusal, guide: UNREAD_FILE });
    else onChange(next);
  };
  return (
    <span className="five-step">
      <span>or from a file, the use started in</span>
      <MonthField label="First month with agents" value={split ?? ""} onTake={setStart} />
      <FilePicker
        words="Open a file of months"
        accept={TABLE_FILES}
        label="Months of the metric, CSV or XLSX"
        onFile={(file) => void read(file)}
      />
    </span>
  );
}

/** The metric with the months of a file; refused with a sentence that names the file. */
async function metricOfFile(
  file: File,
  metric: Metric,
  start: string | null,
  host: Services["host"],
): Promise<Metric | TableRefusal> {
  const sheets = await sheetsOf(file, host);
  if ("refusal" in sheets) return sheets;
  const tables = sheets.map(metricTable);
  const found = tables.find((table) => !("refusal" in table)) ?? tables[0];
  if (found === undefined) return { refusal: `${file.name} has no sheet with cells.` };
  const next = "refusal" in found ? found : withMetricTable(metric, found, start);
  return "refusal" in next ? { refusal: `${file.name}: ${next.refusal}` } : next;
}

/** A CSV file as one sheet, a workbook as those it has. */
async function sheetsOf(file: File, host: Services["host"]): Promise<readonly Cells[] | TableRefusal> {
  if (file.size > MOST_BYTES) return { refusal: `${file.name} is larger than 20 MB.` };
  if (!/\.xlsx$/iu.test(file.name)) {
    const { cells, problems } = cellsOfText(await file.text());
    return problems.length > 0 ? { refusal: `${file.name}: ${problems[0]!}` } : [cells];
  }
  const reply = await host.readWorkbook({ bytes: new Uint8Array(await file.arrayBuffer()) });
  if (!reply.ok) return { refusal: describeHostFailure(reply.failure) };
  const { problem, sheets } = reply.value;
  return problem === null ? sheets.map(({ cells }) => cells) : { refusal: problem };
}
