import * as v from "valibot";
import { hostContract, type HostInput, type HostOperation, type HostOutput } from "./contract.ts";
import { hostFailureSchema, type HostFailure } from "./failure.ts";

export type Reply<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly failure: HostFailure };

/** The machine, as its user sees it: one function an operation; none throws. */
export type Host = {
  readonly [Operation in HostOperation]: (input: HostInput<Operation>) => Promise<Reply<HostOutput<Operation>>>;
};

/** Carries one request across a boundary and brings back what came. May throw where nobody answers. */
export type HostCall = (operation: string, input: unknown) => Promise<unknown>;

const replySchema = v.variant("ok", [
  v.strictObject({ ok: v.literal(true), value: v.unknown() }),
  v.strictObject({ ok: v.literal(false), failure: hostFailureSchema }),
]);

/** A typed host over any transport. */
export function createHostClient(call: HostCall): Host {
  const operations = Object.keys(hostContract) as HostOperation[];
  const functions = operations.map((operation) => [operation, (input: unknown) => ask(call, operation, input)]);
  // The table lists every operation, and each function checks its reply against that operation's own schema.
  return Object.fromEntries(functions) as Host;
}

async function ask(call: HostCall, operation: HostOperation, input: unknown): Promise<Reply<unknown>> {
  let answer: unknown;
  try {
    answer = await call(operation, input);
  } catch {
    return refuse({ code: "unreachable" });
  }
  return readReply(operation, answer);
}

/** What came back for an operation, checked against its own schema. Never throws. */
export function readReply<Operation extends HostOperation>(
  operation: Operation,
  answer: unknown,
): Reply<HostOutput<Operation>> {
  const reply = v.safeParse(replySchema, answer);
  if (!reply.success) return refuse({ code: "unexpected", message: `the reply to ${operation} has no known form` });
  if (!reply.output.ok) return reply.output;
  const value = v.safeParse(hostContract[operation].output, reply.output.value);
  if (!value.success)
    return refuse({ code: "unexpected", message: `the reply to ${operation} is not what was agreed` });
  return { ok: true, value: value.output as HostOutput<Operation> };
}

/** A reply that something failed. */
export function refuse(failure: HostFailure): { readonly ok: false; readonly failure: HostFailure } {
  return { ok: false, failure };
}

/** A reply that carries a value. */
export function grant<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}
