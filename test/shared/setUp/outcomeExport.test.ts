import { describe, expect, it } from "vitest";
import { metricOfMeasure, outcomesOfText, type OutcomeExport } from "#shared/setUp/tables/outcomeExport.ts";
import { setOutcomes } from "#shared/plan/closedCounts.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";

const days = (month: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${month}-${String(i + 1).padStart(2, "0")}`);
const OCTOBER = days("2026-10", 31);

/** Counts by measure and month; what the file does not cover whole stands in brackets. */
function counted(text: string): Record<string, string> {
  const found = outcomesOfText(text) as OutcomeExport;
  return Object.fromEntries(
    found.measures.map(({ name, months }) => [
      name,
      months.map(({ month, count, isWhole }) => (isWhole ? `${month}: ${count}` : `(${month}: ${count})`)).join(", "),
    ]),
  );
}

describe("outcomes in exports", () => {
  it("of Claude Code analytics: days of all people added up", () => {
    const data = OCTOBER.flatMap((date) =>
      ["a@x.test", "b@x.test"].map((email_address) => ({
        date: `${date}T00:00:00Z`,
        actor: { type: "user_actor", email_address },
        core_metrics: {
          num_sessions: 4,
          lines_of_code: { added: 100, removed: 20 },
          commits_by_claude_code: 3,
          pull_requests_by_claude_code: 1,
        },
        tool_actions: { edit_tool: { accepted: 5, rejected: 1 }, write_tool: { accepted: 2, rejected: 0 } },
        model_breakdown: [{ model: "claude-opus-4-6", tokens: { input: 1_000 } }],
      })),
    );
    const text = JSON.stringify({ data, has_more: false, next_page: null });
    expect(counted(text)).toEqual({
      "pull requests by agents": "2026-10: 62",
      "commits by agents": "2026-10: 186",
      "accepted lines": "2026-10: 6200",
      "accepted edits": "2026-10: 434",
    });
    expect(JSON.stringify(outcomesOfText(text))).not.toMatch(/x\.test/);
    expect(outcomesOfText(JSON.stringify({ data, has_more: true }))).toEqual({
      refusal: "it says that further pages follow; its months would be too low. Export all pages.",
    });
  });

  it("of GitHub Copilot's metrics, once though breakdowns repeat them, in both forms", () => {
    const totals = { code_acceptance_activity_count: 7, loc_added_sum: 50, loc_suggested_to_add_sum: 90 };
    const lines = OCTOBER.map((day) =>
      JSON.stringify({
        day,
        daily_active_users: 40,
        ...totals,
        totals_by_ide: [{ ide: "vscode", ...totals }],
        pull_requests: { total_merged: 9, total_merged_created_by_copilot: 2, total_created_by_copilot: 3 },
      }),
    );
    expect(counted(lines.join("\n"))).toEqual({
      "merged pull requests": "2026-10: 279",
      "merged pull requests by agents": "2026-10: 62",
      "pull requests by agents": "2026-10: 93",
      "accepted lines": "2026-10: 1550",
      "accepted suggestions": "2026-10: 217",
    });
    const language = { name: "ts", total_code_acceptances: 4, total_code_lines_accepted: 6 };
    const older = OCTOBER.map((date) => ({
      date,
      total_active_users: 24,
      copilot_ide_code_completions: { editors: [{ name: "vscode", models: [{ languages: [language, language] }] }] },
    }));
    expect(counted(JSON.stringify(older))).toEqual({
      "accepted lines": "2026-10: 372",
      "accepted suggestions": "2026-10: 248",
    });
  });

  it("of Cursor's daily usage, by its interface and as a table", () => {
    const data = OCTOBER.map((date) => ({
      date: Date.parse(date),
      email: "a@x.test",
      acceptedLinesAdded: 30,
      totalAccepts: 3,
    }));
    const right = { "accepted lines": "2026-10: 930", "accepted suggestions": "2026-10: 93" };
    expect(counted(JSON.stringify({ data, period: {} }))).toEqual(right);
    const table = OCTOBER.map((date) => `${date},a@x.test,30,3`);
    expect(counted(`Date,Email,Chat Accepted Lines Added,Chat Total Accepts\n${table.join("\n")}\n`)).toEqual(right);
  });

  it("of lists with a line for each: merged pull requests and resolved tickets by their own day", () => {
    const pulls = [
      ...OCTOBER.map((day) => ({ number: 1, mergedAt: `${day}T10:00:00Z` })),
      { number: 2, mergedAt: null },
    ];
    expect(counted(JSON.stringify(pulls))).toEqual({ "merged pull requests": "2026-10: 31" });
    const tickets = OCTOBER.map((day) => `7,2026-09-30,${day} 09:15:00,solved`).join("\n");
    expect(counted(`Id,Created at,Solved at,Status\n${tickets}\n8,2026-10-02,,open\n`)).toEqual({
      "resolved tickets": "2026-10: 31",
    });
  });

  it("marks the months that a file covers in part, and leaves them out of a metric", () => {
    const row = (date: string): string => `${date},5\n`;
    const text = `date,tickets_resolved\n${[...days("2026-08", 31).slice(14), ...days("2026-09", 30), ...OCTOBER.slice(0, 12)].map(row).join("")}`;
    expect(counted(text)).toEqual({ "resolved tickets": "(2026-08: 85), 2026-09: 150, (2026-10: 60)" });
    const { measures } = outcomesOfText(text) as OutcomeExport;
    expect(metricOfMeasure(measures[0]!)).toEqual({ from: "2026-09", values: [150], control: null });
  });

  it.each([
    ["a table of something else", "date,latency_ms\n2026-10-01,5\n"],
    ["usage without outcomes", JSON.stringify({ data: [{ date: "2026-10-01", tokens: 5 }] })],
    ["no JSON", "{"],
    ["nothing", ""],
  ])("are not in %s", (_, text) => {
    expect(outcomesOfText(text)).toBeNull();
  });
});

describe("outcomes of closed months from a file", () => {
  it("are taken where they can be theirs, and refused with a sentence where there were fewer tasks", () => {
    const month = (tasks: number): object => ({ coding: { spend: 1, tasks } });
    const plan = {
      actuals: {
        months: [
          { month: "2026-09", workloads: month(200) },
          { month: "2026-10", workloads: month(50) },
        ],
      },
    } as unknown as Plan;
    const counts = new Map([
      ["2026-09", 150],
      ["2026-10", 60],
      ["2026-12", 5],
    ]);
    const { edit, taken, refused } = setOutcomes(plan, "coding", counts);
    expect(edit.plan.actuals!.months.map(({ workloads }) => workloads["coding"]!.outcomes)).toEqual([150, undefined]);
    expect([taken, refused]).toEqual([1, ["October: 60 outcomes. The month has 50 tasks: type at most as many."]]);
  });
});
