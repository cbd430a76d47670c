import { describe, expect, it } from "vitest";
import { normalCdf, normalDensity } from "#shared/numerics/normal.ts";
import { gaussHermite, gaussLegendre } from "#shared/numerics/quadrature.ts";
import { hermiteValues } from "#shared/numerics/hermite.ts";

const valuesAt = (x: number, count: number): Float64Array => {
  const out = new Float64Array(count);
  hermiteValues(x, out);
  return out;
};

describe("orthonormal Hermite polynomials", () => {
  it("are He_n(x) / √n!", () => {
    for (const x of [-3.1, -0.4, 0, 1, 2.7]) {
      const he = [1, x, x ** 2 - 1, x ** 3 - 3 * x, x ** 4 - 6 * x ** 2 + 3, x ** 5 - 10 * x ** 3 + 15 * x];
      const roots = [1, 1, 2, 6, 24, 120].map(Math.sqrt);
      for (const [n, value] of valuesAt(x, 6).entries()) expect(value).toBeCloseTo(he[n]! / roots[n]!, 12);
    }
  });

  it("are orthonormal under the normal density", () => {
    const { nodes, weights } = gaussHermite(40);
    for (let n = 0; n < 20; n++) {
      for (let m = 0; m < 20; m++) {
        const product = nodes.reduce((sum, x, i) => sum + weights[i]! * valuesAt(x, 20)[n]! * valuesAt(x, 20)[m]!, 0);
        expect(product).toBeCloseTo(n === m ? 1 : 0, 11);
      }
    }
  });

  it("turn conditioning into multiplication: E[h_n(r·z + √(1 − r²)·E)] = rⁿ·h_n(z)", () => {
    const { nodes, weights } = gaussHermite(30);
    for (const r of [0.2, 0.65, 0.95]) {
      for (const z of [-1.7, 0.3, 2.2]) {
        for (let n = 0; n < 15; n++) {
          const mean = nodes.reduce(
            (sum, e, i) => sum + weights[i]! * valuesAt(r * z + Math.sqrt(1 - r * r) * e, 15)[n]!,
            0,
          );
          expect(mean).toBeCloseTo(r ** n * valuesAt(z, 15)[n]!, 10);
        }
      }
    }
  });

  it("write only as many as are asked for", () => {
    const out = new Float64Array(4).fill(9);
    hermiteValues(2, out, 2);
    expect([...out]).toEqual([1, 2, 9, 9]);
  });
});

describe("Gauss–Hermite rules", () => {
  it.each([1, 2, 8, 10, 16, 20, 40])("of %i nodes are exact for all moments they can be", (count) => {
    const { nodes, weights } = gaussHermite(count);
    expect(nodes).toHaveLength(count);
    expect([...nodes]).toEqual([...nodes].sort((a, b) => a - b));
    expect(weights.every((weight) => weight > 0)).toBe(true);
    let moment = 1;
    for (let power = 0; power < 2 * count; power += 2) {
      if (power > 0) moment *= power - 1;
      const even = nodes.reduce((sum, x, i) => sum + weights[i]! * x ** power, 0);
      const odd = nodes.reduce((sum, x, i) => sum + weights[i]! * x ** (power + 1), 0);
      expect(Math.abs(even / moment - 1)).toBeLessThan(1e-10);
      expect(Math.abs(odd) / (moment * (power + 1))).toBeLessThan(1e-10);
    }
  });
});

describe("Gauss–Legendre rules", () => {
  it.each([2, 4, 5, 8, 16])("of %i nodes are exact for all powers they can be", (count) => {
    const { nodes, weights } = gaussLegendre(count);
    for (let power = 0; power < 2 * count; power++) {
      const integral = nodes.reduce((sum, x, i) => sum + weights[i]! * x ** power, 0);
      expect(integral).toBeCloseTo(power % 2 === 1 ? 0 : 2 / (power + 1), 13);
    }
  });

  it("integrate the normal density to its distribution function", () => {
    const { nodes, weights } = gaussLegendre(16);
    const integral = nodes.reduce((sum, x, i) => sum + weights[i]! * normalDensity(x), 0);
    expect(integral).toBeCloseTo(normalCdf(1) - normalCdf(-1), 14);
  });
});
