import { useRef, useState, type ReactElement } from "react";
import { formatCount } from "#shared/format/counts.ts";
import { formatMonth } from "#shared/format/dates.ts";
import { outcomesOfText, type OutcomeExport, type OutcomeMeasure } from "#shared/setUp/tables/outcomeExport.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { UNREAD_FILE } from "#renderer/state/planFiles/notices.ts";
import { useAppContext } from "#renderer/state/useApp.tsx";

/** Larger files are no exports of outcomes. Bytes. */
const MOST_BYTES = 100_000_000;

/**
 * Takes outcomes from an export of a tool: a file, then which of the things that it counts. `onTake` gets the measure.
 * Nobody's name is read out of the file.
 */
export function OutcomeFile({
  button,
  onTake,
}: {
  readonly button: string;
  readonly onTake: (measure: OutcomeMeasure) => void;
}): ReactElement {
  const { store } = useAppContext();
  const picker = useRef<HTMLInputElement>(null);
  const [found, setFound] = useState<OutcomeExport | null>(null);
  const read = async (file: File): Promise<void> => {
    const next = file.size > MOST_BYTES ? { refusal: "it is larger than 100 MB." } : outcomesOfText(await file.text());
    if (next !== null && !("refusal" in next)) setFound(next);
    else
      store
        .getState()
        .say({ kind: "wrong", sentence: `${file.name}: ${next?.refusal ?? NO_OUTCOMES}`, guide: UNREAD_FILE });
  };
  return (
    <span className="five-step">
      <Button onClick={() => picker.current?.click()}>{button}</Button>
      <input
        ref={picker}
        className="visually-hidden"
        type="file"
        accept=".json,.jsonl,.ndjson,.csv,.tsv,.txt"
        tabIndex={-1}
        aria-label={`${button}: JSON, JSON lines or CSV`}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          if (file !== undefined) void read(file);
        }}
      />
      {found === null ? null : (
        <MeasureChoice
          found={found}
          onTake={(measure) => {
            setFound(null);
            onTake(measure);
          }}
        />
      )}
    </span>
  );
}

const NO_OUTCOMES =
  "it counts no outcomes that are known. Exports of Claude Code analytics, GitHub Copilot metrics and Cursor do, and lists of pull requests or tickets with the day on which each was merged or resolved.";

function MeasureChoice({
  found: { measures },
  onTake,
}: {
  readonly found: OutcomeExport;
  readonly onTake: (measure: OutcomeMeasure) => void;
}): ReactElement {
  const [name, setName] = useState(measures[0]!.name);
  const measure = measures.find((one) => one.name === name) ?? measures[0]!;
  const partial = measure.months.filter(({ isWhole }) => !isWhole).map(({ month }) => formatMonth(month, true));
  return (
    <>
      <Select
        label="What counts as an outcome"
        value={measure.name}
        options={measures.map((one) => ({
          value: one.name,
          label: `${one.name}: ${formatCount(one.months.reduce((sum, { count }) => sum + count, 0))}`,
        }))}
        onChange={setName}
      />
      <Button kind="primary" onClick={() => onTake(measure)}>
        Use these
      </Button>
      {partial.length === 0 ? null : (
        <span className="note">{`Left out, because the file does not cover the whole month: ${partial.join(", ")}.`}</span>
      )}
    </>
  );
}
