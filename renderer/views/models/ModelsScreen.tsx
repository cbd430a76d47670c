import { useMemo, useState, type ReactElement } from "react";
import {
  PriceTimeline,
  timelineHeight,
  timelineSentence,
  timelineTable,
  type PriceEvent,
} from "#shared/charts/inputs/PriceTimeline.tsx";
import { attemptBurn, attemptCost, cacheShare, effortOf } from "#shared/forecast/answers/effort.ts";
import { isByClass } from "#shared/plan/resolveContracts.ts";
import { blendedPrice } from "#shared/plan/blendedPrice.ts";
import { roughTokens } from "#shared/charts/inputs/tokensWords.ts";
import { formatShare } from "#shared/format/chances.ts";
import { significant } from "#shared/format/digits.ts";
import { formatMoneyTo, formatPrice } from "#shared/format/money.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { DatedMultiplier, Plan, PriceChange } from "#shared/plan/schema/plan.ts";
import { epochDayOf, firstOfMonth } from "#shared/units.ts";
import { ChartFrame } from "#renderer/controls/ChartFrame.tsx";
import { Term } from "#renderer/controls/Term.tsx";
import { useWidth } from "#renderer/controls/useWidth.ts";
import { useApp, useShown } from "#renderer/state/useApp.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { PlanNumber } from "#renderer/views/inputs/PlanNumber.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { FixedCosts } from "./FixedCosts.tsx";
import { PriceBook } from "./PriceBook.tsx";
import { Rates } from "./Rates.tsx";
import { PriceSearch } from "./PriceSearch.tsx";
import "#renderer/views/inputs/inputs.css";
import "./models.css";

/** What tokens and seats cost, what may change it and when, and what each workload pays in the end. */
export function ModelsScreen(): ReactElement {
  const { plan } = usePlanEdits();
  const faults = useApp((state) => state.issues);
  const focused = useApp((state) => state.focusedInput);
  const focusedModel = focused?.startsWith("/models/") === true ? (focused.split("/")[2] ?? null) : null;
  const requests = useApp((state) => state.focusRequests);
  const [chosen, setChosen] = useState<string | null>(focusedModel);
  const [handled, setHandled] = useState(requests);
  // A link to an input of a model opens that model, also where the screen is already shown.
  if (handled !== requests) {
    setHandled(requests);
    if (focusedModel !== null) setChosen(focusedModel);
  }
  const selected = chosen !== null && Object.hasOwn(plan.models, chosen) ? chosen : null;
  // Events at fault have no place on the time line yet.
  const isSound = faults.length === 0;
  const resolved = useMemo(() => (isSound ? resolvePlan(plan) : null), [plan, isSound]);
  return (
    <div className="models">
      <Answer />
      {isSound && <Timeline />}
      <Rates />
      <PriceBook selected={selected} onSelect={setChosen} />
      <PriceSearch selected={selected} onAdded={setChosen} />
      {resolved !== null && <BlendedPrices resolved={resolved} />}
      <FixedCosts />
      <section aria-labelledby="all-prices" className="all-prices">
        <h2 id="all-prices" className="part-heading">
          What changes all prices at once?
        </h2>
        <PlanNumber
          pointer="/shared/prices"
          label="All prices"

          unit="times the list price"
          note="One factor on the prices of all models, such as a discount or tax. It is the same all year in each simulated year."
        />
      </section>
    </div>
  );
}

/** Two digits of a mean: what a share of the year is worth saying. */
function roughMoney(currency: string, amount: number): string {
  return formatMoneyTo(currency, amount, 2);
}

function Answer(): ReactElement {
  const { plan } = usePlanEdits();
  const shown = useShown();
  const events = eventsOf(plan);
  const monthStarts = monthStartsOf(plan);
  const sentence = timelineSentence({ events, monthStarts });
  const dearest = shown === null ? null : dearestOf(shown.answers.forecast);
  return (
    <h1 className={shown?.isStale === true ? "answer answer-stale" : "answer"}>
      {dearest !== null && shown !== null && (
        <>
          {plan.models[dearest.id]?.name ?? dearest.id} takes{" "}
          <strong>{roughMoney(plan.currency, dearest.spend)}</strong> of the year's{" "}
          {roughMoney(plan.currency, shown.answers.forecast.spend.mean)} on average.{" "}
        </>
      )}
      {sentence}
    </h1>
  );
}

function dearestOf({ models }: Forecast): { readonly id: string; readonly spend: number } | null {
  const all = Object.entries(models).map(([id, { spend }]) => ({ id, spend: spend.mean }));
  return all.reduce<{ id: string; spend: number } | null>(
    (best, one) => (one.spend > (best?.spend ?? 0) ? one : best),
    null,
  );
}

