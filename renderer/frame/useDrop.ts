import { useEffect } from "react";
import { describeHostFailure } from "#shared/host/failure.ts";
import { useStartFrom } from "#renderer/views/start/useStartFrom.ts";
import { useAppContext } from "#renderer/state/useApp.tsx";

/** What a plan's file is called; on the Actuals screen JSON is usage, elsewhere it may be a plan. */
const PLAN_NAME = /\.pastapril$/i;
/** Before there is a plan, a table is one to start from. */
const TABLE_NAME = /\.(xlsx|csv|tsv)$/i;
const WORKBOOK_NAME = /\.xlsx$/i;
const MAYBE_PLAN = /\.(pastapril|json)$/i;

/** A plan file dropped anywhere on the window is opened; files and folders of usage go to the Actuals screen. */
export function useDrop(): void {
  const { files, shell, store, usage } = useAppContext();
  const { fromFile: startFromFile } = useStartFrom();
  useEffect(() => {
    const allow = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes("Files") === true) event.preventDefault();
    };
    const isUsage = (items: readonly DataTransferItem[]): boolean => {
      const { plan, screen } = store.getState();
      if (plan === null) return false;
      const name = items[0]!.getAsFile()?.name ?? "";
      return items.length > 1 || !(screen === "actuals" ? PLAN_NAME : MAYBE_PLAN).test(name);
    };
    const onDrop = (event: DragEvent): void => {
      const items = [...(event.dataTransfer?.items ?? [])].filter(({ kind }) => kind === "file");
      if (items[0] === undefined) return;
      event.preventDefault();
      const table = items.length === 1 ? items[0].getAsFile() : null;
      // Usage exports are never workbooks; other tables are usage once there is a plan.
      if (table !== null && (store.getState().plan === null ? TABLE_NAME : WORKBOOK_NAME).test(table.name)) {
        void startFromFile(table);
        return;
      }
      if (!isUsage(items)) {
        void shell.openDropped(items[0]).then(files.take);
        return;
      }
      store.getState().goTo("actuals");
      void shell.offerDropped(items).then((reply) => {
        if (reply.ok) return usage.look(reply.value);
        store.getState().say({ kind: "wrong", sentence: describeHostFailure(reply.failure) });
        return undefined;
      });
    };
    window.addEventListener("dragover", allow);
    window.addEventListener("drop", onDrop);
    return () => {
      window.removeEventListener("dragover", allow);
      window.removeEventListener("drop", onDrop);
    };
  }, [files, shell, store, usage, startFromFile]);
}
