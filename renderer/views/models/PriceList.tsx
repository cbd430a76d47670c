import { Fragment, useMemo, type ReactElement } from "react";
import { evidenceOf, omit, renameAt } from "#shared/plan/edits/edits.ts";
import { removeModel, setPrice, workloadsUsing } from "#shared/plan/edits/modelEdits.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { Evidence, Model } from "#shared/plan/schema/plan.ts";
import { epochDayOf } from "#shared/units.ts";
import { IconButton } from "#renderer/controls/Button.tsx";
import { EvidenceEditor } from "#renderer/controls/uncertain/EvidenceEditor.tsx";
import { EvidenceTag, StateAnew } from "#renderer/controls/uncertain/EvidenceTag.tsx";
import { NameField, OptionalNameField } from "#renderer/controls/NameField.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { useApp } from "#renderer/state/useApp.tsx";
import { InputComments } from "#renderer/views/inputs/InputComments.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { currenciesOf } from "./Rates.tsx";
import { PriceChanges } from "./PriceChanges.tsx";
import { CLASSES, PriceField, TermField, TERMS } from "./PriceFields.tsx";
import { RetirementFields } from "./RetirementFields.tsx";
import { youPay } from "./youPay.ts";

interface PriceListProps {
  readonly selected: string | null;
  readonly onSelect: (id: string | null) => void;
}

/** The price book: a line a model, money per million tokens; the chosen model opens under its line. */
export function PriceList(props: PriceListProps): ReactElement {
  const { plan } = usePlanEdits();
  const isSound = useApp((state) => state.issues.length === 0);
  const resolved = useMemo(() => (isSound ? resolvePlan(plan) : null), [plan, isSound]);
  const models = Object.entries(plan.models);
  return (
    <section aria-labelledby="price-book">
      <h2 id="price-book" className="part-heading">
        What does a million tokens cost?
      </h2>
      <p className="note">{`list price, and what you pay in ${plan.currency} with your mix, discount and surcharge; tax is reported apart`}</p>
      {models.length === 0 ? (
        <p className="note">The price list is empty. Search for a model below and add it.</p>
      ) : (
        <div className="contract-scroll">
          <table className="plain-table price-book">
            <BookHead />
            <tbody>
              {models.map(([id, model]) => (
                <BookRows key={id} id={id} model={model} resolved={resolved} {...props} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function BookHead(): ReactElement {
  return (
    <thead>
      <tr>
        <th scope="col">Model</th>
        {CLASSES.map(([key, words]) => (
          <th key={key} scope="col" className="numeric">
            {words}
          </th>
        ))}
        {TERMS.map(([, words]) => (
          <th key={words} scope="col" className="numeric terms">
            {words}
          </th>
        ))}
        <th scope="col" className="numeric">
          You pay
        </th>
        <th scope="col" className="price-evidence">
          Evidence
        </th>
      </tr>
    </thead>
  );
}

/** A model's prices, and under them, where it is chosen, what else there is to say of it. */
function BookRows({
  id,
  model,
  resolved,
  selected,
  onSelect,
}: PriceListProps & {
  readonly id: string;
  readonly model: Model;
  readonly resolved: ResolvedPlan | null;
}): ReactElement {
  const { plan, make } = usePlanEdits();
  return (
    <Fragment>
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
        {CLASSES.map(([key, words]) => (
          <td key={key} className="numeric">
            <PriceField id={id} model={model} kind={key} words={words} />
          </td>
        ))}
        {TERMS.map(([key, words]) => (
          <td key={key} className="numeric terms">
            <TermField id={id} model={model} term={key} words={words} />
          </td>
        ))}
        <td className="numeric figure">{youPay(plan, resolved, id)}</td>
        <td>
          <EvidenceTag
            evidence={dayAlone(evidenceOf(model.price))}
            start={{ start: epochDayOf(plan.fiscalYear.start) }}
          />
          <StateAnew
            label={`the price of ${model.name ?? id}`}
            evidence={evidenceOf(model.price)}
            onChange={(evidence) => make((current) => setPrice(current, id, { ...model.price, evidence }))}
          />
        </td>
      </tr>
      {id === selected && (
        <tr className="model-detail-row">
          <td colSpan={11}>
            <ModelDetail id={id} model={model} onRemoved={() => onSelect(null)} />
          </td>
        </tr>
      )}
    </Fragment>
  );
}

/** In the book the day of a price says most; its source is shown when the model is opened. */
function dayAlone(evidence: Evidence | null): Evidence | null {
  return evidence?.date === undefined ? evidence : { grade: evidence.grade, date: evidence.date };
}

interface ModelDetailProps {
  readonly id: string;
  readonly model: Model;
  readonly onRemoved: () => void;
}

function ModelDetail({ id, model, onRemoved }: ModelDetailProps): ReactElement {
  const { plan, make, change } = usePlanEdits();
  const name = model.name ?? id;
  const start = epochDayOf(plan.fiscalYear.start);
  const putEvidence = (evidence: Evidence | undefined): void =>
    make((current) =>
      setPrice(current, id, evidence === undefined ? omit(model.price, "evidence") : { ...model.price, evidence }),
    );
  return (
    <div className="model-detail">
      <div className="model-detail-fields">
        <NameField
          label="Name"
          width={200}
          value={name}
          onChange={(next) => make((current) => renameAt(current, "models", id, next))}
        />
        <OptionalNameField
          label="Provider"
          width={150}
          value={model.provider}
          onChange={(provider) => change(pointerOf(["models", id, "provider"]), provider)}
        />
        <CurrencySelect id={id} model={model} />
        <span className="model-detail-gap" />
        <RemoveModel id={id} model={model} onRemoved={onRemoved} />
      </div>
      <EvidenceEditor
        label={`the price of ${name}`}
        evidence={evidenceOf(model.price) ?? undefined}
        start={{ start }}
        onChange={putEvidence}
      />
      <InputComments pointer={pointerOf(["models", id, "price"])} label={`the price of ${name}`} canAdd />
      <PriceChanges id={id} model={model} />
      <RetirementFields id={id} model={model} />
    </div>
  );
}

/** The currency in which a model's prices are written. */
function CurrencySelect({ id, model }: Omit<ModelDetailProps, "onRemoved">): ReactElement {
  const { plan, make } = usePlanEdits();
  return (
    <Select
      label="Prices are in"
      options={currenciesOf(plan).map((code) => ({ value: code, label: code }))}
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
  );
}

/** Removes a model that no workload uses; else says which do. */
function RemoveModel({ id, model, onRemoved }: ModelDetailProps): ReactElement {
  const { plan, makeInBase } = usePlanEdits();
  const say = useApp((state) => state.say);
  const undo = useApp((state) => state.undo);
  const name = model.name ?? id;
  const users = workloadsUsing(plan, id);
  if (users.length > 0)
    return (
      <span className="note">
        {`Workloads use this model: ${users.map((user) => plan.workloads[user]!.name ?? user).join(", ")}. It can be removed once none does.`}
      </span>
    );
  return (
    <IconButton
      label={`Remove ${name}`}
      icon="trash"
      onClick={() => {
        makeInBase((current) => removeModel(current, id));
        onRemoved();
        say({ kind: "done", sentence: `${name} is removed.`, action: { label: "Undo", run: undo } });
      }}
    />
  );
}
