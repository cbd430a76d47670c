import { resolvePlan } from "#shared/plan/defaults.ts";
import { planHash } from "#shared/plan/canonical.ts";
import { quoted } from "#shared/plan/schema/describe.ts";
import { scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import { planOfRow, sweepRows, type SweepRow } from "#shared/plan/sweep.ts";
import { csvOf } from "#shared/report/csv.ts";
import type { Command } from "#electron/cli/command.ts";
import { Ended, EXIT } from "#electron/cli/ended.ts";
import { forecastPlan, preparePlan, type Prepared } from "#electron/cli/forecast/forecastRun.ts";
import { partOf, type Job } from "#electron/cli/job.ts";
import { figuresOf, sweepColumns, sweepText, type SweptRow } from "#electron/cli/sweep/sweepTable.ts";
import { plain } from "#electron/cli/text.ts";
import { refuseOverwriting, writing } from "#electron/cli/writing.ts";

type SweepCommand = Extract<Command, { kind: "sweep" }>;

/** Most rows of a sweep: more are no table that anybody reads. */
const MOST_ROWS = 100_000;

/** `past-april sweep`: plans × scenarios × inputs, one forecast each, in one table. */
export async function sweep(command: SweepCommand): Promise<void> {
  const { planPaths, varied, csv, json } = command;
  const plans = planPaths.map((planPath) => preparePlan({ planPath, scenario: null }));
  refuseUnknownScenarios(command, plans);
  const rows = chosenRows(command, plans);
  // All rows are looked at before the first is simulated: an error in the last one must not cost the others' time.
  const prepared = rows.map((row) => preparedRow(plans[row.plan]!, row, command));
  const files = [...(csv === null ? [] : [csv]), ...(json === null || json === "-" ? [] : [json])];
  refuseOverwriting(planPaths, files);
  await writing(files, null, async (job) => {
    const swept = await sweptRows(command, rows, prepared, job);
    const document = `${JSON.stringify(documentOf(command, swept), null, 2)}\n`;
    const written = files.map((path) => `\nWritten: ${plain(path)}\n`).join("");
    return {
      contents: files.map((path) => (path === csv ? csvOf(sweepColumns(swept, varied)) : document)),
      print: json === "-" ? document : `${sweepText(swept)}${written}`,
    };
  });
}

function refuseUnknownScenarios({ scenarios, planPaths }: SweepCommand, plans: readonly Prepared[]): void {
  for (const [i, { whole }] of plans.entries()) {
    const known = scenarioIds(whole);
    const missing = (scenarios ?? []).find((id) => id !== null && !known.includes(id));
    if (missing === undefined || missing === null) continue;
    const choice = known.length === 0 ? "it has none" : `it has ${known.map(quoted).join(", ")}`;
    throw new Ended(EXIT.wrongUsage, `${planPaths[i]!} has no scenario ${quoted(missing)}: ${choice}.`);
  }
}

function chosenRows({ scenarios, varied, row }: SweepCommand, plans: readonly Prepared[]): readonly SweepRow[] {
  const count = varied.reduce((product, { values }) => product * values.length, plans.length);
  if (count > MOST_ROWS)
    throw new Ended(EXIT.wrongUsage, `These inputs make ${count} rows. Wanted: at most ${MOST_ROWS}.`);
  const rows = sweepRows(
    plans.map(({ whole }) => whole),
    scenarios,
    varied,
  );
  if (row === null) return rows;
  const chosen = rows[row - 1];
  if (chosen === undefined)
    throw new Ended(EXIT.wrongUsage, `--row is ${row}, and the sweep has ${rows.length} rows. Wanted: one of them.`);
  return [chosen];
}

function preparedRow({ whole }: Prepared, row: SweepRow, { varied, planPaths }: SweepCommand): Prepared {
  const made = planOfRow(whole, row, varied);
  if (!made.ok) throw new Ended(EXIT.invalidInput, `Row ${row.row}, ${planPaths[row.plan]!}: ${made.problem}`);
  const { plan } = made;
  return { whole: plan, plan, resolved: resolvePlan(plan), hash: planHash(plan), scenario: null };
}

async function sweptRows(
  { run, list }: SweepCommand,
  rows: readonly SweepRow[],
  prepared: readonly Prepared[],
  job: Job,
): Promise<SweptRow[]> {
  const swept: SweptRow[] = [];
  for (const [i, row] of rows.entries()) {
    const one = prepared[i]!;
    const forecast = list
      ? null
      : (await forecastPlan(run, one, partOf(job, `Row ${i + 1} of ${rows.length}`))).forecast;
    swept.push({ ...row, planName: one.plan.name, currency: one.plan.currency, forecast });
  }
  return swept;
}

function documentOf({ varied, run }: SweepCommand, swept: readonly SweptRow[]): object {
  return {
    schema: "past-april.sweep/1",
    seed: run.seed,
    inputs: varied.map(({ pointer }) => pointer),
    rows: swept.map(({ row, planName, scenario, currency, values, forecast }) => ({
      row,
      plan: planName,
      scenario,
      currency,
      values,
      ...(forecast === null ? {} : figuresOf(forecast)),
    })),
  };
}
