import type { ReactElement } from "react";
import { emphasised } from "#shared/report/text.ts";
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
      {emphasised(sentence, figures).map(({ text, tone }, i) =>
        tone === undefined ? text : <strong key={i}>{text}</strong>,
      )}
    </h1>
  );
}
