/** What can be wrong with a file, as a value; `describeFileFailure` is the one place that turns it into words. */
export interface FileFailure {
  readonly code: FileFailureCode;
  readonly access: "read" | "write";
  readonly path: string;
  /** The machine's own words, where the code says nothing. */
  readonly detail: string;
}

export type FileFailureCode =
  | "missing"
  | "is-folder"
  | "not-a-file"
  | "not-a-folder"
  | "no-permission"
  | "disk-full"
  | "name-too-long"
  | "link-loop"
  | "busy"
  | "too-large"
  | "not-text"
  | "other";

/** Largest plan file that is read at all, bytes: a thousand times a plan of six workloads. */
export const MOST_PLAN_BYTES = 20_000_000;

/** The code of an error that Node's file functions threw. */
export function codeOf(error: unknown): FileFailureCode {
  switch (error instanceof Error && "code" in error ? error.code : undefined) {
    case "ENOENT":
      return "missing";
    case "EISDIR":
      return "is-folder";
    case "NOT_A_FILE":
      return "not-a-file";
    case "ENOTDIR":
    case "EEXIST":
      return "not-a-folder";
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return "no-permission";
    case "ENOSPC":
    case "EDQUOT":
      return "disk-full";
    case "ENAMETOOLONG":
      return "name-too-long";
    case "ELOOP":
      return "link-loop";
    case "EBUSY":
    case "ETXTBSY":
      return "busy";
    case "EFBIG":
      return "too-large";
    default:
      return "other";
  }
}

/**
 * What the machine says of an error, without its code and without the path, which whoever reads it knows: "i/o error".
 */
export function reasonOfError(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /^E[A-Z0-9]+: (.+?)(?:, [a-z]+\b.*)?$/s.exec(message)?.[1] ?? message;
}

/** One sentence: which file, what is wrong, what would be right. */
export function describeFileFailure({ code, access, path, detail }: FileFailure): string {
  const cannot = `${path} cannot be ${access === "read" ? "read" : "written"}`;
  switch (code) {
    case "missing":
      return access === "read" ? `${cannot}: there is no such file.` : `${cannot}: its folder does not exist.`;
    case "is-folder":
      return `${cannot}: it is a folder, and a file is needed.`;
    case "not-a-file":
      return `${cannot}: it is a device, and a file is needed.`;
    case "not-a-folder":
      return `${cannot}: part of its path is a file, not a folder.`;
    case "no-permission":
      return `${cannot}: you have no permission for it.`;
    case "disk-full":
      return `${cannot}: the disk is full.`;
    case "name-too-long":
      return `${cannot}: its name or its path is longer than this system allows; a shorter one is needed.`;
    case "link-loop":
      return `${cannot}: it is a link that leads back to itself.`;
    case "busy":
      return `${cannot}: another program is using it; try again.`;
    case "too-large":
      return access === "write"
        ? `${cannot}: it would be larger than this system allows.`
        : `${cannot}: it is larger than ${MOST_PLAN_BYTES / 1e6} MB, and no plan is.`;
    case "not-text":
      return `${cannot}: it is not UTF-8 text.`;
    case "other":
      return `${cannot}: ${detail}.`;
  }
}
