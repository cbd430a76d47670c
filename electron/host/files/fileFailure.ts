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

/** What Node's codes of errors mean here. */
const CODES: ReadonlyMap<unknown, FileFailureCode> = new Map([
  ["ENOENT", "missing"],
  ["EISDIR", "is-folder"],
  ["NOT_A_FILE", "not-a-file"],
  ["ENOTDIR", "not-a-folder"],
  ["EEXIST", "not-a-folder"],
  ["EACCES", "no-permission"],
  ["EPERM", "no-permission"],
  ["EROFS", "no-permission"],
  ["ENOSPC", "disk-full"],
  ["EDQUOT", "disk-full"],
  ["ENAMETOOLONG", "name-too-long"],
  ["ELOOP", "link-loop"],
  ["EBUSY", "busy"],
  ["ETXTBSY", "busy"],
  ["EFBIG", "too-large"],
] as const);

/** The code of an error that Node's file functions threw. */
export function codeOf(error: unknown): FileFailureCode {
  return (error instanceof Error && "code" in error ? CODES.get(error.code) : undefined) ?? "other";
}

/**
 * What the machine says of an error, without its code and without the path, which whoever reads it knows: "i/o error".
 */
export function reasonOfError(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /^E[A-Z0-9]+: (.+?)(?:, [a-z]+\b.*)?$/s.exec(message)?.[1] ?? message;
}

/** What is wrong with a file, where reading and writing fail alike. */
const REASONS: Readonly<Record<Exclude<FileFailureCode, "missing" | "too-large" | "other">, string>> = {
  "is-folder": "it is a folder, and a file is needed",
  "not-a-file": "it is a device, and a file is needed",
  "not-a-folder": "part of its path is a file, not a folder",
  "no-permission": "you have no permission for it",
  "disk-full": "the disk is full",
  "name-too-long": "its name or its path is longer than this system allows; a shorter one is needed",
  "link-loop": "it is a link that leads back to itself",
  busy: "another program is using it; try again",
  "not-text": "it is not UTF-8 text",
};

/** One sentence: which file, what is wrong, what would be right. */
export function describeFileFailure({ code, access, path, detail }: FileFailure): string {
  const cannot = `${path} cannot be ${access === "read" ? "read" : "written"}`;
  if (code === "missing")
    return access === "read" ? `${cannot}: there is no such file.` : `${cannot}: its folder does not exist.`;
  if (code === "too-large")
    return access === "write"
      ? `${cannot}: it would be larger than this system allows.`
      : `${cannot}: it is larger than ${MOST_PLAN_BYTES / 1e6} MB, and no plan is.`;
  return `${cannot}: ${code === "other" ? detail : REASONS[code]}.`;
}
