import fc from "fast-check";
import { currentPrices } from "#shared/plan/prices/priceMap.ts";
import type { SetUpAnswers } from "#shared/setUp/answers.ts";

const month = fc
  .tuple(fc.integer({ min: 2024, max: 2028 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, m]) => `${year}-${String(m).padStart(2, "0")}`);
const day = fc.tuple(month, fc.integer({ min: 1, max: 28 })).map(([m, d]) => `${m}-${String(d).padStart(2, "0")}`);
const toolName = fc.constantFrom("Copilot Business", "Claude API", "OpenAI API", "Our gateway", "Cursor Teams");
const group = fc.record(
  {
    kind: fc.constantFrom("engineers", "support", "researchers", "office", "other"),
    name: fc.constantFrom("Platform", "Payments"),
    count: fc.integer({ min: 1, max: 20_000 }),
    byMonth: fc.uniqueArray(fc.record({ month, people: fc.integer({ min: 1, max: 5_000 }) }), {
      selector: ({ month: of }) => of,
      maxLength: 5,
    }),
  },
  { requiredKeys: ["kind", "count"] },
);
const seats = fc.record({
  kind: fc.constant("seats" as const),
  name: toolName,
  seats: fc.option(fc.integer({ min: 0, max: 10_000 })),
  perMonth: fc.integer({ min: 0, max: 500 }),
  currency: fc.constantFrom("USD", "EUR", "GBP"),
});
const usage = fc.record({
  kind: fc.constant("usage" as const),
  name: toolName,
  models: fc.uniqueArray(fc.constantFrom(...currentPrices.map(({ provider, model }) => ({ provider, model }))), {
    minLength: 1,
    maxLength: 4,
  }),
});
const spend = fc
  .uniqueArray(month, { minLength: 1, maxLength: 8 })
  .chain((months) =>
    fc.uniqueArray(toolName, { minLength: 1, maxLength: 3 }).chain((tools) =>
      fc
        .tuple(
          ...tools.map((tool) =>
            fc
              .array(fc.option(fc.integer({ min: 1, max: 1_000_000 }), { freq: 8 }), {
                minLength: months.length,
                maxLength: months.length,
              })
              .map((amounts) => ({ tool, amounts })),
          ),
        )
        .map((rows) => ({ months, rows })),
    ),
  )
  .filter(({ rows }) => rows.some(({ amounts }) => amounts.some((amount) => amount !== null)));
const budget = fc.record(
  {
    amount: fc.integer({ min: 1, max: 1_000_000_000 }),
    currency: fc.constantFrom("USD", "EUR", "JPY"),
    firstMonth: month,
    rates: fc.constant({ USD: 0.92 }),
  },
  { requiredKeys: ["amount", "currency", "firstMonth"] },
);
const growth = fc.oneof(
  fc.constantFrom({ kind: "none" as const }, { kind: "little" as const }, { kind: "asObserved" as const }),
  fc
    .tuple(fc.double({ min: -0.2, max: 0.3, noNaN: true }), fc.double({ min: 0, max: 0.3, noNaN: true }))
    .map(([low, width]) => ({ kind: "between" as const, low, high: low + width })),
);
const dates = fc.array(
  fc.record(
    { tool: toolName, date: day, chance: fc.double({ min: 0, max: 1, noNaN: true }) },
    { requiredKeys: ["tool", "date"] },
  ),
  { maxLength: 3 },
);

/** Answers without an issue: every subset of the questions, each with every kind of answer. */
export const arbitraryAnswers: fc.Arbitrary<SetUpAnswers> = fc.record({
  name: fc.constantFrom("Nordwind AI plan", "  ", "Plan"),
  today: fc.constant("2026-11-29"),
  people: fc.option(fc.array(group, { minLength: 1, maxLength: 3 })),
  tools: fc.option(fc.array(fc.oneof(seats, usage), { maxLength: 4 })),
  spend: fc.option(spend),
  budget: fc.option(budget),
  growth: fc.option(growth),
  dates: fc.option(dates),
  skipped: fc.constant([]),
});
