/** A stretch of time in which clocks of a zone are so far from UTC. */
export interface ZoneOffset {
  /** Milliseconds since 1970; the first stretch has none. */
  readonly since: number | null;
  /** Milliseconds to add to UTC. */
  readonly offset: number;
}

const DAY = 86_400_000;
const MINUTE = 60_000;

/**
 * How far the clocks of a time zone (IANA) are from UTC between two moments: one entry, and one more for each change of
 * the clocks. Throws a RangeError where there is no such zone.
 */
export function offsetsOf(zone: string, from: number, to: number): ZoneOffset[] {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  const offsetAt = (moment: number): number => {
    const name = format.formatToParts(moment).find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
    const [, sign, hours, minutes] = /([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
    return hours === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE;
  };
  const offsets: ZoneOffset[] = [{ since: null, offset: offsetAt(from) }];
  // Clocks change at most once a week; the change is found to the minute.
  for (let before = from, current = offsets[0]!.offset; before < to; before += 7 * DAY) {
    const next = Math.min(to, before + 7 * DAY);
    const changed = offsetAt(next);
    if (changed === current) continue;
    let [low, high] = [before, next];
    while (high - low > MINUTE) {
      const middle = low + Math.floor((high - low) / 2);
      if (offsetAt(middle) === current) low = middle;
      else high = middle;
    }
    offsets.push({ since: Math.floor(high / MINUTE) * MINUTE, offset: changed });
    current = changed;
  }
  return offsets;
}

/** Whether this is a time zone that dates can be written in. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
