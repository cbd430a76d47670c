import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PLAN, pastAprilCommand, ROOT } from "./pastApril.ts";
import { python, withModule } from "./python.ts";
import { slurmMissing, startSlurm, type Scheduler } from "./slurm.ts";

const TASKS = 4;
const TRIALS = "3000";
const said = (missing: string | null): string => (missing === null ? "" : ` (skipped: ${missing})`);

describe("a run in shards as a Slurm job array", () => {
  const missing = slurmMissing();
  let folder = "";
  let scheduler: Scheduler | null = null;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "past-april-slurm-"));
    if (missing === null) scheduler = await startSlurm(folder);
  });
  afterAll(() => {
    scheduler?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it.skipIf(missing !== null)(
    `gives the bytes of one process, also after a task failed and was run again${said(missing)}`,
    () => {
      const shards = join(folder, "shards");
      mkdirSync(shards);
      // The third task fails the first time it is tried.
      const failed = join(folder, "failed");
      const command = pastAprilCommand(
        folder,
        `if [ "\${SLURM_ARRAY_TASK_ID:-}" = 3 ] && [ ! -e '${failed}' ]; then touch '${failed}'; exit 9; fi`,
      );
      const env = { PLAN, OUT: shards, PAST_APRIL: command, TRIALS };
      const script = join(ROOT, "build/examples/shards.sbatch");
      expect(scheduler!.submit(script, [`--array=1-${TASKS}`], env)).toBe(9);
      expect(existsSync(failed)).toBe(true);
      const files = (): string[] => readdirSync(shards).map((name) => join(shards, name));
      expect(files()).toHaveLength(TASKS - 1);
      const early = spawnSync(command, ["merge", PLAN, ...files(), "--json", "-"], { encoding: "utf8" });
      expect(early.status).toBe(1);
      expect(early.stderr).toMatch(/missing/);

      // Run again alone: an array of one task counts one, so the number of shards is told.
      expect(scheduler!.submit(script, ["--array=3"], { ...env, SHARDS: String(TASKS) })).toBe(0);
      const merged = execFileSync(command, ["merge", PLAN, ...files(), "--json", "-"], { encoding: "utf8" });
      const single = execFileSync(command, ["forecast", PLAN, "--trials", TRIALS, "--json", "-"], { encoding: "utf8" });
      expect(merged).toBe(single);
    },
  );
});

describe("the examples for other tools", () => {
  const missing = withModule("pandas") ?? withModule("kubernetes_validate");

  it.skipIf(missing !== null)(`forecast_in_pandas.py finds the request that the forecast says${said(missing)}`, () => {
    const folder = mkdtempSync(join(tmpdir(), "past-april-pandas-"));
    const script = join(ROOT, "build/examples/forecast_in_pandas.py");
    const out = execFileSync(python()!, [script, PLAN, pastAprilCommand(folder)], { encoding: "utf8" });
    rmSync(folder, { recursive: true });
    const [, own] = /^Request: (.+)$/m.exec(out)!;
    expect(out).toContain(`The forecast says: ${own}`);
  });

  it.skipIf(missing !== null)(
    `shards.job.yaml is a Job that Kubernetes knows, and a slip is refused${said(missing)}`,
    () => {
      const manifest = readFileSync(join(ROOT, "build/examples/shards.job.yaml"), "utf8");
      const check = (text: string): number | null =>
        spawnSync(
          python()!,
          [
            "-c",
            "import sys, yaml, kubernetes_validate as k; k.validate(yaml.safe_load(sys.stdin), '1.37', strict=True)",
          ],
          { input: text },
        ).status;
      expect(check(manifest)).toBe(0);
      expect(check(manifest.replace("completions:", "completion:"))).not.toBe(0);
    },
  );
});
