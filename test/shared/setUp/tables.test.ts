import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerIssues } from "#shared/setUp/answerIssues.ts";
import { noAnswers } from "#shared/setUp/answers.ts";
import { answersOfTable } from "#shared/setUp/tables/answersOfTable.ts";
import { amountOfCell, cellsOfText, monthOfCell } from "#shared/setUp/tables/cells.ts";
import { proposeLayout, signatureOf } from "#shared/setUp/tables/layout.ts";

const nothing = noAnswers("Plan", "2027-01-14");

function read(text: string): ReturnType<typeof answersOfTable> {
  const { cells } = cellsOfText(text);
  const layout = proposeLayout(cells);
  if (layout === null) throw new Error("no months were found");
  return answersOfTable(cells, layout, nothing);
}

describe("cells of a spreadsheet", () => {
  it.each([
    ["2026-09", "2026-09"],
    ["Sep 2026", "2026-09"],
    ["Sept-26", "2026-09"],
    ["septembre 2026", "2026-09"],
    ["Dez. 2026", "2026-12"],
    ["09/2026", "2026-09"],
    ["30.09.2026", "2026-09"],
    ["2026-09-30", "2026-09"],
    ["46266", "2026-09"],
    ["Total", null],
    ["13/2026", null],
    ["5190", null],
  ])("%s is the month %s", (cell, month) => expect(monthOfCell(cell)).toBe(month));

  it.each([
    ["5,190", 5_190],
    ["5.190", 5_190],
    ["5.190,50", 5_190.5],
    ["5,190.50", 5_190.5],
    ["€ 14 210", 14_210],
    ["14 210 €", 14_210],
    ["$1,234,567", 1_234_567],
    ["USD 12.5k", 12_500],
    ["1’234", 1_234],
    ["(300)", -300],
    ["–", null],
    ["", null],
    ["about ten", NaN],
  ])("%s is the amount %s", (cell, amount) => expect(amountOfCell(cell)).toBe(amount));
});

describe("a table of a spreadsheet", () => {
  const across = [
    ["", "Sep 2026", "Oct 2026", "Nov 2026", "Dec 2026"].join("\t"),
    ["Engineers", "280", "290", "295", "300"].join("\t"),
    ["Copilot Business seats", "270", "280", "290", "300"].join("\t"),
    ["Copilot Business", "5,190", "5,230", "5,240", "5,860"].join("\t"),
    ["Claude API", "14,210", "17,940", "21,630", "22,880"].join("\t"),
    ["Total", "19,400", "23,170", "26,870", "28,740"].join("\t"),
  ].join("\n");

  it("with months across gives people, seats and spend, and leaves the total out aloud", () => {
    const { answers, problems } = read(across);
    expect(answers.spend).toEqual({
      months: ["2026-09", "2026-10", "2026-11", "2026-12"],
      rows: [
        { tool: "Copilot Business", amounts: [5_190, 5_230, 5_240, 5_860] },
        { tool: "Claude API", amounts: [14_210, 17_940, 21_630, 22_880] },
      ],
    });
    expect(answers.people).toMatchObject([{ kind: "engineers", count: 300 }]);
    expect(answers.tools).toMatchObject([
      { kind: "seats", name: "Copilot Business", seats: 300, perMonth: 19 },
      { kind: "usage", name: "Claude API" },
    ]);
    expect(problems).toEqual(["Left out: Total."]);
    expect(answerIssues({ ...nothing, ...answers })).toEqual([]);
  });

  it("with months down, and with one amount a row, gives the same spend", () => {
    const down = "month;Copilot Business;Claude API\n2026-11;5.240;21.630\n2026-12;5.860;22.880\n";
    const long =
      "Month,Vendor,Amount\nNov 2026,Copilot Business,5240\nNov 2026,Claude API,20000\nNov 2026,Claude API,1630\nDec 2026,Copilot Business,5860\nDec 2026,Claude API,22880\n";
    expect(read(down).answers.spend).toEqual(read(long).answers.spend);
  });

  it("says which cells it could not take", () => {
    const { answers, problems } = read("\t2026-11\t2026-12\nClaude API\tmuch\t22,880\n");
    expect(answers.spend!.rows[0]!.amounts).toEqual([null, 22_880]);
    expect(problems).toEqual(["Claude API: 2026-11 has no amount of at least 0."]);
  });

  it("has the same signature next month, when only figures and months differ", () => {
    const signature = (text: string): string => {
      const { cells } = cellsOfText(text);
      return signatureOf(cells, proposeLayout(cells)!);
    };
    expect(signature(across.replaceAll("Sep 2026", "Jan 2027").replaceAll("5,190", "6,000"))).toBe(signature(across));
  });

  it("without months is not guessed at", () => {
    expect(proposeLayout(cellsOfText("a,b\n1,2\n").cells)).toBeNull();
    expect(proposeLayout(cellsOfText("").cells)).toBeNull();
  });

  it("never throws, and never gives an answer that has an issue, whatever is pasted", () => {
    const cell = fc.oneof(
      fc.string(),
      fc.constantFrom("2026-09", "Oct 2026", "5,190", "-3", "Engineers", "seats", "x".repeat(300)),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 8 }), (rows) => {
        const { cells } = cellsOfText(rows.map((row) => row.join("\t")).join("\n"));
        const layout = proposeLayout(cells);
        if (layout !== null) answerIssues({ ...nothing, ...answersOfTable(cells, layout, nothing).answers });
      }),
    );
  });
});
