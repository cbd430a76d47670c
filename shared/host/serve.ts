import * as v from "valibot";
import { refuse, type Host, type Reply } from "./client.ts";
import { hostContract, isHostOperation } from "./contract.ts";

/** Answers one request that crossed a boundary. Trusts nothing it is given; never throws. */
export async function serveHost(host: Host, operation: unknown, input: unknown): Promise<Reply<unknown>> {
  if (!isHostOperation(operation))
    return refuse({ code: "unknown-operation", operation: String(operation).slice(0, 100) });
  const parsed = v.safeParse(hostContract[operation].input, input);
  if (!parsed.success)
    return refuse({ code: "invalid-input", operation, problems: parsed.issues.slice(0, 5).map(describeIssue) });
  try {
    // The schema of this operation has just agreed to the input: what the table cannot say to the compiler.
    const perform = host[operation] as (checked: unknown) => Promise<Reply<unknown>>;
    return await perform(parsed.output);
  } catch (error) {
    return refuse({ code: "unexpected", message: error instanceof Error ? error.message : String(error) });
  }
}

function describeIssue(issue: v.BaseIssue<unknown>): string {
  const place = v.getDotPath(issue);
  return place === null ? issue.message : `${place}: ${issue.message}`;
}
