import { useMemo } from "react";
import { describeHostFailure } from "#shared/host/failure.ts";
import { planHash } from "#shared/plan/canonical.ts";
import { readBack, withFigures, type ReadBack } from "#shared/report/workbook/readBack.ts";
import { noAnswers } from "#shared/setUp/answers.ts";
import { UNSAVED_FILE } from "#renderer/state/documentSlice.ts";
import type { AppStore } from "#renderer/state/store.ts";
import { dayOf, openBlankPlan, startSetUp } from "#renderer/state/setUp.ts";
import { useAppContext, type App } from "#renderer/state/useApp.tsx";
import { readTable, tableOfCells, type TakenTable } from "#renderer/views/newPlan/pastedTable.ts";

/** What the guide says of workbooks that come back. */
const ROUND_TRIP = { page: "workbook", part: "the-round-trip" } as const;

/** What the guide says of tables that a plan is started from. */
const OTHER_WAYS = { page: "new-plan", part: "other-ways-to-begin" } as const;

/** Opens the plan of a workbook that came back, its changed figures as one step that can be undone. */
function openReadBack(store: AppStore, fileName: string, back: Extract<ReadBack, { ok: true }>): void {
  const { plan, edits, problems } = back;
  const open = store.getState().plan;
  // The same plan stays open with its file; another one takes its place, and unsaved work is kept as always.
  if (open === null || planHash(open) !== planHash(plan)) store.getState().openPlan(plan, UNSAVED_FILE, false);
  if (edits.length > 0)
    store.getState().edit(`take the figures of ${fileName}`, (before) => withFigures(before, edits));
  const count = edits.length === 1 ? "1 figure was" : `${edits.length} figures were`;
  const taken = `${edits.length === 0 ? "No figure was" : count} changed in ${fileName}.`;
  const sentence = [taken, ...problems].join(" ");
  store
    .getState()
    .say(problems.length === 0 ? { kind: "done", sentence } : { kind: "wrong", sentence, guide: ROUND_TRIP });
}

/** Starts of a plan that bring their answers along. */
export interface StartFrom {
  /** A table as text; false: it has no months, and that has been said. */
  readonly fromText: (text: string) => boolean;
  readonly fromClipboard: () => Promise<void>;
  /** CSV or XLSX: a table to start from, or a workbook of a plan that came back. */
  readonly fromFile: (file: File) => Promise<void>;
  /** Asks for usage exports and leads to where they are imported. */
  readonly fromUsage: () => void;
}

export function useStartFrom(): StartFrom {
  const app = useAppContext();
  return useMemo(() => startsOf(app), [app]);
}

function startsOf({ store, services, usage }: App): StartFrom {
  const say = (sentence: string): void => store.getState().say({ kind: "wrong", sentence });
  const today = (): string => dayOf(services.clock.now());
  const take = (taken: TakenTable): boolean => {
    if (taken.answers === null) {
      store.getState().say({ kind: "wrong", sentence: taken.problems.join(" "), guide: OTHER_WAYS });
      return false;
    }
    startSetUp(store, today(), taken.answers);
    if (taken.problems.length > 0) store.getState().say({ kind: "done", sentence: taken.problems.join(" ") });
    return true;
  };
  const fromText = (text: string): boolean => take(readTable(text, noAnswers("", today())));
  return {
    fromText,
    fromClipboard: async () => {
      try {
        fromText(await navigator.clipboard.readText());
      } catch {
        say("Press Ctrl V to paste the table: this window may not read the clipboard by itself.");
      }
    },
    fromFile: async (file) => {
      if (!/\.xlsx$/i.test(file.name)) {
        fromText(await file.text());
        return;
      }
      const read = await services.host.readWorkbook({ bytes: new Uint8Array(await file.arrayBuffer()) });
      if (!read.ok) {
        say(describeHostFailure(read.failure));
        return;
      }
      if (read.value.problem !== null) {
        store.getState().say({ kind: "wrong", sentence: read.value.problem, guide: ROUND_TRIP });
        return;
      }
      const back = readBack(read.value.sheets);
      if (back.ok) {
        openReadBack(store, file.name, back);
        return;
      }
      const empty = noAnswers("", today());
      const tables = read.value.sheets.map(({ cells }) => tableOfCells(cells, empty));
      take(
        tables.find(({ answers }) => answers !== null) ??
          tables[0] ?? { answers: null, problems: [`${file.name} has no cells.`] },
      );
    },
    fromUsage: () => {
      openBlankPlan(store, today());
      store.getState().goTo("actuals");
      void usage.pick();
    },
  };
}
