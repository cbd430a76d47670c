import {
  countOf,
  fieldOf,
  isRecord,
  momentOf,
  objectOf,
  textOf,
  unreadable,
  type UsageRecord,
} from "#shared/usage/text/fields.ts";
import { NO_TOKENS, NOT_STATED, type ServiceTerms, type TokenCounts, type UsageRow } from "#shared/usage/usageRow.ts";
import { readEach, type UsageFormat } from "./reading/format.ts";
import { labelled, lastFolder, served, tierOf } from "./reading/served.ts";

/**
 * Codex rollouts (JSONL). `total_token_usage` is cumulative over the session, so a row is `last_token_usage`, or the
 * difference to the total before. Cached tokens are inside input, reasoning is inside output. A run is a session. The
 * file of a fork, or of an agent that was sent out with its parent's history, begins with that history, written again
 * at the moment of the fork: its counts are the parent's, and only move the total from which the fork's own are
 * reckoned.
 */
function countLine(line: unknown): UsageRecord | null {
  const payload = isRecord(line) ? line["payload"] : undefined;
  return isRecord(payload) && payload["type"] === "token_count" ? payload : null;
}

interface Counted {
  readonly input: number;
  readonly cached: number;
  readonly output: number;
  readonly reasoning: number;
}

function countedOf(usage: UsageRecord): Counted {
  const [input, output, reasoning] = [
    countOf(usage, "input_tokens"),
    countOf(usage, "output_tokens"),
    countOf(usage, "reasoning_output_tokens"),
  ];
  // Some builds wrote reasoning beside output; their total shows it.
  const isBeside = reasoning > 0 && countOf(usage, "total_tokens") === input + output + reasoning;
  return {
    input,
    cached: countOf(usage, "cached_input_tokens"),
    output: isBeside ? output + reasoning : output,
    reasoning,
  };
}

const NONE: Counted = { input: 0, cached: 0, output: 0, reasoning: 0 };

/** A fork writes its parent's history within a second, */
const FORK_SECOND = 1_000;
/** or, where that is long, without ever pausing so many milliseconds; a model takes longer to answer. */
const FORK_PAUSE = 250;

/** Follows the sessions of a file: whose the line is, and whether it repeats a parent's history. */
function openSession(): {
  readonly follow: (line: UsageRecord) => void;
  readonly isRepeating: () => boolean;
  readonly isFork: () => boolean;
  readonly name: () => string | null;
  readonly path: () => string | null;
} {
  let name: string | null = null;
  let path: string | null = null;
  let isFork = false;
  let began = Number.NaN;
  let last = Number.NaN;
  let isOpening = true;
  const begin = (payload: UsageRecord, at: number): void => {
    name = textOf(payload, "id");
    path = textOf(payload, "cwd");
    const source = fieldOf(payload, "source");
    const agent = isRecord(source) && isRecord(source["subagent"]) ? source["subagent"] : {};
    const sent = isRecord(agent["thread_spawn"]) ? agent["thread_spawn"] : {};
    isFork = textOf(payload, "forked_from_id") !== null || textOf(sent, "parent_thread_id") !== null;
    [began, last, isOpening] = [at, at, true];
  };
  return {
    follow: (line) => {
      const at = fieldOf(line, "timestamp") === undefined ? last : momentOf(line, "timestamp");
      if (isOpening && !Number.isNaN(began)) isOpening = at - began < FORK_SECOND || at - last <= FORK_PAUSE;
      if (!Number.isNaN(at)) last = Math.max(at, Number.isNaN(last) ? at : last);
      if (line["type"] !== "session_meta") return;
      const payload = isRecord(line["payload"]) ? line["payload"] : {};
      const own = textOf(payload, "id");
      // The parent's own first line, repeated within the fork's beginning; anywhere else another session begins.
      if (name !== null && isOpening) isFork ||= own !== null && own !== name;
      else if (own !== name || name === null) begin(payload, at);
    },
    isRepeating: () => isFork && isOpening,
    isFork: () => isFork,
    name: () => name,
    path: () => path,
  };
}

