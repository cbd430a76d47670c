import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { chartMarkup } from "#shared/charts/base/markup.ts";
import { galleryCharts } from "./gallery.tsx";

const charts = galleryCharts();

it.each(charts)("$name is drawn as it was", async ({ name, chart }) => {
  const markup = chartMarkup(chart);
  expect(markup).not.toMatch(/NaN|undefined|Infinity/);
  // One element a line, so that a difference reads as one.
  await expect(`${markup.replaceAll("><", ">\n<")}\n`).toMatchFileSnapshot(`__snapshots__/gallery/${name}.svg`);
});

it("shows every chart that the product draws", () => {
  const components = readdirSync(new URL("../../../shared/charts/", import.meta.url), {
    recursive: true,
    encoding: "utf8",
  })
    .filter((name) => name.endsWith(".tsx"))
    .map((name) => name.replace(/^.*[\\/]|\.tsx$/g, ""));
  // Parts of the run-out story and of every chart: they are seen within others.
  const parts = [
    "AskLadder",
    "BurnUpFan",
    "FiftyDots",
    "Chart",
    "ScenarioDot",
    "RunOutCalendar",
    "axes",
    "FadingBar",
    "FanMarks",
    "LabelTexts",
  ];
  const drawn = new Set(charts.map(({ chart }) => (chart.type as { readonly name: string }).name));
  expect(components.filter((name) => !parts.includes(name) && !drawn.has(name))).toEqual([]);
});
