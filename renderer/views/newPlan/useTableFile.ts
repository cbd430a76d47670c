import { describeHostFailure } from "#shared/host/failure.ts";
import type { SetUpAnswers } from "#shared/setUp/answers.ts";
import { useAppContext } from "#renderer/state/useApp.tsx";
import { readTable, tableOfCells, type TakenTable } from "./pastedTable.ts";

/** Larger tables are no budget of a year. Bytes. */
const MOST_BYTES = 20_000_000;

/** Reads a file of a table: CSV here, a workbook by the machine. Null: it could not be read, which has been said. */
export function useTableFile(answers: SetUpAnswers): (file: File) => Promise<TakenTable | null> {
  const { services, store } = useAppContext();
  return async (file) => {
    if (file.size > MOST_BYTES) return { answers: null, problems: [`${file.name} is larger than 20 MB.`] };
    if (!/\.xlsx$/i.test(file.name)) return readTable(await file.text(), answers);
    const read = await services.host.readWorkbook({ bytes: new Uint8Array(await file.arrayBuffer()) });
    if (!read.ok) {
      store.getState().say({ kind: "wrong", sentence: describeHostFailure(read.failure) });
      return null;
    }
    if (read.value.problem !== null) return { answers: null, problems: [read.value.problem] };
    const tables = read.value.sheets.map(({ cells }) => tableOfCells(cells, answers));
    const best = tables.find((table) => table.answers !== null) ?? tables[0];
    return best ?? { answers: null, problems: [`${file.name} has no sheet with cells.`] };
  };
}
