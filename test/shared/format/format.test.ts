import { describe, expect, it } from "vitest";
import {
  formatChance,
  formatChanceError,
  formatOf100,
  formatPercent,
  formatShare,
  formatShareTo,
  formatSignedShare,
} from "#shared/format/chances.ts";
import {
  formatCount,
  formatCountShort,
  formatDecimals,
  formatFactor,
  formatFigure,
  formatNumber,
  formatNumberRange,
  formatTokens,
} from "#shared/format/counts.ts";
import { formatDate, formatDateLong, formatFiscalYear, formatFullDate, formatMonth } from "#shared/format/dates.ts";
import { resolutionOf, toDecimals } from "#shared/format/digits.ts";
import {
  formatCountedMoney,
  formatMoney,
  formatMoneyApart,
  formatMoneyDifference,
  formatMoneyError,
  formatMoneyRange,
  formatMoneyTick,
  formatPrice,
  formatStatedMoney,
  moneyIn,
  moneyStyle,
  signedMoneyIn,
} from "#shared/format/money.ts";
import { epochDayOf } from "#shared/units.ts";

const plan2027 = { start: epochDayOf("2027-01-01") };
const fromApril = { start: epochDayOf("2027-04-01") };

describe("digits stop at the Monte Carlo error", () => {
  it("takes the smallest power of ten not below two standard errors", () => {
    expect(resolutionOf(48_000)).toBe(100_000);
    expect(resolutionOf(50_000)).toBe(100_000);
    expect(resolutionOf(50_001)).toBe(1_000_000);
    expect(resolutionOf(0.0004)).toBe(0.001);
    expect(resolutionOf(0)).toBe(0);
  });

  it("shows 13,359,367 with a standard error of 48,000 as $13.4M, good to ±$0.1M", () => {
    const resolution = resolutionOf(48_000);
    expect(formatMoney("USD", 13_359_367, resolution)).toBe("$13.4M");
    expect(formatMoneyError(moneyStyle("USD", 13_359_367, resolution))).toBe("±$0.1M");
  });

  it("shows a figure that is smaller than its own error by its first digit", () => {
    expect(formatMoney("USD", 3_200_000, 10_000_000)).toBe("$3M");
    expect(formatMoney("USD", 480_231_000, 10_000_000)).toBe("$480M");
    expect(formatMoney("USD", 455_231, 1_000)).toBe("$455,000");
  });

  it("never shows more than two decimals of a compact unit, however small the error", () => {
    expect(formatMoney("USD", 13_359_367, 10)).toBe("$13.36M");
    expect(formatMoneyError(moneyStyle("USD", 13_359_367, 10))).toBe("±$0.01M");
  });
});

describe("money", () => {
  it("is compact from a million and whole below", () => {
    expect(formatMoney("USD", 9_600_000)).toBe("$9.6M");
    expect(formatMoney("USD", 455_000)).toBe("$455,000");
    expect(formatMoney("USD", 999_960, 100)).toBe("$1.00M");
    expect(formatMoney("USD", 3_200_000_000, 10_000_000)).toBe("$3.20B");
    expect(formatMoney("USD", 0)).toBe("$0");
  });

  it("keeps the digits of exact figures", () => {
    expect(formatMoney("USD", 1_614_203)).toBe("$1.61M");
    expect(formatMoney("USD", 12_000_000)).toBe("$12M");
    expect(formatPrice("USD", 0.3)).toBe("$0.30");
    expect(formatPrice("USD", 3)).toBe("$3");
    expect(formatPrice("USD", 0.015)).toBe("$0.015");
  });

  it("shows cents below 20 only as far as the error allows", () => {
    expect(formatMoney("USD", 16.713, 0.1)).toBe("$16.7");
    expect(formatMoney("USD", 66.2, 0.1)).toBe("$66");
    expect(formatMoney("USD", 0.654, 0.01)).toBe("$0.65");
  });

  it("is written in the plan's currency, whatever its sign and its minor unit", () => {
    expect(formatMoney("JPY", 480_000_000, 1_000_000)).toBe("¥480M");
    expect(formatMoney("JPY", 16.713, 0.1)).toBe("¥17");
    expect(formatMoney("EUR", 4_800_000)).toBe("€4.8M");
    expect(formatMoney("CHF", 4_800_000)).toBe("CHF\u00a04.8M");
    expect(formatMoney("XYZ", 4_800_000)).toBe("XYZ\u00a04.8M");
  });

  it("shares one unit within a group and says so when little is left", () => {
    const style = moneyStyle("USD", 13_000_000, 100_000);
    expect(moneyIn(style, 430_000)).toBe("$0.4M");
    expect(moneyIn(style, 20_000)).toBe("under $0.1M");
    expect(moneyIn(style, 0)).toBe("$0");
    expect(signedMoneyIn(style, 20_000)).toBe("same");
  });

  it("signs differences with a true minus, and zero is the same", () => {
    expect(formatMoneyDifference("USD", 3_800_000, 100_000)).toBe("+$3.8M");
    expect(formatMoneyDifference("USD", -1_640_000, 100_000)).toBe("−$1.6M");
    expect(formatMoneyDifference("USD", 10_000, 100_000)).toBe("same");
    expect(formatMoneyDifference("USD", 0)).toBe("same");
  });

  it("writes the unit on both ends of a range", () => {
    expect(formatMoneyRange("USD", 8_200_000, 16_000_000, 100_000)).toBe("$8.2M to $16.0M");
    expect(formatMoneyRange("USD", 900_000, 16_000_000, 100_000)).toBe("$0.9M to $16.0M");
  });

  it("carries the unit in the ticks of an axis", () => {
    expect([0, 4e6, 16e6].map((tick) => formatMoneyTick("USD", tick, 4e6, 16e6))).toEqual(["$0", "$4M", "$16M"]);
    expect([0, 5e5, 2e6].map((tick) => formatMoneyTick("USD", tick, 5e5, 2e6))).toEqual(["$0", "$0.5M", "$2.0M"]);
    expect([100, 500].map((tick) => formatMoneyTick("USD", tick, 100, 500))).toEqual(["$100", "$500"]);
    expect([2.5e8, 1e9].map((tick) => formatMoneyTick("USD", tick, 2.5e8, 1e9))).toEqual(["$0.25B", "$1.00B"]);
  });
});

