import type { ReactElement } from "react";
import { TOKEN_CLASSES, type TokenClass } from "#shared/plan/schema/model.ts";
import type { PriceChange, Uncertain } from "#shared/plan/schema/plan.ts";
import { IconButton } from "#renderer/controls/Button.tsx";
import { DayField } from "#renderer/controls/DayField.tsx";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { isShare } from "#renderer/controls/checks.ts";
import { PlanNumber } from "#renderer/views/inputs/PlanNumber.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";

const WORDS: Readonly<Record<TokenClass, string>> = {
  input: "Input",
  cacheRead: "Cache read",
  cacheWrite: "Cache write",
  cacheWriteHour: "1 h write",
  output: "Output",
};

export interface ByClassEditorProps {
  readonly pointer: string;
  readonly change: Omit<PriceChange, "multiplier"> & {
    readonly multiplier: Readonly<Partial<Record<TokenClass, Uncertain>>>;
  };
  readonly name: string;
  readonly onRemove: () => void;
}

/** A change of some classes of a price, for good or for a time. */
export function ByClassEditor({ pointer, change, name, onRemove }: ByClassEditorProps): ReactElement {
  const edits = usePlanEdits();
  const { from, until = "", multiplier, probability = 1 } = change;
  const named = TOKEN_CLASSES.filter((kind) => multiplier[kind] !== undefined);
  return (
    <fieldset className="event-editor" data-pointer={pointer}>
      <legend className="visually-hidden">{`Price change of ${name} by class`}</legend>
      <div className="event-head">
        <DayField label="From" value={from} onChange={(day) => edits.change(`${pointer}/from`, day)} />
        <DayField
          label="Until (the day after)"
          value={until}
          emptyWords="it stays"
          check={(day) => (day <= from ? `Type a day after ${from}.` : null)}
          onChange={(day) => edits.change(`${pointer}/until`, day === "" ? undefined : day)}
        />
        <FigureField
          label="How likely"
          hideLabel={false}
          value={probability}
          width={60}
          writing={{ kind: "percent" }}
          check={isShare}
          onChange={(next) => edits.change(`${pointer}/probability`, next)}
        />
        <IconButton label={`Remove: price change of ${name} by class`} icon="trash" onClick={onRemove} />
      </div>
      <fieldset className="covers">
        <legend className="field-label">Classes that change</legend>
        {TOKEN_CLASSES.map((kind) => (
          <label key={kind} className="check">
            <input
              type="checkbox"
              checked={named.includes(kind)}
              disabled={named.length === 1 && named[0] === kind}
              onChange={() => edits.change(`${pointer}/multiplier/${kind}`, named.includes(kind) ? undefined : 1)}
            />
            {WORDS[kind]}
          </label>
        ))}
      </fieldset>
      {named.map((kind) => (
        <PlanNumber
          key={kind}
          pointer={`${pointer}/multiplier/${kind}`}
          label={`${WORDS[kind]} after it`}
          unit="times"
        />
      ))}
    </fieldset>
  );
}
