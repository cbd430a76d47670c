import { useState, type ReactElement } from "react";
import { omit } from "#shared/plan/edits/edits.ts";
import type { Tokens } from "#shared/plan/schema/plan.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { IssueText } from "#renderer/controls/Field.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { Term } from "#renderer/controls/Term.tsx";
import { TextArea } from "#renderer/controls/TextArea.tsx";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { Row } from "#renderer/views/inputs/Row.tsx";
import { above0, atLeast0 } from "#renderer/controls/checks.ts";
import { TokensField } from "#renderer/controls/TokensField.tsx";
import { curveForm, inForm, parseRuns, tokensOfRuns, type CurveForm } from "./attemptEdits.ts";
import { PERCENT } from "#renderer/controls/uncertain/uncertainShapes.ts";

const FORMS: readonly { readonly value: CurveForm; readonly label: string }[] = [
  { value: "spread", label: "median and spread" },
  { value: "ends", label: "median and top 1 in 20" },
  { value: "percentiles", label: "101 percentiles" },
];

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
export function CurveFields(props: CurveFieldsProps): ReactElement {
  return (
    <>
      <FormRow {...props} />
      <RunsRow {...props} />
      <TailRow {...props} />
      <LimitRow {...props} />
      <EvidenceRow {...props} />
    </>
  );
}

/** The figures that give the curve. */
function FormRow({ tokens, onChange }: CurveFieldsProps): ReactElement {
  const form = curveForm(tokens);
  return (
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
            hideLabel
            check={above0}
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
            hideLabel
            check={above0}
            value={tokens.p50}
            onChange={(p50) => onChange({ ...tokens, p50 })}
          />
          <span className="field-unit">1 in 20 above</span>
          <TokensField
            label="1 run in 20 above"
            hideLabel
            check={above0}
            value={tokens.p95}
            onChange={(p95) => onChange({ ...tokens, p95 })}
          />
        </>
      )}
    </Row>
  );
}

/** Whether the most expensive attempts follow the curve or have a tail of their own. */
function TailRow({ tokens, onChange }: CurveFieldsProps): ReactElement {
  return (
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
  );
}

/** The most tokens that the agent itself lets an attempt use. */
function LimitRow({ tokens, onChange }: CurveFieldsProps): ReactElement {
  const withoutLimit = (): void => onChange(omit(tokens, "limit") as Tokens);
  return (
    <Row label="Most tokens" note="The agent's own limit. Without one: a hundred times the median.">
      <TokensField
        label="Most tokens of one attempt"
        hideLabel
        value={tokens.limit ?? null}
        placeholder="–"
        check={atLeast0}
        onChange={(limit) => (limit === 0 ? withoutLimit() : onChange({ ...tokens, limit }))}
        onEmpty={withoutLimit}
      />
    </Row>
  );
}

/** How many runs the curve rests on. */
function EvidenceRow({ tokens, onChange }: CurveFieldsProps): ReactElement {
  return (
    <Row label="Runs behind the curve" note="Each run is from a different task. 0 treats the curve as exact.">
      <FigureField
        label="Runs behind the curve"
        value={tokens.runs ?? 0}
        check={(runs) => (runs === 0 || runs >= 3 ? null : "At least 3 runs, or 0.")}
        onChange={(runs) => onChange(runs === 0 ? (omit(tokens, "runs") as Tokens) : { ...tokens, runs })}
      />
    </Row>
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
