import type { ReactElement } from "react";
import { Emphasised } from "#renderer/controls/Emphasised.tsx";
import { useApp, usePlan } from "#renderer/state/useApp.tsx";
import { settingsSentence } from "./settingsWords.ts";

/** What the settings come to, in a sentence. */
export function SettingsSentence(): ReactElement {
  const plan = usePlan();
  const isSound = useApp((state) => state.issues.length === 0);
  if (!isSound)
    return (
      <h1 className="answer">This plan has an error, so nothing can be calculated. The error is shown at the top.</h1>
    );
  const { sentence, figures } = settingsSentence(plan);
  return (
    <h1 className="answer">
      <Emphasised {...{ sentence, figures }} />
    </h1>
  );
}
