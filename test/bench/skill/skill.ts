import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { epochDayOf, weekdayOf } from "#shared/units.ts";
import { rowOf, score, type Origins, type Row, type Series } from "./arena.ts";
import { PLANNED, STEPS } from "./ours.ts";
import { plantedSeries } from "./planted.ts";
import { RIVALS } from "./rivals.ts";

/**
 * `npm run bench -- --skill FOLDER`: how well demand is forecast on the series of a folder (JSON files with `series`, each
 * with `owner`, `start` and `values` by the day; null: a day that is not known), and on planted worlds, against rivals. Series are
 * not part of the product: they belong to their owners.
 */
export function benchSkill(folder: string | undefined): void {
  const real = folder === undefined ? [] : readSeries(folder);
  if (real.length === 0) process.stdout.write("No series: give a folder, npm run bench -- --skill FOLDER.\n");
  else {
    print("real series, the next 28 days", real, { horizon: 28, leastKnown: 84, every: 7 });
    print("real series, the next 89 days", real, { horizon: 89, leastKnown: 84, every: 7 });
    print("real series, the next 28 days of 42 or more", real, { horizon: 28, leastKnown: 42, every: 7 });
  }
  print("planted worlds, the next 28 days", plantedSeries(), { horizon: 28, leastKnown: 84, every: 28 });
}

function print(title: string, all: readonly Series[], origins: Origins): void {
  const first = score(RIVALS[0]!, all, origins);
  process.stdout.write(`\n${title}: ${first.length} forecasts\n`);
  process.stdout.write(
    `${"method".padEnd(36)} ${"CRPS".padStart(6)}  ${"90% interval".padEnd(14)} 50 / 80 / 95% held\n`,
  );
  for (const rival of [...RIVALS, STEPS, PLANNED])
    printRow(rowOf(rival.name, rival === RIVALS[0] ? first : score(rival, all, origins), first));
}

function printRow({ name, ratio, low, high, held }: Row): void {
  const figure = (value: number): string => (ratio >= 100 ? value.toExponential(0) : value.toFixed(2));
  process.stdout.write(
    `${name.padEnd(36)} ${figure(ratio).padStart(6)}  ${`${figure(low)}–${figure(high)}`.padEnd(14)} ${held.map((share) => (100 * share).toFixed(0)).join(" / ")}\n`,
  );
}
interface SeriesFile {
  readonly series?: readonly {
    readonly series: string;
    readonly owner: string;
    readonly start: string;
    readonly values: readonly (number | null)[];
  }[];
}

function readSeries(folder: string): Series[] {
  const names = statSync(folder).isDirectory()
    ? readdirSync(folder)
        .filter((name) => name.endsWith(".json"))
        .map((name) => join(folder, name))
    : [folder];
  return names.flatMap((name) =>
    ((JSON.parse(readFileSync(name, "utf8")) as SeriesFile).series ?? []).map(({ series, owner, start, values }) => ({
      name: series,
      owner,
      weekday: weekdayOf(epochDayOf(start)),
      values: values.map((value) => value ?? 0),
    })),
  );
}
