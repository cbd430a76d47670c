import { useState, type ReactElement } from "react";
import { formatCount } from "#shared/format/counts.ts";
import { overlapSentence, rowsWorth, sideName, type UsageOverlap } from "#shared/usage/overlaps/overlap.ts";
import { Button } from "#renderer/controls/Button.tsx";
import type { UsageTable } from "#renderer/state/usageState.ts";
import { useAppContext } from "#renderer/state/useApp.tsx";

/**
 * Questions about reports that may be of the same work: nothing of the later import counts before they are answered.
 */
export function OverlapQuestions({ table: { summary, imports } }: { readonly table: UsageTable }): ReactElement | null {
  const open = summary.overlaps.filter(({ state }) => state === "open");
  if (open.length === 0) return null;
  const waiting = imports.filter((each) => each.waiting > 0);
  const rows = waiting.reduce((sum, each) => sum + each.waiting, 0);
  return (
    <section aria-label="Reports that may show the same work" className="overlap-questions">
      <p>
        <strong>{`${formatCount(rows)} ${rows === 1 ? "row is" : "rows are"} not counted yet.`}</strong>
        {" Do these reports show the same work, or different people, machines or accounts?"}
      </p>
      {open.map((overlap) => (
        <Question key={overlap.key} overlap={overlap} />
      ))}
    </section>
  );
}

function Question({ overlap }: { readonly overlap: UsageOverlap }): ReactElement {
  const { usage } = useAppContext();
  const [isSent, setIsSent] = useState(false);
  const answer = (counts: number | "both"): void => {
    setIsSent(true);
    void usage.answerOverlap(overlap.key, counts).finally(() => setIsSent(false));
  };
  return (
    <div className="overlap-question">
      <ul>
        {overlap.sides.map((side, i) => (
          <li key={i}>
            <span>{`${sideName(side)}: ${rowsWorth(side.tokens, side.money)}`}</span>
            <Button kind="link" disabled={isSent} onClick={() => answer(i)}>
              Count only this
            </Button>
          </li>
        ))}
      </ul>
      <Button kind="outlined" disabled={isSent} onClick={() => answer("both")}>
        {`Count ${overlap.sides.length === 2 ? "both" : "all"}: they show different work`}
      </Button>
    </div>
  );
}

/** What was found to be the same work, and what was answered. An answer can be taken back. */
export function SettledOverlaps({ table: { summary } }: { readonly table: UsageTable }): ReactElement | null {
  const { usage } = useAppContext();
  const settled = summary.overlaps.filter(({ state }) => state !== "open");
  if (settled.length === 0) return null;
  return (
    <details className="imports">
      <summary>{`${formatCount(settled.length)} ${settled.length === 1 ? "overlap" : "overlaps"} of reports`}</summary>
      <ul>
        {settled.map((overlap, i) => (
          <li key={i}>
            <span>{overlapSentence(overlap)}</span>
            {overlap.isAnswered && (
              <Button kind="link" onClick={() => void usage.answerOverlap(overlap.key, null)}>
                Ask again
              </Button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
