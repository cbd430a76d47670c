import { useMemo, useState, type ReactElement } from "react";
import { attemptTokens, attemptCost, cacheShare, effortOf } from "#shared/forecast/answers/effort.ts";
import { blendedPrice } from "#shared/plan/blendedPrice.ts";
import { roughTokens } from "#shared/charts/inputs/tokensWords.ts";
import { formatShare } from "#shared/format/chances.ts";
import { significant } from "#shared/format/digits.ts";
import { formatPrice } from "#shared/format/money.ts";
import { partNamed } from "#shared/plan/pointer.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { StudyStatus } from "#renderer/controls/StudyStatus.tsx";
import { Term } from "#renderer/controls/Term.tsx";
import { useApp } from "#renderer/state/useApp.tsx";
import { PlanNumber } from "#renderer/views/inputs/PlanNumber.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { CommitmentsPart } from "./CommitmentsPart.tsx";
import { ContractChoicePart } from "./ContractChoicePart.tsx";
import { ContractsAnswer } from "./ContractsAnswer.tsx";
import { ContractTimelinePart } from "./ContractTimelinePart.tsx";
import { CurrenciesPart } from "./CurrenciesPart.tsx";
import { FixedCosts } from "./FixedCosts.tsx";
import { PriceList } from "./PriceList.tsx";
import { SeatsPart } from "./SeatsPart.tsx";
import { useCourse } from "./useCourse.ts";
import { PriceSearch } from "./PriceSearch.tsx";
import "#renderer/views/inputs/inputs.css";
import "./models.css";

/** What tokens and seats cost, what may change it and when, and what each workload pays in the end. */
export function ModelsScreen(): ReactElement {
  const { plan } = usePlanEdits();
  const issues = useApp((state) => state.issues);
  const focused = useApp((state) => state.focusedInput);
  const focusedModel = partNamed(focused, "models");
  const requests = useApp((state) => state.focusRequests);
  const [chosen, setChosen] = useState<string | null>(focusedModel);
  const [handled, setHandled] = useState(requests);
  // A link to an input of a model opens that model, also where the screen is already shown.
  if (handled !== requests) {
    setHandled(requests);
    if (focusedModel !== null) setChosen(focusedModel);
  }
  const selected = chosen !== null && Object.hasOwn(plan.models, chosen) ? chosen : null;
  // Events that are not valid have no place on the time line yet.
  const isSound = issues.length === 0;
  const resolved = useMemo(() => (isSound ? resolvePlan(plan) : null), [plan, isSound]);
  const { study, course, isStale } = useCourse();
  return (
    <div className="models">
      <ContractsAnswer course={course} />
      <div className="contracts-top">
        <SeatsPart course={course} isStale={isStale} />
        <CommitmentsPart course={course} isStale={isStale} />
      </div>
      {course === null && study.state.status !== "waiting" && <StudyStatus study={study} what="Contracts by day" />}
      {isSound && <ContractChoicePart />}
      {isSound && <ContractTimelinePart course={course} />}
      <div className="prices-part">
        <PriceList selected={selected} onSelect={setChosen} />
        <CurrenciesPart />
      </div>
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
          const tokens = attemptTokens(effort);
          return [
            {
              id,
              name,
              model: model.name,
              modelId,
              price: blendedPrice(mix, model.price),
              cache: cacheShare(mix),
              middle: tokens.median,
              middleCost: attemptCost(tokens.median, mix, model.price),
              meanCost: attemptCost(tokens.mean, mix, model.price),
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