describe("amounts that are exact", () => {
  it.each([
    [9_600_000, "$9.6M"],
    [1_610_000, "$1.61M"],
    [1_234_567, "$1,234,567"],
    [1_234_567.89, "$1,234,567.89"],
    [61_234, "$61,234"],
    [72_345.67, "$72,345.67"],
    [0, "$0"],
    [2_000_000_001, "$2,000,000,001"],
  ])("never round what somebody typed: %d", (amount, words) => {
    expect(formatStatedMoney("USD", amount)).toBe(words);
  });

  it.each([
    [80.25, "$80.25"],
    [57.5, "$57.50"],
    [135, "$135"],
    [0.0625, "$0.0625"],
    [0.006, "$0.006"],
    [0.16, "$0.16"],
    [1.7875, "$1.79"],
    [1.785, "$1.79"],
    [8.575, "$8.58"],
    [24_739.05, "$24,739"],
    [9_999.999, "$10,000"],
    [0.00001, "under $0.01"],
    [0, "$0"],
    [-3.456, "−$3.46"],
  ])("show the cents of bills that are added up: %d", (amount, words) => {
    expect(formatCountedMoney("USD", amount)).toBe(words);
  });

  it("are without cents in a currency that has none", () => {
    expect(formatCountedMoney("JPY", 80.25)).toBe("¥80");
    expect(formatStatedMoney("JPY", 1_234_567)).toBe("¥1,234,567");
  });

  it("that are nearly the same differ by what is printed of their difference", () => {
    expect(formatMoneyApart("USD", 54.31, 52.68)).toEqual({ amounts: ["$54.3", "$52.7"], difference: "$1.6" });
    expect(formatMoneyApart("USD", 25.04, 25.01)).toEqual({ amounts: ["$25.04", "$25.01"], difference: "$0.03" });
    expect(formatMoneyApart("USD", 25.041, 25.04)).toEqual({
      amounts: ["$25.04", "$25.04"],
      difference: "under $0.01",
    });
    expect(formatMoneyApart("USD", -14.6, 3.2)).toEqual({ amounts: ["−$15", "$3"], difference: "$18" });
  });
});

describe("shares that are computed", () => {
  it.each([
    [0.12499, "12%"],
    [0.125, "13%"],
    [0.004, "under 1%"],
    [0.997, "over 99%"],
    [0, "0%"],
    [1, "100%"],
    [-0.2, "−20%"],
  ])("are whole percents and never quite none or all: %d", (share, words) => {
    expect(formatShare(share)).toBe(words);
  });

  it("show the digits that whole percents would hide", () => {
    expect(formatShareTo(0.003512, 2)).toBe("0.35%");
    expect(formatShareTo(0.1234, 2)).toBe("12%");
    expect([0.055, -0.12, 0, -0.0004].map(formatSignedShare)).toEqual(["+5.5%", "−12%", "0%", "−0.04%"]);
    expect([0.03, 0.004, 0.996].map(formatOf100)).toEqual(["3 in 100", "fewer than 1 in 100", "100 in 100"]);
  });

  it("are factors of two digits, and figures of fixed decimals", () => {
    expect([1.2345, 0.0456, 30.4, 12_345].map((factor) => formatFactor(factor))).toEqual([
      "1.2",
      "0.046",
      "30",
      "12,000",
    ]);
    expect(formatDecimals(-0.5, 2)).toBe("−0.50");
    expect(toDecimals(0.285, 2)).toBe(0.28);
  });
});

