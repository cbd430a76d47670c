import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resourceUsage } from "node:process";
import { fitGroups, type FittedGroup } from "#electron/host/usage/fitGroups.ts";
import { openUsageService } from "#electron/host/usage/usageService.ts";

/**
 * One import in a process of its own, so that its memory is its own: `node usageRun.ts csv|jsonl ROWS [no-fits]`. The
 * export is made up first, outside the clock. Prints {"rows", "bytes", "importSeconds", "importProcessor",
 * "fitSeconds", "fitProcessor", "groups", "peakMB"}.
 */
const [kind, wanted, without] = process.argv.slice(2);
const rows = Number(wanted);
const MODELS = ["anthropic/claude-opus-4.6", "anthropic/claude-haiku-4.5", "openai/gpt-5.2", "openai/gpt-5-mini"];

/** Whole numbers below 2³² that look like chance: what the export is made of needs no named streams. */
let state = 1;
const draw = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0);

function row(i: number): string {
  const [input, cached, output] = [1_000 + (draw() >>> 14), draw() >>> 12, 50 + (draw() >>> 20)];
  const time = new Date(Date.UTC(2026, 0, 1) + i * Math.floor(7_776_000_000 / rows)).toISOString();
  const [model, user] = [MODELS[(draw() >>> 8) % MODELS.length]!, `user-${(draw() >>> 8) % 500}@example.com`];
  if (kind === "csv")
    return `gen-${i},${time},${((input * 3 + cached * 0.3 + output * 15) / 1e6).toFixed(6)},0,-0.001,0,0,${input + cached},${output},0,${cached},${model},OpenRouter,,false,true,${user},stop,stop,1200,300,false,Primary,"Shop, main"\n`;
  return `${JSON.stringify({ type: "assistant", timestamp: time, sessionId: `s-${Math.floor(i / 12)}`, requestId: `req_${i}`, cwd: "/home/someone/shop", message: { id: `msg_${i}`, role: "assistant", model: model.split("/")[1], content: [{ type: "text", text: "x".repeat(200) }], usage: { input_tokens: input, output_tokens: output, cache_read_input_tokens: cached, cache_creation_input_tokens: 0 } } })}\n`;
}

const folder = mkdtempSync(join(tmpdir(), "past-april-bench-"));
const path = join(folder, `usage.${kind}`);
const handle = openSync(path, "w");
if (kind === "csv") {
  writeSync(
    handle,
    "generation_id,created_at,cost_total,cost_web_search,cost_cache,cost_file_processing,byok_usage_inference,tokens_prompt,tokens_completion,tokens_reasoning,tokens_cached,model_permaslug,provider_name,variant,cancelled,streamed,user,finish_reason_raw,finish_reason_normalized,generation_time_ms,time_to_first_token_ms,api_key_disabled,api_key_name,app_name\n",
  );
}
for (let i = 0; i < rows;) {
  const part: string[] = [];
  for (const end = Math.min(rows, i + 20_000); i < end; i++) part.push(row(i));
  writeSync(handle, part.join(""));
}
closeSync(handle);
/** Seconds of processor time so far, of all threads. */
const worked = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

const service = openUsageService({ folder, tableFile: join(folder, "usage.duckdb") });
try {
  const [start, before] = [performance.now(), worked()];
  const parts = await service.look(path);
  const end = await service.finish(
    await service.startImport(parts.map(({ part }) => ({ part, format: null, columns: null }))),
  );
  if (end.result?.added !== rows) throw new Error(`the import ended as ${JSON.stringify(end)}`);
  const [imported, between] = [performance.now(), worked()];
  const groups: FittedGroup[] = [];
  if (without !== "no-fits") for await (const group of fitGroups(service, null)) groups.push(group);
  const fitted = performance.now();
  process.stdout.write(
    `${JSON.stringify({ rows, bytes: statSync(path).size, importSeconds: (imported - start) / 1000, importProcessor: between - before, fitSeconds: (fitted - imported) / 1000, fitProcessor: worked() - between, groups: groups.length, runs: groups.reduce((sum, { runs }) => sum + runs, 0), peakMB: resourceUsage().maxRSS / 1024 })}\n`,
  );
} finally {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
}
