import { describe, expect, it } from "vitest";
import { parseArguments } from "#electron/cli/arguments.ts";

const runOf = (...words: string[]) => {
  const command = parseArguments(["forecast", "plan.json", ...words]);
  if (command.kind !== "forecast") throw new Error(JSON.stringify(command));
  return command.run;
};

describe("the command line", () => {
  it("has defaults: 10,000 futures, seed 1, all cores, the plan as it is", () => {
    expect(runOf()).toMatchObject({ planPath: "plan.json", scenario: null, length: { trials: 10_000 }, seed: 1 });
    expect(runOf().workers).toBeGreaterThanOrEqual(1);
  });

  it("takes options before and after the plan, with or without =", () => {
    const command = parseArguments(["forecast", "--trials=500", "plan.json", "--seed", "7", "--json", "-"]);
    expect(command).toMatchObject({
      kind: "forecast",
      json: "-",
      run: { planPath: "plan.json", length: { trials: 500 }, seed: 7 },
    });
  });

  it.each([
    ["1%", 0.01],
    ["0.5 %", 0.005],
    ["0.01", 0.01],
    [".02", 0.02],
  ])("reads a precision of %s", (text, precision) => {
    expect(runOf("--precision", text).length).toEqual({ precision });
  });

  it("needs one file at least for a report", () => {
    expect(parseArguments(["report", "plan.json", "--csv", "out"])).toMatchObject({
      kind: "report",
      report: { pdf: null, xlsx: null, csv: "out" },
    });
  });

  it("prints on A4, or on Letter when asked", () => {
    expect(parseArguments(["report", "plan.json", "--pdf", "a.pdf"])).toMatchObject({
      kind: "report",
      report: { paper: "a4" },
    });
    expect(parseArguments(["report", "plan.json", "--pdf", "a.pdf", "--paper", "Letter"])).toMatchObject({
      kind: "report",
      report: { paper: "us-letter" },
    });
    expect(parseArguments(["report", "plan.json", "--pdf", "a.pdf", "--paper", "a3"])).toMatchObject({
      kind: "wrong",
      message: '--paper is a4 or letter, and "a3" is neither.',
    });
  });

  it("imports many files, each by what it is unless a format is named", () => {
    expect(parseArguments(["import", "a.csv", "b.jsonl", "--json", "-"])).toEqual({
      kind: "import",
      files: ["a.csv", "b.jsonl"],
      format: null,
      columns: null,
      cap: null,
      overlap: null,
      timeZone: null,
      json: "-",
    });
    expect(parseArguments(["import", "--format", "cursor", "a.csv"])).toEqual({
      kind: "import",
      files: ["a.csv"],
      format: "cursor",
      columns: null,
      cap: null,
      overlap: null,
      timeZone: null,
      json: null,
    });
    expect(parseArguments(["import", "--format", "list"])).toEqual({
      kind: "import",
      files: [],
      format: "list",
      columns: null,
      cap: null,
      overlap: null,
      timeZone: null,
      json: null,
    });
    expect(parseArguments(["import", "a.csv", "--stopped-at", "5000000"])).toMatchObject({ cap: 5_000_000 });
    expect(parseArguments(["import", "a.csv", "--stopped-at", "many"])).toMatchObject({
      kind: "wrong",
      message: expect.stringContaining("--stopped-at takes a whole number") as string,
    });
  });

  it("takes how overlapping reports count, and a time zone", () => {
    expect(parseArguments(["import", "a.csv", "--overlap", "once", "--time-zone", "Asia/Kolkata"])).toMatchObject({
      overlap: "once",
      timeZone: "Asia/Kolkata",
    });
    expect(parseArguments(["import", "a.csv", "--overlap", "add"])).toMatchObject({ overlap: "add", timeZone: null });
    expect(parseArguments(["import", "a.csv", "--overlap", "both"])).toMatchObject({
      kind: "wrong",
      message: '--overlap is "both"; it takes once or add.',
    });
    expect(parseArguments(["import", "a.csv", "--time-zone", "Mars/Olympus"])).toMatchObject({
      kind: "wrong",
      message: '--time-zone is "Mars/Olympus"; it takes a name such as Europe/Berlin or UTC.',
    });
  });

  it.each<[string, string[], RegExp]>([
    ["an import of nothing", ["import"], /import needs a FILE/],
    ["no command", [], /^No command was given\. Take forecast, .*compare, .*, or open\.$/],
    ["an unknown command", ["predict", "plan.json"], /no command "predict"/],
    ["a name that objects reserve", ["constructor", "plan.json"], /no command "constructor"/],
    ["no plan", ["forecast"], /needs a PLAN/],
    ["two plans", ["forecast", "one.json", "two.json"], /"two.json" is a second/],
    ["an unknown option", ["forecast", "plan.json", "--colour", "red"], /no option --colour\. It has --scenario/],
    ["an option of another command", ["check", "plan.json", "--trials", "5"], /check has no option --trials/],
    ["an option without its value", ["forecast", "plan.json", "--trials"], /--trials needs a value/],
    ["an option in place of a value", ["forecast", "plan.json", "--json", "--seed", "1"], /--json needs a value/],
    ["an option given twice", ["forecast", "plan.json", "--seed", "1", "--seed", "2"], /--seed was given twice/],
    ["0 trials", ["forecast", "plan.json", "--trials", "0"], /from 2 to 1,000,000; "0" is not one/],
    ["a billion trials", ["forecast", "plan.json", "--trials", "1000000000"], /from 2 to 1,000,000/],
    ["half a trial", ["forecast", "plan.json", "--trials", "0.5"], /"0.5" is not one/],
    ["a negative seed", ["forecast", "plan.json", "--seed=-1"], /--seed takes a whole number from 0/],
    ["no workers", ["forecast", "plan.json", "--workers", "0"], /from 1 to 64/],
    [
      "a precision that may mean two things",
      ["forecast", "plan.json", "--precision", "1"],
      /such as 1% or 0.01; "1" is not one/,
    ],
    [
      "trials and precision at once",
      ["forecast", "plan.json", "--trials", "100", "--precision", "1%"],
      /Give one of them/,
    ],
    ["a report of no file", ["report", "plan.json"], /--pdf FILE, --html FILE, --pptx FILE, --xlsx FILE or --csv DIR/],
  ])("%s is wrong, in one sentence that says what would be right", (_, words, sentence) => {
    const command = parseArguments(words);
    expect(command).toMatchObject({ kind: "wrong", message: expect.stringMatching(sentence) as string });
  });
});
