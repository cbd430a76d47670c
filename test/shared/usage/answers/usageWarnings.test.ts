import { describe, expect, it } from "vitest";
import type { UsageSummary } from "#shared/usage/answers/answers.ts";
import { billAgainstList, usageWarnings } from "#shared/usage/answers/usageWarnings.ts";

const TOKENS = { input: 1_000_000, cacheRead: 0, cacheWrite: 0, cacheWriteHour: 0, output: 0, reasoning: 0 };

function summary(billed: number, list: number, requests: number | null): Omit<UsageSummary, "doubts"> {
  const money = { currency: "USD", billed, list, compared: { billed, list } };
  return {
    rows: 1,
    period: null,
    tokens: TOKENS,
    requests,
    money: [money],
    users: 0,
    sources: [],
    workloads: [],
    labels: [],
    models: [{ model: "a", provider: null, rows: 1, requests, tokens: TOKENS, money, pricedAs: "a" }],
    runs: { named: 0, byPause: 0, single: 0, pauseMinutes: 30 },
  } as unknown as Omit<UsageSummary, "doubts">;
}

describe("models without a list price", () => {
  const model = (
    name: string,
    tokens: number,
    billed: number | null,
    list: number | null,
    unpricedTokens = 0,
  ): object => ({
    model: name,
    tokens: { ...TOKENS, input: tokens },
    money: { currency: "USD", billed, list, compared: null },
    unpricedTokens,
  });
  const saidOf = (...models: readonly object[]): string[] =>
    usageWarnings({ ...summary(0, 0, null), money: [], models } as never);

  it("are said with their tokens and their share where they are billed and the others are listed", () => {
    expect(saidOf(model("a", 39, 1, 1), model("auto", 61, 0.05, null))).toEqual([
      "61 tokens of 1 model have a bill and no list price, 61% of all tokens: auto (61). The sum at list price is without them.",
    ]);
  });

  it("are said once, as unknown, where nothing is billed", () => {
    expect(saidOf(model("a", 99_999, 1, 1), model("b", 1, 0, null, 1))).toEqual([
      "1 tokens of 1 model have no list price and are billed at $0, under 1% of all tokens: b (1). What they are worth is not known.",
    ]);
  });

  it("are not said where no model is listed: the sum at list price is not there either", () => {
    expect(saidOf(model("a", 100, 1, null), model("b", 100, 1, null))).toEqual([]);
  });
});

describe("bills against list prices", () => {
  it.each<[string, number, number, number | null, boolean]>([
    ["one line of half a dollar", 0.5, 0.00005, 1, false],
    ["less than ten dollars of list price", 20, 9.99, 5_000, false],
    ["fewer than a hundred requests", 5_000, 1_000, 99, false],
    ["a hundred requests of ten dollars", 12, 10, 100, true],
    ["a bill that counts no requests", 5_000, 1_000, null, true],
    ["a quota that bills nothing", 0, 1_000, 5_000, true],
    ["bills at list price", 1_000, 1_000, 5_000, false],
  ])("%s", (_, billed, list, requests, isSaid) => {
    expect(
      usageWarnings(summary(billed, list, requests)).some((sentence) =>
        sentence.includes("list price where both are known"),
      ),
    ).toBe(isSaid);
  });

  it("are the same share on the screen and on the command line", () => {
    const { money, models } = summary(1_500, 1_000, 200);
    expect(billAgainstList(money[0]!, models)).toBeCloseTo(0.5);
    expect(usageWarnings(summary(1_500, 1_000, 200))[0]).toContain("50% above list price");
  });
});
