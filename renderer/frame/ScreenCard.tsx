import type { ReactElement } from "react";
import { SCREEN_CARDS, type ScreenWithCard } from "#shared/guide/screenCards.ts";
import { IconButton } from "#renderer/controls/Button.tsx";
import type { ScreenId } from "#renderer/state/appState.ts";
import { useApp } from "#renderer/state/useApp.tsx";
import { cardExample } from "./cardExamples.ts";

/** How the screen of an open plan is read, at first sight of it; closed once, it comes back by "?" alone. */
export function ScreenCard(): ReactElement | null {
  const screen = useApp((state) => (state.plan === null ? null : state.screen));
  const readScreens = useApp((state) => state.readScreens);
  return screen === null || !hasCard(screen) || readScreens.includes(screen) ? null : <OpenCard screen={screen} />;
}

function OpenCard({ screen }: { readonly screen: ScreenWithCard }): ReactElement {
  const setRead = useApp((state) => state.setRead);
  const example = useApp((state) => cardExample(screen, state));
  const isSound = useApp((state) => state.issues.length === 0);
  const { answers, chart } = SCREEN_CARDS[screen];
  return (
    <aside className="screen-card" aria-labelledby="screen-card">
      <h2 id="screen-card" className="part-heading">
        How to read this
      </h2>
      <IconButton label="Close “How to read this”" icon="close" onClick={() => setRead(screen, true)} />
      <dl>
        <div>
          <dt>What it answers</dt>
          <dd>{answers}</dd>
        </div>
        <div>
          <dt>How to read the chart</dt>
          <dd>{chart}</dd>
        </div>
        <div>
          <dt>In this plan</dt>
          <dd>
            {example ??
              (isSound
                ? "The first results are being calculated."
                : "The plan cannot be forecast yet: the line above leads to what is not valid.")}
          </dd>
        </div>
      </dl>
    </aside>
  );
}

/** Whether a screen has a card. */
export function hasCard(screen: ScreenId): screen is ScreenWithCard {
  return Object.hasOwn(SCREEN_CARDS, screen);
}
