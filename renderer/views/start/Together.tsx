import { useState, type ReactElement } from "react";
import { sumPlans, type SummedPlan } from "#renderer/state/portfolio/portfolioFiles.ts";
import { useAppContext } from "#renderer/state/useApp.tsx";
import { Button } from "#renderer/controls/Button.tsx";

/** Several of the reader's plans summed on the same simulated years; nothing with fewer than two. */
export function Together({ plans }: { readonly plans: readonly SummedPlan[] }): ReactElement | null {
  const { store } = useAppContext();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  if (plans.length < 2) return null;
  const summed = plans.filter(({ document }) => chosen.includes(document));
  return (
    <details className="together">
      <summary>Sum several plans</summary>
      <fieldset className="together-choice">
        <legend className="note">Plans to sum, on the same simulated years</legend>
        {plans.map(({ document, plan: { name } }) => (
          <label key={document}>
            <input
              type="checkbox"
              checked={chosen.includes(document)}
              onChange={(event) =>
                setChosen(event.target.checked ? [...chosen, document] : chosen.filter((other) => other !== document))
              }
            />
            {name}
          </label>
        ))}
      </fieldset>
      {summed.length < 2 ? (
        <p className="note">Choose at least two.</p>
      ) : (
        <Button kind="primary" onClick={() => sumPlans(store, summed, store.getState().confidence)}>
          Sum these plans
        </Button>
      )}
    </details>
  );
}
