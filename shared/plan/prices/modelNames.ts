/**
 * The names that clouds, routers, tools and people give to models, in one table. A name is read by taking away, one
 * after the other, what the table knows to be no part of a model's own name, until a known model is left:
 * "gpt-5.1-codex-max-high" is gpt-5.1-codex-max at high effort, because gpt-5.1-codex-max is a model and the rest is
 * not.
 */

/** What a name says beside the model. */
export interface ModelNameParts {
  /** Key of the model: equal for all names of it. */
  readonly key: string;
  /** Who sold it, where the form of the name says so. */
  readonly seller: string | null;
  /**
   * Where it was processed, where the name says so: "us", "eu", "global", "us-east-1", "in-region" (a bare id on
   * Bedrock).
   */
  readonly region: string | null;
  /** How it was served, where the name says so. */
  readonly tier: "fast" | "batch" | "flex" | "priority" | null;
}

interface NameRule {
  readonly what: string;
  /** Against the name in small letters; what it matches is taken away. */
  readonly pattern: RegExp;
  readonly seller?: string;
  /** The region: fixed, or the first group of the pattern. */
  readonly region?: "group" | "in-region";
  readonly tier?: "fast" | "batch" | "flex" | "priority";
}

const BEDROCK = "Amazon Bedrock";
const AZURE = "Microsoft Azure";
const VERTEX = "Google Vertex AI";
const MAKERS =
  "anthropic|openai|google|mistralai|mistral|deepseek|x-?ai|cohere|moonshot(?:ai)?|z-?ai|minimax|qwen|alibaba|meta|amazon|ai21|nvidia|writer|stability|twelvelabs";

