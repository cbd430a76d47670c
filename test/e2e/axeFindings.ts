import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface AxeWindow {
  readonly axe: {
    readonly run: (options: object) => Promise<{
      readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
    }>;
  };
}

/** What axe-core finds wrong with the page as it stands: rule and place. */
export async function violations(page: Page): Promise<string[]> {
  // The page's policy allows no foreign script: axe comes in by the debugger, as a person with developer tools would do
  // it.
  await page.evaluate(AXE);
  // What floats beside its button lies outside of the landmarks.
  const rules = { "label-content-name-mismatch": { enabled: true }, region: { enabled: false } };
  const found = await page.evaluate(
    (rules) =>
      (window as unknown as AxeWindow).axe.run({
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        rules,
      }),
    rules,
  );
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}
