import { useEffect, useState, type ReactElement } from "react";
import { describeHostFailure } from "#shared/host/failure.ts";
import type { Paper } from "#shared/report/input.ts";
import type { ReportSource } from "#shared/report/reportSource.ts";
import { useAppContext } from "#renderer/state/useApp.tsx";

/** Typing and dragging must not set the pages at every step. Milliseconds. */
const SETTLE = 250;

interface Pages {
  readonly source: ReportSource;
  /** Addresses of the pages' images. */
  readonly addresses: readonly string[];
}

export interface PagesPreviewProps {
  /** Null: there are no whole answers to print yet. */
  readonly source: ReportSource | null;
  /** Why there are none, in words. */
  readonly waiting: string;
  /** What the pages do not have yet, in words; null: they have all. */
  readonly missing: string | null;
  readonly paper: Paper;
}

/**
 * The pages as the typesetter draws them: the same layout that makes the PDF. Pages of an earlier state are marked
 * until the new ones are set.
 */
export function PagesPreview({ source, waiting, missing, paper }: PagesPreviewProps): ReactElement {
  const { pages, failure } = usePages(source);
  const isCurrent = pages !== null && pages.source === source;
  const status =
    failure ??
    (source === null
      ? waiting
      : isCurrent
        ? missing === null
          ? `${pages.addresses.length} pages, as they will be printed.`
          : `${pages.addresses.length} pages so far: ${missing}.`
        : "Preparing the pages…");
  return (
    <section aria-labelledby="report-pages" className="report-pages">
      <header className="chart-head">
        <h2 id="report-pages" className="part-heading">
          Preview
        </h2>
        <span className="note" role="status">
          {status}
        </span>
      </header>
      <div className={isCurrent ? "report-sheets" : "report-sheets is-stale"}>
        {pages?.addresses.map((address, i) => (
          <img
            key={i}
            className={`sheet sheet-${paper}`}
            src={address}
            alt={`Page ${i + 1} of ${pages.addresses.length} of the budget plan`}
          />
        ))}
      </div>
    </section>
  );
}

/** Sets the pages of a source once it has settled. Pages of an earlier one stay until then; a failure is said. */
function usePages(source: ReportSource | null): { readonly pages: Pages | null; readonly failure: string | null } {
  const { services } = useAppContext();
  const [pages, setPages] = useState<Pages | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  useEffect(() => {
    if (source === null) return undefined;
    let isWanted = true;
    const stop = services.clock.after(SETTLE, () => {
      const { main, files } = source;
      void services.host
        .typesetPages({ main, files: files.map(({ path, text }) => ({ path, text })) })
        .then((reply) => {
          if (!isWanted) return;
          if (!reply.ok) {
            setFailure(describeHostFailure(reply.failure));
            return;
          }
          setFailure(null);
          setPages({
            source,
            addresses: reply.value.pages.map((page) =>
              URL.createObjectURL(new Blob([page], { type: "image/svg+xml" })),
            ),
          });
        });
    });
    return () => {
      isWanted = false;
      stop();
    };
  }, [source, services]);
  useEffect(
    () => () => {
      for (const address of pages?.addresses ?? []) URL.revokeObjectURL(address);
    },
    [pages],
  );
  return { pages, failure };
}