export const codexRollout: UsageFormat = {
  id: "codex",
  name: "Codex rollout (JSONL)",
  source: "codex",
  coversWhole: false,
  kind: "lines",
  recognise: (head) =>
    head.kind === "lines" &&
    head.sample.some((line) => countLine(line) !== null || (isRecord(line) && line["type"] === "session_meta"))
      ? "its lines have “token_count” or “session_meta” payloads"
      : null,
  open: () => {
    const session = openSession();
    const added = openCounts(session);
    let model: string | null = null;
    let tier: string | null = null;
    return readEach((line): readonly UsageRow[] => {
      if (!isRecord(line)) return [];
      session.follow(line);
      if (line["type"] === "turn_context") {
        const payload = isRecord(line["payload"]) ? line["payload"] : {};
        model = textOf(payload, "model") ?? model;
        tier = textOf(payload, "service_tier");
      }
      const counts = countLine(line);
      const info = counts === null ? undefined : fieldOf(counts, "info");
      const now = added(isRecord(info) ? info : null);
      if (!isRecord(info) || now === null) return [];
      const from = momentOf(line, "timestamp");
      const path = session.path();
      return [
        {
          ...NOT_STATED,
          from,
          to: from,
          provider: "OpenAI",
          model: textOf(info, "model") ?? model,
          run: session.name(),
          origin: path,
          labels: { app: "Codex", ...labelled("project", path === null ? null : lastFolder(path)) },
          requests: 1,
          tokens: tokensOf(now),
          terms: served({ tier: servedAs(tierOf(textOf(info, "service_tier"), tier)) }),
        },
      ];
    });
  },
};

/**
 * Asked of every line of a file, with its count where it has one: what that adds to the session. Null: nothing, as where
 * it repeats one that was read, or belongs to a parent.
 */
function openCounts(session: ReturnType<typeof openSession>): (info: UsageRecord | null) => Counted | null {
  let of: string | null = null;
  let before = NONE;
  return (info) => {
    if (session.name() !== of) {
      of = session.name();
      before = NONE;
    }
    if (info === null) return null;
    const total = countedIn(info, "total_token_usage");
    const last = countedIn(info, "last_token_usage");
    // The same count is written again when only rate limits change: the total then stands still.
    const isRepeated = total !== null && same(total, before) && before !== NONE;
    const start = before;
    if (total !== null) before = total;
    if (isRepeated || session.isRepeating()) return null;
    // A fork's first total holds what its parent took.
    if (last === null && start === NONE && session.isFork())
      throw unreadable(
        "last_token_usage",
        undefined,
        "the counts of this request: the total of a forked session holds its parent's",
      );
    const now = last ?? (total === null ? null : difference(total, start));
    if (now !== null && now.cached > now.input)
      throw unreadable("cached_input_tokens", now.cached, `at most input_tokens, ${now.input}, which includes them`);
    return now;
  };
}

function countedIn(info: UsageRecord, name: string): Counted | null {
  return isRecord(fieldOf(info, name)) ? countedOf(objectOf(info, name)) : null;
}

function tokensOf({ input, cached, output, reasoning }: Counted): TokenCounts {
  const thought = Math.min(reasoning, output);
  return { ...NO_TOKENS, input: input - cached, cacheRead: cached, output: output - thought, reasoning: thought };
}

/** What Codex calls fast is the maker's priority service. */
function servedAs(tier: ServiceTerms["tier"]): ServiceTerms["tier"] {
  return tier === "fast" ? "priority" : tier;
}

function same(one: Counted, other: Counted): boolean {
  return (
    one.input === other.input &&
    one.cached === other.cached &&
    one.output === other.output &&
    one.reasoning === other.reasoning
  );
}

/** A total that fell belongs to a session that began anew. */
function difference(total: Counted, before: Counted): Counted {
  if (total.input < before.input || total.output < before.output) return total;
  return {
    input: total.input - before.input,
    cached: Math.max(0, total.cached - before.cached),
    output: total.output - before.output,
    reasoning: Math.max(0, total.reasoning - before.reasoning),
  };
}
