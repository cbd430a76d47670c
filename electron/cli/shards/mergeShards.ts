import { samplesOnDemand, twinTrialsOf } from "#shared/engine/assembleSamples.ts";
import { layoutOf } from "#shared/engine/columns.ts";
import type { Samples } from "#shared/engine/samples.ts";
import { ENGINE_VERSION, TWIN_EVERY } from "#shared/engine/simulate.ts";
import { formatCount } from "#shared/format/counts.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { blockLength, blockSizes, openShard, readNumbers, type Shard, type ShardHeader } from "./shardFile.ts";

/** Shards that make one whole run, in the order of their trials. */
export interface WholeRun {
  readonly seed: number;
  readonly trials: number;
  readonly scenarios: readonly (string | null)[];
  /** Of a report, the scenario that it is about; absent: no report was asked for. */
  readonly reported?: string | null | undefined;
  readonly shards: readonly Shard[];
}

/**
 * Opens shard files in any order and proves that they are one whole run of a plan: same plan, engine, seed, trials and
 * scenarios, no trial missing and none twice. `problems`: one sentence each, with the file.
 */
export function openRun(
  paths: readonly string[],
  planHash: string,
): { readonly ok: true; readonly run: WholeRun } | { readonly ok: false; readonly problems: readonly string[] } {
  const opened = paths.map(openShard);
  const unread = opened.filter((one) => typeof one === "string");
  if (unread.length > 0) return { ok: false, problems: unread };
  const shards = opened as Shard[];
  const [first] = shards;
  if (first === undefined) return { ok: false, problems: ["No shard was given."] };
  const foreign = shards.flatMap((shard) => foreignSentences(shard, first, planHash));
  if (foreign.length > 0) return { ok: false, problems: foreign };
  const ordered = shards.toSorted(
    (a, b) =>
      a.header.shard.firstTrial - b.header.shard.firstTrial || a.header.shard.endTrial - b.header.shard.endTrial,
  );
  const gaps = gapSentences(ordered, first.header);
  if (gaps.length > 0) return { ok: false, problems: gaps };
  const { seed, trials, scenarios, reported } = first.header;
  return { ok: true, run: { seed, trials, scenarios, reported, shards: ordered } };
}

/** Why a shard is not of the run of the first one; the first one itself is held against plan and engine. */
function foreignSentences({ path, header }: Shard, first: Shard, planHash: string): string[] {
  const said: string[] = [];
  const wanted = first.header;
  if (header.plan.hash !== planHash)
    said.push(
      `${path} is of another plan (${header.plan.name}, sha256 ${short(header.plan.hash)}); wanted: sha256 ${short(planHash)}. Simulate it again with this plan.`,
    );
  else if (header.engine !== ENGINE_VERSION)
    said.push(
      `${path} was simulated by engine ${header.engine}; this is ${ENGINE_VERSION}. Simulate it again with this version.`,
    );
  else if (header.seed !== wanted.seed)
    said.push(`${path} has seed ${header.seed}, and ${first.path} has ${wanted.seed}: they are not one run.`);
  else if (header.trials !== wanted.trials)
    said.push(
      `${path} is part of ${formatCount(header.trials)} simulated years, and ${first.path} of ${formatCount(wanted.trials)}: they are not one run.`,
    );
  else if (JSON.stringify(header.scenarios) !== JSON.stringify(wanted.scenarios))
    said.push(
      `${path} holds ${scenarioWords(header.scenarios)}, and ${first.path} ${scenarioWords(wanted.scenarios)}: they are not one run.`,
    );
  else if (header.reported !== wanted.reported)
    said.push(
      `${path} is of ${reportWords(header.reported)}, and ${first.path} of ${reportWords(wanted.reported)}: they are not one run.`,
    );
  return said;
}

function reportWords(reported: string | null | undefined): string {
  return reported === undefined ? "no report" : `a report on ${scenarioWords([reported])}`;
}

function short(hash: string): string {
  return `${hash.slice(0, 16)}…`;
}

function scenarioWords(scenarios: readonly (string | null)[]): string {
  return scenarios.map((id) => (id === null ? "the plan as it is" : `scenario ${id}`)).join(", ");
}

/** Which simulated years are missing or there twice. Counted from 1, as people count. */
function gapSentences(ordered: readonly Shard[], { trials, shard: { of } }: ShardHeader): string[] {
  const said: string[] = [];
  let next = 0;
  let last: Shard | null = null;
  for (const one of ordered) {
    const { firstTrial, endTrial } = one.header.shard;
    if (firstTrial === endTrial) continue;
    if (firstTrial > next) said.push(missingSentence(next, firstTrial, of));
    if (firstTrial < next)
      said.push(
        `Simulated years ${formatCount(firstTrial + 1)} to ${formatCount(Math.min(next, endTrial))} are in ${last!.path} and in ${one.path}. Leave one of them out.`,
      );
    if (endTrial > next) last = one;
    next = Math.max(next, endTrial);
  }
  if (next < trials) said.push(missingSentence(next, trials, of));
  return said;
}

function missingSentence(from: number, to: number, of: number): string {
  return `Simulated years ${formatCount(from + 1)} to ${formatCount(to)} are missing: simulate the shards that hold them (of ${of}) and merge again.`;
}

/**
 * The samples of one scenario of a whole run, as a single process would have them, to the byte. Columns are read from the
 * files when they are asked for: memory holds a few columns at a time, not all.
 */
export function mergedSamples({ shards, trials }: WholeRun, place: number, plans: readonly ResolvedPlan[]): Samples {
  const layout = layoutOf({ ...plans[place]!, twinEvery: TWIN_EVERY });
  const parts = shards.map((shard) => {
    const range = shard.header.shard;
    const before = plans.slice(0, place).reduce((sum, plan) => sum + blockLength(blockSizes(plan, range)), 0);
    return { shard, range, at: before, sizes: blockSizes(plans[place]!, range) };
  });
  const sums = new Float64Array(parts[0]!.sizes.sums);
  const twinSpend: number[] = [];
  for (const { shard, at, sizes } of parts) {
    const chunkSums = new Float64Array(sizes.chunks * sizes.sums);
    readNumbers(shard, at + sizes.columns * sizes.trials, chunkSums);
    for (const [i, value] of chunkSums.entries()) sums[i % sizes.sums]! += value;
    const twins = new Float64Array(sizes.twins);
    readNumbers(shard, at + sizes.columns * sizes.trials + chunkSums.length, twins);
    for (const spend of twins) twinSpend.push(spend);
  }
  return samplesOnDemand(layout, {
    trials,
    column: (index) => {
      const column = new Float64Array(trials);
      for (const { shard, range, at, sizes } of parts)
        readNumbers(shard, at + index * sizes.trials, column.subarray(range.firstTrial, range.endTrial));
      return column;
    },
    sums,
    twinTrials: twinTrialsOf(layout, { firstTrial: 0, endTrial: trials }),
    twinSpend,
  });
}
