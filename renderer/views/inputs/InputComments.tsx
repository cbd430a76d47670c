import { useId, useState, type ReactElement } from "react";
import { formatDate } from "#shared/format/dates.ts";
import type { Comment } from "#shared/plan/schema/record.ts";
import { addComment, removeComment, usualAuthor } from "#shared/plan/settings/recordEdits.ts";
import { epochDayOf } from "#shared/units.ts";
import { Button, IconButton } from "#renderer/controls/Button.tsx";
import { dayOf } from "#renderer/state/setUp.ts";
import { useAppContext } from "#renderer/state/useApp.tsx";
import { usePlanEdits } from "./usePlanEdits.ts";

export interface InputCommentsProps {
  /** Of the input. */
  readonly pointer: string;
  readonly label: string;
  /** Whether more may be said here; what was said is always shown. */
  readonly canAdd: boolean;
}

/** What people said about an input, and the way to say more. Comments belong to the plan, whatever scenario is shown. */
export function InputComments({ pointer, label, canAdd }: InputCommentsProps): ReactElement | null {
  const { base, makeInBase } = usePlanEdits();
  const [isWriting, setWriting] = useState(false);
  const comments = (base.comments ?? []).filter(({ at }) => at === pointer);
  if (comments.length === 0 && !canAdd) return null;
  return (
    <div className="comments" role="group" aria-label={`Comments on ${label}`}>
      {comments.length > 0 && (
        <ul className="comment-list">
          {comments.map((comment, i) => (
            <li key={i}>
              <CommentWords comment={comment} />
              {canAdd && (
                <IconButton
                  label={`Remove the comment by ${comment.by}`}
                  icon="close"
                  onClick={() => makeInBase((plan) => removeComment(plan, comment))}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {canAdd && isWriting && <NewComment pointer={pointer} label={label} onDone={() => setWriting(false)} />}
      {canAdd && !isWriting && (
        <Button kind="link" onClick={() => setWriting(true)}>
          Add a comment<span className="visually-hidden">{` on ${label}`}</span>
        </Button>
      )}
    </div>
  );
}

/** "Anna Petersen, Nov 12: the contract ends in June." */
export function CommentWords({ comment: { by, date, text } }: { readonly comment: Comment }): ReactElement {
  const { base } = usePlanEdits();
  return (
    <span className="comment">
      <span className="comment-by">{`${by}, ${formatDate(epochDayOf(date), { start: epochDayOf(base.fiscalYear.start) })}`}</span>
      {text}
    </span>
  );
}

const MOST_LETTERS = 2_000;

function NewComment({
  pointer,
  label,
  onDone,
}: Pick<InputCommentsProps, "pointer" | "label"> & { readonly onDone: () => void }): ReactElement {
  const { services } = useAppContext();
  const { base, makeInBase } = usePlanEdits();
  const [by, setBy] = useState(usualAuthor(base));
  const [text, setText] = useState("");
  const id = useId();
  const isWhole = by.trim() !== "" && text.trim() !== "";
  const add = (): void => {
    const comment = { at: pointer, by: by.trim(), date: dayOf(services.clock.now()), text: text.trim() };
    makeInBase((plan) => addComment(plan, comment));
    onDone();
  };
  return (
    <div className="comment-new">
      <span className="field">
        <label htmlFor={`${id}-text`} className="visually-hidden">{`Comment on ${label}`}</label>
        <textarea
          id={`${id}-text`}
          className="input"
          rows={2}
          autoFocus
          maxLength={MOST_LETTERS}
          value={text}
          placeholder="what was agreed, or is open"
          onChange={(event) => setText(event.target.value)}
        />
      </span>
      <span className="field-row">
        <span className="field comment-author">
          <label htmlFor={`${id}-by`} className="field-label">
            Said by
          </label>
          <input
            id={`${id}-by`}
            className="input"
            type="text"
            maxLength={200}
            value={by}
            placeholder="name or role"
            onChange={(event) => setBy(event.target.value)}
          />
        </span>
        <Button disabled={!isWhole} onClick={add}>
          Add comment
        </Button>
        <Button kind="link" onClick={onDone}>
          Cancel
        </Button>
      </span>
    </div>
  );
}
