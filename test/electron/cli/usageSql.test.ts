import { describe, expect, it } from "vitest";
import { parseArguments } from "#electron/cli/arguments.ts";

const parsed = (line: string): unknown => parseArguments(line.split(" "));
const wrong = (line: string): string => {
  const command = parseArguments(line.split(" "));
  return command.kind === "wrong" ? command.message : `it was taken for ${command.kind}`;
};

describe("usage-sql on the command line", () => {
  it("takes a dialect, a source, a window, a pause and steps", () => {
    expect(
      parsed(
        "usage-sql --dialect spark --from table:gateway.calls --since 2026-01-01 --until 2026-03-31 --pause 10 --steps",
      ),
    ).toEqual({
      kind: "usage-sql",
      dialect: "spark",
      from: { kind: "table", name: "gateway.calls" },
      window: { since: "2026-01-01", until: "2026-03-31", pause: 10 },
      steps: true,
    });
    expect(parsed("usage-sql --dialect duckdb")).toMatchObject({
      from: { kind: "table", name: "requests" },
      window: { since: null, until: null, pause: 30 },
      steps: false,
    });
  });

  it("offers no dialect that was not run, and takes no table's name that is more than a name", () => {
    expect(wrong("usage-sql")).toBe("usage-sql needs --dialect: duckdb, postgres, clickhouse, or spark.");
    expect(wrong("usage-sql --dialect snowflake")).toContain('--dialect is "snowflake"');
    for (const from of ["table:", "table:x;drop", "table:a.b.c.d", 'table:"x"', "csv"])
      expect(wrong(`usage-sql --dialect duckdb --from ${from}`)).toContain(`--from is "${from}"`);
  });

  it("takes a bill in FOCUS, which has neither runs nor steps, and leaves its files to import", () => {
    expect(parsed("usage-sql --dialect postgres --from focus --since 2026-01-01")).toMatchObject({
      from: { kind: "focus" },
      window: { since: "2026-01-01" },
    });
    for (const option of ["--pause 10", "--steps"])
      expect(wrong(`usage-sql --dialect duckdb --from focus ${option}`)).toContain("a bill has no requests");
    expect(wrong("reduce bill.parquet --from focus --out s.parquet")).toContain("past-april import reads its files");
  });

  it("refuses days that are none, a window of nothing and files", () => {
    expect(wrong("usage-sql --dialect duckdb --since 2026-02-30")).toContain("2026-02-30");
    expect(wrong("usage-sql --dialect duckdb --since 2026-03-01 --until 2026-02-01")).toContain("is after --until");
    expect(wrong("usage-sql --dialect duckdb log.parquet")).toContain("past-april reduce");
    expect(wrong("usage-sql --dialect duckdb --steps=yes")).toBe("--steps takes no value.");
  });
});

describe("reduce on the command line", () => {
  it("takes files, a source and where the summary goes", () => {
    expect(parsed("reduce a.parquet b.parquet --out s.parquet --from litellm")).toEqual({
      kind: "reduce",
      files: ["a.parquet", "b.parquet"],
      from: "litellm",
      columns: null,
      window: { since: null, until: null, pause: 30 },
      out: "s.parquet",
    });
    expect(wrong("reduce a.parquet")).toContain("--out FILE");
    expect(wrong("reduce --out s.parquet")).toContain("needs a FILE");
    expect(wrong("reduce a.csv --out s.parquet --from excel")).toContain('--from is "excel"');
  });
});
