import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withoutProgress } from "./progress.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const ARGUMENTS = ["--import", "tsx", "electron/cli/main.ts"];
const RUN = { trials: 500, seed: 5 };

let folder = "";
let client: Client;
const path = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "past-april-"));
  const plan = JSON.parse(readFileSync(join(ROOT, "shared/plan/templates/engineering.json"), "utf8")) as {
    budget: { amount: number };
  };
  writeFileSync(path("plan.json"), JSON.stringify(plan));
  plan.budget.amount *= 3;
  writeFileSync(path("larger.json"), JSON.stringify(plan));
  writeFileSync(path("broken.json"), '{"schema":"past-april.plan/1"}');
  client = new Client({ name: "test", version: "1" });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [...ARGUMENTS, "mcp", path("plan.json"), path("larger.json"), path("broken.json")],
      cwd: ROOT,
    }),
  );
});
afterAll(async () => {
  await client.close();
  rmSync(folder, { recursive: true });
});

async function call(name: string, input: Record<string, unknown>) {
  const answer = await client.callTool({ name, arguments: input });
  const [first] = answer.content as [{ type: string; text: string }];
  return {
    text: first.text,
    data: answer.structuredContent as Record<string, never>,
    isError: answer.isError === true,
  };
}

function pastApril(...words: string[]): { exit: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...ARGUMENTS, ...words], {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  return { exit: status, out: stdout, err: withoutProgress(stderr) };
}

describe("agents ask about plans, over the protocol's own client", () => {
  it("are offered tools with schemas, all of which only read", async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      "check_plan",
      "forecast",
      "compare_scenarios",
      "can_i_afford",
      "estimate_task",
      "value",
      "explain_change",
    ]);
    for (const { inputSchema, annotations } of tools) {
      expect(inputSchema).toMatchObject({ type: "object", additionalProperties: false });
      expect(annotations).toMatchObject({ readOnlyHint: true, openWorldHint: false });
    }
  });

  it("get the bytes of the command line", async () => {
    const bytes = (data: unknown): string => `${JSON.stringify(data, null, 2)}\n`;
    const run = ["--trials", "500", "--seed", "5", "--json", "-"];
    const forecast = await call("forecast", { plan: "plan.json", ...RUN });
    expect(bytes(forecast.data)).toBe(pastApril("forecast", path("plan.json"), ...run).out);
    expect(forecast.text).toMatch(/\$[\d.]+M/);
    const value = await call("value", { plan: "plan.json", ...RUN });
    expect(bytes(value.data)).toBe(pastApril("value", path("plan.json"), ...run).out);
    const change = await call("explain_change", { before: "plan.json", after: "larger.json", ...RUN });
    expect(bytes(change.data)).toBe(pastApril("diff", path("plan.json"), path("larger.json"), ...run).out);
    expect(change.text).toContain("What changed:");
  });

  it("learn what a plan carries: more money, more room", async () => {
    const little = await call("can_i_afford", { plan: "larger.json", amount: 1_000, ...RUN });
    expect(little.text).toMatch(/^Yes: with \$1,000 more the budget is overspent in \d+ of 50 simulated years/);
    const much = await call("can_i_afford", { plan: "larger.json", amount: 50_000_000, ...RUN });
    expect(much.text).toMatch(/^No: .* 50 of 50 simulated years/);
    expect(much.data["room"]).toBe(little.data["room"]);
    const room = Number(little.data["room"]);
    const forecast = await call("forecast", { plan: "larger.json", ...RUN });
    const { ask } = forecast.data["reserve"] as unknown as { readonly ask: number };
    expect(room).toBe(Number(forecast.data["budget"]) - ask);
    for (const [amount, affordable] of [
      [room * 0.999, true],
      [room * 1.001, false],
    ] as const)
      expect((await call("can_i_afford", { plan: "larger.json", amount, ...RUN })).data["affordable"]).toBe(affordable);
  });

  it("get an estimate of a task in tokens and money", async () => {
    const { data } = await call("check_plan", { plan: "plan.json" });
    const [workload] = data["workloads"] as unknown as readonly { id: string; name: string }[];
    const estimate = await call("estimate_task", { plan: "plan.json", workload: workload!.id });
    expect(estimate.text).toContain(`One attempt of ${workload!.name} with `);
    const { tokens, cost } = estimate.data as unknown as Record<"tokens" | "cost", Record<string, number>>;
    for (const figures of [tokens, cost]) {
      const ordered = ["p10", "median", "p90", "p95", "p99"].map((name) => figures[name]!);
      expect(ordered).toEqual(ordered.toSorted((a, b) => a - b));
      expect(figures["mean"]).toBeGreaterThan(figures["median"]!);
    }
  });

  it("are refused in one sentence, and the server lives on", async () => {
    expect(await call("forecast", RUN)).toMatchObject({
      isError: true,
      text: expect.stringContaining("Say which plan") as string,
    });
    expect(await call("forecast", { plan: "../secret.json", ...RUN })).toMatchObject({
      isError: true,
      text: expect.stringContaining('There is no plan "../secret.json"') as string,
    });
    expect(await call("forecast", { plan: "plan.json", scenario: "none", ...RUN })).toMatchObject({ isError: true });
    expect(await call("forecast", { plan: "broken.json", ...RUN })).toMatchObject({ isError: true });
    expect((await call("check_plan", { plan: "broken.json" })).data).toMatchObject({ valid: false });
    expect(await call("estimate_task", { plan: "plan.json", workload: "none" })).toMatchObject({ isError: true });
    expect(await call("check_plan", { plan: "plan.json" })).toMatchObject({ isError: false });
  });

  it("meet a file as it stands now", async () => {
    const before = await call("forecast", { plan: "larger.json", ...RUN });
    writeFileSync(path("larger.json"), readFileSync(path("plan.json")));
    const after = await call("forecast", { plan: "larger.json", ...RUN });
    expect(after.data).toEqual((await call("forecast", { plan: "plan.json", ...RUN })).data);
    expect(after.data["budget"]).not.toBe(before.data["budget"]);
  });
});

it("says what is wrong with its own command line", () => {
  expect(pastApril("mcp")).toMatchObject({ exit: 2, err: expect.stringContaining("mcp needs the plans") as string });
  expect(pastApril("mcp", "nowhere.json")).toMatchObject({
    exit: 1,
    err: expect.stringContaining("nowhere.json") as string,
  });
});
