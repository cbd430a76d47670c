import type { ReactElement } from "react";
import type { Portfolio } from "#shared/forecast/portfolio/portfolioFile.ts";
import { formatStatedMoney } from "#shared/format/money.ts";
import { DEFAULT_CONFIDENCE } from "#shared/plan/defaults.ts";
import { rateTo } from "#shared/forecast/portfolio/portfolioMoney.ts";
import { above0 } from "#renderer/controls/checks.ts";
import { FigureField, OptionalFigureField } from "#renderer/controls/FigureField.tsx";
import { OptionalNameField } from "#renderer/controls/NameField.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { PERCENT } from "#renderer/controls/uncertain/uncertainShapes.ts";
import { portfolioCurrency, toCurrency, type OpenPortfolio } from "#renderer/state/portfolio/openPortfolio.ts";
import { useApp } from "#renderer/state/useApp.tsx";
import { foreignCurrencies } from "./portfolioQuestion.ts";

/** How sure a request may be asked to be. */
const isConfidence = (value: number): string | null =>
  value > 0 && value < 1 ? null : "Type a percentage between 0 and 100.";

/** The portfolio's own figures: what it is called, its money, how sure its request is, and its joint budget. */
export function PortfolioFields({ portfolio }: { readonly portfolio: OpenPortfolio }): ReactElement | null {
  const change = useApp((state) => state.changePortfolio);
  const currency = portfolioCurrency(portfolio);
  const { file } = portfolio;
  const set = <Key extends keyof Portfolio>(key: Key, value: Portfolio[Key] | undefined): void =>
    change((open) => {
      const { [key]: _, ...rest } = open.file;
      return { ...open, file: (value === undefined ? rest : { ...open.file, [key]: value }) as Portfolio };
    });
  if (currency === null) return null;
  const foreign = foreignCurrencies(portfolio);
  return (
    <div className="portfolio-fields" role="group" aria-label="The portfolio">
      <OptionalNameField
        label="Name"
        width={220}
        placeholder="Portfolio"
        value={file.name}
        onChange={(name) => set("name", name)}
      />
      <Select
        label="Currency"
        options={[currency, ...foreign].toSorted().map((value) => ({ value, label: value }))}
        value={currency}
        onChange={(chosen) => change((open) => toCurrency(open, chosen))}
      />
      <FigureField
        label="Confidence"
        hideLabel={false}
        writing={PERCENT}
        check={isConfidence}
        value={file.confidence ?? DEFAULT_CONFIDENCE}
        onChange={(confidence) => set("confidence", confidence)}
      />
      <OptionalFigureField
        label="Joint budget"
        hideLabel={false}
        width={130}
        writing={{ kind: "money", currency }}
        check={above0}
        placeholder={budgetsTogether(portfolio, currency)}
        value={file.budget ?? null}
        onChange={(budget) => set("budget", budget ?? undefined)}
      />
      <RateFields portfolio={portfolio} currency={currency} onRates={(rates) => set("rates", rates)} />
    </div>
  );
}

/** What one unit of each other currency is worth: without it its plans cannot be added. */
function RateFields({
  portfolio,
  currency,
  onRates,
}: {
  readonly portfolio: OpenPortfolio;
  readonly currency: string;
  readonly onRates: (rates: Portfolio["rates"]) => void;
}): ReactElement {
  const { file } = portfolio;
  return (
    <>
      {foreignCurrencies(portfolio).map((other) => (
        <OptionalFigureField
          key={other}
          label={`${currency} for one ${other}`}
          hideLabel={false}
          width={80}
          check={above0}
          placeholder="needed"
          value={rateTo(file, currency, other)}
          onChange={(rate) => {
            const { [other]: _, ...rates } = file.rates ?? {};
            onRates(rate === null ? rates : { ...rates, [other]: rate });
          }}
        />
      ))}
    </>
  );
}

/** The plans' budgets together, where all of them are known in one money. */
function budgetsTogether({ file, members }: OpenPortfolio, currency: string): string {
  const budgets = members.map(({ plan }) => {
    const rate = plan === null ? null : rateTo(file, currency, plan.currency);
    return plan === null || rate === null ? null : plan.budget.amount * rate;
  });
  if (budgets.includes(null)) return "of the plans together";
  return formatStatedMoney(
    currency,
    budgets.reduce<number>((sum, budget) => sum + budget!, 0),
  );
}
