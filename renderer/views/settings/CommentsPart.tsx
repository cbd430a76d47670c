import type { ReactElement } from "react";
import { assumptionRegister } from "#shared/plan/register/assumptions.ts";
import { commentsByInput } from "#shared/plan/register/comments.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { useApp } from "#renderer/state/useApp.tsx";
import { CommentWords } from "#renderer/views/inputs/InputComments.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { SettingsPart } from "./SettingsPart.tsx";

/** All that was said about inputs, each leading to its input; nothing while nothing was said. */
export function CommentsPart(): ReactElement | null {
  const { base } = usePlanEdits();
  const focusInput = useApp((state) => state.focusInput);
  if ((base.comments ?? []).length === 0) return null;
  return (
    <SettingsPart
      question="What was said about its inputs?"
      pointer="/comments"
      note="Comments are added where an input is edited. They change no figure."
    >
      <ul className="comment-list">
        {commentsByInput(base, assumptionRegister(base)).map(({ pointer, label, comments, isKnown }) => (
          <li key={pointer} className="comment-input">
            {isKnown ? (
              <Button kind="link" onClick={() => focusInput(pointer)}>
                {label}
              </Button>
            ) : (
              <span className="note">{label}</span>
            )}
            {comments.map((comment, i) => (
              <CommentWords key={i} comment={comment} />
            ))}
          </li>
        ))}
      </ul>
    </SettingsPart>
  );
}
