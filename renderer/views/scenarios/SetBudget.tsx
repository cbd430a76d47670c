import type { ReactElement } from "react";
import { significantStep } from "#shared/format/digits.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { useApp } from "#renderer/state/useApp.tsx";

/** Sets the budget to what was found, as one step of undo. */
export function SetBudget({ amount, words }: { readonly amount: number; readonly words: string }): ReactElement {
  const editActive = useApp((state) => state.editActive);
  const step = Math.max(1, significantStep(amount, 3));
  const rounded = Math.ceil(amount / step) * step;
  return (
    <Button
      onClick={() =>
        editActive("set the budget to what is needed", (before) =>
          before.budget.amount === rounded ? before : { ...before, budget: { ...before.budget, amount: rounded } },
        )
      }
    >{`Set the budget to ${words}`}</Button>
  );
}
