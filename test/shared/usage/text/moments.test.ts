import { describe, expect, it } from "vitest";
import { dayOrderOf, momentFrom } from "#shared/usage/text/moments.ts";

const TEN = Date.UTC(2026, 9, 5, 10);
const DAY = Date.UTC(2026, 9, 5);

describe("moments as programs and offices write them", () => {
  it.each([
    ["2026-10-05 10:00:00+00", TEN],
    ["2026-10-05 12:00:00.000+02", TEN],
    ["2026-10-05 04:30:00-05:30", TEN],
    ["2026-10-05 10:00:00 +0000 UTC", TEN],
    ["2026-10-05T10:00:00,000", TEN],
    ["2026/10/05 10:00:00", TEN],
    ["2026/10/5", DAY],
    ["2026.10.05 10:00", TEN],
    ["Mon, 05 Oct 2026 10:00:00 GMT", TEN],
    ["Oct 05 2026 10:00:00", TEN],
    ["5 October 2026", DAY],
    ["05-Oct-2026 10:00", TEN],
    ["5-Oct-26", DAY],
    ["5. Okt. 2026", DAY],
    ["5 août 2026", Date.UTC(2026, 7, 5)],
    ["5 juillet 2026", Date.UTC(2026, 6, 5)],
    ["05.10.26", DAY],
    ["5.10.2026 10:00", TEN],
  ])("“%s”", (text, moment) => {
    expect(momentFrom(text)).toBe(moment);
  });

  it.each([
    ["05-10-2026", true, DAY],
    ["10-05-2026", false, DAY],
    ["5/10/26", true, DAY],
    ["10/5/26 10:00 AM", false, TEN],
  ])("“%s” with the day first: %s", (text, dayFirst, moment) => {
    expect([momentFrom(text), momentFrom(text, { dayFirst })]).toEqual([null, moment]);
  });

  it.each(["13-10-26", "26-10-05", "1.2.3.4", "10.0.12.5", "2026-13-01", "2026/02/30", "5 Foo 2026", "4.5 2026"])(
    "“%s” is none",
    (text) => {
      expect([momentFrom(text), momentFrom(text, { dayFirst: true })]).toEqual([null, null]);
    },
  );

  it("days prove their order where one of their numbers is no month; numbers of versions prove nothing", () => {
    expect(
      ["13-10-2026", "10/13/26", "05-10-2026", "13.10.2026", "1.13.24", "13.4.12", "5.10.2026"].map(dayOrderOf),
    ).toEqual(["day first", "month first", "either", "day first", null, null, null]);
  });
});
