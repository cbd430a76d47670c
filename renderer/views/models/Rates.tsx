import type { ReactElement } from "react";
import { setRate } from "#shared/plan/edits/edits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { above0 } from "#renderer/controls/checks.ts";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";

/** The currency of the price lists of the field. */
const LIST_CURRENCY = "USD";

/**
 * Currencies that prices of the plan may be in: its own first, then those with a rate or in use, and that of the price
 * lists.
 */
export function currenciesOf(plan: Plan): string[] {
  return [...new Set([plan.currency, ...Object.keys(plan.currencies ?? {}), ...pricedIn(plan), LIST_CURRENCY])];
}

function pricedIn(plan: Plan): string[] {
  return Object.values(plan.models).flatMap(({ price }) => price.currency ?? []);
}

/** Currencies beside the plan's own that prices are in, or that have a rate. */
export function ratedCurrencies(plan: Plan): string[] {
  return [...new Set([...Object.keys(plan.currencies ?? {}), ...pricedIn(plan)])].filter(
    (code) => code !== plan.currency,
  );
}

/** The rate of one currency; without it there is no forecast. */
export function RateField({
  code,
  hideLabel = false,
}: {
  readonly code: string;
  readonly hideLabel?: boolean;
}): ReactElement {
  const { plan, base, make, makeInBase } = usePlanEdits();
  const rate = plan.currencies?.[code]?.rate;
  return (
    <FigureField
      label={`1 ${code} in ${plan.currency}`}
      hideLabel={hideLabel}
      width={84}
      value={rate ?? null}
      placeholder="rate"
      issue={
        rate === undefined
          ? `Type the rate. Prices in ${code} cannot be converted without it, so there is no forecast.`
          : null
      }
      check={above0}
      refusal="Type a rate, such as 0.92."
      onChange={(value) =>
        // A rate that the plan itself needs is the plan's, whichever scenario is looked at.
        (base.currencies?.[code] === undefined ? makeInBase : make)((current) => setRate(current, code, value))
      }
    />
  );
}
