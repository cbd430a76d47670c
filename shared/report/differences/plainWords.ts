import { formatCount, formatNumber } from "#shared/format/counts.ts";
import type { Path } from "#shared/plan/pointer.ts";
import type { Approval, Comment } from "#shared/plan/schema/record.ts";
import { PLACES } from "./differencePlaces.ts";

/** Values of a plan that have no words of their own. */

/** "perMonth" reads "per month". */
export function inWords(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`);
}

const LONGEST = 120;

/** Any value of a plan in a few words. */
function plainWords(value: unknown): string {
  if (typeof value === "number") return formatNumber(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (value === "workingDays") return "by working days";
  if (typeof value === "string") return value.length > LONGEST ? `${value.slice(0, LONGEST - 1)}…` : value;
  if (Array.isArray(value)) return value.length === 0 ? "none" : clipped(value.map(plainWords).join(", "));
  if (typeof value === "object" && value !== null)
    return clipped(
      Object.entries(value)
        .map(([name, inner]) => `${PLACES.get(name) ?? inWords(name)} ${plainWords(inner)}`)
        .join(", "),
    );
  return "none";
}

function clipped(words: string): string {
  return words.length > LONGEST ? `${words.slice(0, LONGEST - 1).trimEnd()}…` : words;
}

/** What stands at a place that has no words of its own but may hold approvals or comments. */
export function otherWords(path: Path, value: unknown): string {
  const place = path.at(-1);
  if (place === "approvals") return approvalsWords(value as readonly Approval[]);
  return place === "comments" ? commentsWords(value as readonly Comment[]) : plainWords(value);
}

/** "Chief Financial Officer approved, Chief Technology Officer open". */
function approvalsWords(approvals: readonly Approval[]): string {
  const words = approvals.map(({ who, role, decision }) => `${role ?? who ?? ""} ${decision ?? "open"}`);
  return clipped(words.join(", ") || "none");
}

/** "3 comments". */
function commentsWords(comments: readonly Comment[]): string {
  if (comments.length === 0) return "none";
  return comments.length === 1 ? "1 comment" : `${formatCount(comments.length)} comments`;
}
