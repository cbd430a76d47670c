import { basename, dirname, extname, join } from "node:path";

/** Where a plan's ledger lies: beside it, "plan.ledger.json" for "plan.json" and for "plan.pastapril" alike. */
export function ledgerBeside(planPath: string): string {
  return join(dirname(planPath), `${basename(planPath, extname(planPath))}.ledger.json`);
}
