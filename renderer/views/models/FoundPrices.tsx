import type { ReactElement } from "react";
import { formatCount } from "#shared/format/counts.ts";
import { formatDate } from "#shared/format/dates.ts";
import { formatPrice } from "#shared/format/money.ts";
import { sentenceCase } from "#shared/format/text.ts";
import type { ListPrice } from "#shared/plan/prices/priceMap.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { epochDayOf } from "#shared/units.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { dayWords, LISTED_CLASSES } from "./priceSource.ts";

export interface FoundPricesProps {
  readonly plan: Plan;
  readonly found: readonly ListPrice[];
  /** The model of the plan that can take a price over; null: none is selected. */
  readonly selected: string | null;
  readonly onAdd: (listed: ListPrice) => void;
  readonly onUse: (listed: ListPrice, modelId: string) => void;
}

/** The listed models that a search found, with their prices. */
export function FoundPrices({ plan, found, selected, onAdd, onUse }: FoundPricesProps): ReactElement {
  const start = { start: epochDayOf(plan.fiscalYear.start) };
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">Model</th>
          <th scope="col">Seller</th>
          {["Input", "Cache read", "Cache write", "Output"].map((words) => (
            <th key={words} scope="col" className="numeric">
              {words}
            </th>
          ))}
          <th scope="col">As of</th>
          <th scope="col">
            <span className="visually-hidden">Use price</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {found.map((listed) => (
          <tr key={`${listed.provider} ${listed.model}`}>
            <th scope="row" title={listed.model}>
              {listed.name}
              {besideWords(listed).map((words) => (
                <span key={words} className="note price-beside">
                  {words}
                </span>
              ))}
            </th>
            <td>{listed.provider}</td>
            {LISTED_CLASSES.map((key) => (
              <td key={key} className="numeric">
                {listed.price[key] === undefined ? "–" : formatPrice("USD", listed.price[key])}
              </td>
            ))}
            <td>{formatDate(epochDayOf(listed.date), start)}</td>
            <td className="take-over">
              <Button kind="link" onClick={() => onAdd(listed)}>
                Add to plan
              </Button>
              {selected !== null && (
                <Button kind="link" onClick={() => onUse(listed, selected)}>
                  Use for {plan.models[selected]?.name ?? selected}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What the list says of a model beside its standard price. */
function besideWords({ price, long, tiers, search, retires, successor }: ListPrice): string[] {
  const dollars = (amount: number): string => formatPrice("USD", amount);
  const served = Object.entries(tiers ?? {}).map(
    ([tier, own]) =>
      `${tier} ${typeof own === "number" ? `${own} times the price` : `${dollars(own.input)} input, ${dollars(own.output)} output`}`,
  );
  return [
    ...(retires === undefined
      ? []
      : [`Shut down on ${dayWords(retires)}${successor === undefined ? "" : `; successor ${successor}`}`]),
    ...(long === undefined
      ? []
      : [
          `Prompts of more than ${formatCount(long.above)} tokens: ${dollars(long.input)} input, ${dollars(long.output)} output`,
        ]),
    ...(price.cacheWriteHour === undefined ? [] : [`Cache write for an hour ${dollars(price.cacheWriteHour)}`]),
    ...(served.length === 0 ? [] : [sentenceCase(served.join("; "))]),
    ...(search === undefined ? [] : [`Web search ${dollars(search)} each`]),
  ];
}
