import type { ReactElement } from "react";
import { quantileGoodTo } from "#shared/forecast/answers/goodTo.ts";
import type { PortfolioAnswer, PortfolioChance, PortfolioSpend } from "#shared/forecast/portfolio/portfolioAnswer.ts";
import { formatChance, formatPercent } from "#shared/format/chances.ts";
import { formatMonth } from "#shared/format/dates.ts";
import { resolutionOf } from "#shared/format/digits.ts";
import { formatMoney, formatStatedMoney } from "#shared/format/money.ts";
import { Button } from "#renderer/controls/Button.tsx";
import type { OpenPortfolio } from "#renderer/state/portfolio/openPortfolio.ts";
import { useAppContext } from "#renderer/state/useApp.tsx";

interface PlanRow {
  readonly name: string;
  readonly budget: number;
  readonly spend: PortfolioSpend;
  readonly share: number;
  readonly lasts: PortfolioChance;
}

/** Every plan, and all of them together: budget, likely spend, its part of the joint request, and how often it is over. */
export function PlanTable({
  portfolio: { members },
  answer: { plans, spend, budget, currency, lasts, confidence },
}: {
  readonly portfolio: OpenPortfolio;
  readonly answer: PortfolioAnswer;
}): ReactElement {
  const { files } = useAppContext();
  const heads = ["Budget", "Middle (50%)", `${formatPercent(confidence)} estimate`, "95%", "Of the request", "Over"];
  const cells = ({ budget: own, spend: { quantiles, request, requestError }, share, lasts: chance }: PlanRow) => [
    formatStatedMoney(currency, own),
    ...[quantiles.p50, request, quantiles.p95, share].map((amount) =>
      formatMoney(currency, amount, resolutionOf(requestError)),
    ),
    formatChance(1 - chance.probability),
  ];
  return (
    <table className="plain-table portfolio-table">
      <thead>
        <tr>
          <th scope="col">Plan</th>
          {heads.map((head) => (
            <th key={head} scope="col" className="numeric">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {plans.map((plan, i) => {
          const document = members[i]?.document ?? null;
          return (
            <tr key={plan.path + (plan.scenario ?? "")}>
              <th scope="row">
                {document === null ? (
                  plan.name
                ) : (
                  <Button kind="link" onClick={() => void files.openDocument(document)}>
                    {plan.name}
                  </Button>
                )}
              </th>
              <Cells texts={cells(plan)} />
            </tr>
          );
        })}
        <tr className="portfolio-whole">
          <th scope="row">Together</th>
          <Cells texts={cells({ name: "", budget, spend, share: spend.request, lasts })} />
        </tr>
      </tbody>
    </table>
  );
}

function Cells({ texts }: { readonly texts: readonly string[] }): ReactElement {
  return (
    <>
      {texts.map((text, i) => (
        <td key={i} className="numeric">
          {text}
        </td>
      ))}
    </>
  );
}

const LEVELS = [
  ["p50", 0.5, "Middle (50%)"],
  ["p80", 0.8, "80%"],
  ["p95", 0.95, "95%"],
] as const;

/** Spend of each month together; nothing where the plans' years are not the same. */
export function MonthTable({
  answer: { months, currency, trials },
}: {
  readonly answer: PortfolioAnswer;
}): ReactElement | null {
  if (months === null) return null;
  return (
    <section aria-labelledby="portfolio-months">
      <h2 id="portfolio-months" className="part-heading">
        Month by month, together
      </h2>
      <table className="plain-table portfolio-table">
        <thead>
          <tr>
            <th scope="col">Month</th>
            {LEVELS.map(([key, , head]) => (
              <th key={key} scope="col" className="numeric">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {months.map(({ month, quantiles }, i) => (
            <tr key={month}>
              <th scope="row">{formatMonth(month, i === 0 || month.endsWith("-01"))}</th>
              <Cells
                texts={LEVELS.map(([key, level]) =>
                  formatMoney(currency, quantiles[key], quantileGoodTo(quantiles, level, trials)),
                )}
              />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
