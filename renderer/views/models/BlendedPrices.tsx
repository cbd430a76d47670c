import { useMemo, type ReactElement } from "react";
import { roughTokens } from "#shared/charts/inputs/tokensWords.ts";
import { attemptCost, attemptTokens, cacheShare, effortOf } from "#shared/forecast/answers/effort.ts";
import { formatShare } from "#shared/format/chances.ts";
import { significant } from "#shared/format/digits.ts";
import { formatPrice } from "#shared/format/money.ts";
import { blendedPrice } from "#shared/plan/blendedPrice.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { Term } from "#renderer/controls/Term.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";

/** What a workload pays in the end: its mix at the model's prices. */
export function BlendedPrices({ resolved }: { readonly resolved: ResolvedPlan }): ReactElement {
  const { plan } = usePlanEdits();
  const rows = useMemo(() => blendedRows(resolved), [resolved]);
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

/** A row for each attempt of each workload. */
function blendedRows(resolved: ResolvedPlan) {
  return resolved.workloads.flatMap(({ id, name, attempts }) =>
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
  );
}
