import { formatCount } from "#shared/format/counts.ts";
import { issueAt, type Issue } from "./issues.ts";
import { quoted } from "#shared/plan/schema/describe.ts";
import type { Path } from "#shared/plan/pointer.ts";

/** Characters of the largest file that is read: a thousand times a plan of six workloads. */
const MAX_LENGTH = 20_000_000;
/** Deepest nesting; a plan needs 10. */
const MAX_DEPTH = 64;

export type ReadJson =
  { readonly ok: true; readonly document: unknown } | { readonly ok: false; readonly issues: readonly Issue[] };

/**
 * A JSON document (RFC 8259) from its text, with or without a byte order mark. Refused with its line and column is what
 * is not JSON; refused too is what JSON would take in silence: a name given twice in one object, and nesting or length
 * beyond all sense.
 */
export function readJson(text: string): ReadJson {
  const json = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const issue = jsonIssue(json);
  return issue === null ? { ok: true, document: JSON.parse(json) as unknown } : { ok: false, issues: [issue] };
}

const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/**
 * The first thing that is wrong with a JSON text, or null. `JSON.parse` would tell as much in words that differ from
 * engine to engine, and neither names given twice nor depth; the value itself is always its own.
 */
function jsonIssue(text: string): Issue | null {
  if (text.length > MAX_LENGTH)
    return issueAt([], `a file of ${formatCount(text.length / 1e6)} MB`, `at most ${MAX_LENGTH / 1e6} MB`);
  if (text.trim() === "") return issueAt([], "an empty file", "a plan as JSON");
  let at = 0;
  let issue: Issue | null = null;
  const path: (string | number)[] = [];

  const refuse = (found: string, wanted: string, place: Path = []) => {
    issue = issueAt(place, found, wanted);
    return false;
  };
  const unexpected = (wanted: string) => {
    const found = at < text.length ? quoted(String.fromCodePoint(text.codePointAt(at)!)) : "the end of the text";
    return refuse(`${found} at ${placeIn(text, at)}, which is not JSON`, wanted);
  };
  const skipSpace = () => {
    while (" \t\n\r".includes(text[at] ?? "x")) at++;
  };
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at;
    if (!pattern.test(text)) return false;
    at = pattern.lastIndex;
    return true;
  };
  const takeSign = (sign: string) => {
    skipSpace();
    if (text[at] !== sign) return false;
    at++;
    return true;
  };

  const value = (): boolean => {
    skipSpace();
    if (path.length > MAX_DEPTH)
      return refuse(`nesting more than ${MAX_DEPTH} deep at ${placeIn(text, at)}`, "a plan, which nests about 10 deep");
    if (text[at] === "{") return object();
    if (text[at] === "[") return list();
    if (text[at] === '"') return string();
    return take(SCALAR) || unexpected("a value");
  };
  const valueUnder = (key: string | number): boolean => {
    path.push(key);
    const isValue = value();
    path.pop();
    return isValue;
  };
  const string = (): boolean => {
    if (text[at] !== '"') return unexpected("a name in quotation marks");
    at++;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === 0x22) {
        at++;
        return true;
      }
      if (code === 0x5c) {
        if (!take(ESCAPE)) return unexpected("an escape such as \\n or \\u00e9");
      } else if (code >= 0x20) at++;
      else
        return unexpected(
          at < text.length
            ? "line breaks and tabs in a text written as \\n and \\t"
            : "the end of a text, a quotation mark",
        );
    }
  };
  const list = (): boolean => {
    at++;
    if (takeSign("]")) return true;
    for (let i = 0; ; i++) {
      if (!valueUnder(i)) return false;
      if (takeSign("]")) return true;
      if (!takeSign(",")) return unexpected('"," or "]"');
    }
  };
  const object = (): boolean => {
    at++;
    if (takeSign("}")) return true;
    const names = new Set<string>();
    for (;;) {
      skipSpace();
      const start = at;
      if (!string()) return false;
      const name = JSON.parse(text.slice(start, at)) as string;
      if (names.has(name))
        return refuse(`the name ${quoted(name)} a second time, at ${placeIn(text, start)}`, "each name once", [
          ...path,
          name,
        ]);
      names.add(name);
      if (!takeSign(":")) return unexpected('":"');
      if (!valueUnder(name)) return false;
      if (takeSign("}")) return true;
      if (!takeSign(",")) return unexpected('"," or "}"');
    }
  };

  if (!value()) return issue;
  skipSpace();
  if (at < text.length) unexpected("the end of the text");
  return issue;
}

/** "line 3, column 14", both counted from 1. */
function placeIn(text: string, at: number): string {
  const before = text.slice(0, at);
  const lineStart = before.lastIndexOf("\n") + 1;
  return `line ${before.split("\n").length}, column ${at - lineStart + 1}`;
}
