import { describe, expect, it } from "vitest";
import { calendarFile } from "#shared/report/calendarFile.ts";
import { contractDays } from "#shared/report/contractDays.ts";
import { epochDayOf, isoDateOf } from "#shared/units.ts";
import { aContractPlan } from "#test/shared/plan/aContractPlan.ts";

const MADE_AT = Date.UTC(2026, 10, 30, 6, 30);

describe("a calendar file", () => {
  const day = {
    id: "a/b",
    day: epochDayOf("2027-10-01"),
    summary: "Seats; renewal, 70%\nmaybe",
    description: "é".repeat(60),
  };
  const text = calendarFile([day], MADE_AT);

  it("has whole days, escaped texts and the day it was made", () => {
    expect(text).toContain("DTSTART;VALUE=DATE:20271001\r\nDTEND;VALUE=DATE:20271002\r\n");
    expect(text).toContain("SUMMARY:Seats\\; renewal\\, 70%\\nmaybe\r\n");
    expect(text).toContain("DTSTAMP:20261130T063000Z\r\n");
    expect(text.startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")).toBe(true);
    expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true);
  });

  it("folds lines at 75 octets and cuts no letter in two; unfolded, the text is whole", () => {
    for (const line of text.split("\r\n")) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
    expect(text.replaceAll("\r\n ", "")).toContain(`DESCRIPTION:${"é".repeat(60)}\r\n`);
  });
});

describe("the days of a plan's contracts", () => {
  const days = contractDays(aContractPlan());

  it("are renewals, retirements, changes of price and ends, soonest first, each with an id of its own", () => {
    const told = days.map(({ day, summary }) => `${isoDateOf(day)} ${summary}`);
    expect(told).toContain("2027-07-24 opus: retires July 24, 90% likely");
    expect(told).toContain("2027-10-01 Copilot: renewal at 1 to 1.6 times, 70% likely");
    expect(told).toContain("2028-01-31 Acme prepaid ends: the rest is lost");
    expect(days.map(({ day }) => day)).toEqual(days.map(({ day }) => day).toSorted((one, other) => one - other));
    expect(new Set(days.map(({ id }) => id)).size).toBe(days.length);
  });
});
