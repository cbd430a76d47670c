import { useState, type ReactElement } from "react";
import { formatPercent } from "#shared/format/chances.ts";
import { toDecimals } from "#shared/format/digits.ts";
import { sharesAsWritten, type CentreShares } from "#shared/plan/edits/centreEdits.ts";
import { isShare } from "#renderer/controls/checks.ts";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";

interface Props {
  readonly pointer: string;
  /** What is divided. */
  readonly name: string;
  readonly shares: CentreShares;
}

/** Shares that do not sum to 1 within this are not taken: what a percentage with two decimals can miss. */
const TOLERANCE = 1e-9;

/**
 * The share of each centre. The plan takes them when they sum to 100%: until then the row says what is missing, and
 * nothing of the plan changes.
 */
export function ShareFields({ pointer, name, shares }: Props): ReactElement {
  const { plan, change } = usePlanEdits();
  const [draft, setDraft] = useState<CentreShares | null>(null);
  const [before, setBefore] = useState(shares);
  // An edit from elsewhere, such as undo, takes the place of what was being typed.
  if (before !== shares) {
    setBefore(shares);
    setDraft(null);
  }
  const now = draft ?? shares;
  const centres = Object.entries(plan.costCentres ?? {});
  const sum = toDecimals(
    Object.values(now).reduce((all, share) => all + share, 0),
    9,
  );
  const take = (id: string, share: number): void => {
    const next = { ...now, [id]: share };
    const whole = Object.values(next).reduce((all, one) => all + one, 0);
    if (Math.abs(whole - 1) > TOLERANCE) {
      setDraft(next);
      return;
    }
    setDraft(null);
    change(pointer, sharesAsWritten(pointer, next));
  };
  return (
    <div className="centres-shares" role="group" aria-label={`Shares of ${name}`}>
      {centres.map(([id, { name: called = id }]) => (
        <FigureField
          key={id}
          label={called}
          hideLabel={false}
          value={now[id] ?? 0}
          writing={{ kind: "percent" }}
          width={64}
          check={isShare}
          onChange={(share) => take(id, share)}
        />
      ))}
      <p className={sum === 1 ? "note" : "centres-wrong"} role="status">
        {sum === 1
          ? "Together 100%."
          : `Shares of ${name} sum to ${formatPercent(sum)}. ${sum < 1 ? "Raise" : "Lower"} one by ${formatPercent(toDecimals(Math.abs(1 - sum), 9))}.`}
      </p>
    </div>
  );
}
