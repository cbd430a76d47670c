import { DARK_THEME, LIGHT_THEME, type ChartColors } from "#shared/charts/base/theme.ts";

/** The colours of a page by their name in its style sheet. `onInk` is `paper` in both themes, `overFill` nearly `over`. */
const NAMED = ["paper", "sunken", "hair", "rule", "control", "ink", "ink2", "ink3", "over"] as const;

/** Custom properties of the page's colours, light or dark. */
export function colorProperties(theme: "light" | "dark"): string {
  const { color } = theme === "light" ? LIGHT_THEME : DARK_THEME;
  return [...entriesOf(color)].map(([name, value]) => `--${name}:${value};`).join("");
}

function* entriesOf(color: ChartColors): Generator<readonly [string, string]> {
  for (const name of NAMED) yield [name, color[name]];
  for (const [i, value] of color.scenarios.entries()) yield [`scenario${i}`, value];
  // The first step is the ground of `sunken`.
  for (const [i, value] of color.spent.entries()) if (i > 0) yield [`gone${i}`, value];
}

const PROPERTY_OF = new Map([...entriesOf(LIGHT_THEME.color)].map(([name, value]) => [value, `var(--${name})`]));

/**
 * A chart that was drawn in the light colours, in those of the page it stands in: each colour becomes the page's custom
 * property, so that one drawing serves light, dark and print.
 */
export function themedSvg(svg: string): string {
  return svg.replace(/="(#[0-9A-F]{6})"/g, (attribute, color: string) => {
    const property = PROPERTY_OF.get(color);
    return property === undefined ? attribute : `="${property}"`;
  });
}
