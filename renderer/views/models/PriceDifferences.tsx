import type { ReactElement } from "react";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { priceChangeWords, type NewerPrice } from "./newerPrices.ts";

/** Prices of the plan that a newer price list states differently. */
export function PriceDifferences({
  newer,
  plan,
  onTake,
}: {
  readonly newer: readonly NewerPrice[];
  readonly plan: Plan;
  readonly onTake: (taken: readonly NewerPrice[]) => void;
}): ReactElement {
  if (newer.length === 0) return <p className="note">All prices match this list.</p>;
  return (
    <section aria-label="Prices that differ" className="newer-prices">
      <p>
        {newer.length === 1
          ? "1 price of the plan differs from this list."
          : `${newer.length} prices of the plan differ from this list.`}{" "}
        {newer.length > 1 && (
          <Button kind="link" onClick={() => onTake(newer)}>
            Use them all
          </Button>
        )}
      </p>
      <ul>
        {newer.map((one) => {
          const model = plan.models[one.modelId]!;
          return (
            <li key={one.modelId}>
              <strong>{model.name ?? one.modelId}</strong>: {priceChangeWords(model.price, one.price, plan.currency)}.{" "}
              <Button kind="link" onClick={() => onTake([one])}>
                Use it<span className="visually-hidden"> for {model.name ?? one.modelId}</span>
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
