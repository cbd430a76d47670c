import type { ReactElement } from "react";
import { Mark } from "#shared/charts/base/Mark.tsx";
import { assumptionRegister } from "#shared/plan/register/assumptions.ts";
import type { Evidence, Plan } from "#shared/plan/schema/plan.ts";
import { Icon } from "#renderer/controls/Icon.tsx";
import { isDirty } from "#renderer/state/documentSlice.ts";
import { useApp } from "#renderer/state/useApp.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";
import {
  centresScreen,
  guideScreen,
  newPlanScreen,
  portfolioScreen,
  screens,
  settingsScreen,
  type Screen,
} from "#renderer/views/screens.tsx";

/** The screens, and at the foot how well the plan's inputs are known and where it is kept. */
export function Rail({ onShowRegister }: { readonly onShowRegister: () => void }): ReactElement {
  const theme = useChartTheme();
  const isSettingUp = useApp((state) => state.isSettingUp);
  const plan = useApp((state) => state.plan);
  const hasPortfolio = useApp((state) => state.portfolio !== null);
  const isSound = useApp((state) => state.issues.length === 0);
  return (
    <nav className="rail" aria-label="Screens" data-area="rail">
      <div className="rail-mark">
        <span aria-hidden="true">
          <Mark width={18} theme={theme} />
        </span>
        <span className="rail-name">Past April</span>
      </div>
      {plan === null ? (
        <ul className="rail-screens">
          <StartEntry />
          {hasPortfolio && <RailScreen screen={portfolioScreen} />}
        </ul>
      ) : (
        <ul className="rail-screens">
          {[...(isSettingUp ? [newPlanScreen] : []), ...screens].map((screen) => (
            <RailScreen key={screen.id} screen={screen} />
          ))}
          <li className="rail-rule" aria-hidden="true" />
          <RailScreen screen={centresScreen} />
          <RailScreen screen={settingsScreen} />
          {hasPortfolio && <RailScreen screen={portfolioScreen} />}
        </ul>
      )}
      <span className="rail-gap" />
      <RailFoot />
      {plan !== null && isSound && <Grades plan={plan} onShowRegister={onShowRegister} />}
      {plan !== null && <Place />}
    </nav>
  );
}

/** Where the plans are; the guide may be open before one is. */
function StartEntry(): ReactElement {
  const isShown = useApp((state) => state.screen !== "guide" && state.screen !== "portfolio");
  const goTo = useApp((state) => state.goTo);
  return (
    <li>
      <button
        type="button"
        className="rail-screen"
        aria-current={isShown ? "page" : undefined}
        title="Start"
        onClick={() => goTo("outlook")}
      >
        <Icon name="start" />
        <span className="rail-name">Start</span>
      </button>
    </li>
  );
}

function RailScreen({ screen: { id, name, icon } }: { readonly screen: Screen }): ReactElement {
  const current = useApp((state) => state.screen);
  const goTo = useApp((state) => state.goTo);
  return (
    <li>
      <button
        type="button"
        className="rail-screen"
        aria-current={id === current ? "page" : undefined}
        title={name}
        onClick={() => goTo(id)}
      >
        <Icon name={icon} />
        <span className="rail-name">{name}</span>
      </button>
    </li>
  );
}

/** What belongs to the reader and to no plan. */
function RailFoot(): ReactElement {
  const showDialog = useApp((state) => state.showDialog);
  return (
    <ul className="rail-screens rail-foot">
      <RailScreen screen={guideScreen} />
      <li>
        <button type="button" className="rail-tool" title="Preferences" onClick={() => showDialog("preferences")}>
          <Icon name="preferences" />
          <span className="rail-name">Preferences</span>
        </button>
      </li>
    </ul>
  );
}

const GRADES: readonly Evidence["grade"][] = ["measured", "sampled", "judged", "guessed"];

/** "30 inputs, 4 guessed" under a bar of how well they are known; leads to the list of them. */
function Grades({ plan, onShowRegister }: { readonly plan: Plan; readonly onShowRegister: () => void }): ReactElement {
  const register = assumptionRegister(plan);
  const counts = GRADES.map((grade) => ({ grade, count: register.filter((input) => input.grade === grade).length }));
  const guessed = counts.at(-1)!.count;
  const words = `${register.length} inputs, ${guessed} guessed`;
  return (
    <button
      type="button"
      className="rail-grades"
      onClick={onShowRegister}
      aria-label={`${words}: show them`}
      title={counts.map(({ grade, count }) => `${count} ${grade}`).join(", ")}
    >
      <span className="grades-bar" aria-hidden="true">
        {counts.map(
          ({ grade, count }) =>
            count > 0 && <span key={grade} className={`grade grade-${grade}`} style={{ flexGrow: count }} />,
        )}
      </span>
      <span className="rail-name rail-words">{words}</span>
    </button>
  );
}

function Place(): ReactElement {
  const file = useApp((state) => state.file);
  const hasUnsaved = useApp(isDirty);
  const name = file.name === null ? null : file.readOnly ? `${file.name}, read-only` : file.name;
  const isSettingUp = useApp((state) => state.isSettingUp);
  const words =
    file.isTemplate && !hasUnsaved && !isSettingUp
      ? "Template, not saved"
      : file.document === null
        ? "Not saved yet"
        : hasUnsaved
          ? `${name ?? "File"}, unsaved changes`
          : (name ?? "Saved on this computer");
  return (
    <p className="rail-place rail-name rail-words" title={file.place ?? undefined}>
      {words}
    </p>
  );
}
