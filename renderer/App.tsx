import { Fragment, useEffect, useState, type ReactElement } from "react";
import { formatChance } from "#shared/format/chances.ts";
import { Button, IconButton } from "./controls/Button.tsx";
import { GuideLink } from "./controls/GuideLink.tsx";
import { Icon } from "./controls/Icon.tsx";
import { commandsOf } from "./frame/commands.ts";
import { ErrorBoundary } from "./frame/ErrorBoundary.tsx";
import { About, Shortcuts } from "./frame/Help.tsx";
import { Palette } from "./frame/Palette.tsx";
import { PreferencesDialog } from "./frame/PreferencesDialog.tsx";
import { Rail } from "./frame/Rail.tsx";
import { Versions } from "./frame/Versions.tsx";
import { ScreenCard } from "./frame/ScreenCard.tsx";
import { Strip } from "./frame/Strip.tsx";
import { useDrop } from "./frame/useDrop.ts";
import { useFound } from "./frame/useFound.ts";
import { useKeys } from "./frame/useKeys.ts";
import type { AppState } from "./state/appState.ts";
import { useApp, useAppContext, useForecastState, useShown } from "./state/useApp.tsx";
import { useLook } from "./theme/theme.ts";
import {
  centresScreen,
  guideScreen,
  newPlanScreen,
  portfolioScreen,
  screens,
  settingsScreen,
} from "./views/screens.tsx";
import { StartScreen } from "./views/start/StartScreen.tsx";

/** The whole window: rail, strip, and the screen between them. */
export function Window(): ReactElement {
  const app = useAppContext();
  const plan = useApp((state) => state.plan);
  const screen = useApp((state) => state.screen);
  const isStart = useApp(showsStart);
  const version = useApp((state) => state.version);
  const density = useApp((state) => state.density);
  const paletteOpen = useApp((state) => state.paletteOpen);
  const setPaletteOpen = useApp((state) => state.setPaletteOpen);
  const dialog = useApp((state) => state.dialog);
  const showDialog = useApp((state) => state.showDialog);
  const numbers = useApp((state) => state.numbers);
  const dates = useApp((state) => state.dates);
  const [query, setQuery] = useState("");
  useKeys();
  useFound();
  useDrop();
  useLookOfPage();

  const all = [newPlanScreen, ...screens, centresScreen, settingsScreen, portfolioScreen, guideScreen];
  const View = (all.find(({ id }) => id === screen) ?? screens[0])?.View;
  const closePalette = (): void => {
    setPaletteOpen(false);
    setQuery("");
  };
  return (
    <div className="window" data-density={density} data-start={plan === null || undefined}>
      {/* Words of another notation are written anew, wherever they were kept. */}
      <Fragment key={`${numbers} ${dates}`}>
        <Rail
          onShowRegister={() => {
            setQuery("input guessed");
            setPaletteOpen(true);
          }}
        />
        {plan !== null && <Strip />}
        <main className="page" data-area="page" tabIndex={-1} key={isStart ? "start" : screen}>
          <DiskNotice />
          <ScreenCard />
          <ErrorBoundary what="This screen" resetKey={`${screen} ${version}`} onSave={() => void app.files.saveAs()}>
            {isStart || View === undefined ? <StartScreen /> : <View />}
          </ErrorBoundary>
        </main>
      </Fragment>
      <Noticed />
      <Spoken />
      {paletteOpen && (
        <Palette commands={commandsOf(app, app.store.getState())} firstQuery={query} onClose={closePalette} />
      )}
      {dialog === "shortcuts" && <Shortcuts onClose={() => showDialog(null)} />}
      {dialog === "versions" && plan !== null && <Versions onClose={() => showDialog(null)} />}
      {dialog === "preferences" && <PreferencesDialog onClose={() => showDialog(null)} />}
      {dialog === "about" && <About onClose={() => showDialog(null)} />}
    </div>
  );
}

/** Without a plan there is the start page: but the guide needs none, nor do several plans together. */
function showsStart({ plan, screen, portfolio }: AppState): boolean {
  return plan === null && screen !== "guide" && !(screen === "portfolio" && portfolio !== null);
}

/** The look, said to the style sheets. */
function useLookOfPage(): void {
  const { theme, contrast } = useLook();
  useEffect(() => {
    const { dataset } = document.documentElement;
    dataset["theme"] = theme;
    if (contrast === "more") dataset["contrast"] = "more";
    else delete dataset["contrast"];
    document.documentElement.style.colorScheme = theme;
  }, [theme, contrast]);
}

/** Someone else wrote to the file, or took it away: said until the reader decides, and never decided for them. */
function DiskNotice(): ReactElement | null {
  const { files } = useAppContext();
  const file = useApp((state) => state.file);
  const change = useApp((state) => state.diskChange);
  if (change === null) return null;
  const name = file.name ?? "The file";
  return (
    <div className="disk-notice" role="alert">
      <Icon name="warning" />
      <span>
        {change.hash === null
          ? `${name} was moved or deleted. Saving creates it again.`
          : `${name} was changed by another program since it was opened here.`}
      </span>
      {change.hash !== null && <Button onClick={() => void files.reload()}>Reload</Button>}
      <Button onClick={files.keepMine}>Keep mine</Button>
      <GuideLink page="problems" part="another-program-changed-the-file">
        See the guide
      </GuideLink>
    </div>
  );
}

/**
 * What just happened to a file, or went wrong, in one sentence; it goes by itself when all is well, later when it
 * offers something.
 */
function Noticed(): ReactElement | null {
  const { services } = useAppContext();
  const notice = useApp((state) => state.notice);
  const say = useApp((state) => state.say);
  useEffect(
    () =>
      notice?.kind === "done"
        ? services.clock.after(notice.action === undefined ? 4_000 : 12_000, () => say(null))
        : undefined,
    [notice, say, services],
  );
  if (notice === null) return null;
  return (
    <div className={`notice notice-${notice.kind}`} role={notice.kind === "wrong" ? "alert" : "status"}>
      <Icon name={notice.kind === "wrong" ? "warning" : "check"} />
      <span>{notice.sentence}</span>
      {notice.guide !== undefined && (
        <GuideLink page={notice.guide.page} part={notice.guide.part}>
          See the guide
        </GuideLink>
      )}
      {notice.action !== undefined && (
        <Button kind="link" onClick={notice.action.run}>
          {notice.action.label}
        </Button>
      )}
      <IconButton label="Close this message" icon="close" onClick={() => say(null)} />
    </div>
  );
}

/**
 * Says once, politely, that a forecast is done; carries, for whoever watches from outside, which answers are drawn, and
 * of which of the plan's versions.
 */
function Spoken(): ReactElement {
  const scenario = useApp((state) => state.activeScenario);
  const forecast = useForecastState(scenario);
  const version = useApp((state) => state.version);
  const drawn = useShown()?.answers;
  const words =
    forecast?.status === "ready"
      ? `Forecast up to date. ${formatChance(1 - forecast.answers.forecast.runOut.never)} simulated years run out.`
      : "";
  return (
    <p
      className="visually-hidden"
      role="status"
      data-answers={forecast?.status ?? "none"}
      data-version={version}
      data-drawn={drawn?.version}
      data-trials={drawn?.forecast.trials}
    >
      {words}
    </p>
  );
}
