import { useEffect, useState, type ReactElement } from "react";
import { addModel, setPrice } from "#shared/plan/edits/modelEdits.ts";
import { searchPrices } from "#shared/plan/prices/importPrices.ts";
import type { ListPrice } from "#shared/plan/prices/priceMap.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { FilePicker } from "#renderer/controls/FilePicker.tsx";
import { Icon } from "#renderer/controls/Icon.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { FoundPrices } from "./FoundPrices.tsx";
import { newerPrices } from "./newerPrices.ts";
import { PriceDifferences } from "./PriceDifferences.tsx";
import { bundledPrices, NO_PRICES, priceOfListed, pricesOfFile, type PriceSource } from "./priceSource.ts";

const SHOWN = 8;
const ISSUES_SHOWN = 3;

interface PriceSearchProps {
  /** The model that can take a price over; null: none is selected. */
  readonly selected: string | null;
  readonly onAdded: (id: string) => void;
}

/** The dated price list: search it, take a price over, add a model; or read a newer list from a file. */
export function PriceSearch({ selected, onAdded }: PriceSearchProps): ReactElement {
  const { plan } = usePlanEdits();
  const [query, setQuery] = useState("");
  const { list, newer, refusal, read, close } = usePriceLists();
  const { count } = searchPrices(list.prices, query, SHOWN);
  return (
    <section aria-labelledby="price-map" className="price-search">
      <h2 id="price-map" className="part-heading">
        Search the price list
      </h2>
      <div className="price-search-head">
        <SearchField
          query={query}
          onQuery={setQuery}
          status={query === "" ? `${list.prices.length} models` : `${count} of ${list.prices.length}`}
        />
        <FilePicker
          icon="file"
          words="Read a newer price list"
          accept=".json,application/json"
          label="Price list of LiteLLM or models.dev, JSON"
          onFile={(file) => void read(file)}
        />
      </div>
      <p className="note">
        {list.source}. Dollars per million tokens
        {plan.currency === "USD" ? "" : ", added in dollars: the plan converts them at its rate"}.{" "}
        {newer !== null && (
          <Button kind="link" onClick={close}>
            Back to the price list of the app
          </Button>
        )}
      </p>
      {refusal !== null && (
        <div className="doubt" role="alert">
          <Icon name="warning" />
          <span>{refusal}</span>
        </div>
      )}
      {newer !== null && <NewerList list={newer} />}
      {list.issues.length > 0 && (
        <p className="note">
          {list.issues.length} of its prices were left out. {list.issues.slice(0, ISSUES_SHOWN).join(" ")}
        </p>
      )}
      {query.trim() !== "" && <Found query={query} list={list} selected={selected} onAdded={onAdded} />}
    </section>
  );
}

/** The models that were found, and how many more there are. */
function Found({
  query,
  list,
  selected,
  onAdded,
}: PriceSearchProps & { readonly query: string; readonly list: PriceSource }): ReactElement {
  const { plan, make, makeInBase } = usePlanEdits();
  const { found, count } = searchPrices(list.prices, query, SHOWN);
  const add = (listed: ListPrice): void => {
    const model = { name: listed.name, provider: listed.provider, price: priceOfListed(listed, list, plan) };
    makeInBase((current) => addModel(current, model));
    onAdded(addModel(plan, model).id);
  };
  return (
    <>
      <FoundPrices
        {...{ plan, found, selected }}
        onAdd={add}
        onUse={(listed, id) => make((current) => setPrice(current, id, priceOfListed(listed, list, plan)))}
      />
      {found.length === 0 && <p className="note">No results. Try fewer words.</p>}
      {count > found.length && <p className="note">{count - found.length} more. Add a word to narrow the list.</p>}
    </>
  );
}

interface PriceLists {
  /** The list that is searched. */
  readonly list: PriceSource;
  /** The list that was read from a file; null: none. */
  readonly newer: PriceSource | null;
  readonly refusal: string | null;
  readonly read: (file: File) => Promise<void>;
  /** Back to the list of the app. */
  readonly close: () => void;
}

/** The list of the app, and a newer one from a file in its place. */
function usePriceLists(): PriceLists {
  const [bundled, setBundled] = useState(NO_PRICES);
  const [newer, setNewer] = useState<PriceSource | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  useEffect(() => {
    let hasLeft = false;
    void bundledPrices().then((opened) => {
      if (!hasLeft) setBundled(opened);
    });
    return () => {
      hasLeft = true;
    };
  }, []);
  const read = async (file: File): Promise<void> => {
    const imported = await pricesOfFile(file);
    if ("refusal" in imported) {
      setRefusal(imported.refusal);
      return;
    }
    setRefusal(null);
    setNewer(imported);
  };
  return { list: newer ?? bundled, newer, refusal, read, close: () => setNewer(null) };
}

/** The prices of the plan that a newer list states differently, and how they are taken over: one edit for all. */
function NewerList({ list }: { readonly list: PriceSource }): ReactElement {
  const { plan, make } = usePlanEdits();
  return (
    <PriceDifferences
      newer={newerPrices(plan, list.prices, (listed) => priceOfListed(listed, list, plan))}
      plan={plan}
      onTake={(taken) =>
        make((current) => ({
          name: `take ${taken.length === 1 ? "a newer price" : "newer prices"} over`,
          plan: taken.reduce((before, { modelId, price }) => setPrice(before, modelId, price).plan, current),
        }))
      }
    />
  );
}

/** The field that searches the list, with how many models it found. */
function SearchField({
  query,
  status,
  onQuery,
}: {
  readonly query: string;
  readonly status: string;
  readonly onQuery: (query: string) => void;
}): ReactElement {
  return (
    <div className="search-field">
      <Icon name="search" />
      <input
        aria-label="Search the price list"
        className="search-input"
        type="text"
        value={query}
        placeholder="Search models: name, seller"
        onChange={(event) => onQuery(event.target.value)}
      />
      <span className="note" role="status">
        {status}
      </span>
    </div>
  );
}
