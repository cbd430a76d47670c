import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { dirname, resolve } from "node:path";
import ts from "typescript";

/** A node of the source, and the file that its names are looked up in. */
interface Place {
  readonly node: ts.Expression;
  readonly file: string;
  /** The function whose own constants are looked up first; null: none. */
  readonly scope: ts.Block | null;
}

type Commented = Place & { readonly text: string | null };

/** What the comments in the source of a schema say of a value and of the values within it. */
export interface Described {
  /** The comment of the field, or else of the schema that it is of; null: neither has one. */
  readonly text: string | null;
  /** What is within, by the step of JSON Schema that leads there. */
  readonly property: (key: string) => Described | null;
  readonly items: () => Described | null;
  readonly values: () => Described | null;
  readonly arm: (index: number) => Described | null;
}

/**
 * Reads the comments that a valibot schema has in its source, so that what is written for who reads the code is what an
 * editor shows. `name` is the schema's constant in `path`.
 */
export function describedSchema(path: string, name: string): Described {
  const files = new Map<string, ts.SourceFile>();
  const fileAt = (at: string): ts.SourceFile => {
    const known = files.get(at);
    if (known !== undefined) return known;
    const parsed = ts.createSourceFile(at, readFileSync(at, "utf8"), ts.ScriptTarget.Latest, true);
    files.set(at, parsed);
    return parsed;
  };

  /** Where a constant, or a function's result, is made: in the scope, in the file, or in one that it imports. */
  const constant = (wanted: string, { file, scope }: Omit<Place, "node">): Commented | null => {
    for (const block of scope === null ? [null] : [scope, null])
      for (const statement of block?.statements ?? fileAt(file).statements) {
        if (ts.isImportDeclaration(statement) && importsName(statement, wanted)) {
          const from = fileOf((statement.moduleSpecifier as ts.StringLiteral).text, file);
          return constant(wanted, { file: from, scope: null });
        }
        if (ts.isFunctionDeclaration(statement) && statement.name?.text === wanted) {
          const returned = statement.body?.statements.findLast(ts.isReturnStatement)?.expression;
          return returned === undefined ? null : { node: returned, file, scope: statement.body!, text: null };
        }
        const made = ts.isVariableStatement(statement) ? initializerOf(statement, wanted) : null;
        if (made !== null) return { node: made, file, scope: block, text: commentOf(statement) };
      }
    return null;
  };

  /** The expression that gives a schema its form, without what wraps it, and the comment on the constants passed through. */
  const bare = ({ node, ...where }: Place, text: string | null): Commented | null => {
    const name = ts.isIdentifier(node) ? node : ts.isCallExpression(node) ? node.expression : null;
    const made = name !== null && ts.isIdentifier(name) ? constant(name.text, where) : null;
    // A function of valibot's or of our own library has no schema that is written out in its result.
    if (made !== null && !LIBRARY.has((name as ts.Identifier).text)) return bare(made, text ?? made.text);
    const called = callName(node);
    if (called === null) return null;
    const [first] = (node as ts.CallExpression).arguments;
    if (WRAPPERS.has(called) && first !== undefined) return bare({ node: first, ...where }, text);
    return { node, ...where, text };
  };

  const describe = (place: Place, text: string | null): Described => {
    const found = bare(place, text);
    const within = (node: ts.Expression | undefined): Described | null =>
      node === undefined || found === null ? null : describe({ ...found, node }, null);
    const call = found?.node as ts.CallExpression | undefined;
    const called = call === undefined ? null : callName(call);
    return {
      text: found === null ? text : found.text,
      property: (key) => {
        if (called !== "strictObject") return null;
        const field = fieldOf({ ...found!, node: call!.arguments[0]! }, key);
        return field === null ? null : describe(field, field.text);
      },
      items: () => (called === "array" ? within(call!.arguments[0]) : null),
      values: () => (called === "record" ? within(call!.arguments[1]) : null),
      arm: (index) => {
        const arms = called === "armBy" ? call!.arguments[1] : undefined;
        return arms !== undefined && ts.isArrayLiteralExpression(arms) ? within(arms.elements[index]) : null;
      },
    };
  };

  /** A field of an object literal, also of one that is spread into it. */
  const fieldOf = ({ node, ...where }: Place, key: string): Commented | null => {
    const literal = ts.isIdentifier(node) ? constant(node.text, where) : { node, ...where };
    if (literal === null || !ts.isObjectLiteralExpression(literal.node)) return null;
    for (const property of literal.node.properties) {
      if (ts.isSpreadAssignment(property)) {
        const spread = fieldOf({ ...literal, node: property.expression }, key);
        if (spread !== null) return spread;
      } else if (property.name.getText() === key)
        return {
          node: ts.isPropertyAssignment(property) ? property.initializer : (property.name as ts.Identifier),
          file: literal.file,
          scope: literal.scope,
          text: commentOf(property),
        };
    }
    return null;
  };

  const root = constant(name, { file: path, scope: null });
  if (root === null) throw new Error(`there is no ${name} in ${path}`);
  return describe(root, root.text);
}

/** Calls whose first argument is the schema that they add to. */
const WRAPPERS = new Set(["pipe", "exactOptional", "nullable"]);

/** Functions that make a schema of the schemas they are given. */
const LIBRARY = new Set(["armBy", "rule"]);

function initializerOf({ declarationList }: ts.VariableStatement, wanted: string): ts.Expression | null {
  return declarationList.declarations.find(({ name }) => name.getText() === wanted)?.initializer ?? null;
}

function callName(node: ts.Expression): string | null {
  if (!ts.isCallExpression(node)) return null;
  return ts.isPropertyAccessExpression(node.expression) ? node.expression.name.text : node.expression.getText();
}

function importsName({ importClause }: ts.ImportDeclaration, wanted: string): boolean {
  const names = importClause?.namedBindings;
  return names !== undefined && ts.isNamedImports(names) && names.elements.some(({ name }) => name.text === wanted);
}

/** The JSDoc comment right before a node, in one line. */
function commentOf(node: ts.Node): string | null {
  const [last] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).toReversed();
  const text = last === undefined ? undefined : ts.getTextOfJSDocComment(last.comment);
  return text === undefined ? null : text.replaceAll(/\s+/g, " ").trim();
}

/** The file that an import names: in a room of the project, or beside the file that imports it. */
function fileOf(specifier: string, importer: string): string {
  return specifier.startsWith("#")
    ? fileURLToPath(new URL(`../../${specifier.slice(1)}`, import.meta.url))
    : resolve(dirname(importer), specifier);
}
