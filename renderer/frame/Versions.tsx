import { useEffect, useState, type ReactElement } from "react";
import type { PlanVersion } from "#shared/host/contract.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { versionSentence } from "#shared/report/differences/differenceWords.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { spokenTime } from "#renderer/controls/times.ts";
import { useApp, useAppContext, usePlan } from "#renderer/state/useApp.tsx";
import { Dialog } from "#renderer/controls/Dialog.tsx";

/** A version, and its plan once it is read; null: it can no longer be read. */
interface Row {
  readonly version: PlanVersion;
  readonly plan?: Plan | null;
}

/** What the plan was each time it was saved. Opening one is a change of the open plan like any other. */
export function Versions({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { files } = useAppContext();
  const plan = usePlan();
  const take = useApp((state) => state.take);
  const [rows, setRows] = useState<readonly Row[] | null>(null);
  useEffect(() => {
    let isOpen = true;
    const read = async (): Promise<void> => {
      let found: readonly Row[] = (await files.versions()).map((version) => ({ version }));
      if (isOpen) setRows(found);
      for (const { version } of found) {
        const text = await files.readVersion(version);
        found = found.map((row) => (row.version === version ? { version, plan: text } : row));
        if (!isOpen) return;
        setRows(found);
      }
    };
    void read();
    return () => {
      isOpen = false;
    };
  }, [files]);
  const open = (version: PlanVersion, of: Plan): void => {
    onClose();
    take(`go back to version of ${spokenTime(version.savedAt)}`, of);
  };
  return (
    <Dialog label="Earlier versions" onClose={onClose}>
      {rows?.length === 0 && (
        <p>No versions yet. Each save keeps a version on this computer. The last 20 are listed here.</p>
      )}
      <ul className="versions" aria-label="Versions">
        {rows?.map(({ version, plan: of }) => (
          <li key={version.id} className="version">
            <span className="figure-key">{spokenTime(version.savedAt)}</span>
            <span className="note">
              {of === undefined
                ? ""
                : of === null
                  ? "This version of Past April cannot read it."
                  : (versionSentence(of, plan) ?? "Same as the open plan.")}
            </span>
            {of !== undefined && of !== null && versionSentence(of, plan) !== null && (
              <Button kind="link" onClick={() => open(version, of)}>
                Open this one
              </Button>
            )}
          </li>
        ))}
      </ul>
      {rows !== null && rows.length > 0 && (
        <p className="note">
          Opening a version replaces the open plan; Undo restores it. The file does not change until you save.
        </p>
      )}
    </Dialog>
  );
}
