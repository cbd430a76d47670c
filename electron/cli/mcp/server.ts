import { McpServer, type CallToolResult } from "@modelcontextprotocol/server";
import { StdioServerTransport } from "@modelcontextprotocol/server/stdio";
import { toStandardJsonSchema } from "@valibot/to-json-schema";
import { ENGINE_VERSION } from "#shared/engine/simulate.ts";
import { Refused, openPlanShelf, type PlanShelf } from "./planShelf.ts";
import {
  canIAfford,
  checkPlan,
  compareScenarios,
  estimateTask,
  explainChange,
  forecast,
  INPUTS,
  value,
  type ToolAnswer,
} from "./tools.ts";

/** No tool writes, and none asks anything of the network: the same question has the same answer. */
const ANNOTATIONS = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false } as const;

/** A Model Context Protocol server over the plans of a shelf. */
export function createServer(shelf: PlanShelf): McpServer {
  const server = new McpServer(
    { name: "past-april", version: ENGINE_VERSION },
    {
      instructions: `Forecasts of what AI agents will spend, simulated on this machine. Plans: ${shelf.names.join(", ")}. Money is in the plan's currency.`,
    },
  );
  addPlanTools(server, shelf);
  addQuestionTools(server, shelf);
  return server;
}

/** What a plan holds and forecasts, alone and beside its scenarios. */
function addPlanTools(server: McpServer, shelf: PlanShelf): void {
  server.registerTool(
    "check_plan",
    {
      title: "Check a plan",
      description: "What is wrong with a plan, one sentence each with its path, or what it holds.",
      inputSchema: toStandardJsonSchema(INPUTS.check_plan),
      annotations: ANNOTATIONS,
    },
    (input) => answered(() => checkPlan(shelf, input)),
  );
  server.registerTool(
    "forecast",
    {
      title: "Forecast a plan",
      description: "How likely the budget is overspent, what to request, and when the budget is spent.",
      inputSchema: toStandardJsonSchema(INPUTS.forecast),
      annotations: ANNOTATIONS,
    },
    (input) => answered(() => forecast(shelf, input)),
  );
  server.registerTool(
    "compare_scenarios",
    {
      title: "Compare scenarios",
      description: "Scenarios of a plan on the same simulated years: what each spends and yields against the first.",
      inputSchema: toStandardJsonSchema(INPUTS.compare_scenarios),
      annotations: ANNOTATIONS,
    },
    (input) => answered(() => compareScenarios(shelf, input)),
  );
}

/** Questions about a plan: an amount more, one task, what a use brings, and what changed. */
function addQuestionTools(server: McpServer, shelf: PlanShelf): void {
  server.registerTool(
    "can_i_afford",
    {
      title: "Can I afford it?",
      description: "Whether the budget carries an amount more this year, and how much it carries at most.",
      inputSchema: toStandardJsonSchema(INPUTS.can_i_afford),
      annotations: ANNOTATIONS,
    },
    (input) => answered(() => canIAfford(shelf, input)),
  );
  server.registerTool(
    "estimate_task",
    {
      title: "Estimate a task",
      description: "Tokens and money of one attempt at a task of a workload: middle, range and mean.",
      inputSchema: toStandardJsonSchema(INPUTS.estimate_task),
      annotations: ANNOTATIONS,
    },
    (input) => answered(() => estimateTask(shelf, input)),
  );
  server.registerTool(
    "value",
    {
      title: "What does it bring?",
      description: "Which uses of AI are likely to pay back, what each brings and what to decide. Names no person.",
      inputSchema: toStandardJsonSchema(INPUTS.value),
      annotations: ANNOTATIONS,
    },
    (input) => answered(() => value(shelf, input)),
  );
  server.registerTool(
    "explain_change",
    {
      title: "Explain a change",
      description: "What changed between two plans, and what it does to request, spend and risk.",
      inputSchema: toStandardJsonSchema(INPUTS.explain_change),
      annotations: ANNOTATIONS,
    },
    (input) => answered(() => explainChange(shelf, input)),
  );
}

async function answered(work: () => ToolAnswer | Promise<ToolAnswer>): Promise<CallToolResult> {
  try {
    const { text, data } = await work();
    return { content: [{ type: "text", text }], structuredContent: data };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { content: [{ type: "text", text: error.message }], isError: true };
  }
}

/** Serves the plans on standard input and output until the client closes them. */
export async function serveStdio(paths: readonly string[], workers: number): Promise<void> {
  const shelf = openPlanShelf(paths, workers);
  const server = createServer(shelf);
  const transport = new StdioServerTransport();
  const closed = new Promise<void>((resolve) => {
    server.server.onclose = resolve;
    process.stdin.once("end", resolve);
  });
  await server.connect(transport);
  await closed;
  await server.close();
  await shelf.close();
}
