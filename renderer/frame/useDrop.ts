import { useEffect } from "react";
import { useAppContext } from "../state/useApp.tsx";

/** A plan file dropped anywhere on the window is opened. */
export function useDrop(): void {
  const { files, shell } = useAppContext();
  useEffect(() => {
    const allow = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes("Files") === true) event.preventDefault();
    };
    const onDrop = (event: DragEvent): void => {
      const item = event.dataTransfer?.items[0];
      if (item?.kind !== "file") return;
      event.preventDefault();
      void shell.openDropped(item).then(files.take);
    };
    window.addEventListener("dragover", allow);
    window.addEventListener("drop", onDrop);
    return () => {
      window.removeEventListener("dragover", allow);
      window.removeEventListener("drop", onDrop);
    };
  }, [files, shell]);
}
