import { isRecord } from "#shared/usage/text/fields.ts";
import type { Found, UsageFormat, UsageHead, UsageReader } from "./format.ts";

/**
 * Pages of an interface as scripts save them: a list of pages in one document, or one page a line, each as the format
 * of a document has it.
 */
export function asPages(head: UsageHead, recognise: (head: UsageHead) => string | null): string | null {
  const pages =
    head.kind === "lines" ? head.sample : head.kind === "document" && Array.isArray(head.value) ? head.value : [];
  for (const value of pages.slice(0, 20) as readonly unknown[]) {
    const reason = isRecord(value) ? recognise({ kind: "document", value }) : null;
    if (reason !== null) return `it holds pages, and of one ${reason}`;
  }
  return null;
}

/** A format's reader that also takes a list of pages, one after the other. */
export function readPages(format: UsageFormat, read: UsageReader): UsageReader {
  if (format.kind !== "document") return read;
  const each = (value: unknown, line: number): Found => {
    const isList = Array.isArray(value) && asPages({ kind: "document", value }, format.recognise) !== null;
    if (!isList || format.recognise({ kind: "document", value }) !== null) return read(value, line);
    const found = value.map((page) => read(page, line));
    return {
      rows: found.flatMap(({ rows }) => rows),
      problems: found.flatMap(({ problems }) => problems),
      warnings: found.flatMap(({ warnings = [] }) => warnings),
    };
  };
  return read.end === undefined ? each : Object.assign(each, { end: read.end });
}
