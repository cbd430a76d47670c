import { useState, type ReactElement } from "react";
import { formatExact } from "#shared/format/counts.ts";
import { formatMonth } from "#shared/format/dates.ts";
import type { BudgetAnswer, SetUpAnswers } from "#shared/setUp/answers.ts";
import { GUESSED_DOLLAR_RATES } from "#shared/setUp/setting.ts";
import { epochDayOf, firstOfMonth, isoMonthOf } from "#shared/units.ts";
import { Field } from "#renderer/controls/Field.tsx";
import { parseTyped } from "#renderer/controls/numbers.ts";
import { Select } from "#renderer/controls/Select.tsx";
import { MONTH_NAMES } from "./monthNames.ts";
import type { SetUp } from "./useSetUp.ts";

const CURRENCIES = Object.keys(GUESSED_DOLLAR_RATES).map((value) => ({ value, label: value }));

/** Question 4: an amount, its currency, and the first month of the fiscal year. */
export function BudgetQuestion({ answers, give }: SetUp): ReactElement {
  // Currency and month may be chosen before there is an amount: they wait for it.
  const [waiting, setWaiting] = useState<Omit<BudgetAnswer, "amount">>(() => frameOf(answers));
  const frame = answers.budget ?? waiting;
  const [year, month] = frame.firstMonth.split("-") as [string, string];
  const put = (change: Partial<BudgetAnswer>): void => {
    const next = { ...frame, ...change };
    setWaiting(next);
    const amount = change.amount ?? answers.budget?.amount;
    if (amount !== undefined) give({ budget: { ...next, amount } }, "answer the budget");
  };
  const thisYear = Number(answers.today.slice(0, 4));
  const years = Array.from({ length: 5 }, (_, i) => String(thisYear - 1 + i));
  const rate = frame.rates?.["USD"] ?? GUESSED_DOLLAR_RATES[frame.currency] ?? 1;
  return (
    <>
      <div className="question-row">
        <Field
          label="Budget of the year"
          hideLabel
          width={96}
          align="end"
          placeholder="600,000"
          value={answers.budget === null ? "" : formatExact(answers.budget.amount)}
          onCommit={(text) => {
            if (text.trim() === "") {
              give({ budget: null }, "take the budget away");
              return null;
            }
            const amount = parseTyped(text);
            if (amount === null || amount <= 0) return "Type an amount above 0.";
            put({ amount });
            return null;
          }}
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
        <span className="note">from</span>
        <Select
          label="First month of the fiscal year"
          hideLabel
          options={MONTH_NAMES.map((label, i) => ({ value: String(i + 1).padStart(2, "0"), label }))}
          value={month}
          onChange={(value) => put({ firstMonth: `${year}-${value}` })}
        />
        <Select
          label="Year in which it starts"
          hideLabel
          options={(years.includes(year) ? years : [year, ...years]).map((value) => ({ value, label: value }))}
          value={year}
          onChange={(value) => put({ firstMonth: `${value}-${month}` })}
        />
        <span className="note">
          to {formatMonth(isoMonthOf(firstOfMonth(epochDayOf(`${frame.firstMonth}-01`), 11)), true)}
        </span>
      </div>
      {frame.currency !== "USD" && (
        <div className="question-row">
          <span className="note">Prices are in dollars. 1 US dollar is</span>
          <Field
            label={`Price of one US dollar in ${frame.currency}`}
            hideLabel
            width={62}
            align="end"
            value={formatExact(rate)}
            unit={frame.currency}
            onCommit={(text) => {
              const value = parseTyped(text);
              if (value === null || value <= 0) return "Type a rate above 0, such as 0.92.";
              put({ rates: { USD: value } });
              return null;
            }}
          />
          {frame.rates?.["USD"] === undefined && <span className="tick">guessed: type the rate of your treasury</span>}
        </div>
      )}
    </>
  );
}

function frameOf({ budget, today }: SetUpAnswers): Omit<BudgetAnswer, "amount"> {
  return budget ?? { currency: "USD", firstMonth: `${Number(today.slice(0, 4)) + 1}-01` };
}
