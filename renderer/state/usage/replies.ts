import type { Reply } from "#shared/host/client.ts";
import { describeHostFailure } from "#shared/host/failure.ts";
import type { AppStore } from "#renderer/state/store.ts";

/** The value of a reply; where the machine refused, the reason is put on the screen and the value is null. */
export function valueOrNotice<Value>(store: AppStore, reply: Reply<Value>): Value | null {
  if (reply.ok) return reply.value;
  store.getState().say({ kind: "wrong", sentence: describeHostFailure(reply.failure) });
  return null;
}

/** The value of a reply; where the machine refused, an Error with the reason is thrown. */
export function valueOf<Value>(reply: Reply<Value>): Value {
  if (!reply.ok) throw new Error(describeHostFailure(reply.failure));
  return reply.value;
}
