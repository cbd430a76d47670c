import { existsSync } from "node:fs";
import { addToLedger, lockForecast } from "#shared/forecast/lookingBack/ledger.ts";
import {
  describeLedgerIssue,
  EMPTY_LEDGER,
  ledgerText,
  readLedger,
  type Ledger,
} from "#shared/forecast/lookingBack/ledgerFile.ts";
import { playCases } from "#shared/forecast/value/playedCases.ts";
import { liveOriginal } from "#shared/forecast/value/lockedCases.ts";
import { readTextFile } from "#electron/host/documents/planFile.ts";
import type { OutputContent } from "#electron/host/files/outputFile.ts";
import type { LockArguments } from "#electron/cli/command.ts";
import { Ended, EXIT } from "#electron/cli/ended.ts";
import type { Forecasted } from "#electron/cli/forecast/forecastRun.ts";

/** The ledger of a file; an empty one where it may be missing and is. */
export function readLedgerFile(path: string, mayBeMissing: boolean): Ledger {
  if (mayBeMissing && !existsSync(path)) return EMPTY_LEDGER;
  const text = readTextFile(path);
  if (!text.ok) throw new Ended(EXIT.invalidInput, text.problem);
  const read = readLedger(text.text);
  if (!read.ok) throw new Ended(EXIT.invalidInput, ...read.issues.map(describeLedgerIssue));
  return read.ledger;
}

/** The content of a ledger with a forecast locked in it. */
export function lockedLedger({ forecast, resolved, samples }: Forecasted, lock: LockArguments): OutputContent {
  const lockedOn = lock.date ?? new Date().toISOString().slice(0, 10);
  const claims = liveOriginal(resolved, samples, playCases({ resolved, samples, about: forecast }).cases);
  const locked = lockForecast(forecast, resolved, { author: lock.author, lockedOn }, claims);
  // Read again at the end: others may have added to it while this forecast ran.
  return () => ledgerText(addToLedger(readLedgerFile(lock.ledgerPath, true), locked));
}
