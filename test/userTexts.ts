import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** A text that a user may read, and where it is written. */
export interface UserText {
  /** Path from the top of the repository and line, as "shared/plan/read.ts:12". */
  readonly place: string;
  /** The text in one line, with "…" in place of each value that is put into it. */
  readonly text: string;
}

const TOP = fileURLToPath(new URL("..", import.meta.url));

/** Attributes of a JSX element whose values are names for the machine, never read by a user. */
const MACHINE_ATTRIBUTES =
  /^(className|id|key|htmlFor|name|type|role|data-.*|aria-(?!label|valuetext|description)\w+)$/;

/**
 * The texts that a user may read from the TypeScript files below some folders: string literals, templates and JSX
 * text. Left out are imports, types, keys, names for the machine (one word without a capital, except as JSX text) and
 * SQL.
 *
 * @param folders Folders from the top of the repository.
 */
export function userTexts(folders: readonly string[]): UserText[] {
  return folders.flatMap((folder) =>
    readdirSync(join(TOP, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name))
      .sort()
      .flatMap((name) => textsOfFile(join(TOP, folder, name))),
  );
}

/** The same of one file. */
function textsOfFile(path: string): UserText[] {
  const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
  const found: UserText[] = [];
  const visit = (node: ts.Node): void => {
    const text = isForMachine(node) ? null : textOf(node);
    if (text !== null && isReadable(text, ts.isJsxText(node))) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push({ place: `${relative(TOP, path)}:${String(line + 1)}`, text: text.replaceAll(/\s+/g, " ").trim() });
    }
    if (!isForMachine(node)) ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/**
 * The texts of Typst markup: what stands in quotation marks and in square brackets. The rest is code.
 *
 * @param markup The template of the PDF.
 */
export function typstTexts(markup: string): string[] {
  return [...markup.matchAll(/"([^"\n]*)"|\[([^[\]#]*)\]/g)].map(([, quoted, content]) => quoted ?? content ?? "");
}

/** The text of a literal, a template or JSX text; `null` for any other node. */
function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isJsxText(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return node.head.text + node.templateSpans.map((span) => `…${span.literal.text}`).join("");
}

/** Whether nothing below a node is ever read by a user. */
function isForMachine(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return true;
  if (ts.isJsxAttribute(node)) return MACHINE_ATTRIBUTES.test(node.name.getText());
  return ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && isSql(node);
}

/** Whether a call hands SQL to the usage table. */
function isSql(call: ts.CallExpression): boolean {
  const [first] = call.arguments;
  const text = first === undefined ? null : textOf(first);
  return text !== null && SQL.test(text);
}

const SQL = /^\s*(SELECT|INSERT|UPDATE|CREATE|DROP|DELETE|ALTER|WITH|COPY|ATTACH|DETACH|SET)\b/;

/** Whether a text holds words for people: JSX text with a letter, a capital at its beginning, or several words. */
function isReadable(text: string, isJsx: boolean): boolean {
  const trimmed = text.trim();
  if (!/\p{L}{2}/u.test(trimmed) || SQL.test(text)) return false;
  return isJsx || /^\p{Lu}\p{Ll}/u.test(trimmed) || /\s/.test(trimmed);
}
