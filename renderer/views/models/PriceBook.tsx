import { Fragment, type ReactElement } from "react";
import {
  addPriceChange,
  evidenceOf,
  omit,
  removeModel,
  removePriceChange,
  renameAt,
  setPrice,
  workloadsUsing,
} from "#shared/plan/edits.ts";
import { significant } from "#shared/format/digits.ts";
import { formatPrice } from "#shared/format/money.ts";
import { isByClass } from "#shared/plan/resolveContracts.ts";
import { rateOf } from "#shared/plan/rates.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { Evidence, Model } from "#shared/plan/schema/plan.ts";
import { epochDayOf, firstOfMonth, isoDateOf } from "#shared/units.ts";
import { Button, IconButton } from "#renderer/controls/Button.tsx";
import { EvidenceEditor } from "#renderer/controls/EvidenceEditor.tsx";
import { EvidenceTag, StateAnew } from "#renderer/controls/EvidenceTag.tsx";
import { Field } from "#renderer/controls/Field.tsx";
import { parseTyped } from "#renderer/controls/numbers.ts";
import { Select } from "#renderer/controls/Select.tsx";
import { useApp } from "#renderer/state/useApp.tsx";
import { atLeast0, tooLong } from "#renderer/views/inputs/PlainField.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { EventEditor } from "./EventEditor.tsx";
import { currenciesOf } from "./Rates.tsx";

const CLASSES = [
  ["input", "Input"],
  ["cacheRead", "Cache read"],
  ["cacheWrite", "Cache write"],
  ["output", "Output"],
] as const;

