import { describe, expect, it } from "vitest";
import { isTimeZone, offsetsOf } from "#shared/usage/answers/timeZones.ts";

const HOUR = 3_600_000;
const YEAR = [Date.UTC(2026, 0, 1), Date.UTC(2026, 11, 31)] as const;

describe("offsets of time zones", () => {
  it("change where the clocks do, to the minute", () => {
    expect(offsetsOf("Europe/Berlin", ...YEAR)).toEqual([
      { since: null, offset: HOUR },
      { since: Date.UTC(2026, 2, 29, 1), offset: 2 * HOUR },
      { since: Date.UTC(2026, 9, 25, 1), offset: HOUR },
    ]);
    expect(offsetsOf("America/New_York", ...YEAR)).toEqual([
      { since: null, offset: -5 * HOUR },
      { since: Date.UTC(2026, 2, 8, 7), offset: -4 * HOUR },
      { since: Date.UTC(2026, 10, 1, 6), offset: -5 * HOUR },
    ]);
  });

  it("may be parts of an hour, and none", () => {
    expect(offsetsOf("Asia/Kolkata", ...YEAR)).toEqual([{ since: null, offset: 5.5 * HOUR }]);
    expect(offsetsOf("UTC", ...YEAR)).toEqual([{ since: null, offset: 0 }]);
  });

  it("are of zones that there are", () => {
    expect([isTimeZone("Europe/Berlin"), isTimeZone("Mars/Olympus")]).toEqual([true, false]);
    expect(() => offsetsOf("Mars/Olympus", ...YEAR)).toThrow(RangeError);
  });
});
