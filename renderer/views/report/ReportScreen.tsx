import { useId, useMemo, useState, type ReactElement, type ReactNode } from "react";
import { useShallow } from "zustand/react/shallow";
import { formatCount } from "#shared/format/counts.ts";
import { formatPercent } from "#shared/format/chances.ts";
import { DEFAULT_CONFIDENCE } from "#shared/plan/defaults.ts";
import { setAt } from "#shared/plan/edits/edits.ts";
import { BASE_NAME, scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import { optionIds, USUAL_REPORT, type ReportOptions } from "#shared/report/budgetPlan.ts";
import { type Paper, type ReportSection, REPORT_SECTIONS } from "#shared/report/input.ts";
import { Field } from "#renderer/controls/Field.tsx";
import { Segmented } from "#renderer/controls/Segmented.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import type { Answers, ForecastState } from "#renderer/state/answers.ts";
import { scenarioKey } from "#renderer/state/forecastSlice.ts";
import { useActivePlan, useApp, useForecastState, usePlan } from "#renderer/state/useApp.tsx";
import { usePrinted, wholeAnswers, type Completeness } from "./usePrinted.ts";
import { Exports } from "./Exports.tsx";
import { MovedSection } from "./MovedSection.tsx";
import { PagesPreview } from "./PagesPreview.tsx";
import "./report.css";

/** The name of a plan that was never saved, in the command that the paper prints. */
const UNSAVED_NAME = "plan.pastapril";

const PAPERS: readonly { readonly value: Paper; readonly label: string }[] = [
  { value: "a4", label: "A4" },
  { value: "us-letter", label: "Letter" },
];
const CONFIDENCES: readonly number[] = [0.5, 0.8, 0.9, 0.95];

/** The budget plan as it will be printed, beside what can be chosen about it. */
export function ReportScreen(): ReactElement {
  const plan = usePlan();
  const scenario = useApp((state) => state.activeScenario);
  const fileName = useApp((state) => state.file.name) ?? UNSAVED_NAME;
  const version = useApp((state) => state.version);
  const state = useForecastState(scenario);
  const doneTrials = useApp((all) => all.doneTrials[scenarioKey(scenario)] ?? 0);
  const [options, setOptions] = useState<ReportOptions>(USUAL_REPORT);
  const [hasMoved, setHasMoved] = useState(true);

  const ids = useMemo(() => optionIds(plan, scenario), [plan, scenario]);
  // Only whole answers are printed: a paper of the first few hundred trials would be another one a second later.
  const whole = useApp(
    useShallow(({ forecasts }) => ids.map((id) => wholeAnswers(forecasts[scenarioKey(id)], version))),
  );
  const scenarioName = scenario === null ? null : (plan.scenarios?.[scenario]?.name ?? scenario);
  const { printed, completeness } = usePrinted(whole, { options, fileName, scenarioName, hasMoved });
  return (
    <div className="report-screen">
      <h1 className="visually-hidden">The budget plan as it is printed</h1>
      <div className="report-options">
        <OptionFields options={options} onChange={setOptions}>
          <MovedSection isPrinted={hasMoved} onChange={setHasMoved} />
        </OptionFields>
        <Exports
          printed={printed}
          completeness={completeness}
          name={scenarioName === null ? plan.name : `${plan.name}, ${scenarioName}`}
        />
      </div>
      <PagesPreview
        source={printed?.source ?? null}
        waiting={waitingWords(state, doneTrials)}
        missing={missingWords(completeness, whole)}
        paper={options.paper}
      />
    </div>
  );
}

/** What the pages do not have yet; null: they have all. */
function missingWords(completeness: Completeness, whole: readonly (Answers | null)[]): string | null {
  const known = whole.filter((one) => one !== null).length;
  if (completeness === "scenarios missing") return `scenarios follow, ${known} of ${whole.length} are calculated`;
  return completeness === "studies missing" ? "what moves the request follows" : null;
}

function waitingWords(state: ForecastState | undefined, doneTrials: number): string {
  switch (state?.status) {
    case "running":
      return `The pages follow once the forecast is complete: ${formatCount(doneTrials)} of ${formatCount(state.trials)} simulated years.`;
    case "cannotRun":
      return "The plan has an error, so there is nothing to print. The error is shown at the top.";
    case "stopped":
      return "The forecast was stopped. Continue it to see the pages.";
    case "failed":
      return "The calculation failed, so there is nothing to print. Run the forecast again.";
    case "stale":
      return "The plan has changed. Run the forecast to see the pages.";
    case "ready":
    case undefined:
      return "The pages follow with the forecast.";
  }
}

interface OptionFieldsProps {
  readonly options: ReportOptions;
  readonly onChange: (options: ReportOptions) => void;
  /** Below the sections. */
  readonly children: ReactNode;
}

/**
 * Paper, scenario, confidence, title, notes and sections. Confidence is the plan's own: the paper and the plan say one
 * ask.
 */
function OptionFields({ options, onChange, children }: OptionFieldsProps): ReactElement {
  const notesId = useId();
  return (
    <section aria-labelledby="report-options" className="report-fields">
      <h2 id="report-options" className="part-heading">
        What is printed
      </h2>
      <ScenarioField />
      <ConfidenceField />
      <span className="report-field">
        <span className="field-label">Page size</span>
        <Segmented
          label="Page size"
          options={PAPERS}
          value={options.paper}
          onChange={(paper) => onChange({ ...options, paper })}
        />
      </span>
      <Field
        label="Title"
        value={options.title ?? ""}
        placeholder="The decision: “Approve … for the year”"
        onCommit={(title) => {
          onChange({ ...options, title });
          return null;
        }}
      />
      <span className="field">
        <label htmlFor={notesId} className="field-label">
          Notes, printed under the decision
        </label>
        <Notes id={notesId} value={options.notes ?? ""} onCommit={(notes) => onChange({ ...options, notes })} />
      </span>
      <SectionBoxes options={options} onChange={onChange}>
        {children}
      </SectionBoxes>
    </section>
  );
}

function ScenarioField(): ReactElement {
  const plan = usePlan();
  const scenario = useApp((state) => state.activeScenario);
  const selectScenario = useApp((state) => state.selectScenario);
  return (
    <Select
      label="Scenario"
      options={[
        { value: "", label: BASE_NAME },
        ...scenarioIds(plan).map((id) => ({ value: id, label: plan.scenarios?.[id]?.name ?? id })),
      ]}
      value={scenario ?? ""}
      onChange={(id) => selectScenario(id === "" ? null : id)}
    />
  );
}

/** How sure the request is: of the plan or scenario itself. */
function ConfidenceField(): ReactElement {
  const confidence = useActivePlan().budget.confidence ?? DEFAULT_CONFIDENCE;
  const editActive = useApp((state) => state.editActive);
  const choices = CONFIDENCES.includes(confidence)
    ? CONFIDENCES
    : [...CONFIDENCES, confidence].sort((one, other) => one - other);
  return (
    <span className="report-field">
      <span className="field-label">Sure of the whole year</span>
      <Segmented
        label="How sure the request is"
        options={choices.map((value) => ({ value, label: formatPercent(value) }))}
        value={confidence}
        onChange={(value) =>
          editActive("change the confidence", (before) => setAt(before, "/budget/confidence", value))
        }
      />
    </span>
  );
}

/** A box for each section that may be left out. */
function SectionBoxes({ options, onChange, children }: OptionFieldsProps): ReactElement {
  const plan = usePlan();
  const leftOut = options.leftOut ?? [];
  const toggle = (id: ReportSection, isPrinted: boolean): void =>
    onChange({ ...options, leftOut: isPrinted ? leftOut.filter((one) => one !== id) : [...leftOut, id] });
  return (
    <fieldset className="report-sections">
      <legend className="field-label">Sections</legend>
      <label>
        <input type="checkbox" checked disabled /> Decision
      </label>
      {REPORT_SECTIONS.filter(({ id }) => id !== "centres" || plan.costCentres !== undefined).map(({ id, name }) => (
        <label key={id}>
          <input
            type="checkbox"
            checked={!leftOut.includes(id)}
            onChange={(event) => toggle(id, event.target.checked)}
          />{" "}
          {name}
        </label>
      ))}
      {children}
    </fieldset>
  );
}

/** Notes are taken on leaving: every letter would set the pages anew. */
function Notes({
  id,
  value,
  onCommit,
}: {
  readonly id: string;
  readonly value: string;
  readonly onCommit: (notes: string) => void;
}): ReactElement {
  const [draft, setDraft] = useState(value);
  return (
    <textarea
      id={id}
      className="input"
      rows={4}
      value={draft}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => {
        if (draft !== value) onCommit(draft);
      }}
    />
  );
}
