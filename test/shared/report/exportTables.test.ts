import { describe, expect, it } from "vitest";
import { forecastOf } from "#shared/forecast/answers/answers.ts";
import { csvOf } from "#shared/report/csv.ts";
import { tablesOf } from "#shared/report/exportTables.ts";
import { ABOUT, aPlan, aSample } from "#test/shared/forecast/samples.ts";

describe("the tables of a budget plan", () => {
  const forecast = forecastOf(
    aSample([90, 100, 110], { workload: { spend: Float64Array.of(88, 98, 108) } }),
    aPlan(),
    ABOUT,
  );
  const tables = tablesOf(forecast, aPlan(), []);
  const table = (name: string) => tables.find((one) => one.name === name)!;
  const column = (name: string, title: string): (string | number | null)[] => {
    const at = table(name).columns.indexOf(title);
    return table(name).rows.map((row) => row[at]!);
  };

  it("have a cell for every head", () => {
    expect(tables.map(({ name }) => name)).toEqual(["Summary", "Months", "Workloads", "Assumptions", "Quantiles"]);
    for (const { columns, rows } of tables) for (const row of rows) expect(row).toHaveLength(columns.length);
  });

  it("hold the forecast's figures in full", () => {
    expect(table("Summary").rows.find(([what]) => what === "ask")).toEqual([
      "ask",
      forecast.reserve.ask,
      forecast.spend.standardError.p80,
      "USD",
    ]);
    expect(column("Quantiles", "spend of the year")).toEqual(Object.values(forecast.spend.quantiles));
    expect(column("Months", "month")).toEqual(["2027-01", "2027-02"]);
  });

  it("sum: months to the year, workloads and fixed costs to the year", () => {
    const sum = (figures: (string | number | null)[]): number =>
      figures.reduce<number>((total, figure) => total + Number(figure), 0);
    expect(sum(column("Months", "spend mean"))).toBeCloseTo(forecast.spend.mean, 9);
    expect(sum(column("Workloads", "spend mean"))).toBeCloseTo(forecast.spend.mean, 9);
  });
});

describe("CSV", () => {
  it("quotes what needs it and ends lines as RFC 4180 says", () => {
    expect(
      csvOf({
        columns: ["a", "b"],
        rows: [
          ["x, y", 'say "so"'],
          ["two\nlines", null],
        ],
      }),
    ).toBe('a,b\r\n"x, y","say ""so"""\r\n"two\nlines",\r\n');
  });

  it("keeps every digit of a figure, and its sign", () => {
    expect(csvOf({ columns: ["a"], rows: [[-0.1 - 0.2], [1e21]] })).toBe("a\r\n-0.30000000000000004\r\n1e+21\r\n");
  });

  it("has no zero bytes, behind which a formula might stand", () => {
    expect(csvOf({ columns: ["a\u0000b"], rows: [["\u0000=1+1"]] })).toBe("ab\r\n'=1+1\r\n");
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "＝1+1", "＋1", "－1", "＠SUM(A1)", "﹦1"])(
    "lets no text compute: %j",
    (text) => {
      expect(csvOf({ columns: ["a"], rows: [[text]] })).toBe(`a\r\n'${text}\r\n`);
    },
  );
});
