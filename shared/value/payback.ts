/**
 * The first month from which on the cumulative net is never below 0 to the end; −1: not within these months. Such a
 * month exists exactly where the net of all months is at least 0.
 */
export function paybackMonth(net: ArrayLike<number>): number {
  let cumulative = 0;
  let first = 0;
  for (let month = 0; month < net.length; month++) {
    cumulative += net[month]!;
    if (cumulative < 0) first = month + 1;
  }
  return first < net.length ? first : -1;
}
