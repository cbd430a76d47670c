import type { ReactElement } from "react";
import { addPriceChange, removePriceChange } from "#shared/plan/edits/modelEdits.ts";
import { isByClass } from "#shared/plan/resolving/resolveContracts.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { Model, Plan, PriceChange } from "#shared/plan/schema/plan.ts";
import { epochDayOf, firstOfMonth, isoDateOf } from "#shared/units.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { ByClassEditor } from "./ByClassEditor.tsx";
import { EventEditor } from "./EventEditor.tsx";

/** The first change of all classes, and of one, until somebody types theirs. */
export const ALL: PriceChange["multiplier"] = { p10: 0.8, p90: 1.25 };
const CACHE_READS: PriceChange["multiplier"] = { cacheRead: { p10: 0.4, p90: 1 } };

/** A change that may come in the middle of the year. */
export function firstPriceChange({ fiscalYear }: Plan, multiplier: PriceChange["multiplier"]): PriceChange {
  const middle = firstOfMonth(epochDayOf(fiscalYear.start), Math.floor(fiscalYear.months / 2));
  return { from: isoDateOf(middle), multiplier, probability: 0.5 };
}

/** The dated changes of a model's price, for good or for a time, of all classes of token or of some. */
export function PriceChanges({ id, model }: { readonly id: string; readonly model: Model }): ReactElement {
  const { make } = usePlanEdits();
  const { name = id } = model;
  const add = (multiplier: PriceChange["multiplier"]): void =>
    make((current) => addPriceChange(current, id, firstPriceChange(current, multiplier)));
  return (
    <>
      {(model.priceChanges ?? []).map(({ until, multiplier, ...dated }, i) =>
        isByClass(multiplier) ? (
          <ByClassEditor
            key={i}
            pointer={pointerOf(["models", id, "priceChanges", i])}
            change={{ ...dated, ...(until === undefined ? {} : { until }), multiplier }}
            name={name}
            onRemove={() => make((current) => removePriceChange(current, id, i))}
          />
        ) : (
          <EventEditor
            key={i}
            title={`Price change of ${name}${until === undefined ? "" : ` until ${until}`}`}
            pointer={pointerOf(["models", id, "priceChanges", i])}
            event={{ ...dated, multiplier }}
            until={until ?? null}
            onRemove={() => make((current) => removePriceChange(current, id, i))}
          />
        ),
      )}
      <Button kind="link" icon="plus" onClick={() => add(ALL)}>
        Add a price change
      </Button>
      <Button kind="link" icon="plus" onClick={() => add(CACHE_READS)}>
        Add a change of some classes
      </Button>
    </>
  );
}
