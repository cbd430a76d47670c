import { describe, expect, it } from "vitest";
import fc from "fast-check";
import {
  formatMoney,
  formatPrintedDifference,
  moneyBetween,
  moneyIn,
  moneyStyle,
  printedMoney,
} from "#shared/format/money.ts";
import { moreThanPlanned } from "#shared/forecast/words/sentences.ts";

/** The amount that a reader takes from printed words. */
function read(words: string): number {
  const [, digits = "", suffix = ""] = /^[€$]([\d,.]+)([MBT]?)$/.exec(words) ?? [];
  const units: Readonly<Record<string, number>> = { "": 1, M: 1e6, B: 1e9, T: 1e12 };
  return Number(digits.replaceAll(",", "")) * units[suffix]!;
}

const AMOUNT = fc.double({ min: 1_000, max: 5e9, noNaN: true });
const GOOD_TO = fc.integer({ min: 0, max: 8 }).map((power) => 10 ** power);

describe("a printed difference", () => {
  it("of a request that is good to 100,000 is that to the budget, not one that was rounded by itself", () => {
    expect(formatMoney("EUR", 540_000, 100_000)).toBe("€500,000");
    expect(moreThanPlanned("EUR", 540_000, 600_000, 100_000)).toEqual({ amount: "€100,000", isMore: false });
    expect(moreThanPlanned("EUR", 680_000, 612_345, 100_000)).toEqual({ amount: "€87,655", isMore: true });
    expect(moreThanPlanned("EUR", 620_000, 600_000, 100_000)).toBeNull();
  });

  it("is what a reader reckons from the two amounts beside it", () => {
    fc.assert(
      fc.property(AMOUNT, AMOUNT, GOOD_TO, (one, planned, goodTo) => {
        const budget = Math.round(planned);
        const more = moreThanPlanned("USD", one, budget, goodTo);
        fc.pre(more !== null && !formatMoney("USD", one, goodTo).startsWith("under"));
        const apart = Math.abs(read(formatMoney("USD", one, goodTo)) - budget);
        expect(Math.abs(read(more.amount) - apart)).toBeLessThan(0.01);
      }),
    );
  });

  it("between two printed amounts loses no digit of them", () => {
    fc.assert(
      fc.property(AMOUNT, AMOUNT, GOOD_TO, GOOD_TO, (one, other, a, b) => {
        const [is, was] = [printedMoney("USD", one, a), printedMoney("USD", other, b)];
        fc.pre(is !== was);
        const words = formatPrintedDifference("USD", is, was, Math.max(a, b));
        expect(Math.abs(read(words) - Math.abs(is - was))).toBeLessThan(0.01);
      }),
    );
  });

  it("within one group is in its steps, and under one where both are printed alike", () => {
    fc.assert(
      fc.property(AMOUNT, AMOUNT, GOOD_TO, (one, other, goodTo) => {
        const [top, bottom] = [Math.max(one, other), Math.min(one, other)];
        const style = moneyStyle("USD", top, goodTo);
        const words = [top, bottom].map((value) => moneyIn(style, value));
        fc.pre(words.every((each) => !each.startsWith("under")) && top > bottom);
        const apart = read(words[0]!) - read(words[1]!);
        const between = moneyBetween(style, top, bottom);
        if (apart === 0) expect(between).toMatch(/^under /);
        else expect(Math.abs(read(between) - apart)).toBeLessThan(style.step / 100);
      }),
    );
  });
});
