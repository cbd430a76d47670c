import type { ReactElement } from "react";
import { GATE_NAMES } from "#shared/forecast/value/words/gateNames.ts";
import { GATES, type Gate } from "#shared/value/referenceClass.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { FigureField } from "#renderer/controls/FigureField.tsx";

/** The firm's own earlier pilots: of those that came to a gate, how many passed it. Five pairs of counts, folded away. */
export function RecordFields(): ReactElement {
  const { plan, change } = usePlanEdits();
  const record = plan.value?.record ?? {};
  const put = (gate: Gate, counts: { readonly passed: number; readonly of: number } | undefined): void =>
    change(`/value/record/${gate}`, counts);
  const isCount = (value: number): string | null =>
    Number.isInteger(value) && value >= 0 ? null : "Type a whole number, 0 or more.";
  return (
    <details className="five-more">
      <summary>Of our own earlier pilots</summary>
      <ul className="value-records">
        {GATES.map((gate) => {
          const { name } = GATE_NAMES[gate];
          const { passed, of } = record[gate] ?? { passed: 0, of: 0 };
          return (
            <li key={gate} className="five-fields">
              <span>{name}</span>
              <FigureField
                label={`${name}: passed`}
                value={passed}
                check={(value) => isCount(value) ?? (value > of ? `At most ${of}, as many as came to it.` : null)}
                onChange={(value) => put(gate, { passed: value, of })}
              />
              <span>of</span>
              <FigureField
                label={`${name}: came to it`}
                value={of}
                check={(value) => isCount(value) ?? (value < passed ? `At least ${passed}, as many as passed.` : null)}
                onChange={(value) => put(gate, { passed, of: value })}
              />
              {record[gate] !== undefined && (
                <Button kind="link" onClick={() => put(gate, undefined)}>
                  {`Forget ${name.toLowerCase()}`}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
