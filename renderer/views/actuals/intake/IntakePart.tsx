import type { ReactElement } from "react";
import { formatCount } from "#shared/format/counts.ts";
import { formatPercent } from "#shared/format/chances.ts";
import { Button } from "#renderer/controls/Button.tsx";
import type { UsagePart } from "#renderer/state/usageState.ts";
import { useApp, useAppContext } from "#renderer/state/useApp.tsx";
import { needsColumns, PartRow } from "./PartRow.tsx";

/**
 * Files on their way in: what each is taken for, what is asked, and how far the import is. Null: nothing is on its way.
 */
export function IntakePart(): ReactElement | null {
  const { usage } = useAppContext();
  const intake = useApp((state) => state.intake);
  switch (intake.status) {
    case "none":
      return null;
    case "looking":
      return (
        <div className="intake">
          <p role="status">{intake.parts.length === 0 ? "Reading the files…" : "Reading more files…"}</p>
          <PartList parts={intake.parts} />
        </div>
      );
    case "importing": {
      const { progress } = intake;
      const share = progress === null || progress.bytes === 0 ? 0 : progress.doneBytes / progress.bytes;
      return (
        <div className="intake">
          <p role="status">
            {progress === null
              ? "Starting the import…"
              : `${formatPercent(Math.floor(share * 100) / 100)} read, ${formatCount(progress.rows)} rows${progress.problems > 0 ? `, ${formatCount(progress.problems)} refused` : ""}.`}
          </p>
          <progress className="intake-progress" aria-label="Import" max={1} value={share} />
          <div className="intake-actions">
            <Button onClick={() => void usage.cancel()}>Cancel the import</Button>
          </div>
        </div>
      );
    }
    case "understood": {
      const taken = intake.parts.filter(({ isLeftOut }) => !isLeftOut);
      const unmapped = taken.filter(needsColumns);
      return (
        <div className="intake">
          <PartList parts={intake.parts} />
          {unmapped.length > 0 && (
            <p className="note">{`Choose which column of ${unmapped.map(({ name }) => name).join(", ")} holds the time, or leave it out.`}</p>
          )}
          <div className="intake-actions">
            <Button
              kind="primary"
              disabled={taken.length === 0 || unmapped.length > 0}
              onClick={() => void usage.start()}
            >
              {taken.length === 1 ? "Import the file" : `Import ${formatCount(taken.length)} files`}
            </Button>
            <Button onClick={() => void usage.cancel()}>Cancel</Button>
          </div>
        </div>
      );
    }
    default:
      throw new Error(`no such intake: ${JSON.stringify(intake satisfies never)}`);
  }
}

function PartList({ parts }: { readonly parts: readonly UsagePart[] }): ReactElement {
  return (
    <ul className="intake-parts">
      {parts.map((part) => (
        <PartRow key={part.part} part={part} />
      ))}
    </ul>
  );
}
