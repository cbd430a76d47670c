import type { ReactElement } from "react";
import { nameOf, type ValueFacts } from "#shared/forecast/value/words/valueFacts.ts";
import { formatCount, formatTokens } from "#shared/format/counts.ts";
import { significantStep } from "#shared/format/digits.ts";

/** Tasks, tokens and people, folded: signs of activity, not of value. No order and no colour. */
export function Diagnostics({ facts }: { readonly facts: ValueFacts }): ReactElement | null {
  const rows = Object.entries(facts.answer.diagnostics);
  if (rows.length === 0) return null;
  const sum = (part: "tasks" | "tokens" | "users"): number => rows.reduce((total, [, one]) => total + one[part], 0);
  const count = (value: number): string => formatCount(value, significantStep(value, 3));
  return (
    <details className="value-diagnostics">
      <summary>
        {`Diagnostics of the year: ${count(sum("tasks"))} tasks, ${formatTokens(sum("tokens"))} tokens, ${count(sum("users"))} people. Signs of activity, not of value.`}
      </summary>
      <table className="table">
        <caption className="visually-hidden">Diagnostics by use</caption>
        <thead>
          <tr>
            {["Use", "Tasks", "Tokens", "People"].map((head, i) => (
              <th key={head} scope="col" className={i === 0 ? undefined : "numeric"}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([id, { tasks, tokens, users }]) => (
            <tr key={id}>
              <th scope="row">{nameOf(facts, id)}</th>
              <td className="numeric">{count(tasks)}</td>
              <td className="numeric">{formatTokens(tokens)}</td>
              <td className="numeric">{count(users)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
