import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Plan } from "#shared/plan/schema/plan.ts";

/**
 * A JSON value in canonical form (RFC 8785): names sorted by UTF-16 code units, numbers in their shortest form, no
 * white space. Fields that are undefined are left out, as JSON does. The value must be finite JSON; a number that is
 * not finite throws.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === "number" && !Number.isFinite(value)) throw new Error(`${value} has no canonical form`);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  fields.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`).join(",")}}`;
}

/**
 * SHA-256 of the whole plan in canonical form, 64 hex digits: of the file as read, after migration, with all its
 * scenarios. A forecast names the scenario beside it, so plan, scenario and seed together say what was simulated.
 */
export function planHash(plan: Plan): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(plan))));
}
