import type { ReactElement } from "react";
import { formatCount } from "#shared/format/counts.ts";
import { rowsWorth } from "#shared/usage/overlaps/overlap.ts";
import { IconButton } from "#renderer/controls/Button.tsx";
import type { UsageTable } from "#renderer/state/usageState.ts";
import { useAppContext } from "#renderer/state/useApp.tsx";

/** Past imports file by file, with what of them is not counted and what that would come to. */
export function Imports({ table: { imports } }: { readonly table: UsageTable }): ReactElement {
  const { usage } = useAppContext();
  return (
    <details className="imports">
      <summary>{`${formatCount(imports.length)} ${imports.length === 1 ? "import" : "imports"}`}</summary>
      <ul>
        {imports.map(({ id, files, added }) => (
          <li key={id}>
            <span>
              {`${files[0]?.name ?? "no file"}${files.length > 1 ? ` and ${formatCount(files.length - 1)} more` : ""}: ${formatCount(added)} rows counted`}
              {files
                .filter(({ known, waiting }) => known + waiting > 0)
                .slice(0, MOST_FILES)
                .map(({ name, known, waiting, knownWorth, waitingWorth }) => (
                  <span key={name} className="import-known">
                    {known > 0 &&
                      `${name}: ${rowWords(known)} already counted from another file (${rowsWorth(knownWorth.tokens, knownWorth.money)}). `}
                    {waiting > 0 &&
                      `${name}: ${rowWords(waiting)} not counted until you answer (${rowsWorth(waitingWorth.tokens, waitingWorth.money)}).`}
                  </span>
                ))}
            </span>
            <IconButton
              label={`Remove the import of ${files[0]?.name ?? "no file"}`}
              icon="trash"
              onClick={() => void usage.remove(id)}
            />
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Files of an import whose uncounted rows are listed. */
const MOST_FILES = 200;

function rowWords(count: number): string {
  return `${formatCount(count)} ${count === 1 ? "row" : "rows"}`;
}
