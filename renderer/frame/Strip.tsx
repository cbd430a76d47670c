import type { ReactElement } from "react";
import { formatDate } from "#shared/format/dates.ts";
import { formatMoney } from "#shared/format/money.ts";
import { askGoodTo } from "#shared/forecast/answers/goodTo.ts";
import { withoutIllustrative } from "#shared/plan/illustrative.ts";
import { scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import { scenarioLetter } from "#shared/charts/compare/scenarioMarks.ts";
import { epochDayOf, firstOfMonth } from "#shared/units.ts";
import { answeredQuestions, QUESTIONS } from "#shared/setUp/answers.ts";
import { Button, IconButton } from "#renderer/controls/Button.tsx";
import { answersBehind, finishSetUp } from "#renderer/state/setUp.ts";
import { Icon } from "#renderer/controls/Icon.tsx";
import { useSaveFile } from "#renderer/controls/hooks/useSaveFile.ts";
import { Menu, MenuItem, MenuRule } from "#renderer/controls/Menu.tsx";
import { ScenarioDisc } from "#renderer/controls/ScenarioDisc.tsx";
import { StatusChip } from "#renderer/controls/StatusChip.tsx";
import { latestAnswers } from "#renderer/state/answers.ts";
import { scenarioKey } from "#renderer/state/forecastSlice.ts";
import { useApp, useAppContext, useForecastState, usePlan } from "#renderer/state/useApp.tsx";
import { hasCard } from "./ScreenCard.tsx";
import { newScenario } from "./newScenario.ts";
import { useIsNarrow } from "#renderer/theme/theme.ts";

/** Plan, scenario, status, undo, redo, export: always in view. It is also the title bar. */
export function Strip(): ReactElement {
  const undo = useApp((state) => state.undo);
  const redo = useApp((state) => state.redo);
  const undoName = useApp((state) => state.past.at(-1)?.name);
  const redoName = useApp((state) => state.undone.at(-1)?.name);
  const isSettingUp = useApp((state) => state.isSettingUp);
  return (
    <header className="strip" data-area="strip">
      <PlanMenu />
      <IllustrativeMark />
      {isSettingUp ? (
        <SetUpProgress />
      ) : (
        <>
          <ScenarioSwitcher />
          <ClosedTo />
        </>
      )}
      <span className="strip-gap" />
      <Status />
      <span className="strip-rule" />
      <IconButton
        label={undoName === undefined ? "Undo" : `Undo: ${undoName}`}
        icon="undo"
        disabled={undoName === undefined}
        onClick={undo}
      />
      <IconButton
        label={redoName === undefined ? "Redo" : `Redo: ${redoName}`}
        icon="redo"
        disabled={redoName === undefined}
        onClick={redo}
      />
      <HowToRead />
      {isSettingUp ? <CreatePlan /> : <ExportMenu />}
    </header>
  );
}

/** Brings back, or closes, what explains the screen. */
function HowToRead(): ReactElement {
  const screen = useApp((state) => state.screen);
  const isShown = useApp((state) => !state.readScreens.includes(screen));
  const setRead = useApp((state) => state.setRead);
  return (
    <IconButton
      label="How to read this screen"
      icon="help"
      pressed={isShown}
      disabled={!hasCard(screen)}
      onClick={() => setRead(screen, isShown)}
    />
  );
}

/** "New plan, 4 of 6 answered". */
function SetUpProgress(): ReactElement {
  const plan = useApp((state) => state.plan);
  const past = useApp((state) => state.past);
  const answers = answersBehind(plan, past);
  const count = answers === null ? 0 : answeredQuestions(answers).length;
  return (
    <>
      <span className="strip-rule" />
      <span className="note">{`New plan, ${count} of ${QUESTIONS.length} answered`}</span>
    </>
  );
}

function CreatePlan(): ReactElement {
  const { store } = useAppContext();
  return (
    <Button kind="primary" onClick={() => finishSetUp(store)}>
      Create plan
    </Button>
  );
}

/** The plan's figures are an example. The mark leaves with the first own figure, or here. */
function IllustrativeMark(): ReactElement | null {
  const isIllustrative = useApp((state) => state.plan?.illustrative === true);
  const edit = useApp((state) => state.edit);
  if (!isIllustrative) return null;
  // The word stands beside its cross at every width: a cross alone looks as if it closed the plan.
  return (
    <span className="illustrative-mark">
      <span className="note">Illustrative</span>
      <IconButton
        label="Remove the mark “Illustrative”"
        icon="close"
        onClick={() => edit("remove the mark “illustrative”", withoutIllustrative)}
      />
    </span>
  );
}

/** "Closed to Mar 31": how far the year is no forecast any more. */
function ClosedTo(): ReactElement | null {
  const { fiscalYear, actuals } = usePlan();
  const isNarrow = useIsNarrow();
  if (actuals === undefined || isNarrow) return null;
  const start = epochDayOf(fiscalYear.start);
  return (
    <>
      <span className="strip-rule" />
      <span className="note">{`Closed to ${formatDate(firstOfMonth(start, actuals.months.length) - 1, { start })}`}</span>
    </>
  );
}

/** The state of the forecast that is looked at: the one part of the strip that follows every chunk of trials. */
function Status(): ReactElement {
  const { forecasts } = useAppContext();
  const isNarrow = useIsNarrow();
  const scenario = useApp((state) => state.activeScenario);
  const doneTrials = useApp((state) => state.doneTrials[scenarioKey(scenario)] ?? 0);
  const focusInput = useApp((state) => state.focusInput);
  const openGuide = useApp((state) => state.openGuide);
  const forecast = useForecastState(scenario);
  return (
    <StatusChip
      state={forecast}
      doneTrials={doneTrials}
      short={isNarrow}
      onRun={forecasts.run}
      onCancel={forecasts.cancel}
      onMorePrecision={forecasts.sharpen}
      onShowIssue={focusInput}
      onGuide={() => openGuide("problems", "the-plan-cannot-be-forecast")}
    />
  );
}

function PlanMenu(): ReactElement {
  const { files, shell } = useAppContext();
  const plan = usePlan();
  const closePlan = useApp((state) => state.closePlan);
  const goTo = useApp((state) => state.goTo);
  const showDialog = useApp((state) => state.showDialog);
  const setPaletteOpen = useApp((state) => state.setPaletteOpen);
  return (
    <Menu
      label="Plan"
      trigger={
        <button type="button" className="plan-name">
          <span className="plan-name-words">{plan.name}</span>
        </button>
      }
    >
      <MenuItem onSelect={() => void files.open()} aside="Ctrl O">
        Open a plan
      </MenuItem>
      <MenuItem onSelect={shell.openWindow}>New window</MenuItem>
      <MenuItem onSelect={() => void files.save()} aside="Ctrl S">
        Save
      </MenuItem>
      <MenuItem onSelect={() => void files.saveAs()}>Save a copy</MenuItem>
      <MenuItem onSelect={() => showDialog("versions")}>Earlier versions</MenuItem>
      <MenuItem onSelect={closePlan}>Close and go to the start page</MenuItem>
      <MenuRule />
      <MenuItem onSelect={() => setPaletteOpen(true)} aside="Ctrl K">
        Find
      </MenuItem>
      <MenuItem onSelect={() => showDialog("preferences")} aside="Ctrl Shift ,">
        Preferences
      </MenuItem>
      <MenuItem onSelect={() => goTo("guide")} aside="F1">
        Guide
      </MenuItem>
      <MenuItem onSelect={() => showDialog("shortcuts")}>Keyboard shortcuts</MenuItem>
      <MenuItem onSelect={() => showDialog("about")}>About Past April</MenuItem>
    </Menu>
  );
}

function ScenarioSwitcher(): ReactElement {
  const plan = usePlan();
  const active = useApp((state) => state.activeScenario);
  const select = useApp((state) => state.selectScenario);
  const { store } = useAppContext();
  const forecasts = useApp((state) => state.forecasts);
  const scenarios = [
    { id: null, name: "As planned" },
    ...scenarioIds(plan).map((id) => ({ id, name: plan.scenarios?.[id]?.name ?? id })),
  ];
  const at = Math.max(
    0,
    scenarios.findIndex(({ id }) => id === active),
  );
  const ask = (id: string | null): string | null => {
    const answers = latestAnswers(forecasts[scenarioKey(id)]);
    if (answers === null || answers.facts.budget.atExhaustion === "block") return null;
    return formatMoney(answers.facts.currency, answers.forecast.reserve.ask, askGoodTo(answers.forecast));
  };
  return (
    <Menu
      label="Scenario"
      trigger={
        <button type="button" className="button button-outlined switcher">
          <ScenarioDisc index={at} />
          <span className="switcher-name">{scenarios[at]!.name}</span>
        </button>
      }
    >
      {scenarios.map(({ id, name }, i) => (
        <MenuItem key={id ?? ""} onSelect={() => select(id)} checked={i === at} aside={ask(id)}>
          <ScenarioDisc index={i} />
          {name}
        </MenuItem>
      ))}
      <MenuRule />
      <MenuItem onSelect={() => newScenario(store.getState())}>
        <Icon name="plus" />
        New scenario from {scenarioLetter(at)}
      </MenuItem>
    </Menu>
  );
}

function ExportMenu(): ReactElement {
  const goTo = useApp((state) => state.goTo);
  const scenario = useApp((state) => state.activeScenario);
  const plan = usePlan();
  const answers = useApp((state) => latestAnswers(state.forecasts[scenarioKey(scenario)]));
  const save = useSaveFile();
  return (
    <Menu
      label="Export"
      align="end"
      trigger={
        <button type="button" className="button button-outlined" aria-label="Export">
          <Icon name="export" />
          <span className="strip-words">Export</span>
        </button>
      }
    >
      <MenuItem onSelect={() => goTo("report")} aside="Ctrl E">
        Budget plan, workbook, tables
      </MenuItem>
      <MenuItem
        disabled={answers === null}
        onSelect={() => {
          if (answers !== null)
            void save(`${plan.name}, forecast.json`, "json", () =>
              Promise.resolve(new TextEncoder().encode(`${JSON.stringify(answers.forecast, null, 2)}\n`)),
            );
        }}
      >
        Forecast as JSON
      </MenuItem>
    </Menu>
  );
}
