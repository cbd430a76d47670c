import { isRecord } from "#shared/usage/text/fields.ts";
import { NOTHING, type Found, type UsageFormat, type UsageHead, type UsageReader } from "./reading/format.ts";

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

const MORE_PAGES =
  "The file says that further pages follow the last one it holds. Import those too: without them the totals are too low.";

/** Names under which interfaces give the place where the next page begins. */
const NEXT = ["next_page", "next_cursor", "nextCursor", "next_page_token", "nextPageToken", "NextPageToken", "cursor"];

/** Whether a page says that it is not the last: `has_more`, the next page's name, or its number among all pages. */
function hasMorePages(page: unknown): boolean {
  if (!isRecord(page)) return false;
  return [page, page["meta"], page["metadata"], page["pagination"]].filter(isRecord).some((about) => {
    const [at, all] = [about["page"], about["totalPages"] ?? about["total_pages"]];
    const hasNext = NEXT.some((name) => typeof about[name] === "string" && about[name] !== "");
    return hasNext || about["has_more"] === true || (typeof at === "number" && typeof all === "number" && at < all);
  });
}

/** A format's reader that also takes a list of pages, one after the other, and says where the last one is missing. */
export function readPages(format: UsageFormat, read: UsageReader): UsageReader {
  if (format.kind === "table") return read;
  let isCut = false;
  const each = (value: unknown, line: number): Found => {
    if (format.kind === "lines") {
      // A line may be a page as well as a record, and a record may have a cursor of its own.
      isCut = isRecord(value) && Array.isArray(value["data"]) && hasMorePages(value);
      return read(value, line);
    }
    isCut = hasMorePages(Array.isArray(value) ? value.at(-1) : value);
    const isList = Array.isArray(value) && asPages({ kind: "document", value }, format.recognise) !== null;
    if (!isList || format.recognise({ kind: "document", value }) !== null) return read(value, line);
    const found = value.map((page) => read(page, line));
    return {
      rows: found.flatMap(({ rows }) => rows),
      problems: found.flatMap(({ problems }) => problems),
      warnings: found.flatMap(({ warnings = [] }) => warnings),
    };
  };
  const end = (): Found => {
    const last = read.end?.() ?? NOTHING;
    return isCut ? { ...last, warnings: [...(last.warnings ?? []), MORE_PAGES] } : last;
  };
  return Object.assign(each, { end });
}
