import type { Samples } from "#shared/engine/samples.ts";
import { varianceShares } from "#shared/forecast/answers/answers.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { Unknown } from "#shared/plan/unknowns/unknowns.ts";
import { groupShare, type VarianceShare } from "#shared/statistics/sensitivity.ts";

/** One unknown, or several that are correlated: their shares cannot be separated, so they have one. */
export interface DriverGroup {
  readonly members: readonly Unknown[];
  /** What is correlated with what, as the plan says. */
  readonly correlations: readonly { readonly between: readonly [Unknown, Unknown]; readonly rank: number }[];
  readonly share: VarianceShare;
}

/** Shares that sum to 1: of groups, of what they do together, and of run-to-run variation. */
export interface DriverShares {
  readonly groups: readonly DriverGroup[];
  /** Share of what inputs of different groups do together, and of what the shares of the groups miss. */
  readonly interactions: number;
  /** Share of what differs from run to run, and its error. */
  readonly runToRun: VarianceShare;
}

/** Unknowns that are correlated, directly or through others, in one group; every other one in a group of its own. */
export function groupsOf(
  unknowns: readonly Unknown[],
  correlations: ResolvedPlan["correlations"],
): Omit<DriverGroup, "share">[] {
  const byId = new Map(unknowns.map((unknown) => [unknown.id, unknown]));
  const links = correlations.flatMap(({ between: [one, other], rank }) => {
    const [first, second] = [byId.get(one), byId.get(other)];
    return first === undefined || second === undefined || rank === 0
      ? []
      : [{ between: [first, second] as const, rank }];
  });
  const rootOf = new Map(unknowns.map((unknown) => [unknown, unknown]));
  const root = (unknown: Unknown): Unknown => {
    const next = rootOf.get(unknown)!;
    return next === unknown ? unknown : root(next);
  };
  for (const {
    between: [one, other],
  } of links)
    rootOf.set(root(one), root(other));
  return [...new Set(unknowns.map(root))].map((own) => ({
    members: unknowns.filter((unknown) => root(unknown) === own),
    correlations: links.filter(({ between: [one] }) => root(one) === own),
  }));
}

/**
 * Most inputs of one group that are regressed together: of more, those with the largest shares of their own stand for
 * it.
 */
const MOST_IN_GROUP = 12;

/**
 * Shares that sum to 1: of independent groups each alone, run-to-run variation, and what is left for groups acting
 * together. Noise that lifts the sum beyond 1 is taken off in proportion.
 */
export function sharesOf(
  groups: readonly Omit<DriverGroup, "share">[],
  values: ReadonlyMap<string, Float64Array>,
  firsts: readonly { readonly unknown: Unknown; readonly first: VarianceShare }[],
  spend: Float64Array,
  known: number,
  runToRun: VarianceShare,
): DriverShares {
  const alone = firsts.some(({ first }) => first.share > 0) || runToRun.share > 0;
  const shares = groups.map((group): VarianceShare => {
    const own = firsts.filter(({ unknown }) => group.members.includes(unknown));
    if (own.length === 1) return own[0]!.first;
    const largest = own.toSorted((one, other) => other.first.share - one.first.share).slice(0, MOST_IN_GROUP);
    return groupShare(
      largest.map(({ unknown }) => values.get(unknown.id)!),
      spend,
      known,
    );
  });
  const runs = Math.max(0, runToRun.share);
  const sum = shares.reduce((all, { share }) => all + Math.max(0, share), runs);
  const scale = sum > 1 ? 1 / sum : 1;
  const scaled = ({ share, error }: VarianceShare): VarianceShare => ({
    share: Math.max(0, share) * scale,
    error: error * scale,
  });
  return {
    groups: groups
      .map((group, i) => ({ ...group, share: scaled(shares[i]!) }))
      .toSorted((one, other) => other.share.share - one.share.share),
    // Where spend does not vary, nothing acts on it.
    interactions: alone ? Math.max(0, 1 - sum) : 0,
    runToRun: scaled({ share: runs, error: runToRun.error }),
  };
}

/** Share of what differs from run to run, and its error. */
export function runToRunShare(samples: Samples): VarianceShare {
  const { runToRun } = varianceShares(samples);
  const pairs = samples.twinTrials.length;
  // The error of a correlation of so many pairs.
  return { share: runToRun, error: pairs < 4 ? 1 : (1 - (1 - runToRun) ** 2) / Math.sqrt(pairs - 1) };
}
