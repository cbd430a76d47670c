import { useState, type ReactElement } from "react";
import { formatMonth, MONTH_NAMES } from "#shared/format/dates.ts";
import type { BudgetAnswer, SetUpAnswers } from "#shared/setUp/answers.ts";
import { GUESSED_DOLLAR_RATES } from "#shared/setUp/setting.ts";
import { epochDayOf, firstOfMonth, isoMonthOf } from "#shared/units.ts";
import { FigureField, OptionalFigureField } from "#renderer/controls/FigureField.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import type { SetUp } from "./useSetUp.ts";

const CURRENCIES = Object.keys(GUESSED_DOLLAR_RATES).map((value) => ({ value, label: value }));

/** The budget without its amount: what may be chosen before there is one. */
type BudgetFrame = Omit<BudgetAnswer, "amount">;

/** Question 4: an amount, its currency, and the first month of the fiscal year. */
export function BudgetQuestion({ answers, give }: SetUp): ReactElement {
  // Currency and month may be chosen before there is an amount: they wait for it.
  const [waiting, setWaiting] = useState<BudgetFrame>(() => frameOf(answers));
  const frame = answers.budget ?? waiting;
  const put = (change: Partial<BudgetAnswer>): void => {
    const next = { ...frame, ...change };
    setWaiting(next);
    const amount = change.amount ?? answers.budget?.amount;
    if (amount !== undefined) give({ budget: { ...next, amount } }, "answer the budget");
  };
  return (
    <>
      <div className="question-row">
        <OptionalFigureField
          label="Budget of the year"
          width={96}
          placeholder="600,000"
          value={answers.budget?.amount ?? null}
          refusal={AMOUNT_REFUSAL}
          check={(amount) => (amount > 0 ? null : AMOUNT_REFUSAL)}
          onChange={(amount) => (amount === null ? give({ budget: null }, "take the budget away") : put({ amount }))}
        />
        <Select
          label="Currency of the plan"
          hideLabel
          options={CURRENCIES}
          value={frame.currency}
          onChange={(currency) => {
            const { rates: _, ...rest } = frame;
            setWaiting({ ...rest, currency });
            if (answers.budget !== null)
              give({ budget: { ...rest, amount: answers.budget.amount, currency } }, "answer the currency");
          }}
        />
        <FiscalYear
          today={answers.today}
          firstMonth={frame.firstMonth}
          onChange={(firstMonth) => put({ firstMonth })}
        />
      </div>
      {frame.currency !== "USD" && <DollarRate frame={frame} onChange={(rate) => put({ rates: { USD: rate } })} />}
    </>
  );
}

const AMOUNT_REFUSAL = "Type an amount above 0.";

/** The months of the fiscal year, by its first ("2027-02"). */
function FiscalYear({
  today,
  firstMonth,
  onChange,
}: {
  readonly today: string;
  readonly firstMonth: string;
  readonly onChange: (firstMonth: string) => void;
}): ReactElement {
  const [year, month] = firstMonth.split("-") as [string, string];
  const thisYear = Number(today.slice(0, 4));
  const years = Array.from({ length: 5 }, (_, i) => String(thisYear - 1 + i));
  return (
    <>
      <span className="note">from</span>
      <Select
        label="First month of the fiscal year"
        hideLabel
        options={MONTH_NAMES.map((label, i) => ({ value: String(i + 1).padStart(2, "0"), label }))}
        value={month}
        onChange={(value) => onChange(`${year}-${value}`)}
      />
      <Select
        label="Year in which it starts"
        hideLabel
        options={(years.includes(year) ? years : [year, ...years]).map((value) => ({ value, label: value }))}
        value={year}
        onChange={(value) => onChange(`${value}-${month}`)}
      />
      <span className="note">to {formatMonth(isoMonthOf(firstOfMonth(epochDayOf(`${firstMonth}-01`), 11)), true)}</span>
    </>
  );
}

/** What a US dollar costs, where the plan has another currency. */
function DollarRate({
  frame: { currency, rates },
  onChange,
}: {
  readonly frame: BudgetFrame;
  readonly onChange: (rate: number) => void;
}): ReactElement {
  const refusal = "Type a rate above 0, such as 0.92.";
  return (
    <div className="question-row">
      <span className="note">Prices are in dollars. 1 US dollar is</span>
      <FigureField
        label={`Price of one US dollar in ${currency}`}
        width={62}
        value={rates?.["USD"] ?? GUESSED_DOLLAR_RATES[currency] ?? 1}
        unit={currency}
        refusal={refusal}
        check={(rate) => (rate > 0 ? null : refusal)}
        onChange={onChange}
      />
      {rates?.["USD"] === undefined && <span className="tick">guessed: type the rate of your treasury</span>}
    </div>
  );
}

function frameOf({ budget, today }: SetUpAnswers): BudgetFrame {
  return budget ?? { currency: "USD", firstMonth: `${Number(today.slice(0, 4)) + 1}-01` };
}
