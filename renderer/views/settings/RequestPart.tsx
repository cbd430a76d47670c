import type { ReactElement } from "react";
import { formatPercent } from "#shared/format/chances.ts";
import { DEFAULT_CONFIDENCE } from "#shared/plan/defaults.ts";
import { changeAt } from "#shared/plan/edits/edits.ts";
import { setBudgetBasis, setTaxIncluded } from "#shared/plan/settings/budgetEdits.ts";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { Segmented } from "#renderer/controls/Segmented.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { SettingsPart, SettingsRow } from "./SettingsPart.tsx";

const USUAL = [0.5, 0.7, 0.8, 0.9, 0.95];

const BUDGET_REFUSAL = "Type an amount above 0, such as 600,000.";

/** How sure the request is, the budget, and what happens once it is spent. */
export function RequestPart(): ReactElement {
  const { base, makeInBase } = usePlanEdits();
  const { amount, confidence = DEFAULT_CONFIDENCE, atExhaustion = "overrun" } = base.budget;
  const levels = (USUAL.includes(confidence) ? USUAL : [...USUAL, confidence]).toSorted((one, other) => one - other);
  return (
    <SettingsPart
      question="What is requested, and what happens at the budget?"
      note="Work goes on: the forecast shows what the year would cost. Work stops: it shows what is left undone."
    >
      <SettingsRow label="Confidence" pointer="/budget/confidence">
        <Segmented
          label="Confidence"
          options={levels.map((value) => ({ value, label: formatPercent(value) }))}
          value={confidence}
          onChange={(value) => makeInBase((plan) => changeAt(plan, "/budget/confidence", value))}
        />
      </SettingsRow>
      <SettingsRow label="Budget">
        <FigureField
          label="Budget"
          width={128}
          writing={{ kind: "money", currency: base.currency }}
          value={amount}
          check={(value) => (value > 0 ? null : BUDGET_REFUSAL)}
          refusal={BUDGET_REFUSAL}
          onChange={(value) => makeInBase((plan) => changeAt(plan, "/budget/amount", value, "change the budget"))}
        />
      </SettingsRow>
      <SettingsRow label="At the budget" pointer="/budget/atExhaustion">
        <Segmented
          label="At the budget"
          options={[
            { value: "overrun", label: "work goes on" },
            { value: "block", label: "work stops" },
          ]}
          value={atExhaustion}
          onChange={(value) =>
            makeInBase((plan) => changeAt(plan, "/budget/atExhaustion", value, "change what happens at the budget"))
          }
        />
      </SettingsRow>
      <CountedRows />
    </SettingsPart>
  );
}

/** Which money the budget counts: cost or cash, and taxes or not. */
function CountedRows(): ReactElement {
  const { base, makeInBase } = usePlanEdits();
  const { basis = "effective", taxIncluded = false } = base.budget;
  return (
    <>
      <SettingsRow label="Budget counts" pointer="/budget/basis">
        <Segmented
          label="Budget counts"
          options={[
            { value: "effective", label: "cost, as it is used" },
            { value: "cash", label: "cash, as it is owed" },
          ]}
          value={basis}
          onChange={(value) => makeInBase((plan) => setBudgetBasis(plan, value))}
        />
      </SettingsRow>
      <SettingsRow label="Taxes" pointer="/budget/taxIncluded">
        <Segmented
          label="Taxes that cannot be recovered"
          options={[
            { value: "out", label: "not in the budget" },
            { value: "in", label: "in the budget" },
          ]}
          value={taxIncluded ? "in" : "out"}
          onChange={(value) => makeInBase((plan) => setTaxIncluded(plan, value === "in"))}
        />
      </SettingsRow>
    </>
  );
}
