import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, planHash } from "#shared/plan/canonical.ts";
import { aPlan, soundPlan } from "./aPlan.ts";

describe("the canonical form", () => {
  it("is that of RFC 8785, section 3.2.2", () => {
    const text = String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`;
    const canonical = String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`;
    expect(canonicalJson(JSON.parse(text))).toBe(canonical);
  });

  it("sorts names by UTF-16 code units, as RFC 8785, section 3.2.3", () => {
    const names = ["\u20ac", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "\u00f6"];
    const sorted = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\ud83d\ude00", "\ufb33"];
    const canonical = canonicalJson(Object.fromEntries(names.map((name) => [name, 0])));
    expect(canonical).toBe(`{${sorted.map((name) => `${JSON.stringify(name)}:0`).join(",")}}`);
  });

  it("says the same value, in any order of names", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
      }),
    );
  });

  it("has none for what is no number", () => {
    expect(() => canonicalJson({ a: [NaN] })).toThrow("NaN has no canonical form");
  });
});

describe("the hash of a plan", () => {
  it("is SHA-256 of the canonical form in UTF-8", () => {
    // What coreutils' sha256sum prints for the bytes of {} and of {"a":1,"b":"é"}.
    const hashOf = (value: unknown) => planHash(value as never);
    expect(hashOf({})).toBe("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
    expect(hashOf({ b: "é", a: 1.0 })).toBe("09ad9fd2fb648cb2f62141215828ea00a62c299db05d20aa9ade2f527a301cc6");
  });

  it("is the same for equal plans, and another for any other", () => {
    const plan = soundPlan(aPlan());
    expect(planHash(soundPlan(reversed(plan)))).toBe(planHash(plan));
    expect(planHash({ ...plan, name: "Another" })).not.toBe(planHash(plan));
    expect(planHash({ ...plan, scenarios: {} })).not.toBe(planHash(plan));
  });
});

/** The same value with the names of every object in the opposite order. */
function reversed(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(reversed);
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, field]) => [name, reversed(field)]),
  );
}
