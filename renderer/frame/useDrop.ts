import { useEffect } from "react";
import { describeHostFailure } from "#shared/host/failure.ts";
import { dayOf, openBlankPlan } from "#renderer/state/setUp.ts";
import { noAnswers } from "#shared/setUp/answers.ts";
import { readTable } from "#renderer/views/newPlan/pastedTable.ts";
import { useStartFrom } from "#renderer/views/start/useStartFrom.ts";
import { useAppContext } from "#renderer/state/useApp.tsx";

/** What a plan's file is called; on the Actuals screen JSON is usage, elsewhere it is a plan if it says so. */
const PLAN_NAME = /\.pastapril$/i;
/** Before there is a plan, a table of months is one to start from. */
const TABLE_NAME = /\.(csv|tsv)$/i;
const WORKBOOK_NAME = /\.xlsx$/i;
const MAYBE_PLAN = /\.(pastapril|json)$/i;

/** Other JSON is usage: only so much of a file is read to tell. Bytes. */
const LOOKED_AT = 4_000_000;

/** Whether a JSON file says of itself that it is a plan or a portfolio, sound or not. */
async function saysItIsOurs(file: File): Promise<boolean> {
  return /"past-april\.(?:plan|portfolio)\//.test(await file.slice(0, LOOKED_AT).text());
}

/** A table of months has few lines that cannot be read; a log of requests that is read as one has a line each. */
const MOST_PROBLEMS = 5;

/** Whether a text is head counts or spend by month, not a log of usage: that counts tokens. */
function isTableOfMonths(text: string, today: string): boolean {
  const [head = ""] = text.split(/\r?\n/, 1);
  if (/token/i.test(head)) return false;
  const { answers, problems } = readTable(text, noAnswers("", today));
  return answers !== null && problems.length <= MOST_PROBLEMS;
}

/** A plan file dropped anywhere on the window is opened; files and folders of usage go to the Actuals screen. */
export function useDrop(): void {
  const { files, services, shell, store, usage } = useAppContext();
  const { fromFile: startFromFile } = useStartFrom();
  useEffect(() => {
    const allow = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes("Files") === true) event.preventDefault();
    };
    const isUsage = (items: readonly DataTransferItem[]): boolean => {
      const { screen } = store.getState();
      const name = items[0]!.getAsFile()?.name ?? "";
      // Away from Actuals JSON may be a plan, unless several files come together.
      return items.length > 1 || !(screen === "actuals" ? PLAN_NAME : MAYBE_PLAN).test(name);
    };
    const isStart = async (table: File | null): Promise<boolean> =>
      store.getState().plan === null &&
      table !== null &&
      TABLE_NAME.test(table.name) &&
      isTableOfMonths(await table.text(), dayOf(services.clock.now()));
    const takeUsage = async (offered: ReturnType<typeof shell.offerDropped>): Promise<void> => {
      if (store.getState().plan === null) openBlankPlan(store, dayOf(services.clock.now()));
      store.getState().goTo("actuals");
      const reply = await offered;
      if (reply.ok) await usage.look(reply.value);
      else store.getState().say({ kind: "wrong", sentence: describeHostFailure(reply.failure) });
    };
    const onDrop = (event: DragEvent): void => {
      const items = [...(event.dataTransfer?.items ?? [])].filter(({ kind }) => kind === "file");
      if (items[0] === undefined) return;
      event.preventDefault();
      const table = items.length === 1 ? items[0].getAsFile() : null;
      // Usage exports are never workbooks; other tables are usage once there is a plan.
      if (table !== null && WORKBOOK_NAME.test(table.name)) {
        void startFromFile(table);
        return;
      }
      const isPlan = !isUsage(items);
      if (isPlan && PLAN_NAME.test(table?.name ?? "")) {
        void shell.openDropped(items[0]).then(files.take);
        return;
      }
      // What is dropped can be read now alone: a table of months, or a plan, is let go again.
      const opened = isPlan ? shell.openDropped(items[0], saysItIsOurs) : null;
      const offered = shell.offerDropped(items);
      if (opened !== null) {
        void opened.then((reply) => (reply.ok && reply.value === null ? takeUsage(offered) : files.take(reply)));
        return;
      }
      void isStart(table).then((isTable) => (isTable ? startFromFile(table!) : takeUsage(offered)));
    };
    window.addEventListener("dragover", allow);
    window.addEventListener("drop", onDrop);
    return () => {
      window.removeEventListener("dragover", allow);
      window.removeEventListener("drop", onDrop);
    };
  }, [files, services, shell, store, usage, startFromFile]);
}
