import { writeFileSync } from "node:fs";
import { fontWidths, WEIGHTS } from "./fontWidths.ts";

/**
 * Writes shared/charts/base/textWidths.json from the typeface that the product ships: `node --import tsx
 * test/shared/charts/base/makeTextWidths.ts`. To be run when the typeface changes.
 */
const FIRST = 0x20;
const LAST = 0x7e;
const widths = Object.fromEntries(
  WEIGHTS.map((weight) => {
    const widthOf = fontWidths(weight);
    return [weight, Array.from({ length: LAST - FIRST + 1 }, (_, i) => Math.round(widthOf(FIRST + i)))];
  }),
);
writeFileSync(
  new URL("../../../../shared/charts/base/textWidths.json", import.meta.url),
  `{\n${Object.entries(widths)
    .map(([weight, row]) => `  "${weight}": [${row.join(", ")}]`)
    .join(",\n")}\n}\n`,
);
