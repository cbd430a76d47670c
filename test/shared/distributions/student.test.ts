import { expect, it } from "vitest";
import { studentQuantile } from "#shared/distributions/student.ts";

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
