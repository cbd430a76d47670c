import { useState, type KeyboardEvent, type ReactElement } from "react";
import type { Question } from "#shared/forecast/value/questions.ts";
import { announcement } from "#shared/forecast/value/words/rowWords.ts";
import { valueAnswerRuns } from "#shared/forecast/value/words/answerWords.ts";
import { findUse, type ValueFacts, type ValueUse } from "#shared/forecast/value/words/valueFacts.ts";
import type { ValueStudy } from "#shared/studies/value.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { StudyStatus } from "#renderer/controls/StudyStatus.tsx";
import { useApp } from "#renderer/state/useApp.tsx";
import { ClosedMonths } from "./ClosedMonths.tsx";
import { Diagnostics } from "./Diagnostics.tsx";
import { EffectPart } from "./EffectPart.tsx";
import { FiveQuestions } from "./FiveQuestions.tsx";
import { GatesPart } from "./GatesPart.tsx";
import { QuadrantPart } from "./QuadrantPart.tsx";
import { RulePart } from "./RulePart.tsx";
import { SightPart } from "./SightPart.tsx";
import { Tiles } from "./Tiles.tsx";
import { UseTable } from "./UseTable.tsx";
import { useValue } from "./useValue.ts";
import { Words } from "#renderer/controls/Words.tsx";
import "./value.css";

/** What do we get for it: what each use of AI brings, how surely, and when it is decided. */
export function ValueScreen(): ReactElement {
  const { study, shown, isSound } = useValue();
  const select = useApp((state) => state.selectWorkload);
  const [asking, setAsking] = useState<Asking>({ isOpen: null, at: null });
  if (shown === null)
    return (
      <div className="empty" aria-busy={isSound}>
        <h1 className="answer">
          {isSound
            ? "Calculating what your uses of AI bring…"
            : "This plan has an error, so nothing can be asked of it."}
        </h1>
        <StudyStatus study={study} what="Value" />
      </div>
    );
  const { facts, value, selected, isStale, scenarioName } = shown;
  const use = findUse(facts, selected);
  const hasNoCase = facts.answer.portfolio.withCase === 0;
  const showsQuestions = use !== undefined && (asking.isOpen ?? hasNoCase);
  const close = (): void => setAsking({ isOpen: false, at: null });
  const ask: Ask = (id, at = null) => {
    if (id !== null) select(id);
    setAsking({ isOpen: true, at });
  };
  // Wherever on the screen the keyboard is: it may still be on the button that opened the questions.
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && showsQuestions && !isTyping(event.target)) close();
  };
  return (
    <div className="value-screen" onKeyDown={onKeyDown}>
      <h1 className="answer">
        {valueAnswerRuns(facts, scenarioName).map((runs, i) => (
          <span key={i} className="value-line">
            <Words runs={runs} />{" "}
          </span>
        ))}
      </h1>
      <StudyStatus study={study} what="Value" />
      <p className="visually-hidden" role="status">
        {isStale ? "" : announcement(facts)}
      </p>
      <div className={isStale ? "value-parts is-stale" : "value-parts"}>
        <Tiles facts={facts} selected={selected} onAsk={(at) => ask(null, at)} />
        <Diagnostics facts={facts} />
        <UseTable facts={facts} selected={selected} onSelect={select} onAsk={ask} />
        {use !== undefined && showsQuestions && (
          <FiveQuestions facts={facts} use={use} at={asking.at} onClose={close} />
        )}
        {use !== undefined && !showsQuestions && (
          <UseParts facts={facts} use={use} observed={observedBy(value, use)} onSelect={select} onAsk={ask} />
        )}
      </div>
    </div>
  );
}

/** What the rule of a use will observe; null while another kind of rule is still being calculated. */
function observedBy({ observed, looksAt }: ValueStudy, { id, workload: { gate } }: ValueUse): readonly number[] | null {
  return looksAt[id] === gate?.keepIf.what ? (observed[id] ?? null) : null;
}

/** Opens the five questions of a use (null: of the one that is looked at), at one of them. */
type Ask = (id: string | null, at?: Question | null) => void;

/** Whether the five questions are open, and at which; null: nobody has said, so a plan without a case opens them. */
interface Asking {
  readonly isOpen: boolean | null;
  readonly at: Question | null;
}

/** Escape in a field puts its value back. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
  );
}

/** The use that is looked at: against its case, its gates, its rule, what changed, and its closed months. */
function UseParts({
  facts,
  use,
  observed,
  onSelect,
  onAsk,
}: {
  readonly facts: ValueFacts;
  readonly use: ValueUse;
  readonly observed: readonly number[] | null;
  readonly onSelect: (id: string) => void;
  readonly onAsk: Ask;
}): ReactElement {
  const [monthsAsked, setMonthsAsked] = useState(0);
  const showMonths = (): void => setMonthsAsked((times) => times + 1);
  return (
    <>
      <div className="value-row value-three">
        <QuadrantPart facts={facts} selected={use.id} onSelect={onSelect} />
        <GatesPart facts={facts} use={use} onAsk={(at) => onAsk(use.id, at)} onShowMonths={showMonths} />
        <RulePart facts={facts} use={use} observed={observed} onShowMonths={showMonths} />
      </div>
      <div className="value-row value-two">
        <EffectPart facts={facts} use={use} />
        <SightPart facts={facts} use={use} />
      </div>
      <ClosedMonths key={use.id} facts={facts} use={use} asked={monthsAsked} />
      <Button kind="outlined" onClick={() => onAsk(use.id)}>
        {`Five questions for ${use.workload.name}`}
      </Button>
    </>
  );
}
