/** Why something failed, as the end of a sentence. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  switch ((error as NodeJS.ErrnoException).code ?? "") {
    case "ENOENT":
      return "it is not there";
    case "EACCES":
    case "EPERM":
      return "it may not be read";
    case "Z_BUF_ERROR":
      return "its packing ends too early: it may have been cut off";
    case "Z_DATA_ERROR":
      return "its packing is damaged";
    default:
      return plainReason(error.message).slice(0, 300);
  }
}

/** The first line of a message, without the database's own heading; what follows it is its SQL. */
function plainReason(message: string): string {
  return message
    .split("\n")[0]!
    .replace(/^(?:[A-Z][A-Za-z]*(?: [A-Z][A-Za-z]*)* Error: )+/, "")
    .trim();
}