/** The price book: a line a model, money per million tokens; the chosen model opens under its line. */
export function PriceBook({
  selected,
  onSelect,
}: {
  readonly selected: string | null;
  readonly onSelect: (id: string | null) => void;
}): ReactElement {
  const { plan, make } = usePlanEdits();
  const start = { start: epochDayOf(plan.fiscalYear.start) };
  const models = Object.entries(plan.models);
  return (
    <section aria-labelledby="price-book">
      <h2 id="price-book" className="part-heading">
        What does a million tokens cost?
      </h2>
      {models.length === 0 ? (
        <p className="note">The price list is empty. Search for a model below and add it.</p>
      ) : (
        <table className="plain-table price-book">
          <thead>
            <tr>
              <th scope="col">Model</th>
              <th scope="col">Provider</th>
              {CLASSES.map(([key, words]) => (
                <th key={key} scope="col" className="numeric">
                  {words}
                </th>
              ))}
              <th scope="col" className="price-evidence">
                Evidence
              </th>
              <th scope="col">Used by</th>
            </tr>
          </thead>
          <tbody>
            {models.map(([id, model]) => (
              <Fragment key={id}>
                <tr data-selected={id === selected || undefined} data-pointer={pointerOf(["models", id])}>
                  <th scope="row">
                    <button
                      type="button"
                      className="row-button"
                      aria-expanded={id === selected}
                      onClick={() => onSelect(id === selected ? null : id)}
                    >
                      {model.name ?? id}
                    </button>
                  </th>
                  <td>{model.provider ?? "–"}</td>
                  {CLASSES.map(([key, words]) => (
                    <td key={key} className="numeric">
                      <PriceField id={id} model={model} kind={key} words={words} />
                    </td>
                  ))}
                  <td>
                    <EvidenceTag evidence={dayAlone(evidenceOf(model.price))} start={start} />
                    <StateAnew
                      label={`the price of ${model.name ?? id}`}
                      evidence={evidenceOf(model.price)}
                      onChange={(evidence) => make((current) => setPrice(current, id, { ...model.price, evidence }))}
                    />
                  </td>
                  <td className="used-by">
                    {workloadsUsing(plan, id)
                      .map((workload) => plan.workloads[workload]!.name ?? workload)
                      .join(", ") || "nothing yet"}
                  </td>
                </tr>
                {id === selected && (
                  <tr className="model-detail-row">
                    <td colSpan={8}>
                      <ModelDetail id={id} model={model} onRemoved={() => onSelect(null)} />
                    </td>
                  </tr>
                )}
              </Fragment>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** In the book the day of a price says most; its source is told when the model is opened. */
function dayAlone(evidence: Evidence | null): Evidence | null {
  return evidence?.date === undefined ? evidence : { grade: evidence.grade, date: evidence.date };
}

/** One class of one price; empty where the class is not priced. */
function PriceField({
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
  const isForeign = (model.price.currency ?? plan.currency) !== plan.currency;
  const rate = rateOf(plan, model.price);
  return (
    <Field
      label={`${words}, ${model.name ?? id}, per million tokens`}
      hideLabel
      align="end"
      width={64}
      value={value === undefined ? "" : formatPrice(model.price.currency ?? plan.currency, value)}
      {...(value === undefined || !isForeign
        ? {}
        : {
            unit: Number.isFinite(rate)
              ? `= ${formatPrice(plan.currency, significant(rate * value, 4))}`
              : "no rate yet",
          })}
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

function ModelDetail({
  id,
  model,
  onRemoved,
}: {
  readonly id: string;
  readonly model: Model;
  readonly onRemoved: () => void;
}): ReactElement {
  const { plan, make, makeInBase, change } = usePlanEdits();
  const say = useApp((state) => state.say);
  const undo = useApp((state) => state.undo);
  const users = workloadsUsing(plan, id);
  const currencies = currenciesOf(plan);
  const name = model.name ?? id;
  const start = epochDayOf(plan.fiscalYear.start);
  const putEvidence = (evidence: Evidence | undefined): void =>
    make((current) =>
      setPrice(current, id, evidence === undefined ? omit(model.price, "evidence") : { ...model.price, evidence }),
    );
  return (
    <div className="model-detail">
      <div className="model-detail-fields">
        <Field
          label="Name"
          width={200}
          value={name}
          onCommit={(text) => {
            if (text.trim() === "") return "Type a name.";
            const refusal = tooLong(text);
            if (refusal === null) make((current) => renameAt(current, "models", id, text.trim()));
            return refusal;
          }}
        />
        <Field
          label="Provider"
          width={150}
          value={model.provider ?? ""}
          onCommit={(text) => {
            const refusal = tooLong(text);
            if (refusal === null)
              change(pointerOf(["models", id, "provider"]), text.trim() === "" ? undefined : text.trim());
            return refusal;
          }}
        />
        <Select
          label="Prices are in"
          options={currencies.map((code) => ({ value: code, label: code }))}
          value={model.price.currency ?? plan.currency}
          onChange={(code) => {
            // The figures stay, and so does what is said of them: they were in this currency all along.
            make((current) => {
              const { currency: _, evidence, ...prices } = current.models[id]!.price;
              return setPrice(current, id, {
                ...(code === current.currency ? {} : { currency: code }),
                ...prices,
                ...(evidence === undefined ? {} : { evidence: { ...evidence } }),
              });
            });
          }}
        />
        <span className="model-detail-gap" />
        {users.length === 0 ? (
          <IconButton
            label={`Remove ${name}`}
            icon="trash"
            onClick={() => {
              makeInBase((current) => removeModel(current, id));
              onRemoved();
              say({ kind: "done", sentence: `${name} is removed.`, action: { label: "Undo", run: undo } });
            }}
          />
        ) : (
          <span className="note">Workloads use this model. It can be removed once none does.</span>
        )}
      </div>
      <EvidenceEditor
        label={`the price of ${name}`}
        evidence={evidenceOf(model.price) ?? undefined}
        start={{ start }}
        onChange={putEvidence}
      />
      <PriceChanges id={id} model={model} />
      <Button
        kind="link"
        icon="plus"
        onClick={() =>
          make((current) =>
            addPriceChange(current, id, {
              from: isoDateOf(firstOfMonth(start, Math.floor(plan.fiscalYear.months / 2))),
              multiplier: { p10: 0.8, p90: 1.25 },
              probability: 0.5,
            }),
          )
        }
      >
        Add a price change
      </Button>
    </div>
  );
}

/** The dated changes of a model's price. One that names classes of tokens is stated in the file alone. */
function PriceChanges({ id, model }: { readonly id: string; readonly model: Model }): ReactElement {
  const { make } = usePlanEdits();
  const { name = id } = model;
  return (
    <>
      {(model.priceChanges ?? []).map(({ until, multiplier, ...dated }, i) =>
        isByClass(multiplier) ? (
          <p className="note" key={i}>
            {`The price change of ${dated.from} names classes of tokens. Change it in the plan's file.`}
          </p>
        ) : (
          <EventEditor
            key={i}
            title={`Price change of ${name}${until === undefined ? "" : ` until ${until}`}`}
            pointer={pointerOf(["models", id, "priceChanges", i])}
            event={{ ...dated, multiplier }}
            onRemove={() => make((current) => removePriceChange(current, id, i))}
          />
        ),
      )}
    </>
  );
}
