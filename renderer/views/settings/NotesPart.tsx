import type { ReactElement } from "react";
import { setAbout } from "#shared/plan/settings/aboutEdits.ts";
import { TextArea } from "#renderer/controls/TextArea.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";

/** What the next reader should know of this plan. */
export function NotesPart(): ReactElement {
  const { base, makeInBase } = usePlanEdits();
  return (
    <section className="settings-part settings-notes" aria-label="Notes" data-pointer="/about/notes">
      <TextArea
        label="Notes"
        rows={3}
        value={base.about?.notes ?? ""}
        placeholder="What the next reader should know: what was decided, when, by whom."
        onCommit={(text) => makeInBase((plan) => setAbout(plan, "notes", text.slice(0, 10_000)))}
      />
    </section>
  );
}