/** What stands before a model's name and is never part of it. */
export const NAME_PREFIXES: readonly NameRule[] = [
  { what: "Copilot's choice of a model", pattern: /^auto:\s*/ },
  {
    what: "an address at Amazon",
    pattern: /^arn:aws[-a-z]*:bedrock:([-a-z0-9]*):\d*:[-a-z]+\//,
    seller: BEDROCK,
    region: "group",
  },
  {
    what: "an address at Google",
    pattern: /^(?:\/\/[^/]+\/)?projects\/[^/]+\/locations\/([-a-z0-9]+)\/(?=.)/,
    seller: VERTEX,
    region: "group",
  },
  {
    what: "a region of Bedrock",
    pattern: /^(?:bedrock(?:_mantle|_converse)?\/)((?:us-gov|us|eu|ap|ca|sa|me|af|il)-[a-z]+-\d)\//,
    seller: BEDROCK,
    region: "group",
  },
  {
    what: "a router's word for Bedrock",
    pattern: /^(?:bedrock(?:_mantle|_converse)?|aws_bedrock|amazon-bedrock)[/:]/,
    seller: BEDROCK,
  },
  {
    what: "a zone of Azure",
    pattern: /^azure(?:_ai)?\/(us-gov|us|eu|apac|global)(?:-standard)?\//,
    seller: AZURE,
    region: "group",
  },
  { what: "a router's word for Azure", pattern: /^azure(?:_ai|_openai|-openai)?[/:]/, seller: AZURE },
  {
    what: "a router's word for Vertex",
    pattern: /^(?:vertex_ai(?:_beta)?|vertex|google-vertex(?:-anthropic)?)[/:]/,
    seller: VERTEX,
  },
  { what: "a zone", pattern: /^(us-gov|us|eu|apac|global)(?:-standard)?\//, region: "group" },
  { what: "routers, folders and makers", pattern: /^[^/]*\/(?=.)/ },
  {
    what: "a profile of Bedrock",
    pattern: new RegExp(`^(us-gov|us|eu|au|jp|apac|ca|global)\\.(?=(?:${MAKERS})\\.)`),
    seller: BEDROCK,
    region: "group",
  },
  {
    what: "a maker on Bedrock",
    pattern: new RegExp(`^(?:${MAKERS})\\.(?=[a-z])`),
    seller: BEDROCK,
    region: "in-region",
  },
];

/**
 * What stands before a model's name where people write it, and may be part of it ("mistral-large"): taken away only
 * where no known model is left else.
 */
export const WRITTEN_PREFIXES: readonly NameRule[] = [
  { what: "a maker as people write it", pattern: new RegExp(`^(?:${MAKERS})(?:--|[-_: ])\\s*(?=[a-z])`) },
  { what: "a cloud as people write it", pattern: /^(?:aws-)?bedrock[-_: ]+/, seller: BEDROCK },
  { what: "a cloud as people write it", pattern: /^azure[-_: ]+/, seller: AZURE },
  { what: "an endpoint of Databricks", pattern: /^databricks-/ },
  { what: "a cloud as people write it", pattern: /^vertex(?:-ai|_ai)?[-_: ]+/, seller: VERTEX },
];

/** What may stand behind a model's name. Each is taken away as long as no known model is left, the last first. */
export const NAME_SUFFIXES: readonly NameRule[] = [
  { what: "the long window of Claude Code and Copilot", pattern: /(?:\[1m\]|[-_ ]1m|\s*\(1m(?: context)?\))$/ },
  { what: "Vertex's version", pattern: /@(?:default|latest|\d{8}|\d{3})$/ },
  { what: "Bedrock's version of a package", pattern: /(?:-v\d+:\d+(?::\d+k)?|(?<=(?:claude|nova)[-a-z0-9.]*)-v\d+)$/ },
  {
    what: "the date of a snapshot",
    pattern: /(?:[-@ (]+20\d{6}\)?|[- (]+20\d\d-\d\d-\d\d\)?|-(?:0[1-9]|1[0-2])-(?:20)?\d\d)$/,
  },
  { what: "month and day of a snapshot", pattern: /[- ]\d{4}$/ },
  { what: "the number of a release", pattern: /-0\d\d$/ },
  { what: "OpenRouter's variants", pattern: /:(?:beta|nitro|floor|exacto|online|thinking|extended)$/ },
  {
    what: "how long it thinks",
    pattern:
      /[-_ :(]+(?:thinking|(?:non[- ])?reasoning|none|minimal|low|medium|high|x-?high|extra[- ]?high|max)(?:[- ]effort)?\)?$/,
  },
  { what: "faster service", pattern: /[-_ :(]+fast\)?$/, tier: "fast" },
  { what: "batched service", pattern: /[-_ :(]+batch(?:es)?\)?$/, tier: "batch" },
  { what: "slower service", pattern: /[-_ :(]+flex\)?$/, tier: "flex" },
  { what: "service before others", pattern: /[-_ :(]+priority\)?$/, tier: "priority" },
  { what: "a version", pattern: /[- ]v\d+$/ },
  { what: "the state of a release", pattern: /[- (]+(?:latest|preview|exp|experimental|stable)\)?$/ },
];

/**
 * Parts of `NAME_SUFFIXES` that never distinguish two models of different price: a listed model is also known without
 * them.
 */
const RELEASE_RULES = new Set([
  "Vertex's version",
  "Bedrock's version of a package",
  "the date of a snapshot",
  "the number of a release",
  "the state of a release",
]);

/**
 * Reads a model's name as an export gives it. `isKnown` says whether a key is that of a model; null: no part of the
 * name is one.
 */
export function readModelName(name: string, isKnown: (key: string) => boolean): ModelNameParts | null {
  const plain = name.trim();
  // "Claude4.6Opus" and "NovaPro", as meters write them, are words; "DeepSeek" is one.
  return (
    readLowerCase(plain.toLowerCase(), isKnown) ??
    readLowerCase(plain.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase(), isKnown)
  );
}

function readLowerCase(name: string, isKnown: (key: string) => boolean): ModelNameParts | null {
  let rest = name;
  let seller: string | null = null;
  let region: string | null = null;
  const take = (rules: readonly NameRule[]): boolean => {
    const rule = rules.find(({ pattern }) => pattern.test(rest));
    if (rule === undefined) return false;
    const group = rule.pattern.exec(rest)?.[1];
    seller ??= rule.seller ?? null;
    region ??= rule.region === "group" ? group || null : (rule.region ?? null);
    rest = rest.replace(rule.pattern, "");
    return true;
  };
  while (take(NAME_PREFIXES));
  for (;;) {
    const inner = withoutSuffixes(rest, isKnown);
    if (inner !== null) return { ...inner, seller, region };
    if (!take(WRITTEN_PREFIXES)) return null;
  }
}

function withoutSuffixes(name: string, isKnown: (key: string) => boolean): Pick<ModelNameParts, "key" | "tier"> | null {
  let rest = name;
  let tier: ModelNameParts["tier"] = null;
  for (;;) {
    const key = keyOfWords(rest);
    if (isKnown(key)) return { key, tier };
    const rule = NAME_SUFFIXES.find(({ pattern }) => pattern.test(rest));
    if (rule === undefined) return null;
    tier ??= rule.tier ?? null;
    rest = rest.replace(rule.pattern, "");
  }
}

/**
 * The keys under which a listed model is known: its own, and that without maker and release
 * ("anthropic.claude-sonnet-4-5-20250929-v1:0" is claude-sonnet-4-5).
 */
export function modelKeys(listed: string): readonly [own: string, plain: string] {
  const own = NAME_PREFIXES.reduce((rest, { pattern }) => rest.replace(pattern, ""), listed.trim().toLowerCase());
  let plain = own;
  for (let before = ""; before !== plain;) {
    before = plain;
    for (const { what, pattern } of NAME_SUFFIXES) if (RELEASE_RULES.has(what)) plain = plain.replace(pattern, "");
  }
  return [keyOfWords(own), keyOfWords(plain)];
}

/** Words of a name in one order: "claude-opus-4-6", "Claude Opus 4.6" and "claude-4.6-opus" are one. */
function keyOfWords(name: string): string {
  const words = name.match(/\d+(\.\d+)*|[a-z]+/g) ?? [];
  const numbers = words
    .filter((word) => /\d/.test(word))
    .join(".")
    .split(".");
  const letters = words.filter((word) => !/\d/.test(word)).sort();
  while (numbers.length > 1 && numbers.at(-1) === "0") numbers.pop();
  return `${letters.join(" ")} ${numbers.join(".")}`;
}

const CLOUDS: readonly (readonly [RegExp, string])[] = [
  [/bedrock|aws|amazon/i, BEDROCK],
  [/azure|microsoft|foundry/i, AZURE],
  [/vertex|google cloud/i, VERTEX],
];

/**
 * The cloud that a provider's name means, as the price map writes it; null: none, so it is a maker or a reseller.
 * Clouds sell models of others at their own price and end them on their own day.
 */
export function cloudOf(provider: string): string | null {
  return CLOUDS.find(([pattern]) => pattern.test(provider))?.[1] ?? null;
}
