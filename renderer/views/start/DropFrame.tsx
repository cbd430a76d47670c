import { useEffect, useState, type ReactElement } from "react";
import { useAppContext } from "#renderer/state/useApp.tsx";
import { useStartFrom } from "./useStartFrom.ts";

/**
 * While files are dragged over the start page: a frame inside the window that says what dropping them does. A table
 * that is pasted anywhere on the page starts a plan as well.
 */
export function DropFrame(): ReactElement | null {
  const { store } = useAppContext();
  const { fromText } = useStartFrom();
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const onOver = (event: DragEvent): void => setOver(event.dataTransfer?.types.includes("Files") === true);
    const onEnd = (event: DragEvent): void => {
      // Leaving one element for another is no leaving of the window.
      if (event.type === "drop" || event.relatedTarget === null) setOver(false);
    };
    const onPaste = (event: ClipboardEvent): void => {
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (event.target instanceof HTMLInputElement || store.getState().plan !== null || text.trim() === "") return;
      event.preventDefault();
      fromText(text);
    };
    window.addEventListener("dragover", onOver);
    window.addEventListener("dragleave", onEnd);
    window.addEventListener("drop", onEnd);
    window.addEventListener("paste", onPaste);
    return () => {
      window.removeEventListener("dragover", onOver);
      window.removeEventListener("dragleave", onEnd);
      window.removeEventListener("drop", onEnd);
      window.removeEventListener("paste", onPaste);
    };
  }, [store, fromText]);
  return isOver ? (
    <div className="drop-frame" role="status">
      <span>Open a plan, make one from a table, or read usage exports</span>
    </div>
  ) : null;
}
