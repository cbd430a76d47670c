import { pathOf } from "#shared/plan/pointer.ts";
import type { Varied } from "#shared/plan/sweep.ts";
import type { Command } from "#electron/cli/command.ts";
import { BASE_ID, runOf, wholeNumber, WrongUsage, type Values } from "#electron/cli/optionValues.ts";

/** Between the values of an option that may be given several times. */
export const REPEATED = "\n";

/** `sweep PLAN…`: which plans, scenarios and inputs. Throws `WrongUsage`. */
export function sweepOf(values: Values, planPaths: readonly string[]): Command {
  const [first] = planPaths;
  if (first === undefined) throw new WrongUsage("sweep needs a PLAN, or several: past-april sweep PLAN… --vary …");
  return {
    kind: "sweep",
    run: runOf(first, values),
    planPaths,
    scenarios: scenariosOf(values["scenarios"]),
    varied: (values["vary"]?.split(REPEATED) ?? []).map(variedOf),
    row: wholeNumber("--row", values["row"], null, 1, Number.MAX_SAFE_INTEGER),
    list: values["list"] !== undefined,
    csv: values["csv"] ?? null,
    json: values["json"] ?? null,
  };
}

/** Null: all that a plan has. */
function scenariosOf(text: string | undefined): readonly (string | null)[] | null {
  if (text === undefined) return [null];
  if (text === "all") return null;
  const ids = text
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== "");
  if (ids.length === 0) throw new WrongUsage("--scenarios takes all, or ids such as base,cheaper-first.");
  if (new Set(ids).size < ids.length) throw new WrongUsage("--scenarios names a scenario twice.");
  return ids.map((id) => (id === BASE_ID ? null : id));
}

/** "/budget/amount=1000000,1200000", or a list of JSON after the sign of equality. */
function variedOf(text: string): Varied {
  const at = text.indexOf("=");
  const pointer = text.slice(0, Math.max(0, at));
  if (at < 0 || pointer === "" || pathOf(pointer) === null)
    throw new WrongUsage(
      `--vary takes a JSON pointer and its values, such as /budget/amount=1000000,1200000; "${text}" is not that.`,
    );
  const list = text.slice(at + 1).trim();
  const values = list.startsWith("[") ? jsonList(list) : list.split(",").map((word) => jsonValue(word.trim()));
  if (values === null || values.length === 0 || values.includes(""))
    throw new WrongUsage(
      `--vary ${pointer} has no values that can be read: "${list}". Wanted: 1,2,3 or a list of JSON.`,
    );
  return { pointer, values };
}

function jsonList(text: string): unknown[] | null {
  const value = jsonValue(text);
  return Array.isArray(value) ? (value as unknown[]) : null;
}

/** What JSON makes of a word; a word that is no JSON is a text. */
function jsonValue(word: string): unknown {
  try {
    return JSON.parse(word) as unknown;
  } catch {
    return word;
  }
}
