import { describe, expect, it } from "vitest";
import { planWarnings } from "#shared/plan/warnings.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { shutdownOf, shutdowns, shutdownWarnings } from "#shared/plan/shutdowns.ts";
import { aPlanWith, soundPlan, type Edit } from "./aPlan.ts";

const CODING = "/workloads/coding";

function warned(...edits: readonly Edit[]): readonly { readonly pointer: string; readonly sentence: string }[] {
  return shutdownWarnings(soundPlan(aPlanWith(["/workloads/coding/changes", undefined], ...edits)));
}

/** The route's model and the month cap's fallback by other names. */
const named = (route: string, fallback = "Some model"): Edit[] => [
  ["/models/sonnet/name", route],
  ["/models/haiku/name", fallback],
];

describe("models past their known shutdown", () => {
  it("are those of the list of November 29, 2026", () => {
    expect(shutdowns.date).toBe("2026-11-29");
    expect(shutdowns.models.length).toBeGreaterThan(100);
  });

  it.each<[string, Plan["models"][string], string | null]>([
    ["mini", { name: "GPT-5 mini", provider: "OpenAI", price: {} }, "2026-12-11"],
    ["gpt-5-mini", { price: {} }, "2026-12-11"],
    ["openai/gpt-5-mini-2025-08-07", { price: {} }, "2026-12-11"],
    ["a", { name: "GPT-4o", price: {} }, "2027-01-14"],
    ["a", { name: "Claude Sonnet 4.5", price: {} }, "2026-11-30"],
    ["anthropic/claude-sonnet-4.5", { price: {} }, "2026-11-30"],
    // Clouds end the same model on another day.
    ["a", { name: "GPT-5 mini", provider: "Microsoft Azure", price: {} }, "2027-07-13"],
    ["a", { name: "Claude Opus 4.6", provider: "Anthropic", price: {} }, null],
    ["opus", { name: "Claude Opus 5.5", price: {} }, null],
    ["large", { price: {} }, null],
    ["gpt-5.4-mini", { price: {} }, null],
  ])("%s, %j ends on %s", (id, model, date) => {
    expect(shutdownOf(id, model)?.retires ?? null).toBe(date);
  });

  it("are warned about with the date, the workload, the place and the successor", () => {
    expect(warned(...named("GPT-5 mini"))).toEqual([
      {
        pointer: `${CODING}/route/steps/0`,
        sentence:
          "GPT-5 mini is shut down on December 11, 2026, but Agentic coding uses it throughout the year (route). Its successor is gpt-5.6-terra.",
      },
    ]);
    expect(planWarnings(soundPlan(aPlanWith(...named("GPT-5 mini")))).map(({ sentence }) => sentence)).toContainEqual(
      expect.stringContaining("is shut down on December 11, 2026"),
    );
  });

  it("are warned about as fallbacks and only from the day on", () => {
    expect(warned(...named("Some model", "GPT-4o")).map(({ pointer, sentence }) => [pointer, sentence])).toEqual([
      [
        `${CODING}/monthCap/fallback/steps/0`,
        "GPT-4o is shut down on January 14, 2027, but Agentic coding uses it from January 14, 2027 on (fallback of the month cap). Its successor is gpt-6-luna.",
      ],
    ]);
    expect(
      warned(
        ...named("Some model"),
        [`${CODING}/attemptCap`, { tokens: 6e6, fallbackModel: "haiku" }],
        ["/models/haiku/name", "GPT-4o"],
      ).map(({ sentence }) => sentence)[0],
    ).toMatch(/\(fallback of the attempt cap, fallback of the month cap\)/);
  });

  it("are no matter once a dated change has taken them out, and are one where it brings them in", () => {
    const change = (from: string, model: string): Edit => [
      `${CODING}/changes`,
      [{ from, set: { route: { steps: [model] } } }],
    ];
    const edits: Edit[] = [[`${CODING}/monthCap`, undefined]];
    // GPT-4o until the day on which it ends, then another model.
    expect(warned(...named("GPT-4o"), ...edits, change("2027-01-14", "haiku"))).toEqual([]);
    expect(warned(...named("GPT-4o"), ...edits, change("2027-02-01", "haiku")).map(({ sentence }) => sentence)).toEqual(
      [expect.stringContaining("from January 14, 2027 on (route)")],
    );
    expect(warned(...named("Some model", "GPT-4o"), ...edits, change("2027-03-01", "haiku"))).toEqual([
      {
        pointer: `${CODING}/changes/0/set/route/steps/0`,
        sentence:
          "GPT-4o is shut down on January 14, 2027, but Agentic coding uses it from March 1, 2027 on (route of the change from March 1, 2027). Its successor is gpt-6-luna.",
      },
    ]);
  });

  it("are no matter in closed months, in workloads that are retired, and where no route takes them", () => {
    expect(warned(...named("GPT-4o"), [`${CODING}/status`, "retired"])).toEqual([]);
    expect(warned(...named("Some model", "GPT-4o"), [`${CODING}/monthCap`, undefined])).toEqual([]);
    const closed = { months: [{ month: "2027-01", workloads: { coding: { spend: 1 } } }] };
    expect(
      warned(["/schema", "past-april.plan/2"], ["/actuals", closed], ...named("GPT-4o"), [
        `${CODING}/monthCap`,
        undefined,
      ])[0]!.sentence,
    ).toContain("throughout the year");
  });
});
