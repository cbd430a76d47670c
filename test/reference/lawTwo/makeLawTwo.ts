import { readFileSync, writeFileSync } from "node:fs";
import { simulatePlain } from "#test/reference/model/plain.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import {
  caseHash,
  FIRST_YEARS,
  firstYearOf,
  roundedYears,
  seedOf,
  summarise,
  type StoredReference,
  type StoredTable,
} from "./figures.ts";
import { CONTRACT_PLANS } from "./contractPlans.ts";
import { LAW_TWO_PLANS, type LawTwoCase } from "./lawTwoPlans.ts";

/**
 * Makes lawTwo.json and contractLawTwo.json: the plain reference on every plan of the grid, about twenty minutes on one core.
 *   node --import tsx test/reference/lawTwo/makeLawTwo.ts [--all]
 * What is stored and still true (same plan, same trials, same first years to the last bit) is kept; `--all` keeps
 * nothing.
 */
const TABLES: readonly [file: string, cases: Readonly<Record<string, LawTwoCase>>][] = [
  ["lawTwo.json", LAW_TWO_PLANS],
  ["contractLawTwo.json", CONTRACT_PLANS],
];

function storedTable(url: URL): StoredTable {
  try {
    return JSON.parse(readFileSync(url, "utf8")) as StoredTable;
  } catch {
    return {};
  }
}

function stillTrue(name: string, theCase: LawTwoCase, stored: StoredReference | undefined): stored is StoredReference {
  if (stored?.hash !== caseHash(name, theCase)) return false;
  const years = simulatePlain(resolvePlan(theCase.plan), seedOf("reference", name), 0, FIRST_YEARS);
  return JSON.stringify(roundedYears(years.map(firstYearOf))) === JSON.stringify(roundedYears(stored.firstYears));
}

function write(url: URL, table: StoredTable): void {
  const lines = Object.entries(table).map(
    ([name, reference]) => `${JSON.stringify(name)}: ${JSON.stringify(reference)}`,
  );
  writeFileSync(url, `{\n${lines.join(",\n")}\n}\n`);
}

for (const [file, cases] of TABLES) {
  const url = new URL(file, import.meta.url);
  const before = process.argv.includes("--all") ? {} : storedTable(url);
  const table: Record<string, StoredReference> = {};
  for (const [name, theCase] of Object.entries(cases)) {
    const stored = before[name];
    if (stillTrue(name, theCase, stored)) {
      table[name] = stored;
      continue;
    }
    const start = performance.now();
    const plan = resolvePlan(theCase.plan);
    table[name] = summarise(name, theCase, plan, simulatePlain(plan, seedOf("reference", name), 0, theCase.trials));
    process.stdout.write(`${((performance.now() - start) / 1000).toFixed(1).padStart(6)} s  ${name}\n`);
    write(url, { ...before, ...table });
  }
  write(url, table);
}
