import { fileURLToPath } from "node:url";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PLAN = "shared/plan/templates/engineering.json";
const CALLS = 200;

/** `npm run bench -- --mcp`: how soon an agent that asks again and again has the estimate of a task. */
export async function benchMcp(print: (what: string, figure: string) => void): Promise<void> {
  const client = new Client({ name: "bench", version: "1" });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: ["--import", "tsx", "electron/cli/main.ts", "mcp", PLAN],
      cwd: ROOT,
    }),
  );
  try {
    const ask = async (): Promise<number> => {
      const start = performance.now();
      const answer = await client.callTool({
        name: "estimate_task",
        arguments: { plan: "engineering.json", workload: "coding" },
      });
      if (answer.isError === true) throw new Error(JSON.stringify(answer.content));
      return performance.now() - start;
    };
    print("mcp, first estimate of a task", `${Math.round(await ask())} ms`);
    const times = new Float64Array(CALLS);
    for (let i = 0; i < CALLS; i++) times[i] = await ask();
    times.sort();
    const [middle, p95] = [0.5, 0.95].map((p) => sortedQuantile(times, p).toFixed(1));
    print(`mcp, ${CALLS} further estimates, median and 95%`, `${middle!} and ${p95!} ms`);
  } finally {
    await client.close();
  }
}
