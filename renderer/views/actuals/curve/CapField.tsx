import type { ReactElement } from "react";
import type { UsageTable } from "#renderer/state/usageState.ts";
import { useAppContext } from "#renderer/state/useApp.tsx";
import { TokensField } from "#renderer/controls/TokensField.tsx";

/** Most tokens that a cap can be of. */
const MOST_TOKENS = 1e15;

/**
 * Where a cap stopped the runs of a workload, which no export says: those that reached it count as at least that
 * expensive.
 */
export function CapField({
  usage: { settings },
  workload,
}: {
  readonly usage: UsageTable;
  readonly workload: string;
}): ReactElement {
  const { usage } = useAppContext();
  const cap = settings.stoppedAt?.[workload];
  const put = (tokens: number | null): void =>
    void usage.changeSettings((given) => {
      const { [workload]: _, ...others } = given.stoppedAt ?? {};
      return { ...given, stoppedAt: tokens === null ? others : { ...others, [workload]: tokens } };
    });
  return (
    <div className="curve-cap">
      <TokensField
        label="A cap stopped runs at"
        value={cap ?? null}
        placeholder="no cap"
        unit="tokens"
        width={84}
        check={(tokens) =>
          tokens >= 1 && tokens <= MOST_TOKENS ? null : "Type tokens, such as 2.8M, or leave it empty."
        }
        onChange={(tokens) => put(Math.round(tokens))}
        onEmpty={() => put(null)}
      />
    </div>
  );
}
