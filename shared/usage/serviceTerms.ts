import { STANDARD_TERMS, type ServiceTerms, type ServiceTier } from "./usageRow.ts";

/** The words of makers and routers for how a request was served. */
const TIERS: readonly (readonly [RegExp, ServiceTier])[] = [[/batch/i, "batch"], [/flex/i, "flex"], [/priority/i, "priority"], [/fast/i, "fast"]];

/** The tier that an export's word means ("flex", "batch_api", "default"); what is not known to be priced apart is standard. */
export function serviceTierOf(word: string | null): ServiceTier {
  return word === null ? "standard" : (TIERS.find(([pattern]) => pattern.test(word))?.[1] ?? "standard");
}

/** Terms from the first of some words that names a tier, and a region where the export says one ("not_available" says none). */
export function serviceTermsOf(words: readonly (string | null)[], region: string | null = null): ServiceTerms {
  const tier = words.map(serviceTierOf).find((each) => each !== "standard") ?? "standard";
  return { ...STANDARD_TERMS, tier, region: region === null || /^(|not_available|unknown|none|default)$/i.test(region) ? null : region };
}
