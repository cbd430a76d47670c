/**
 * How good a router between a weak and a strong model is, as its literature measures it. A router's curve says for each
 * share of calls that go to the strong model how often the answer is right; a plane of cost and quality holds routes of
 * any kind.
 *
 * Sources  I. Ong et al. (2024), RouteLLM, arXiv 2406.18665: PGR, APGR, CPT; Q. J. Hu et al. (2024), RouterBench, arXiv
 * 2403.12031: non-decreasing convex hull, AIQ
 */
export interface RouterPoint {
  /** Share of calls to the strong model, 0..1. */
  readonly share: number;
  /** Share of answers that are right. */
  readonly quality: number;
}

/** Performance gap recovered: 0 is as good as the weak model, 1 as the strong one. NaN where the two are alike. */
export function performanceGapRecovered(quality: number, weak: number, strong: number): number {
  return (quality - weak) / (strong - weak);
}

/**
 * Average PGR over all shares of calls to the strong model, by trapezoids over the points given; they are to reach from
 * 0 to 1. A router by chance has ½.
 */
export function averagePgr(points: readonly RouterPoint[], weak: number, strong: number): number {
  const sorted = points.toSorted((one, other) => one.share - other.share);
  let area = 0;
  for (let i = 1; i < sorted.length; i++) {
    const [a, b] = [sorted[i - 1]!, sorted[i]!];
    area +=
      (b.share - a.share) *
      (performanceGapRecovered(a.quality, weak, strong) + performanceGapRecovered(b.quality, weak, strong)) *
      0.5;
  }
  return area;
}

/**
 * Call-performance threshold: the smallest share of calls to the strong model that recovers so much of the gap, linear
 * between points; null where none does.
 */
export function callPerformanceThreshold(
  points: readonly RouterPoint[],
  weak: number,
  strong: number,
  recovered: number,
): number | null {
  const sorted = points.toSorted((one, other) => one.share - other.share);
  for (const [i, point] of sorted.entries()) {
    const own = performanceGapRecovered(point.quality, weak, strong);
    if (own < recovered) continue;
    const before = sorted[i - 1];
    if (before === undefined) return point.share;
    const last = performanceGapRecovered(before.quality, weak, strong);
    return own === last
      ? point.share
      : before.share + ((recovered - last) / (own - last)) * (point.share - before.share);
  }
  return null;
}

/** A route on the plane of cost and quality. */
export interface CostQuality {
  /** Money a task. */
  readonly cost: number;
  readonly quality: number;
}

/**
 * The corners of what mixing routes by chance reaches at best: the upper convex hull, from the cheapest on, cut where
 * more money brings no more quality (the non-decreasing convex hull).
 */
export function mixingHull<Route extends CostQuality>(routes: readonly Route[]): Route[] {
  const sorted = routes.toSorted((one, other) => one.cost - other.cost || other.quality - one.quality);
  const hull: Route[] = [];
  for (const route of sorted) {
    if (hull.length > 0 && route.quality <= hull.at(-1)!.quality) continue;
    while (hull.length > 1) {
      const [a, b] = [hull.at(-2)!, hull.at(-1)!];
      if ((b.quality - a.quality) * (route.cost - a.cost) > (route.quality - a.quality) * (b.cost - a.cost)) break;
      hull.pop();
    }
    hull.push(route);
  }
  return hull;
}

/** The best quality that mixing reaches at a cost; 0 below the cheapest. */
export function hullQuality(hull: readonly CostQuality[], cost: number): number {
  const above = hull.findIndex((point) => point.cost >= cost);
  if (above === -1) return hull.at(-1)?.quality ?? 0;
  const [a, b] = [hull[above - 1], hull[above]!];
  if (b.cost === cost) return b.quality;
  if (a === undefined) return 0;
  return a.quality + ((cost - a.cost) / (b.cost - a.cost)) * (b.quality - a.quality);
}

/** Average improvement in quality: the mean of what mixing reaches over the costs [from, to]. */
export function averageImprovement(hull: readonly CostQuality[], from: number, to: number): number {
  const corners = [from, ...hull.map(({ cost }) => cost).filter((cost) => cost > from && cost < to), to];
  let area = 0;
  for (let i = 1; i < corners.length; i++)
    area +=
      (corners[i]! - corners[i - 1]!) * (hullQuality(hull, corners[i - 1]!) + hullQuality(hull, corners[i]!)) * 0.5;
  return to > from ? area / (to - from) : hullQuality(hull, from);
}

/**
 * The share of tasks that may continue to the second model before trying the first costs more than it saves: 1 − (c₁ +
 * v)/c₂, money a task. Below 0: never worth it.
 */
export function breakEvenEscalation(first: number, verifier: number, second: number): number {
  return 1 - (first + verifier) / second;
}