describe("chances", () => {
  it("are counts of fifty futures", () => {
    expect(formatChance(0.78)).toBe("39 of 50");
    expect(formatChance(0)).toBe("0 of 50");
    expect(formatChance(0.004)).toBe("fewer than 1 in 50");
    expect(formatChance(0.01)).toBe("1 of 50");
    expect(formatChance(0.985)).toBe("49 of 50");
    expect(formatChance(0.992)).toBe("more than 49 of 50");
    expect(formatChance(1)).toBe("50 of 50");
  });

  it("are good to whole dots, at least one", () => {
    expect(formatChanceError(0.005)).toBe("±1 in 50");
    expect(formatChanceError(0.02)).toBe("±2 in 50");
    expect(formatChanceError(0.021)).toBe("±3 in 50");
  });

  it("are percent only for confidence and shares", () => {
    expect(formatPercent(0.8)).toBe("80%");
    expect(formatPercent(0.975)).toBe("97.5%");
    expect(formatPercent(0.003)).toBe("under 1%");
    expect(formatPercent(0.9971)).toBe("over 99%");
    expect(formatPercent(0.8333333)).toBe("83%");
  });
});

describe("dates", () => {
  it("carry a year only when it is not the plan's", () => {
    const day = epochDayOf("2027-11-05");
    expect(formatDate(day, plan2027)).toBe("Nov 5");
    expect(formatDateLong(day, plan2027)).toBe("November 5");
    expect(formatDate(epochDayOf("2026-11-05"), plan2027)).toBe("Nov 5, 2026");
    expect(formatDateLong(epochDayOf("2028-02-05"), plan2027)).toBe("February 5, 2028");
    expect(formatDate(epochDayOf("2028-02-05"), fromApril)).toBe("Feb 5");
  });

  it("of no plan always carry their year", () => {
    expect(formatFullDate(epochDayOf("2026-07-30"))).toBe("July 30, 2026");
  });

  it("name the plan's year by its months unless it is a calendar year", () => {
    expect(formatFiscalYear(plan2027.start, 12)).toBe("FY2027");
    expect(formatFiscalYear(fromApril.start, 12)).toBe("April 2027 to March 2028");
    expect(formatFiscalYear(plan2027.start, 6)).toBe("January to June 2027");
    expect(formatFiscalYear(plan2027.start, 1)).toBe("January 2027");
    expect(formatMonth("2028-01", true)).toBe("January 2028");
    expect(formatMonth("2028-01")).toBe("January");
  });
});

describe("tokens, counts and plain numbers", () => {
  it("go up to quadrillions of tokens", () => {
    expect([2_750_000, 1.4e9, 3.1e11, 3.1e12, 2e15, 4_550].map(formatTokens)).toEqual([
      "2.8M",
      "1.4B",
      "310B",
      "3.1T",
      "2.0 quadrillion",
      "4,550",
    ]);
    expect(formatTokens(999.96e6)).toBe("1.0B");
  });

  it("count outcomes in full or short", () => {
    expect(formatCount(784_612, 1_000)).toBe("785,000");
    expect([784_612, 31_044, 1_100_000, 9_412].map((count) => formatCountShort(count))).toEqual([
      "785k",
      "31k",
      "1.1M",
      "9,412",
    ]);
  });

  it("show a plain number as a person wrote it", () => {
    expect([1.3, 5_000, 0.004, -2].map(formatNumber)).toEqual(["1.3", "5,000", "0.004", "−2"]);
    expect([
      formatFigure(13_359_367.21, 48_000),
      formatFigure(1_234_567.8, 0),
      formatFigure(0.78514, 0.0041),
      formatFigure(-0.04, 0.3),
      formatFigure(0.0123, 0),
    ]).toEqual(["13,400,000", "1,234,568", "0.79", "0", "0.0123"]);
    expect(formatNumberRange(0.93, 1.5)).toBe("0.93 to 1.50");
    expect(formatNumberRange(1_300, 1_800)).toBe("1,300 to 1,800");
  });
});
