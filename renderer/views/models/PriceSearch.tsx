import { sentenceCase } from "#shared/format/text.ts";
import { useEffect, useRef, useState, type ChangeEvent, type ReactElement } from "react";
import { formatCount } from "#shared/format/counts.ts";
import { formatDate } from "#shared/format/dates.ts";
import { formatPrice } from "#shared/format/money.ts";
import { addModel, setPrice } from "#shared/plan/edits.ts";
import { describeIssue } from "#shared/plan/check/issues.ts";
import { importPrices, searchPrices } from "#shared/plan/prices/importPrices.ts";
import type { ListPrice } from "#shared/plan/prices/priceMap.ts";
import type { Plan, Price } from "#shared/plan/schema/plan.ts";
import { epochDayOf, isoDateOf } from "#shared/units.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { Icon } from "#renderer/controls/Icon.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { newerPrices, priceChangeWords, type NewerPrice } from "./newerPrices.ts";

interface PriceSource {
  readonly prices: readonly ListPrice[];
  /** Where all of it is from. */
  readonly source: string;
  /** Where the prices of a day are from. */
  readonly sourceOf: (date: string) => string;
  readonly issues: readonly string[];
}

/** The map's own days are told in full: they lie outside most plans. */
function dayWords(date: string): string {
  return formatDate(epochDayOf(date), { start: 0 });
}

/** The map that came with the app: large, and of use on this screen alone. */
async function bundledPrices(): Promise<PriceSource> {
  const { currentPrices, priceMapSources } = await import("#shared/plan/prices/priceMap.ts");
  const days = [...new Set(currentPrices.map(({ date }) => date))].toSorted().toReversed();
  const sourceOf = (date: string): string => `${priceMapSources[date]!}, ${dayWords(date)}`;
  return { prices: currentPrices, source: days.map(sourceOf).join("; "), sourceOf, issues: [] };
}

const NO_PRICES: PriceSource = { prices: [], source: "Loading the price list…", sourceOf: () => "", issues: [] };
const CLASSES = ["input", "cacheRead", "cacheWrite", "output"] as const;
const SHOWN = 8;
const MS_PER_DAY = 86_400_000;
const ISSUES_SHOWN = 3;

/** The dated price map: search it, take a price over, add a model; or read a newer map from a file. */
export function PriceSearch({
  selected,
  onAdded,
}: {
  readonly selected: string | null;
  readonly onAdded: (id: string) => void;
}): ReactElement {
  const { plan, make, makeInBase } = usePlanEdits();
  const [query, setQuery] = useState("");
  const [bundled, setBundled] = useState(NO_PRICES);
  const [newer, setNewer] = useState<PriceSource | null>(null);
  const list = newer ?? bundled;
  useEffect(() => {
    let hasLeft = false;
    void bundledPrices().then((opened) => {
      if (!hasLeft) setBundled(opened);
    });
    return () => {
      hasLeft = true;
    };
  }, []);
  const [refusal, setRefusal] = useState<string | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const { found, count } = searchPrices(list.prices, query, SHOWN);
  const start = { start: epochDayOf(plan.fiscalYear.start) };
  const isDollar = plan.currency === "USD";

  const priceOf = (listed: ListPrice): Price => {
    // A plan prices these four; what the list knows beside is told and not taken over.
    const prices = Object.fromEntries(
      CLASSES.flatMap((key) => (listed.price[key] === undefined ? [] : [[key, listed.price[key]]])),
    );
    const source = `list price of ${listed.model}, ${list.sourceOf(listed.date)}`;
    return {
      ...(isDollar ? {} : { currency: "USD" }),
      ...prices,
      evidence: { grade: "measured", source, date: listed.date },
    };
  };
  const add = (listed: ListPrice): void => {
    const model = { name: listed.name, provider: listed.provider, price: priceOf(listed) };
    makeInBase((current) => addModel(current, model));
    onAdded(addModel(plan, model).id);
  };
  const read = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = event.target.files?.[0];
    event.target.value = "";
    if (file === undefined) return;
    const date = isoDateOf(Math.floor(file.lastModified / MS_PER_DAY));
    const imported = importPrices(await file.text(), date);
    if (!imported.ok) {
      const [issue] = imported.issues;
      setRefusal(
        `${file.name} is not a price list of LiteLLM or models.dev: found ${issue?.found ?? "nothing"}${issue === undefined || issue.pointer === "" ? "" : ` at ${issue.pointer}`}. The prices are unchanged.`,
      );
      return;
    }
    setRefusal(null);
    const source = `${imported.source}, ${file.name} of ${dayWords(date)}`;
    setNewer({ prices: imported.prices, source, sourceOf: () => source, issues: imported.issues.map(describeIssue) });
  };
  return (
    <section aria-labelledby="price-map" className="price-search">
      <h2 id="price-map" className="part-heading">
        Search the price list
      </h2>
      <div className="price-search-head">
        <div className="search-field">
          <Icon name="search" />
          <input
            aria-label="Search the price list"
            className="search-input"
            type="text"
            value={query}
            placeholder="Search models: name, seller"
            onChange={(event) => setQuery(event.target.value)}
          />
          <span className="note" role="status">
            {query === "" ? `${list.prices.length} models` : `${count} of ${list.prices.length}`}
          </span>
        </div>
        <Button icon="file" onClick={() => picker.current?.click()}>
          Read a newer price list
        </Button>
        <input
          ref={picker}
          className="visually-hidden"
          type="file"
          accept=".json,application/json"
          tabIndex={-1}
          aria-label="Price list of LiteLLM or models.dev, JSON"
          onChange={(event) => void read(event)}
        />
      </div>
      <p className="note">
        {list.source}. Dollars per million tokens
        {isDollar ? "" : ", added in dollars: the plan converts them at its rate"}.{" "}
        {newer !== null && (
          <Button kind="link" onClick={() => setNewer(null)}>
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
      {newer !== null && (
        <Newer
          newer={newerPrices(plan, list.prices, priceOf)}
          plan={plan}
          onTake={(taken) =>
            make((current) => ({
              name: `take ${taken.length === 1 ? "a newer price" : "newer prices"} over`,
              plan: taken.reduce((before, { modelId, price }) => setPrice(before, modelId, price).plan, current),
            }))
          }
        />
      )}
      {list.issues.length > 0 && (
        <p className="note">
          {list.issues.length} of its prices were left out. {list.issues.slice(0, ISSUES_SHOWN).join(" ")}
        </p>
      )}
      {query.trim() !== "" && (
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
                {CLASSES.map((key) => (
                  <td key={key} className="numeric">
                    {listed.price[key] === undefined ? "–" : formatPrice("USD", listed.price[key])}
                  </td>
                ))}
                <td>{formatDate(epochDayOf(listed.date), start)}</td>
                <td className="take-over">
                  <Button kind="link" onClick={() => add(listed)}>
                    Add to plan
                  </Button>
                  {selected !== null && (
                    <Button kind="link" onClick={() => make((current) => setPrice(current, selected, priceOf(listed)))}>
                      Use for {plan.models[selected]?.name ?? selected}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {query.trim() !== "" && found.length === 0 && <p className="note">No results. Try fewer words.</p>}
      {count > found.length && query.trim() !== "" && (
        <p className="note">{count - found.length} more. Add a word to narrow the list.</p>
      )}
    </section>
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

/** What a newer map says of the models of the book. */
function Newer({
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
