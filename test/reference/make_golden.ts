/**
 * Writes the golden forecasts of the templates, test/fixtures/golden: run it when numbers were meant to change, and say
 * why in the commit. `npx tsx test/reference/make_golden.ts`, from the project's root.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { templates } from "#shared/plan/templates/templates.ts";
import { goldenForecast, goldenUrl } from "#test/shared/forecast/golden.ts";

for (const template of templates) {
  mkdirSync(new URL(".", goldenUrl(template)), { recursive: true });
  writeFileSync(goldenUrl(template), `${JSON.stringify(goldenForecast(template), null, 2)}\n`);
}
