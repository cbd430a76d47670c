import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openUsageService, type UsageService } from "../../../electron/host/usage/usageService.ts";
import type { UsageSummary } from "../../../shared/usage/answers.ts";

const CASES = fileURLToPath(new URL("../../fixtures/usage/cases/", import.meta.url));
let folder = "";
let service: UsageService;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "past-april-prices-"));
  service = openUsageService({ folder, tableFile: join(folder, "usage.duckdb") });
});
afterEach(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What is said of a folder of exports once it is imported. */
async function summaryOfCase(path: string): Promise<UsageSummary> {
  const parts = await service.look(path);
  const end = await service.finish(await service.startImport(parts.map(({ part }) => ({ part, format: null, columns: null }))));
  if (end.result === null) throw new Error(`${end.status}: ${end.reason ?? ""}`);
  return service.summary();
}

describe("usage at the list price that the field charges", () => {
  it.each([
    // us. costs a tenth more than global.: $4.95 and $4.50.
    ["bedrock-regional-profile", 9.45],
    // The fast answer at six times the price: $1.53 and $0.255.
    ["claude-code-fast-mode", 1.785],
    // 300,000 tokens in one prompt: $1.5225; 100,000: $0.265.
    ["codex-long-prompt-tier", 1.7875],
    ["cursor-model-names-with-effort", 135],
    // $7.50 twice; $4.50 for Sonnet, which GovCloud charges 1.2 times, and prompts beyond 200,000 tokens twice in, 1.5 times out.
    ["model-names-of-clouds-and-windows", 7.5 + 7.5 + 1.2 * (2 * 3 + 1.5 * 1.5)],
    // $5.50, and half of it.
    ["openai-batch-half-price", 8.25],
    // $0.16 in July, $0.032 in August.
    ["prices-have-dates", 0.192],
    // $0.018 of tokens and five searches.
    ["web-searches-cost-money", 0.068],
  ])("%s comes to $%d", async (name, dollars) => {
    const { money, models } = await summaryOfCase(join(CASES, name));
    expect(money[0]!.list).toBeCloseTo(dollars, 9);
    expect(models.filter(({ pricedAs }) => pricedAs === null)).toEqual([]);
  });
});
