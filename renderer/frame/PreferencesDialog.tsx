import type { ReactElement } from "react";
import { formatPercent } from "#shared/format/chances.ts";
import { formatDate, formatFullDate } from "#shared/format/dates.ts";
import { formatExactMoney, formatStatedMoney } from "#shared/format/money.ts";
import { NUMBER_NOTATIONS, type DateNotation } from "#shared/format/notation.ts";
import { epochDayOf } from "#shared/units.ts";
import { Segmented } from "#renderer/controls/Segmented.tsx";
import type { ContrastChoice, Density, Preferences, ThemeChoice } from "#renderer/state/appState.ts";
import { useApp } from "#renderer/state/useApp.tsx";
import { Dialog } from "#renderer/controls/Dialog.tsx";

const THEMES: readonly { readonly value: ThemeChoice; readonly label: string }[] = [
  { value: "system", label: "As system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];
const CONTRASTS: readonly { readonly value: ContrastChoice; readonly label: string }[] = [
  { value: "system", label: "As system" },
  { value: "more", label: "High" },
];
const DENSITIES: readonly { readonly value: Density; readonly label: string }[] = [
  { value: "comfortable", label: "Comfortable" },
  { value: "compact", label: "Compact" },
];
const DATES: readonly { readonly value: DateNotation; readonly label: string }[] = [
  { value: "month-first", label: "Nov 5, 2026" },
  { value: "day-first", label: "5 Nov 2026" },
  { value: "iso", label: "2026-11-05" },
];
const CONFIDENCES = [0.5, 0.7, 0.8, 0.9, 0.95];

/** How this user sees every plan, and what new plans begin with. Each choice holds at once. */
export function PreferencesDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const numbers = useApp((state) => state.numbers);
  const dates = useApp((state) => state.dates);
  const confidence = useApp((state) => state.confidence);
  const levels = CONFIDENCES.includes(confidence)
    ? CONFIDENCES
    : [...CONFIDENCES, confidence].toSorted((one, other) => one - other);
  return (
    <Dialog label="Preferences" onClose={onClose}>
      <dl className="preferences">
        <Choice name="theme" label="Theme" options={THEMES} />
        <Choice name="contrast" label="Contrast" options={CONTRASTS} />
        <Choice name="density" label="Rows" options={DENSITIES} />
        <Choice name="numbers" label="Numbers" options={NUMBER_NOTATIONS.map((value) => ({ value, label: value }))} />
        <Choice name="dates" label="Dates" options={DATES} />
        <Choice
          name="confidence"
          label="Confidence of new plans"
          options={levels.map((value) => ({ value, label: formatPercent(value) }))}
        />
      </dl>
      <p className="preferences-sample" role="status">
        <Sample key={`${numbers} ${dates}`} />
      </p>
      <p className="note">
        These are yours, on this computer, for every plan. Typed numbers are read as they are written here. The budget
        plan, exports and plan files do not change with them: they read the same for everyone. An open plan keeps its
        confidence: it is set in Plan settings.
      </p>
    </Dialog>
  );
}

/** One preference: a choice of few. */
function Choice<Name extends keyof Preferences>({
  name,
  label,
  options,
}: {
  readonly name: Name;
  readonly label: string;
  readonly options: readonly { readonly value: Preferences[Name]; readonly label: string }[];
}): ReactElement {
  const value = useApp((state): Preferences[Name] => state[name]);
  const prefer = useApp((state) => state.prefer);
  return (
    <div className="preferences-row">
      <dt>{label}</dt>
      <dd>
        <Segmented label={label} options={options} value={value} onChange={(chosen) => prefer({ [name]: chosen })} />
      </dd>
    </div>
  );
}

/** The chosen notation at work: written by the functions that write the screens. */
function Sample(): ReactElement {
  const day = epochDayOf("2026-11-05");
  return (
    <>
      {`A budget of ${formatStatedMoney("USD", 9_600_000)} lasts until ${formatDate(day, { start: day })}. `}
      {`On ${formatFullDate(day)} ${formatExactMoney("USD", 1234.5)} is left.`}
    </>
  );
}