/** Every dated change of the plan, as the reader knows its owner. */
export function eventsOf(plan: Plan): PriceEvent[] {
  const event = (name: string, { from, multiplier, probability = 1 }: DatedMultiplier): PriceEvent => ({
    name,
    from: epochDayOf(from),
    multiplier,
    probability,
  });
  const eventsOfChange = (name: string, { multiplier, until: _, ...dated }: PriceChange): PriceEvent[] =>
    isByClass(multiplier)
      ? Object.entries(multiplier).map(([kind, own]) => event(`${name}, ${kind}`, { ...dated, multiplier: own }))
      : [event(name, { ...dated, multiplier })];
  return [
    ...Object.entries(plan.models).flatMap(([id, { name = id, priceChanges = [] }]) =>
      priceChanges.flatMap((change) => eventsOfChange(name, change)),
    ),
    ...Object.entries(plan.fixedCosts ?? {}).flatMap(([id, { name = id, renewal }]) =>
      renewal === undefined ? [] : [event(`${name}, renewal`, renewal)],
    ),
  ];
}

function monthStartsOf({ fiscalYear: { start, months } }: Plan): number[] {
  return Array.from({ length: months + 1 }, (_, month) => firstOfMonth(epochDayOf(start), month));
}

function Timeline(): ReactElement {
  const { plan, scenarioIndex } = usePlanEdits();
  const theme = useChartTheme();
  const [place, measured] = useWidth<HTMLDivElement>();
  const width = measured > 0 ? measured : 900;
  const events = eventsOf(plan);
  const monthStarts = monthStartsOf(plan);
  return (
    <div ref={place}>
      {events.length === 0 ? (
        <section aria-label="What changes, and when?">
          <h2 className="part-heading">What changes, and when?</h2>
          <p className="note">
            No price change or renewal is planned. The list price of a model version rarely changes within a year.
            Renewals at four to five times the price have happened.
          </p>
        </section>
      ) : (
        <ChartFrame
          question="What changes, and when?"
          note="fuller circle = more likely"
          fileName="price-events"
          chart={
            <PriceTimeline
              events={events}
              monthStarts={monthStarts}
              width={width}
              theme={theme}
              hue={theme.color.scenarios[scenarioIndex] ?? theme.color.ink3}
            />
          }
          table={() => timelineTable(events)}
        >
          <div style={{ height: timelineHeight(events, theme) }}>
            <PriceTimeline
              events={events}
              monthStarts={monthStarts}
              width={width}
              theme={theme}
              hue={theme.color.scenarios[scenarioIndex] ?? theme.color.ink3}
            />
          </div>
        </ChartFrame>
      )}
    </div>
  );
}

/** What a workload pays in the end: its mix at the model's prices. */
function BlendedPrices({ resolved }: { readonly resolved: ResolvedPlan }): ReactElement {
  const { plan } = usePlanEdits();
  const rows = useMemo(
    () =>
      resolved.workloads.flatMap(({ id, name, attempts }) =>
        attempts.flatMap(({ modelId, mix }) => {
          const model = resolved.models.find((other) => other.id === modelId);
          const effort = effortOf(resolved, id, modelId);
          if (model === undefined || effort === null) return [];
          const burn = attemptBurn(effort);
          return [
            {
              id,
              name,
              model: model.name,
              modelId,
              price: blendedPrice(mix, model.price),
              cache: cacheShare(mix),
              middle: burn.median,
              middleCost: attemptCost(burn.median, mix, model.price),
              meanCost: attemptCost(burn.mean, mix, model.price),
            },
          ];
        }),
      ),
    [resolved],
  );
  if (rows.length === 0) return <></>;
  return (
    <section aria-labelledby="blended">
      <h2 id="blended" className="part-heading">
        What does a workload pay?
      </h2>
      <p className="note">Its mix of tokens at list price, before price changes.</p>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">Workload</th>
            <th scope="col">Model</th>
            <th scope="col" className="numeric">
              Price per million tokens, blended
            </th>
            <th scope="col" className="numeric">
              <Term id="cacheRead">Prompt tokens read from cache</Term>
            </th>
            <th scope="col" className="numeric">
              Median tokens of an attempt
            </th>
            <th scope="col" className="numeric">
              Median cost of an attempt
            </th>
            <th scope="col" className="numeric">
              Average cost of an attempt
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.id} ${row.modelId}`}>
              <th scope="row">{row.name}</th>
              <td>{row.model}</td>
              <td className="numeric figure">{formatPrice(plan.currency, significant(row.price, 3))}</td>
              <td className="numeric">{row.cache === null ? "–" : formatShare(row.cache)}</td>
              <td className="numeric">{roughTokens(row.middle)}</td>
              <td className="numeric figure">{formatPrice(plan.currency, significant(row.middleCost, 2))}</td>
              <td className="numeric">{formatPrice(plan.currency, significant(row.meanCost, 2))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
