import type { ReactElement } from "react";
import { formatShare } from "#shared/format/chances.ts";
import type { ActionEffect, AttemptAction } from "./attemptActions.ts";
import { figures, HeadRow } from "#renderer/controls/HeadRow.tsx";

/** What each action keeps of the outcomes and of the money, against no cap at all. */
export function ActionCosts({
  effects,
  action,
}: {
  readonly effects: readonly ActionEffect[];
  readonly action: AttemptAction;
}): ReactElement {
  return (
    <table className="table cap-table">
      <caption className="note">
        It stops {formatShare(effects[0]!.effect.stopped)} of attempts. Compared with no cap it keeps:
      </caption>
      <HeadRow heads={["At the cap", figures("Successes"), figures("Spend")]} />
      <tbody>
        {effects.map(({ action: one, label, effect }) => (
          <tr key={one} aria-current={one === action ? "true" : undefined}>
            <th scope="row">{label}</th>
            <td className="numeric">{formatShare(effect.successes)}</td>
            <td className="numeric">{formatShare(effect.spend)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
