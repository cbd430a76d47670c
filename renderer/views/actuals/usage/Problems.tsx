import { type ReactElement, useEffect, useState } from "react";
import { formatCount } from "#shared/format/counts.ts";
import type { ListedProblem } from "#shared/usage/answers/answers.ts";
import { figures, HeadRow } from "#renderer/controls/HeadRow.tsx";
import { GuideLink } from "#renderer/controls/GuideLink.tsx";
import { Dialog } from "#renderer/controls/Dialog.tsx";
import type { UsageTable } from "#renderer/state/usageState.ts";
import { useAppContext } from "#renderer/state/useApp.tsx";

/** Rows that could not be read, with line and reason. */
export function Problems({
  table: { imports },
  onClose,
}: {
  readonly table: UsageTable;
  readonly onClose: () => void;
}): ReactElement {
  const { services } = useAppContext();
  const [listed, setListed] = useState<readonly ListedProblem[] | null>(null);
  const [total, setTotal] = useState(0);
  useEffect(() => {
    let isLeft = false;
    const ask = async (): Promise<void> => {
      const replies = await Promise.all(
        imports
          .filter(({ problems }) => problems > 0)
          .map(({ id }) => services.host.listUsageProblems({ import: id, from: 0, most: MOST_PROBLEMS })),
      );
      if (isLeft) return;
      setListed(replies.flatMap((reply) => (reply.ok ? reply.value.listed : [])));
      setTotal(replies.reduce((sum, reply) => sum + (reply.ok ? reply.value.total : 0), 0));
    };
    void ask();
    return () => {
      isLeft = true;
    };
  }, [imports, services]);
  return (
    <Dialog label="Refused rows" onClose={onClose}>
      {listed === null ? (
        <p>Loading…</p>
      ) : (
        <>
          {total > listed.length && (
            <p className="note">{`The first ${formatCount(listed.length)} of ${formatCount(total)}.`}</p>
          )}
          <ProblemTable listed={listed} />
          <GuideLink page="import-usage" part="what-happens-to-it">
            See the guide
          </GuideLink>
        </>
      )}
    </Dialog>
  );
}

function ProblemTable({ listed }: { readonly listed: readonly ListedProblem[] }): ReactElement {
  return (
    <div className="data-table" tabIndex={0} role="region" aria-label="Refused rows in detail">
      <table>
        <HeadRow heads={["file", figures("line"), "reason"]} />
        <tbody>
          {listed.map(({ file, line, reason }, i) => (
            <tr key={i}>
              <td>{file}</td>
              <td className="numeric">{formatCount(line)}</td>
              <td>{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const MOST_PROBLEMS = 500;
