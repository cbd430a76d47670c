import { visit, type JSONVisitor } from "jsonc-parser";
import { formatCount } from "#shared/format/counts.ts";
import { issueAt, type Issue } from "./issues.ts";
import { quoted } from "#shared/plan/schema/describe.ts";

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

const NAME = "a name in quotation marks";
const VALUE = "a value";

/** An object or a list that the reader is in: for an object, the names that it has given so far. */
type Container = Set<string> | "list";

/** Ends the walk over a text at its first issue. */
class FirstIssue extends Error {
  readonly issue: Issue;

  constructor(issue: Issue) {
    super(issue.found);
    this.issue = issue;
  }
}

/**
 * The first thing that is wrong with a JSON text, or null. `JSON.parse` would say as much in words that differ from
 * engine to engine, and neither names given twice nor depth; the value itself is always its own.
 */
function jsonIssue(text: string): Issue | null {
  if (text.length > MAX_LENGTH)
    return issueAt([], `a file of ${formatCount(text.length / 1e6)} MB`, `at most ${MAX_LENGTH / 1e6} MB`);
  if (text.trim() === "") return issueAt([], "an empty file", "a plan as JSON");
  try {
    visit(text, firstIssueOf(text), { disallowComments: true });
    return null;
  } catch (error) {
    if (error instanceof FirstIssue) return error.issue;
    throw error;
  }
}

/**
 * A visitor that throws the first issue of a text. It hears of each name, value and sign before the next one is read,
 * so it always knows what must come. The walk ends at an issue and never goes deeper than a plan can be: no text
 * exhausts the stack.
 */
function firstIssueOf(text: string): JSONVisitor {
  const open: Container[] = [];
  let wanted = VALUE;

  const enter = (container: Container, offset: number) => {
    refuseDepth(text, open.length, offset);
    open.push(container);
    wanted = container === "list" ? VALUE : NAME;
  };
  const leave = (sign: string, offset: number) => {
    // The end of the text ends all that is open, too.
    if (text[offset] !== sign) throw new FirstIssue(unexpected(text, offset, wanted));
    open.pop();
    wanted = wantedBehindValue(open.at(-1));
  };
  return {
    onObjectBegin: (offset) => enter(new Set(), offset),
    onObjectEnd: (offset) => leave("}", offset),
    onArrayBegin: (offset) => enter("list", offset),
    onArrayEnd: (offset) => leave("]", offset),
    onObjectProperty: (name, offset, _length, _line, _column, pathOfObject) => {
      const names = open.at(-1) as Set<string>;
      if (names.has(name)) {
        const found = `the name ${quoted(name)} a second time, at ${placeIn(text, offset)}`;
        throw new FirstIssue(issueAt([...pathOfObject(), name], found, "each name once"));
      }
      names.add(name);
      wanted = '":"';
    },
    onLiteralValue: (_value, offset) => {
      refuseDepth(text, open.length, offset);
      wanted = wantedBehindValue(open.at(-1));
    },
    onSeparator: (sign) => {
      wanted = sign === "," && open.at(-1) !== "list" ? NAME : VALUE;
    },
    onError: (_code, offset) => {
      throw new FirstIssue(issueIn(text, offset, wanted, open.at(-1)));
    },
  };
}

function refuseDepth(text: string, depth: number, offset: number): void {
  if (depth <= MAX_DEPTH) return;
  const found = `nesting more than ${MAX_DEPTH} deep at ${placeIn(text, offset)}`;
  throw new FirstIssue(issueAt([], found, "a plan, which nests about 10 deep"));
}

function wantedBehindValue(container: Container | undefined): string {
  if (container === undefined) return "the end of the text";
  return container === "list" ? '"," or "]"' : '"," or "}"';
}

const TEXT_PIECE = /[^"\\\u0000-\u001f]+|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** The issue of a token: where it breaks off, if it begins as what is wanted, or else at its beginning. */
function issueIn(text: string, offset: number, wanted: string, container: Container | undefined): Issue {
  if (text[offset] === '"' && (wanted === VALUE || wanted === NAME)) return issueInText(text, offset);
  SCALAR.lastIndex = offset;
  return wanted === VALUE && SCALAR.test(text)
    ? unexpected(text, SCALAR.lastIndex, wantedBehindValue(container))
    : unexpected(text, offset, wanted);
}

/** The issue of a text in quotation marks that begins at `offset`. */
function issueInText(text: string, offset: number): Issue {
  let at = offset + 1;
  for (TEXT_PIECE.lastIndex = at; TEXT_PIECE.test(text);) at = TEXT_PIECE.lastIndex;
  if (at === text.length) return unexpected(text, at, "the end of a text, a quotation mark");
  return text[at] === "\\"
    ? unexpected(text, at, "an escape such as \\n or \\u00e9")
    : unexpected(text, at, "line breaks and tabs in a text written as \\n and \\t");
}

function unexpected(text: string, at: number, wanted: string): Issue {
  const found = at < text.length ? quoted(String.fromCodePoint(text.codePointAt(at)!)) : "the end of the text";
  return issueAt([], `${found} at ${placeIn(text, at)}, which is not JSON`, wanted);
}

/** "line 3, column 14", both counted from 1. */
function placeIn(text: string, at: number): string {
  const before = text.slice(0, at);
  const lineStart = before.lastIndexOf("\n") + 1;
  return `line ${before.split("\n").length}, column ${at - lineStart + 1}`;
}
