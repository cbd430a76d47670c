import type { PeopleGroup, SetUpAnswers } from "#shared/setUp/answers.ts";
import { keyOf, toolOfName } from "#shared/setUp/toolsInUse.ts";
import type { Cells } from "./cells.ts";
import { seriesOf, type Series, type TableLayout } from "./layout.ts";

/** What a table answers, and what of it was not taken, one sentence each: nothing is dropped in silence. */
export interface TableAnswers {
  readonly answers: Pick<SetUpAnswers, "people" | "tools" | "spend">;
  readonly problems: readonly string[];
}

/**
 * The answers that a table gives: head count, seats and spend by month. They take the place of answers to the same
 * questions; tools that were answered before stay.
 */
export function answersOfTable(cells: Cells, layout: TableLayout, before: SetUpAnswers): TableAnswers {
  const problems: string[] = [];
  const all = seriesOf(cells, layout).map(({ series, role }) => ({ role, series: readable(series, problems) }));
  const ignored = all.filter(({ role }) => role === "ignore").map(({ series }) => series.name);
  if (ignored.length > 0)
    problems.push(
      `Left out: ${ignored.slice(0, 5).join(", ")}${ignored.length > 5 ? ` and ${ignored.length - 5} more` : ""}.`,
    );
  const of = (role: string): Series[] => all.filter((one) => one.role === role).map(({ series }) => series);
  const spend = spendOf(of("spend"), problems);
  const people = peopleOf(of("people"));
  return {
    answers: {
      people: people.length > 0 ? people : before.people,
      tools: toolsOf(of("seats"), spend, before),
      spend: spend ?? before.spend,
    },
    problems,
  };
}

/** A series without the cells that are no amounts, which are said. */
function readable(series: Series, problems: string[]): Series {
  const wrong = series.amounts.flatMap((amount, i) =>
    amount !== null && (Number.isNaN(amount) || amount < 0) ? [series.months[i]!] : [],
  );
  if (wrong.length > 0)
    problems.push(
      `${series.name}: ${wrong.slice(0, 3).join(", ")} ${wrong.length === 1 ? "has" : "have"} no amount of at least 0.`,
    );
  return {
    ...series,
    amounts: series.amounts.map((amount) => (amount !== null && amount >= 0 ? amount : null)),
  };
}

function spendOf(series: readonly Series[], problems: string[]): SetUpAnswers["spend"] {
  const paid = series.filter(({ amounts }) => amounts.some((amount) => (amount ?? 0) > 0));
  if (paid.length === 0) return null;
  const every = [...new Set(paid.flatMap(({ months }) => months))].toSorted();
  const months = every.slice(-60);
  if (every.length > months.length) problems.push(`Only the last 60 of ${every.length} months are used.`);
  const names = [...new Set(paid.map(({ name }) => keyOf(name)))];
  const rows = names.map((key) => {
    const same = paid.filter(({ name }) => keyOf(name) === key);
    return {
      tool: same[0]!.name.slice(0, 120),
      amounts: months.map((month) => {
        const amounts = same.flatMap((one) =>
          one.months.flatMap((of, i) => (of === month ? [one.amounts[i] ?? null] : [])),
        );
        const known = amounts.filter((amount) => amount !== null);
        return known.length === 0 ? null : known.reduce((sum, amount) => sum + amount, 0);
      }),
    };
  });
  return { months, rows: rows.slice(0, 30) };
}

/** Groups of people from head counts; a series that never changes is a number. */
function peopleOf(series: readonly Series[]): PeopleGroup[] {
  return series.flatMap(({ name, months, amounts }): PeopleGroup[] => {
    const points = months.flatMap((month, i) => {
      const people = amounts[i] ?? null;
      return people === null ? [] : [{ month, people }];
    });
    const last = points.at(-1);
    const most = Math.max(0, ...points.map(({ people }) => people));
    if (last === undefined || most < 1) return [];
    const kind = /engineer|developer|entwickler/i.test(name)
      ? "engineers"
      : /support|service/i.test(name)
        ? "support"
        : /research|analyst|scien/i.test(name)
          ? "researchers"
          : "engineers";
    const isSteady = points.every(({ people }) => people === last.people);
    return [{ kind, count: Math.max(1, last.people), ...(isSteady ? {} : { byMonth: points }) }];
  });
}

/** Seats of a table, with their tools; tools of a known name get their list price. */
function toolsOf(seats: readonly Series[], spend: SetUpAnswers["spend"], before: SetUpAnswers): SetUpAnswers["tools"] {
  const counted = seats.map(({ name, amounts }) => {
    const tool = toolOfName(name.replace(/[\s,:(]*\b(seats?|licen[cs]es?|lizenzen)\b[)\s]*$/i, "").trim() || name);
    const count = amounts.findLast((amount) => amount !== null) ?? null;
    return tool.kind === "seats"
      ? { ...tool, seats: count }
      : { kind: "seats" as const, name: tool.name, seats: count, perMonth: 30, currency: "USD" };
  });
  const paid = (spend?.rows ?? []).map(({ tool }) => toolOfName(tool));
  const known = new Set((before.tools ?? []).map(({ name }) => keyOf(name)));
  const found = [...counted, ...paid].filter(
    ({ name }, i, list) => !known.has(keyOf(name)) && list.findIndex((one) => keyOf(one.name) === keyOf(name)) === i,
  );
  return found.length === 0 ? before.tools : [...(before.tools ?? []), ...found].slice(0, 20);
}
