import { plain, wrap } from "#electron/cli/text.ts";
import type { Forecasted } from "./forecastRun.ts";
import { forecastText } from "./forecastText.ts";

/** What the command line prints of a forecast, with the files that were written and more sentences. */
export function answers(
  { forecast, resolved, warnings, notes }: Forecasted,
  written: readonly string[],
  more: readonly string[] = [],
): string {
  const text = forecastText(forecast, resolved, warnings);
  const closing = [
    ...[...notes, ...more].map((note) => wrap(note)),
    ...written.map((path) => `Written: ${plain(path)}`),
  ];
  return closing.length === 0 ? text : `${text}\n${closing.join("\n")}\n`;
}
