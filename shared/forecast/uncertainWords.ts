import { uncertainShape } from "../distributions/densities.ts";
import type { UncertainNumber } from "../distributions/uncertain.ts";

/** An uncertain number in words; `format` writes one figure with its unit: "Most likely between 1.30 and 1.80, 8 chances in 10; the middle is 1.53." */
export function uncertainSentence(number: UncertainNumber, format: (value: number) => string): string {
  const shape = uncertainShape(number);
  switch (shape.kind) {
    case "certain":
      return `${format(shape.value)}, certain.`;
    case "values": {
      const likeliest = shape.values.reduce((best, one) => (one.chance > best.chance ? one : best));
      return `One of ${shape.values.map(({ value }) => format(value)).join(", ")}; most likely ${format(likeliest.value)}.`;
    }
    case "curve": {
      const range = `between ${format(shape.p10)} and ${format(shape.p90)}`;
      if (typeof number === "object" && "mode" in number) return `Most likely ${format(number.mode)}; ${range} in 8 chances of 10.`;
      if (typeof number === "object" && "min" in number) return `Anything from ${format(number.min)} to ${format(number.max)}, all alike; ${range} in 8 chances of 10.`;
      return `Most likely ${range}, 8 chances in 10; the middle is ${format(shape.p50)}.`;
    }
  }
}
