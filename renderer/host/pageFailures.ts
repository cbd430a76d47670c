import { grant, refuse, type Reply } from "#shared/host/client.ts";
import type { HostFailure } from "#shared/host/failure.ts";

/** What a picker of the browser gave: null where the user closed it, a reason where it failed. */
export async function guarded<Value>(
  name: string,
  act: () => Promise<Reply<Value | null>>,
): Promise<Reply<Value | null>> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return grant(null);
    return refuse(failureOf(error, name));
  }
}

/** What was done with the file of a name, or why it could not be. */
export async function failing<Value>(name: string, act: () => Promise<Reply<Value>>): Promise<Reply<Value>> {
  try {
    return await act();
  } catch (error) {
    return refuse(failureOf(error, name));
  }
}

function failureOf(error: unknown, name: string): HostFailure {
  switch (error instanceof DOMException ? error.name : "") {
    case "NotFoundError":
      return { code: "file-missing", name };
    case "NotAllowedError":
    case "NoModificationAllowedError":
      return { code: "read-only", name };
    case "QuotaExceededError":
      return { code: "disk-full", name };
    default:
      return { code: "file-failed", name, reason: error instanceof Error ? error.message : String(error) };
  }
}
