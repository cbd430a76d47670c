import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { templates } from "#shared/plan/templates/templates.ts";
import { goldenForecast, goldenUrl } from "./golden.ts";

describe("a change of numbers is always seen", () => {
  it.each(templates.map((template) => [template.id, template] as const))(
    "%s: the forecast is the one on file; if it was meant to change, run test/reference/make_golden.ts and say why",
    (_, template) => {
      const onFile: unknown = JSON.parse(readFileSync(goldenUrl(template), "utf8"));
      expect(JSON.parse(JSON.stringify(goldenForecast(template)))).toEqual(onFile);
    },
  );
});
