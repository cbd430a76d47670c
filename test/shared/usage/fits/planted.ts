import { normalCdf } from "#shared/numerics/normal.ts";
import { compileTokens, lnTokensAtScore, type TokenDistribution } from "#shared/distributions/tokens.ts";
import type { Runs } from "#shared/usage/fits/runs.ts";
import { normalsOf } from "./draws.ts";

/**
 * What is planted: the model of MODEL.md, section 3, with one curve of tokens and success falling in the dearness of
 * the task.
 */
export interface Planted {
  readonly tokens: TokenDistribution;
  readonly acrossModels: number;
  readonly sameModel: number;
  readonly byEffort: readonly number[];
  readonly tasks: number;
  readonly runsPerTask: (task: number) => number;
}

/** Runs of several models at the same tasks, drawn as the plan's own definition says. */
export function plantedRuns(planted: Planted, models: readonly string[], seed: number): Record<string, Runs> {
  const curve = compileTokens(planted.tokens);
  const difficulty = normalsOf(seed, "difficulty");
  const z = Float64Array.from({ length: planted.tasks }, difficulty);
  return Object.fromEntries(
    models.map((model) => {
      const [own, luck, judge] = [
        normalsOf(seed, "own", model),
        normalsOf(seed, "luck", model),
        normalsOf(seed, "judge", model),
      ];
      const { acrossModels: a, sameModel: s } = planted;
      const tokens: number[] = [];
      const task: string[] = [];
      const outcome: number[] = [];
      for (let t = 0; t < planted.tasks; t++) {
        const shared = Math.sqrt(a) * z[t]! + Math.sqrt(s - a) * own();
        const chance = chanceAt(planted.byEffort, s === 0 ? 0.5 : normalCdf(shared / Math.sqrt(s)));
        for (let k = 0; k < planted.runsPerTask(t); k++) {
          tokens.push(Math.exp(lnTokensAtScore(curve, shared + Math.sqrt(1 - s) * luck())));
          task.push(`task ${t}`);
          outcome.push(normalCdf(judge()) < chance ? 1 : 0);
        }
      }
      return [
        model,
        { tokens: Float64Array.from(tokens), isStopped: null, task, outcome: Int8Array.from(outcome), classes: null },
      ];
    }),
  );
}

function chanceAt(byEffort: readonly number[], v: number): number {
  if (byEffort.length === 1) return byEffort[0]!;
  const place = v * byEffort.length - 0.5;
  const left = Math.max(0, Math.min(byEffort.length - 2, Math.floor(place)));
  return Math.min(1, Math.max(0, byEffort[left]! + (place - left) * (byEffort[left + 1]! - byEffort[left]!)));
}

export const FIELD_LIKE: Planted = {
  tokens: { family: "lognormal", median: 1e6, sigma: 0.8 },
  acrossModels: 0.42,
  sameModel: 0.75,
  byEffort: [0.85, 0.75, 0.6, 0.35],
  tasks: 150,
  runsPerTask: (task) => 1 + (task % 6),
};
