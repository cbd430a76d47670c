import { axisName, bottomLabels, leftLabels } from "#shared/charts/base/axes.tsx";
import { besidePoint, centredBaseline, type Label, labelAt, labelLayout } from "#shared/charts/base/labels.ts";
import { around, grown } from "#shared/charts/base/shapes.ts";
import { formatChance } from "#shared/format/chances.ts";
import { NOTHING, placedUses, type QuadrantFrame } from "./quadrantScales.ts";
import type { UseQuadrantProps } from "./quadrantWords.ts";

/** Every word of the quadrant: axes, corners, names with their verbs, and counts of years with nothing. */
export function quadrantLabels(props: UseQuadrantProps, frame: QuadrantFrame): Label[] {
  const { theme } = props;
  const { plot, strip, x, y, ticks } = frame;
  const { px } = theme;
  return [
    ...leftLabels(ticks, y, plot.x + 2 * px, theme),
    ...bottomLabels(ticks.slice(0, -1), x, strip.y + strip.height, theme, { color: theme.color.ink3 }),
    axisName("use 150%", { x: plot.x + plot.width, y: strip.y + strip.height + 16 * px, anchor: "end" }, theme),
    axisName("benefit", { x: plot.x - 6 * px, y: plot.y + 38 * px, anchor: "end" }, theme),
    axisName(
      NOTHING,
      { x: plot.x - 6 * px, y: centredBaseline(strip.y + strip.height / 2, theme.text.tick), anchor: "end" },
      theme,
    ),
    ...cornerLabels(frame, props),
    ...nameLabels(props, frame),
    ...countLabels(props, frame),
  ];
}

/** Width of the right half at which its two words stand side by side, in the design's pixels. */
const BOTH_WORDS = 220;

function cornerLabels({ plot, x }: QuadrantFrame, { theme }: UseQuadrantProps): Label[] {
  const { px } = theme;
  const isWide = plot.x + plot.width - x(0.5) >= BOTH_WORDS * px;
  const [top, foot] = [plot.y + 13 * px, plot.y + plot.height - 6 * px];
  const right = plot.x + plot.width - 5 * px;
  return [
    axisName("little used, useful", { x: plot.x + 5 * px, y: top }, theme),
    axisName("used and useful", { x: right, y: top, anchor: "end" }, theme),
    axisName("neither", { x: plot.x + 5 * px, y: foot }, theme),
    axisName("used, not useful", { x: right, y: foot, anchor: "end" }, theme),
    // Beside the corner's word where both have room.
    axisName("half of what the case says", { x: x(0.5) + 5 * px, y: isWide ? top : plot.y + 26 * px }, theme),
  ];
}

function nameLabels(props: UseQuadrantProps, { plot, x, y }: QuadrantFrame): Label[] {
  const { theme, selected } = props;
  const { px, color, text } = theme;
  const placed = placedUses(props);
  const layout = labelLayout({
    gap: [3 * px, px],
    bounds: grown(plot, -2 * px),
    obstacles: placed.map(({ across, up }) => ({ box: around([x(across), y(up)], 5 * px), hard: true })),
  });
  // The selected use chooses its place first.
  for (const { id, name, verb, across, up } of placed.toSorted(
    (a, b) => Number(b.id === selected) - Number(a.id === selected),
  ))
    layout.place(
      besidePoint(
        [
          [{ text: name, color: color.ink, weight: 600 }],
          [{ text: verb, color: id === selected ? color.ink2 : color.ink3 }],
        ],
        [x(across), y(up)],
        [8 * px, 14 * px, 22 * px, 32 * px, 44 * px],
        text.small,
      ),
    );
  return [...layout.labels];
}

/** In how many of fifty simulated years nothing arrives, below the use's own place; moved aside where two would meet. */
function countLabels(props: UseQuadrantProps, { plot, strip, x }: QuadrantFrame): Label[] {
  const { theme, selected } = props;
  const { px, color, text } = theme;
  const layout = labelLayout({ gap: [5 * px, 0], bounds: { ...strip, x: plot.x, width: plot.width } });
  const counted = placedUses(props).filter(({ ellipse }) => ellipse.nothing > 0);
  for (const { id, across, ellipse } of counted.toSorted(
    (a, b) => Number(b.id === selected) - Number(a.id === selected),
  ))
    layout.place(
      [0, -12, 12, -24, 24, -40, 40, -60, 60, -80, 80].map((aside) =>
        labelAt(
          [
            [
              {
                text: formatChance(ellipse.nothing),
                color: id === selected ? color.ink : color.ink2,
                weight: id === selected ? 600 : 400,
              },
            ],
          ],
          {
            x: x(across) + aside * px,
            y: centredBaseline(strip.y + strip.height / 2, text.small),
            anchor: "middle",
            size: text.small,
            halo: false,
          },
        ),
      ),
    );
  return [...layout.labels];
}
