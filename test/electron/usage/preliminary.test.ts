import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openUsageService, type UsageService } from "#electron/host/usage/usageService.ts";
import { importAll } from "./importAll.ts";

let folder = "";
let service: UsageService;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "past-april-preliminary-"));
  service = openUsageService({ folder, tableFile: join(folder, "usage.duckdb") });
});
afterEach(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

async function imported(name: string, content: string): Promise<void> {
  const path = join(folder, name);
  writeFileSync(path, content);
  await importAll(service, path);
}

interface Found {
  readonly billed: number;
  readonly open: number;
  readonly warnings: readonly string[];
}

async function found(): Promise<Found> {
  const { money, overlaps, doubts } = await service.summary();
  return {
    billed: Number(money.reduce((sum, { billed }) => sum + (billed ?? 0), 0).toFixed(6)),
    open: overlaps.filter(({ state }) => state === "open").length,
    warnings: doubts.filter((doubt) => doubt.includes("not final")),
  };
}

/** Days of Cost Explorer from September 29 on: what they cost, and whether that is an estimate. */
function days(...costs: readonly (readonly [cost: string, isEstimated: boolean])[]): string {
  return JSON.stringify({
    GroupDefinitions: [{ Type: "DIMENSION", Key: "SERVICE" }],
    ResultsByTime: costs.map(([Amount, Estimated], day) => ({
      TimePeriod: { Start: `2026-09-${29 + day}`, End: day === 0 ? "2026-09-30" : "2026-10-01" },
      Total: {},
      Groups: [{ Keys: ["Amazon Bedrock"], Metrics: { UnblendedCost: { Amount, Unit: "USD" } } }],
      Estimated,
    })),
  });
}

const closed = days(["10", false], ["7", false]);

describe("money that may still change", () => {
  it("counts and is said with its days and its amount", async () => {
    await imported("costs.json", days(["10", false], ["9.5", true]));
    const { billed, warnings } = await found();
    expect(billed).toBe(19.5);
    expect(warnings).toEqual([
      "$9.50 of September 30, 2026 is counted and not final: “AWS Cost Explorer” marks it as estimated, pending or without an invoice. Import these days again when the bill is closed; the final amounts then take its place.",
    ]);
  });

  it.each([
    ["smaller", "9.5"],
    ["larger", "2"],
  ])("gives way to a final amount that is %s, whichever comes first", async (_, estimate) => {
    const first = days(["10", false], [estimate, true]);
    for (const [one, other] of [
      [first, closed],
      [closed, first],
    ] as const) {
      await imported("one.json", one);
      await imported("other.json", other);
      expect(await found()).toEqual({ billed: 17, open: 0, warnings: [] });
      await service.remove((await service.imports())[0]!.id);
      await service.remove((await service.imports())[0]!.id);
    }
  });

  it("is asked about where nothing else shows that both are of one account", async () => {
    await imported("estimate.json", days(["10.5", true], ["9.5", true]));
    await imported("closed.json", closed);
    expect((await found()).open).toBe(1);
  });
});

const AWS =
  "bill/InvoiceId,lineItem/UsageStartDate,lineItem/UsageEndDate,lineItem/ProductCode,lineItem/UsageType,lineItem/UsageAmount,lineItem/UnblendedCost,lineItem/CurrencyCode\n";
const FOCUS =
  "InvoiceId,BilledCost,EffectiveCost,ListCost,BillingCurrency,ChargePeriodStart,ChargePeriodEnd,ServiceName,ConsumedQuantity,ConsumedUnit\n";
const AZURE =
  "Date,MeterCategory,MeterName,Quantity,UnitOfMeasure,CostInBillingCurrency,BillingCurrency,BillingStatus\n";
const OWN = "day,model,input_tokens,output_tokens,cost_usd,is_estimated\n";

describe("what marks it", () => {
  it.each([
    ["an empty invoice in AWS's report", AWS, ",2026-10-01T00:00:00Z,2026-10-02T00:00:00Z,AmazonBedrock,x,1,4,USD", 4],
    ["no empty invoice", AWS, "17,2026-10-01T00:00:00Z,2026-10-02T00:00:00Z,AmazonBedrock,x,1,4,USD", null],
    [
      "an empty invoice in FOCUS",
      FOCUS,
      ",4,4,4,USD,2026-10-01T00:00:00Z,2026-10-02T00:00:00Z,Azure OpenAI,1,Units",
      4,
    ],
    [
      "no empty invoice in FOCUS",
      FOCUS,
      "G1,4,4,4,USD,2026-10-01T00:00:00Z,2026-10-02T00:00:00Z,Azure OpenAI,1,Units",
      null,
    ],
    ["a pending state in Azure's export", AZURE, "10/01/2026,Azure OpenAI,x,1,1,4,USD,Pending", 4],
    ["no closed state", AZURE, "10/01/2026,Azure OpenAI,x,1,1,4,USD,Invoiced", null],
    ["a flag in a table of one's own", OWN, "2026-10-01,gpt-5.4,1000,100,4,true", 4],
    ["no flag that says no", OWN, "2026-10-01,gpt-5.4,1000,100,4,false", null],
  ])("%s", async (_, head, row, amount) => {
    await imported("bill.csv", `${head}${row}\n`);
    const { billed, warnings } = await found();
    expect(billed).toBe(4);
    expect(warnings).toEqual(
      amount === null ? [] : [expect.stringMatching(/^\$4 of October 1, 2026 is counted and not final/)],
    );
  });

  it("in FOCUS without the column, nothing", async () => {
    const without = (text: string): string => text.replace(/^[^,]*,/, "");
    await imported(
      "bill.csv",
      `${without(FOCUS)}4,4,4,USD,2026-10-01T00:00:00Z,2026-10-02T00:00:00Z,Azure OpenAI,1,Units\n`,
    );
    expect(await found()).toEqual({ billed: 4, open: 0, warnings: [] });
  });
});
