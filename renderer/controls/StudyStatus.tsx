import type { ReactElement } from "react";
import { Button } from "./Button.tsx";

/** A study as its line shows it. */
export interface StudyLine {
  readonly state: {
    readonly status: "waiting" | "running" | "answered" | "stopped" | "failed";
    readonly done?: number;
    readonly of?: number;
    readonly message?: string;
  };
  readonly stop: () => void;
  readonly again: () => void;
}

/**
 * Where a study stands, in one line with its one action: how far it is and Stop, stopped and Go on, failed and Try
 * again. Nothing once it is answered.
 */
export function StudyStatus({
  study: { state, stop, again },
  what,
}: {
  readonly study: StudyLine;
  readonly what: string;
}): ReactElement | null {
  switch (state.status) {
    case "answered":
      return null;
    case "waiting":
      return (
        <p className="study-status note" role="status">
          {what}: starting
        </p>
      );
    case "running": {
      const { done = 0, of = 1 } = state;
      return (
        <p className="study-status note">
          <progress value={done} max={Math.max(1, of)} aria-label={what} />
          {`${what}: ${done} of ${of}`}
          <Button kind="link" onClick={stop}>
            Stop
          </Button>
        </p>
      );
    }
    case "stopped":
      return (
        <p className="study-status note" role="status">
          {`${what}: stopped.`}
          <Button kind="link" onClick={again}>
            Go on
          </Button>
        </p>
      );
    case "failed":
      return (
        <p className="study-status note" role="alert">
          {`${what} could not be calculated: ${state.message ?? "the calculation failed"}.`}
          <Button kind="link" onClick={again}>
            Try again
          </Button>
        </p>
      );
  }
}
