import { basename, dirname, extname, join } from "node:path";
import { realPath } from "#electron/host/files/wholeFile.ts";

/**
 * Where a plan's ledger lies: beside it, "plan.ledger.json" for "plan.json" and for "plan.pastapril" alike. Of a plan
 * that is opened through a link, beside the file itself: the app and the command line mean the same ledger.
 */
export function ledgerBeside(planPath: string): string {
  const path = realPath(planPath);
  return join(dirname(path), `${basename(path, extname(path))}.ledger.json`);
}
