import type { ReactElement } from "react";
import { certainValue, isCertain } from "#shared/distributions/uncertain.ts";
import { formatPrice } from "#shared/format/money.ts";
import { omit } from "#shared/plan/edits/edits.ts";
import { setPrice } from "#shared/plan/edits/modelEdits.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { Model } from "#shared/plan/schema/plan.ts";
import { Field } from "#renderer/controls/Field.tsx";
import { parseTyped } from "#renderer/controls/numbers.ts";
import { evidenceOf, rangeWords, withEvidence } from "#renderer/controls/uncertain/uncertainShapes.ts";
import { atLeast0, isShare } from "#renderer/controls/checks.ts";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";

/** Classes of token as the price list has them. */
export const CLASSES = [
  ["input", "Input"],
  ["cacheRead", "Cache read"],
  ["cacheWrite", "Cache write"],
  ["cacheWriteHour", "1 h write"],
  ["output", "Output"],
] as const;

/** What is paid beside the list price. */
export const TERMS = [
  ["discount", "Discount"],
  ["markup", "Surcharge"],
  ["tax", "Tax"],
] as const;

/** A term: typed where it is certain, else its range, which the model's detail edits. */
export function TermField({
  id,
  model,
  term,
  words,
}: {
  readonly id: string;
  readonly model: Model;
  readonly term: (typeof TERMS)[number][0];
  readonly words: string;
}): ReactElement {
  const { change } = usePlanEdits();
  const value = model.terms?.[term] ?? 0;
  if (!isCertain(value)) return <span className="note">{rangeWords(value, { kind: "percent" })}</span>;
  const evidence = typeof value === "number" ? undefined : evidenceOf(value);
  return (
    <FigureField
      label={`${words}, ${model.name ?? id}`}
      value={certainValue(value) ?? 0}
      writing={{ kind: "percent" }}
      width={48}
      check={term === "discount" ? isShare : atLeast0}
      onChange={(next) =>
        change(
          pointerOf(["models", id, "terms", term]),
          evidence === undefined || term === "tax" ? next : withEvidence(next, evidence),
        )
      }
    />
  );
}

/** One class of one price; empty where the class is not priced. */
export function PriceField({
  id,
  model,
  kind,
  words,
}: {
  readonly id: string;
  readonly model: Model;
  readonly kind: (typeof CLASSES)[number][0];
  readonly words: string;
}): ReactElement {
  const { plan, make } = usePlanEdits();
  const value = model.price[kind];
  return (
    <Field
      label={`${words}, ${model.name ?? id}, per million tokens`}
      hideLabel
      align="end"
      width={56}
      value={value === undefined ? "" : formatPrice(model.price.currency ?? plan.currency, value)}
      placeholder="–"
      onCommit={(text) => {
        if (text.trim() === "") {
          make((current) => setPrice(current, id, omit(current.models[id]!.price, kind)));
          return null;
        }
        const price = parseTyped(text);
        if (price === null || text.includes("%")) return "Type a price, such as 3.75.";
        const refusal = atLeast0(price);
        if (refusal === null) make((current) => setPrice(current, id, { ...current.models[id]!.price, [kind]: price }));
        return refusal;
      }}
    />
  );
}
