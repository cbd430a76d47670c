import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** A name that the code gives to something, and where. */
export interface DeclaredName {
  /** Path from the top of the repository and line, as "shared/plan/read.ts:12"; of a file's own name the path alone. */
  readonly place: string;
  readonly name: string;
}

const TOP = fileURLToPath(new URL("..", import.meta.url));

/**
 * The names that the TypeScript files below some folders declare: of functions, types, variables, parameters and
 * properties, and of the files themselves.
 *
 * @param folders Folders from the top of the repository.
 */
export function declaredNames(folders: readonly string[]): DeclaredName[] {
  return folders.flatMap((folder) =>
    readdirSync(join(TOP, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name))
      .flatMap((name) => namesOfFile(join(TOP, folder, name))),
  );
}

/** The words of a name: "goneOn" is "gone" and "on". */
export function wordsOf(name: string): string[] {
  const parted = name.replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2").replaceAll(/([A-Z]+)([A-Z][a-z])/g, "$1 $2");
  return parted.split(/[^A-Za-z0-9]+/).map((word) => word.toLowerCase());
}

function namesOfFile(path: string): DeclaredName[] {
  const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
  const file = relative(TOP, path).replaceAll("\\", "/");
  const found: DeclaredName[] = [{ place: file, name: file.split("/").at(-1)!.replace(/\..*/, "") }];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && isDeclared(node)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push({ place: `${file}:${String(line + 1)}`, name: node.text });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Whether a name is given here; an import, a use and an attribute repeat one that is given elsewhere. */
function isDeclared(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || ts.isImportSpecifier(parent) || ts.isJsxAttribute(parent)) return false;
  return "name" in parent && parent.name === node;
}
