import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openUsageService, type UsageService } from "#electron/host/usage/usageService.ts";
import { checkPlan } from "#shared/plan/check/read.ts";
import { mergePatch } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { USUAL_SETTINGS } from "#shared/usage/answers/answers.ts";
import type { MeasuredPart } from "#shared/usage/plan/measuredPart.ts";
import { measuredParts } from "#shared/usage/plan/measuredParts.ts";
import { aPlan } from "#test/shared/plan/aPlan.ts";

const FIXTURES = fileURLToPath(new URL("../../fixtures/usage/contracts/", import.meta.url));
const SOURCE = { name: "usage export, Oct 1 to Oct 31", date: "2026-11-30" };
let folder = "";
let service: UsageService;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "past-april-measured-"));
  service = openUsageService({ folder, tableFile: join(folder, "usage.duckdb") });
});
afterEach(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

const plan = mergePatch(aPlan(), {
  models: { sonnet: { name: "Claude Sonnet 4.5" } },
  workloads: {
    coding: { attempts: { sonnet: { mix: { input: 0.1, cacheRead: 0.7, cacheWrite: 0.15, output: 0.05 } } } },
  },
}) as Plan;

/** What a file says of the plan's contracts, imported as a user imports it. */
async function measuredIn(file: string, of: Plan = plan): Promise<MeasuredPart[]> {
  const parts = await service.look(join(FIXTURES, file));
  await service.finish(await service.startImport(parts.map(({ part }) => ({ part, format: null, columns: null }))));
  const rule = { field: "model", match: "contains", text: "sonnet", workload: "coding" } as const;
  await service.writeSettings({ ...USUAL_SETTINGS, rules: [rule] });
  return measuredParts(of, await service.summary(), SOURCE);
}

/** The plan with a part, which must be sound and say what was done. */
function taken(parts: readonly MeasuredPart[], id: string, of: Plan = plan): Plan {
  const part = parts.find((one) => one.id === id);
  if (part === undefined) throw new Error(`nothing measured as ${id}, but ${parts.map((one) => one.id).join(", ")}`);
  const made = part.edit(of)!;
  expect(made.name).toMatch(/ from usage$/);
  const checked = checkPlan(made.plan);
  expect(checked.ok ? [] : checked.issues).toEqual([]);
  return made.plan;
}

describe("what an import measures of contracts", () => {
  it("the discount of bills against the list, with what it was measured on", async () => {
    const parts = await measuredIn("litellm_logs.csv");
    expect(parts.map(({ name, found }) => [name, found])).toEqual([
      ["Discount of Claude Sonnet 4.5", "bills are 12% below list price, n = 150 rows"],
    ]);
    const { terms } = taken(parts, "discount sonnet").models["sonnet"]!;
    expect(terms).toEqual({
      discount: {
        value: 0.12,
        evidence: { grade: "measured", source: "usage export, Oct 1 to Oct 31, n = 150 rows", date: "2026-11-30" },
      },
    });
  });

  it("the hour's share of cache writes, and the tiers of service", async () => {
    const parts = await measuredIn("anthropic_console.csv");
    const hours = taken(parts, "hour sonnet");
    expect(hours.workloads["coding"]!.attempts["sonnet"]!.mix).toEqual({
      input: 0.1,
      cacheRead: 0.7,
      cacheWrite: 0.09,
      cacheWriteHour: 0.06,
      output: 0.05,
    });
    expect(hours.comments).toEqual([
      {
        at: "/workloads/coding/attempts/sonnet/mix",
        by: "Usage import",
        date: "2026-11-30",
        text: "measured: usage export, Oct 1 to Oct 31, n = 40 rows",
      },
    ]);
    // Taken once more it changes nothing.
    expect(parts.find(({ id }) => id === "hour sonnet")!.edit(hours)).toBeNull();
    const tiers = taken(parts, "tiers sonnet");
    expect(tiers.workloads["coding"]!.attempts["sonnet"]!.served).toEqual({ batch: 0.3 });
    expect(tiers.models["sonnet"]!.price.tiers).toEqual({ batch: 0.5 });
  });

  it("seats and credits of Copilot, and the cost centers of its rows", async () => {
    const parts = await measuredIn("copilot.csv");
    expect(parts.find(({ id }) => id === "seats github-copilot")!.found).toBe(
      "12 people used it, 1,900 credits a seat, n = 36 rows",
    );
    const seats = taken(parts, "seats github-copilot").seats!["copilot-business"]!;
    expect(seats).toMatchObject({ count: { value: 12, evidence: { grade: "measured" } }, included: { amount: 19 } });
    const centred = taken(parts, "centres coding");
    expect(centred.workloads["coding"]!.costCentre).toEqual({ platform: 0.8, research: 0.2 });
    expect(centred.costCentres).toEqual({ platform: { name: "Platform" }, research: { name: "Research" } });
    // A quota takes from the bill, which is no discount of the model.
    expect(parts.some(({ id }) => id.startsWith("discount"))).toBe(false);
  });

  it("seats of the plan take the number of people, whatever they are called there", async () => {
    const own = mergePatch(plan, {
      schema: "past-april.plan/3",
      seats: { tool: { name: "Cursor for us", count: 3, perMonth: 40 } },
    }) as Plan;
    const parts = await measuredIn("cursor.csv", own);
    expect(taken(parts, "seats cursor", own).seats).toEqual({
      tool: expect.objectContaining({
        name: "Cursor for us",
        count: expect.objectContaining({ value: 5 }) as unknown,
      }) as unknown,
    });
  });

  it("without the rate of the seller's currency nothing can be taken, and the words say so", async () => {
    const euros = { ...plan, currency: "EUR" };
    const parts = await measuredIn("cursor.csv", euros);
    const seats = parts.find(({ id }) => id === "seats cursor")!;
    expect(seats.found).toMatch(/give the rate of USD first$/);
    expect(seats.edit(euros)).toBeNull();
  });
});
