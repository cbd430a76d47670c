/**
 * Who reports usage: the seller's own bill, a tool on somebody's machine, or something between that sees the calls of
 * several tools.
 */
interface Reporter {
  readonly seller: string | null;
  readonly tool: string | null;
}

/**
 * By the beginning of a source's name. Sellers report what they sold, tools what they asked for; what is in neither
 * list may report anything.
 */
const SELLERS: readonly (readonly [string, string])[] = [
  ["anthropic", "Anthropic"],
  ["claude-code-analytics", "Anthropic"],
  ["openai", "OpenAI"],
  ["openrouter", "OpenRouter"],
  ["cursor", "Cursor"],
  ["github-copilot", "GitHub"],
  ["aws", "AWS"],
  ["azure", "Microsoft"],
  ["gcp", "Google"],
];
const TOOLS: readonly (readonly [string, string])[] = [
  ["claude-code", "Claude Code"],
  ["codex", "Codex"],
  ["gemini", "Gemini CLI"],
  ["opencode", "opencode"],
];
/** Sellers that resell within their own tool alone: no tool of another maker buys there. */
const CLOSED_SELLERS = new Set(["Cursor", "GitHub"]);

function reporterOf(source: string): Reporter {
  const seller = SELLERS.find(([name]) => source.startsWith(name))?.[1] ?? null;
  return { seller, tool: seller === null ? (TOOLS.find(([name]) => source.startsWith(name))?.[1] ?? null) : null };
}

/**
 * Whether two sources may report the same work: two sellers do not sell the same tokens, and two tools do not ask for
 * the same ones.
 */
export function mayOverlap(one: string, other: string): boolean {
  if (one === other) return true;
  const [a, b] = [reporterOf(one), reporterOf(other)];
  if (a.seller !== null && b.seller !== null) return a.seller === b.seller;
  if (a.tool !== null && b.tool !== null) return a.tool === b.tool;
  const [seller, tool] = [a.seller ?? b.seller, a.tool ?? b.tool];
  return seller === null || tool === null || !CLOSED_SELLERS.has(seller);
}
