import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/**
 * `npm run bench -- --against REV [--rounds N] [--guard]`: the key figures of this checkout and of a revision of it,
 * measured in turn in processes of their own, so that whatever else the machine does slows both alike. Prints the
 * median ratio of each figure with its lowest and highest. With `--guard` it fails where a figure is clearly slower.
 */

/** From here on a figure counts as slower: what the median says, and every single round bears out in part. */
const SLOWER = 1.15;
const BORNE_OUT = 1.05;

const here = fileURLToPath(new URL("../../../", import.meta.url));

type Figures = Readonly<Record<string, number>>;

/** One figure's ratios, this checkout to the revision, by round. */
export interface Compared {
  readonly name: string;
  readonly ratios: readonly number[];
}

/** Whether a figure is slower beyond what chance does to so few rounds. */
export function isSlower({ ratios }: Compared): boolean {
  return medianOf(ratios) > SLOWER && Math.min(...ratios) > BORNE_OUT;
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Measures both and prints; returns whether nothing is slower. */
export async function benchAgainst(revision: string, rounds: number): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "past-april-against-"));
  const other = join(folder, "tree");
  try {
    execFileSync("git", ["worktree", "add", "--detach", other, revision], { cwd: here, stdio: "ignore" });
    giveModules(other);
    const compared = await compare(other, rounds);
    for (const one of compared) process.stdout.write(`${line(one)}\n`);
    return !compared.some(isSlower);
  } finally {
    execFileSync("git", ["worktree", "remove", "--force", other], { cwd: here, stdio: "ignore" });
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same packages where both revisions ask for the same, else the revision's own. */
function giveModules(tree: string): void {
  const lock = (root: string): string => readFileSync(join(root, "package-lock.json"), "utf8");
  if (lock(tree) === lock(here)) symlinkSync(join(here, "node_modules"), join(tree, "node_modules"));
  else execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: tree, stdio: "ignore" });
}

async function compare(other: string, rounds: number): Promise<Compared[]> {
  const all: { readonly own: Figures; readonly other: Figures }[] = [];
  for (let round = 0; round < rounds; round++) {
    // Every second round the other way round: a machine that slows down or speeds up favors neither.
    const order = round % 2 === 0 ? [here, other] : [other, here];
    const measured = new Map<string, Figures>();
    for (const tree of order) measured.set(tree, await figuresOf(tree));
    all.push({ own: measured.get(here)!, other: measured.get(other)! });
  }
  const names = Object.keys(all[0]!.own).filter((name) => all.every((round) => (round.other[name] ?? 0) > 0));
  return names.map((name) => ({ name, ratios: all.map((round) => round.own[name]! / round.other[name]!) }));
}

async function figuresOf(tree: string): Promise<Figures> {
  const script = fileURLToPath(new URL("./keyFigures.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", script, tree], {
    cwd: here,
    timeout: 600_000,
  });
  return JSON.parse(stdout) as Figures;
}

function line(one: Compared): string {
  const [low, high] = [Math.min(...one.ratios), Math.max(...one.ratios)];
  const ratio = medianOf(one.ratios).toFixed(2);
  return `${one.name.padEnd(48)} ${ratio} × (${low.toFixed(2)} to ${high.toFixed(2)})${isSlower(one) ? "   SLOWER" : ""}`;
}
