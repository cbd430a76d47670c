import { expect, it } from "vitest";
import { studentCdf, studentDensity, studentQuantile } from "#shared/distributions/student.ts";

// scipy.stats.t.ppf; exact are tan(0.4π) for 1 degree of freedom and √(32/9) for 2
it.each([
  [0.9, 1, 3.0776835372],
  [0.9, 2, 1.8856180832],
  [0.9, 11, 1.363430318],
  [0.025, 4, -2.7764451052],
  [0.999, 200, 3.1314798141],
  [0.95, 1, 6.3137515147],
  [0.95, 10, 1.8124611228],
  [0.5, 3, 0],
])("gives the quantile of Student's t at %d with %d degrees of freedom", (p, freedom, value) => {
  expect(studentQuantile(p, freedom)).toBeCloseTo(value, 8);
});

it.each([
  [0.9, 1],
  [0.025, 4],
  [0.999, 200],
  [0.3, 3],
])("gives the chance %d below its own quantile with %d degrees of freedom", (p, freedom) => {
  expect(studentCdf(studentQuantile(p, freedom), freedom)).toBeCloseTo(p, 12);
});

it("keeps the digits of a far tail", () => {
  // With 1 degree of freedom it is Cauchy: P(T < -1e6) = arctan(1e-6)/π.
  expect(studentCdf(-1e6, 1) / (Math.atan(1e-6) / Math.PI)).toBeCloseTo(1, 10);
});

it.each([1, 3, 30])("has the density that is the slope of the chance, %d degrees of freedom", (freedom) => {
  for (const x of [-2.5, -0.3, 0, 1.7]) {
    const slope = (studentCdf(x + 1e-5, freedom) - studentCdf(x - 1e-5, freedom)) / 2e-5;
    expect(studentDensity(x, freedom)).toBeCloseTo(slope, 8);
  }
  // Cauchy at 0 is 1/π.
  expect(studentDensity(0, 1)).toBeCloseTo(1 / Math.PI, 12);
});
