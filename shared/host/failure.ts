import * as v from "valibot";

/** What can go wrong on the machine's side, as a value with a code. */
export const hostFailureSchema = v.variant("code", [
  v.strictObject({ code: v.literal("unknown-operation"), operation: v.string() }),
  v.strictObject({ code: v.literal("invalid-input"), operation: v.string(), problems: v.array(v.string()) }),
  /** The document was never chosen by the user in this program. */
  v.strictObject({ code: v.literal("not-chosen") }),
  /** The file is another than the one that was read: someone wrote to it meanwhile. */
  v.strictObject({ code: v.literal("changed-on-disk"), name: v.string(), hash: v.nullable(v.string()) }),
  v.strictObject({ code: v.literal("file-missing"), name: v.string() }),
  v.strictObject({ code: v.literal("read-only"), name: v.string() }),
  v.strictObject({ code: v.literal("disk-full"), name: v.string() }),
  v.strictObject({ code: v.literal("too-large"), name: v.string() }),
  v.strictObject({ code: v.literal("not-text"), name: v.string() }),
  v.strictObject({ code: v.literal("file-failed"), name: v.string(), reason: v.string() }),
  /** This shell has no such thing, such as a native dialog in a browser. */
  v.strictObject({ code: v.literal("not-here"), operation: v.string() }),
  /** No answer came: the program behind the window has ended. */
  v.strictObject({ code: v.literal("unreachable") }),
  v.strictObject({ code: v.literal("unexpected"), message: v.string() }),
]);

export type HostFailure = v.InferOutput<typeof hostFailureSchema>;

/** The one place where a failure becomes words: what is wrong, then what to do. No code, no path, no jargon. */
export function describeHostFailure(failure: HostFailure): string {
  switch (failure.code) {
    case "unknown-operation":
      return `This window asked for "${failure.operation}", which this version of Past April does not know. Close it and start again.`;
    case "invalid-input":
      return `The request "${failure.operation}" was refused: ${failure.problems.join("; ")}.`;
    case "not-chosen":
      return "This file was not opened in this window. Open it again.";
    case "changed-on-disk":
      return `${failure.name} changed on disk since it was opened. Save a copy, or reload it.`;
    case "file-missing":
      return `${failure.name} can no longer be found. Save it under a name to keep it.`;
    case "read-only":
      return `${failure.name} is read-only. Save a copy beside it.`;
    case "disk-full":
      return `The disk is full, so ${failure.name} was not saved. Free some space, or save elsewhere.`;
    case "too-large":
      return `${failure.name} is larger than any plan. Open another file.`;
    case "not-text":
      return `${failure.name} is not a text file, so it cannot be a plan. Open another file.`;
    case "file-failed":
      return `${failure.name} could not be used: ${failure.reason}.`;
    case "not-here":
      return "This cannot be done in a browser window. Use the desktop app or the command line.";
    case "unreachable":
      return "Past April has closed. Restart it to continue; unsaved work will be offered.";
    case "unexpected":
      return `Past April failed: ${failure.message}. This is an error in the program.`;
  }
}
