import { isRecord, textOf, type UsageRecord } from "#shared/usage/text/fields.ts";
import { STANDARD_TERMS, type ServiceTerms } from "#shared/usage/usageRow.ts";

/**
 * How a request was served by the words that exports have for it: "batch", "flex", "priority", "fast"; "standard",
 * "default", "auto" and none are the usual one.
 */
export function tierOf(...words: readonly (string | null)[]): ServiceTerms["tier"] {
  for (const word of words) {
    const found = word === null ? null : /batch|flex|priority|fast/.exec(word.toLowerCase().slice(0, 100));
    if (found !== null) return found[0] as ServiceTerms["tier"];
  }
  return "standard";
}

/** The tier in the name of a meter or of a line of a bill, in which "fast" is a part of a model's name. */
export function tierOfMeter(name: string | null): ServiceTerms["tier"] {
  const found =
    name === null ? null : /(?<![a-z])(batch|flex|priority)(?![a-z])/.exec(name.toLowerCase().slice(0, 1_000));
  return found === null ? "standard" : (found[1] as ServiceTerms["tier"]);
}

/** Where a request was processed; what says that no place was chosen is no place. */
export function regionOf(text: string | null): string | null {
  const region = text?.toLowerCase() ?? null;
  return region === null || region === "not_available" || region === "unknown" || region === "none" ? null : region;
}

/**
 * Whether prompts were long, by the words of columns that name a window: "≤ 200k" and "0-200k" are short, "> 200k" and
 * "200k-1M" long. Null: they say neither.
 */
export function contextOf(text: string | null): ServiceTerms["context"] {
  if (text === null) return null;
  const word = text.toLowerCase().replaceAll(/[\s_]/g, "");
  if (/^(≤|<=|<|upto|under|below|short|0-)/.test(word)) return "short";
  if (/^(>|≥|>=|over|above|long|200k-|272k-)/.test(word)) return "long";
  return null;
}

/** Terms of a row, of which most exports say one thing or none. */
export function served(terms: Partial<ServiceTerms>): ServiceTerms {
  const { tier = "standard", region = null, context = null } = terms;
  return tier === "standard" && region === null && context === null ? STANDARD_TERMS : { tier, region, context };
}

/** The terms in a usage object as Anthropic's interface gives it. */
export function termsOfUsage(usage: UsageRecord): ServiceTerms {
  return served({
    tier: tierOf(textOf(usage, "speed"), textOf(usage, "service_tier")),
    region: regionOf(textOf(usage, "inference_geo")),
  });
}

/** The place of origin as one text; null: nothing is known of it. */
export function originOf(...parts: readonly (string | null)[]): string | null {
  const given = parts.filter((part) => part !== null && part !== "");
  return given.length === 0 ? null : given.join("\u001f");
}

/** The last folder of a path of any system: enough to distinguish projects, and no more of somebody's disk. */
export function lastFolder(path: string): string {
  return (
    path
      .split(/[\\/]/)
      .filter((part) => part !== "")
      .at(-1) ?? path
  );
}

/** A label of that name where there is something to say. */
export function labelled(name: string, value: string | null): Record<string, string> {
  return value === null ? {} : { [name]: value };
}

/** The records in a list, or of the values of an object. */
export function recordsIn(value: unknown): readonly UsageRecord[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
