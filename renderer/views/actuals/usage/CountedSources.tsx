import type { ReactElement } from "react";
import { overlapsOf } from "#shared/usage/answers/usageWarnings.ts";
import { Button } from "#renderer/controls/Button.tsx";
import type { UsageTable } from "#renderer/state/usageState.ts";
import { useAppContext } from "#renderer/state/useApp.tsx";

/**
 * Which of two sources that report the same work is counted: a click leaves the other one out, another takes it back.
 */
export function CountedSources({ table: { summary } }: { readonly table: UsageTable }): ReactElement | null {
  const { usage } = useAppContext();
  // Of three that overlap, each is offered once.
  const doubled = [...new Set(overlapsOf(summary.sources).flatMap(({ one, other }) => [one, other]))];
  const back = summary.sources.filter(({ isLeftOut }) => isLeftOut);
  if (doubled.length + back.length === 0) return null;
  return (
    <div className="counted-sources">
      {doubled.map(({ source, name }) => (
        <Button
          key={source}
          kind="link"
          onClick={() =>
            void usage.changeSettings((said) => ({ ...said, leftOut: [...new Set([...(said.leftOut ?? []), source])] }))
          }
        >
          {`Leave out ${name}`}
        </Button>
      ))}
      {back.map(({ source, name }) => (
        <Button
          key={source}
          kind="link"
          onClick={() =>
            void usage.changeSettings((said) => ({
              ...said,
              leftOut: (said.leftOut ?? []).filter((one) => one !== source),
            }))
          }
        >
          {`Count ${name} again`}
        </Button>
      ))}
    </div>
  );
}
