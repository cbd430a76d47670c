/**
 * Moments of cost on the way through a route: chance to be here, and mean, mean square and mean cube of the cost of
 * being here (each times the chance). A step multiplies them with those of an attempt, by the binomial expansion of
 * (A + B)ʳ for r ≤ 3 (section 4 of `shared/engine/README.md`).
 */

/** Adds `share` × (being here, then `then`) to `into`. */
export function follow(from: Float64Array, then: Float64Array, share: number, into: Float64Array): void {
  into[0] = into[0]! + share * from[0]! * then[0]!;
  into[1] = into[1]! + share * (from[1]! * then[0]! + from[0]! * then[1]!);
  into[2] = into[2]! + share * (from[2]! * then[0]! + 2 * from[1]! * then[1]! + from[0]! * then[2]!);
  into[3] =
    into[3]! + share * (from[3]! * then[0]! + 3 * (from[2]! * then[1]! + from[1]! * then[2]!) + from[0]! * then[3]!);
}

/** Adds a sure cost to moments. */
export function pay(moments: Float64Array, cost: number): void {
  moments[3] = moments[3]! + cost * (3 * moments[2]! + cost * (3 * moments[1]! + cost * moments[0]!));
  moments[2] = moments[2]! + cost * (2 * moments[1]! + cost * moments[0]!);
  moments[1] = moments[1]! + cost * moments[0]!;
}

/** Writes the moments of a sure cost that comes with this weight. */
export function startAt(weight: number, cost: number, out: Float64Array): void {
  out[0] = weight;
  out[1] = weight * cost;
  out[2] = weight * cost * cost;
  out[3] = weight * cost * cost * cost;
}
