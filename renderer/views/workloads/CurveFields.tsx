import { useState, type ReactElement } from "react";
import { omit } from "#shared/plan/edits.ts";
import type { Tokens } from "#shared/plan/schema/plan.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { Field, IssueText } from "#renderer/controls/Field.tsx";
import { parseTyped } from "#renderer/controls/numbers.ts";
import { Select } from "#renderer/controls/Select.tsx";
import { Term } from "#renderer/controls/Term.tsx";
import { TextArea } from "#renderer/controls/TextArea.tsx";
import { FigureField, Row, above0, tokensWritten } from "#renderer/views/inputs/PlainField.tsx";
import { curveForm, inForm, parseRuns, tokensOfRuns, type CurveForm } from "./attemptEdits.ts";

const FORMS: readonly { readonly value: CurveForm; readonly label: string }[] = [
  { value: "spread", label: "median and spread" },
  { value: "ends", label: "median and top 1 in 20" },
  { value: "percentiles", label: "101 percentiles" },
];

const PERCENT = { kind: "percent" } as const;
/** A tail as heavy as the field's, from the dearest tenth on. */
const NEW_TAIL = { from: 0.9, shape: 0.2 };

export interface CurveFieldsProps {
  readonly tokens: Tokens;
  readonly onChange: (tokens: Tokens) => void;
}

/**
 * How the tokens of one attempt are stated: by two figures or by runs of one's own, with a tail, a limit, and the runs
 * behind it all.
 */
export function CurveFields({ tokens, onChange }: CurveFieldsProps): ReactElement {
  const form = curveForm(tokens);
  return (
    <>
      <Row
        label="The curve is given by"
        {...(form === "percentiles" ? { note: "The handles stretch all percentiles together." } : {})}
      >
        <Select
          label="The curve is given by"
          hideLabel
          options={form === "percentiles" ? FORMS : FORMS.slice(0, 2)}
          value={form}
          onChange={(next) => onChange(inForm(tokens, next))}
        />
        {"median" in tokens && (
          <>
            <span className="field-unit">middle</span>
            <TokensField
              label="Median of the runs"
              value={tokens.median}
              onChange={(median) => onChange({ ...tokens, median })}
            />
            <Term id="spread">spread</Term>
            <FigureField
              label="Spread of the runs"
              value={tokens.sigma}
              width={56}
              check={(sigma) => (sigma > 0 && sigma <= 10 ? null : "Type a number above 0, at most 10.")}
              onChange={(sigma) => onChange({ ...tokens, sigma })}
            />
          </>
        )}
        {"p50" in tokens && (
          <>
            <span className="field-unit">median</span>
            <TokensField
              label="Median of the runs"
              value={tokens.p50}
              onChange={(p50) => onChange({ ...tokens, p50 })}
            />
            <span className="field-unit">1 in 20 above</span>
            <TokensField
              label="1 run in 20 above"
              value={tokens.p95}
              onChange={(p95) => onChange({ ...tokens, p95 })}
            />
          </>
        )}
      </Row>
      <RunsRow {...{ tokens, onChange }} />
      <Row
        label="Most expensive attempts"
        note={
          tokens.tail === undefined
            ? "They follow the curve."
            : "Beyond that share a Pareto tail applies. 0 = light tail, 0.2 = typical, 0.5 = very heavy."
        }
      >
        <Select
          label="Most expensive attempts"
          hideLabel
          options={[
            { value: "curve", label: "follow the curve" },
            { value: "tail", label: "have a tail of their own" },
          ]}
          value={tokens.tail === undefined ? "curve" : "tail"}
          onChange={(value) =>
            onChange(value === "tail" ? { ...tokens, tail: NEW_TAIL } : (omit(tokens, "tail") as Tokens))
          }
        />
        {tokens.tail !== undefined && (
          <>
            <FigureField
              label="The tail begins above"
              value={tokens.tail.from}
              width={54}
              writing={PERCENT}
              unit="of attempts, shape"
              check={(from) => (from >= 0.5 && from < 1 ? null : "From 50% to below 100%.")}
              onChange={(from) => onChange({ ...tokens, tail: { ...tokens.tail!, from } })}
            />
            <FigureField
              label="Shape of the tail"
              value={tokens.tail.shape}
              width={54}
              check={(shape) => (shape >= 0 && shape < 1 ? null : "From 0 to below 1.")}
              onChange={(shape) => onChange({ ...tokens, tail: { ...tokens.tail!, shape } })}
            />
          </>
        )}
      </Row>
      <Row label="Most tokens" note="The agent's own limit. Without one: a hundred times the median.">
        <TokensField
          label="Most tokens of one attempt"
          value={tokens.limit ?? 0}
          onChange={(limit) => onChange({ ...tokens, limit })}
          onNone={() => onChange(omit(tokens, "limit") as Tokens)}
        />
      </Row>
      <Row label="Runs behind the curve" note="Each run is from a different task. 0 treats the curve as exact.">
        <FigureField
          label="Runs behind the curve"
          value={tokens.runs ?? 0}
          check={(runs) => (runs === 0 || runs >= 3 ? null : "At least 3 runs, or 0.")}
          onChange={(runs) => onChange(runs === 0 ? (omit(tokens, "runs") as Tokens) : { ...tokens, runs })}
        />
      </Row>
    </>
  );
}

/** Tokens in a field; empty or 0 is none where there may be none. */
function TokensField({
  label,
  value,
  onChange,
  onNone,
}: {
  readonly label: string;
  readonly value: number;
  readonly onChange: (tokens: number) => void;
  readonly onNone?: () => void;
}): ReactElement {
  return (
    <Field
      label={label}
      hideLabel
      value={value === 0 ? "" : tokensWritten(value)}
      width={72}
      align="end"
      placeholder="–"
      onCommit={(text) => {
        const tokens = text.trim() === "" ? 0 : parseTyped(text);
        if (tokens === null) return "Type tokens, such as 2.8M.";
        if (tokens === 0 && onNone !== undefined) {
          onNone();
          return null;
        }
        const problem = above0(tokens);
        if (problem === null) onChange(tokens);
        return problem;
      }}
    />
  );
}

/** Runs of one's own, pasted: their percentiles become the curve. */
function RunsRow({ tokens, onChange }: CurveFieldsProps): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const take = (text: string): void => {
    const runs = parseRuns(text);
    if (typeof runs === "string") {
      setRefusal(runs);
      return;
    }
    setRefusal(null);
    setOpen(false);
    onChange(tokensOfRuns(tokens, runs));
  };
  return (
    <Row
      label="Runs of your own"
      note="Tokens of each run, from a log or a pilot. 101 ascending figures are used as percentiles."
    >
      <Button kind="link" expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? "Close" : "Paste runs"}
      </Button>
      {isOpen && (
        <div className="paste-runs">
          <TextArea
            label="Tokens of each run"
            value=""
            rows={4}
            placeholder="1.2M, 860k, 3,400,000 …"
            onCommit={take}
          />
          {refusal !== null && <IssueText>{refusal}</IssueText>}
        </div>
      )}
    </Row>
  );
}
