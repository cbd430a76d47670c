import { describe, expect, it } from "vitest";
import { normalQuantile } from "#shared/numerics/normal.ts";
import { keyOf, streamOf, under } from "#shared/random/random.ts";
import { firstOrderShare, totalShare } from "#shared/statistics/sensitivity.ts";

const N = 10_000;

/** Independent uniforms by name. */
function uniforms(name: string, n = N): Float64Array {
  const random = streamOf(under(keyOf(7), name));
  return Float64Array.from({ length: n }, () => random());
}

/** The Ishigami function (Ishigami & Homma 1990) with a = 7, b = 0.1, whose shares are known in closed form. */
function ishigami(x1: Float64Array, x2: Float64Array, x3: Float64Array): Float64Array {
  const at = (u: number): number => Math.PI * (2 * u - 1);
  return x1.map((u, i) => Math.sin(at(u)) + 7 * Math.sin(at(x2[i]!)) ** 2 + 0.1 * at(x3[i]!) ** 4 * Math.sin(at(u)));
}

const ISHIGAMI = (() => {
  const [a, b] = [7, 0.1];
  const v1 = 0.5 * (1 + (b * Math.PI ** 4) / 5) ** 2;
  const v2 = (a * a) / 8;
  const v13 = b * b * Math.PI ** 8 * (1 / 18 - 1 / 50);
  const v = v1 + v2 + v13;
  return { first: [v1 / v, v2 / v, 0], total: [(v1 + v13) / v, v2 / v, v13 / v] };
})();

describe("shares of variance against cases known in closed form", () => {
  const inputs = ["x1", "x2", "x3"].map((name) => uniforms(name)) as [Float64Array, Float64Array, Float64Array];
  const output = ishigami(...inputs);

  it.each([0, 1, 2])("Ishigami, input %i: first order and total within four stated errors", (i) => {
    const first = firstOrderShare(inputs[i]!, output);
    // 40 classes leave a part of a curve within them: at most the squared slope over 40² / 12.
    expect(Math.abs(first.share - ISHIGAMI.first[i]!)).toBeLessThan(4 * first.error + 0.01);
    const anew = inputs.map((input, k) => (k === i ? uniforms(`${k} anew`) : input)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const total = totalShare(output, ishigami(...anew));
    expect(Math.abs(total.share - ISHIGAMI.total[i]!)).toBeLessThan(4 * total.error);
    expect(total.error).toBeLessThan(0.02);
  });

  it("a linear model of normals: squared coefficients over their sum, for first order and total alike", () => {
    const coefficients = [3, 2, 1, 0.1];
    const z = coefficients.map((_, k) =>
      uniforms(`z${k}`).map((u) => normalQuantile(Math.min(1 - 1e-12, Math.max(1e-12, u)))),
    );
    const of = (columns: readonly Float64Array[]): Float64Array =>
      columns[0]!.map((_, i) => coefficients.reduce((sum, c, k) => sum + c * columns[k]![i]!, 0));
    const linear = of(z);
    const all = coefficients.reduce((sum, c) => sum + c * c, 0);
    coefficients.forEach((c, k) => {
      const first = firstOrderShare(z[k]!, linear);
      expect(Math.abs(first.share - (c * c) / all)).toBeLessThan(4 * first.error + 0.01);
      const redrawn = of(
        z.map((column, j) =>
          j === k ? uniforms(`z${k} anew`).map((u) => normalQuantile(Math.min(1 - 1e-12, Math.max(1e-12, u)))) : column,
        ),
      );
      const total = totalShare(linear, redrawn);
      expect(Math.abs(total.share - (c * c) / all)).toBeLessThan(4 * total.error);
    });
  });

  it("an event that happens or not keeps its ties together, and an input that says nothing has a share of about none", () => {
    const event = uniforms("event").map((u) => (u < 0.3 ? 2 : 1));
    const noise = uniforms("noise");
    const both = event.map((value, i) => value + noise[i]!);
    const expected = 0.21 / (0.21 + 1 / 12);
    const share = firstOrderShare(event, both);
    expect(Math.abs(share.share - expected)).toBeLessThan(4 * share.error);
    const nothing = firstOrderShare(uniforms("other"), both);
    expect(nothing.share).toBeLessThan(4 * Math.max(nothing.error, 0.001));
  });

  it("the stated error is that of the estimate, over a hundred samples", () => {
    const estimates = Array.from({ length: 100 }, (_, s) => {
      const [x, e] = [uniforms(`x ${s}`, 1000), uniforms(`e ${s}`, 1000)];
      return firstOrderShare(
        x,
        x.map((value, i) => value + e[i]!),
      );
    });
    const mean = estimates.reduce((sum, { share }) => sum + share, 0) / 100;
    const spread = Math.sqrt(estimates.reduce((sum, { share }) => sum + (share - mean) ** 2, 0) / 99);
    const stated = estimates.reduce((sum, { error }) => sum + error, 0) / 100;
    expect(stated / spread).toBeGreaterThan(0.7);
    expect(stated / spread).toBeLessThan(1.4);
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.01);
  });

  it("refuse too few pairs", () => {
    expect(() => firstOrderShare(new Float64Array(50), new Float64Array(50))).toThrow(/at least 100/);
    expect(firstOrderShare(uniforms("x", 200), new Float64Array(200).fill(3)).share).toBe(0);
  });
});
