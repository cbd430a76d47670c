import type { ReactElement } from "react";
import { formatShareTo } from "#shared/format/chances.ts";
import type { DateAnswer } from "#shared/setUp/answers.ts";
import { GUESSED_RENEWAL } from "#shared/setUp/renewals.ts";
import { toolsInUse } from "#shared/setUp/toolsInUse.ts";
import { Button, IconButton } from "#renderer/controls/Button.tsx";
import { Field } from "#renderer/controls/Field.tsx";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { DayField } from "#renderer/controls/DayField.tsx";
import { parseTyped } from "#renderer/controls/numbers.ts";
import { Select } from "#renderer/controls/Select.tsx";
import type { SetUp } from "./useSetUp.ts";

/** Question 6: renewals and other days on which a price may change. */
export function DatesQuestion({ answers, give }: SetUp): ReactElement {
  const names = toolsInUse(answers).map(({ tool }) => tool.name);
  const dates: readonly DateAnswer[] = answers.dates ?? [];
  const rows: readonly (DateAnswer | null)[] = dates.length === 0 ? [null] : dates;
  const put = (at: number, change: Partial<DateAnswer>): void => {
    const before = rows[at] ?? { tool: names[0] ?? "", date: "" };
    const next = { ...before, ...change };
    if (next.date === "") return;
    give({ dates: dates.length === 0 ? [next] : dates.map((one, i) => (i === at ? next : one)) }, "answer a date");
  };
  return (
    <>
      {rows.map((date, i) => (
        <DateRow
          key={i}
          date={date}
          names={names}
          onChange={(change) => put(i, change)}
          onRemove={() => {
            const rest = dates.filter((_, at) => at !== i);
            give({ dates: rest.length === 0 ? null : rest }, "remove a date");
          }}
        />
      ))}
      <div className="question-row">
        {dates.length > 0 && (
          <Button
            kind="link"
            icon="plus"
            onClick={() => give({ dates: [...dates, { ...dates.at(-1)!, tool: names.at(-1) ?? "" }] }, "add a date")}
          >
            Add a date
          </Button>
        )}
        {answers.dates === null && (
          <Button kind="link" onClick={() => give({ dates: [] }, "answer that there is no date")}>
            There is none
          </Button>
        )}
        {answers.dates?.length === 0 && <span className="tick">No renewal; prices stay as on the list.</span>}
      </div>
    </>
  );
}

function DateRow({
  date,
  names,
  onChange,
  onRemove,
}: {
  readonly date: DateAnswer | null;
  readonly names: readonly string[];
  readonly onChange: (change: Partial<DateAnswer>) => void;
  readonly onRemove: () => void;
}): ReactElement {
  const tool = date?.tool ?? names[0] ?? "";
  return (
    <div className="question-rows">
      <div className="question-row">
        <Select
          label="What renews"
          hideLabel
          options={(names.includes(tool) ? names : [tool, ...names]).map((value) => ({ value, label: value }))}
          value={tool}
          onChange={(next) => onChange({ tool: next })}
        />
        <span className="note">renews on</span>
        <DayField
          label={`Date, ${tool}`}
          hideLabel
          value={date?.date ?? ""}
          onChange={(day) => onChange({ date: day, tool })}
        />
        {date !== null && <IconButton label={`Remove the date of ${tool}`} icon="close" onClick={onRemove} />}
      </div>
      {date !== null && <NewPrice date={date} onChange={onChange} />}
    </div>
  );
}

/** What the price may become on a date, and how likely. */
function NewPrice({
  date,
  onChange,
}: {
  readonly date: DateAnswer;
  readonly onChange: (change: Partial<DateAnswer>) => void;
}): ReactElement {
  const { tool } = date;
  const range = { low: date.low ?? GUESSED_RENEWAL.low, high: date.high ?? GUESSED_RENEWAL.high };
  const times = (end: "low" | "high"): ReactElement => (
    <FigureField
      label={`New price, ${end}, ${tool}`}
      width={48}
      value={range[end]}
      refusal={FACTOR_REFUSAL}
      check={(factor) => (factor > 0 ? null : FACTOR_REFUSAL)}
      onChange={(factor) => onChange({ ...range, [end]: factor })}
    />
  );
  return (
    <div className="question-row">
      <span className="note">at</span>
      {times("low")}
      <span className="note">to</span>
      {times("high")}
      <span className="note">times the price, with a chance of</span>
      <Field
        label={`Chance, ${tool}`}
        hideLabel
        width={52}
        align="end"
        value={formatShareTo(date.chance ?? GUESSED_RENEWAL.chance, 4)}
        onCommit={(text) => {
          const chance = chanceTyped(text);
          if (!(chance >= 0 && chance <= 1)) return "Type a chance from 0% to 100%.";
          onChange({ chance });
          return null;
        }}
      />
    </div>
  );
}

const FACTOR_REFUSAL = "Type a factor above 0, such as 1.6.";

/** "70%", "70" and "0.7" are all a chance of 0.7; NaN: not a number. */
function chanceTyped(text: string): number {
  const typed = parseTyped(text) ?? NaN;
  return !text.includes("%") && typed > 1 ? typed / 100 : typed;
}
