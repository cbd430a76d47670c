import { readFileSync, writeFileSync } from "node:fs";
import { roundedYears } from "#test/reference/lawTwo/figures.ts";
import {
  firstYears,
  plainReforecast,
  reforecastHash,
  type StoredReforecast,
  type StoredReforecasts,
} from "./plainReforecast.ts";
import { REFORECAST_PLANS, type ReforecastCase } from "./reforecastPlans.ts";

/**
 * Makes reforecast.json: plain years that happened to begin as was seen, about ten minutes on one core.
 *   node --import tsx test/reference/reforecast/makeReforecast.ts [--all]
 * What is stored and still true (same plan, same trials, same first years) is kept; `--all` keeps nothing.
 */
const TABLE = new URL("reforecast.json", import.meta.url);

function storedTable(): StoredReforecasts {
  try {
    return JSON.parse(readFileSync(TABLE, "utf8")) as StoredReforecasts;
  } catch {
    return {};
  }
}

function isStillTrue(
  name: string,
  theCase: ReforecastCase,
  stored: StoredReforecast | undefined,
): stored is StoredReforecast {
  return (
    stored?.hash === reforecastHash(name, theCase) &&
    JSON.stringify(roundedYears(firstYears(name, theCase))) === JSON.stringify(roundedYears(stored.firstYears))
  );
}

const before = process.argv.includes("--all") ? {} : storedTable();
const table: Record<string, StoredReforecast> = {};
for (const [name, theCase] of Object.entries(REFORECAST_PLANS)) {
  const stored = before[name];
  const start = performance.now();
  table[name] = isStillTrue(name, theCase, stored) ? stored : plainReforecast(name, theCase);
  if (table[name] !== stored)
    process.stdout.write(
      `${((performance.now() - start) / 1000).toFixed(1).padStart(6)} s  worth ${String(table[name].effective).padStart(5)} years  ${name}\n`,
    );
}
const lines = Object.entries(table).map(([name, reference]) => `${JSON.stringify(name)}: ${JSON.stringify(reference)}`);
writeFileSync(TABLE, `{\n${lines.join(",\n")}\n}\n`);
