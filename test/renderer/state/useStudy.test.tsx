// @vitest-environment jsdom
import { act, render, screen } from "@testing-library/react";
import type { ReactElement } from "react";
import { describe, expect, it } from "vitest";
import { remembering, type StudyDesk, type StudyEvent } from "#renderer/state/studies.ts";
import { AppProvider } from "#renderer/state/useApp.tsx";
import { shownStudy, useStudy } from "#renderer/state/useStudy.ts";
import { anApp, stillClock } from "#test/renderer/fakes.ts";

interface Asked {
  readonly question: unknown;
  readonly tell: (event: StudyEvent<never>) => void;
  isStopped: boolean;
}

/** A desk that is answered by hand. */
function aDesk(): { readonly desk: StudyDesk; readonly asked: Asked[] } {
  const asked: Asked[] = [];
  const ask = (_: never, question: unknown, tell: (event: StudyEvent<never>) => void): (() => void) => {
    const one: Asked = { question, tell, isStopped: false };
    asked.push(one);
    return () => {
      one.isStopped = true;
    };
  };
  return { asked, desk: { ask: ask as StudyDesk["ask"] } };
}

function Shown({ question }: { readonly question: string }): ReactElement {
  const { state, stop } = useStudy("any" as never, question as never);
  const shown = shownStudy<unknown>(state);
  return (
    <p>
      {state.status} {shown === null ? "nothing" : `${String(shown.answer)}${shown.isStale ? " of before" : ""}`}
      <button type="button" onClick={stop}>
        Stop
      </button>
    </p>
  );
}

describe("a study on the screen", () => {
  it("is asked when the hand rests, is stopped by a newer question, and shows an older answer as such", () => {
    const clock = stillClock();
    const { desk, asked } = aDesk();
    const app = anApp({ clock, studies: desk });
    const view = (question: string): ReactElement => (
      <AppProvider app={app}>
        <Shown question={question} />
      </AppProvider>
    );
    const { rerender } = render(view("one"));
    expect(asked).toEqual([]);
    act(() => clock.pass(1_000));
    expect(asked.map(({ question }) => question)).toEqual(["one"]);
    act(() => asked[0]!.tell({ type: "answer", answer: "first" as never }));
    expect(screen.getByText(/answered first/)).toBeDefined();

    rerender(view("two"));
    expect(screen.getByText(/waiting first of before/)).toBeDefined();
    act(() => clock.pass(1_000));
    rerender(view("three"));
    expect(asked.map(({ isStopped }) => isStopped)).toEqual([true, true]);
    act(() => clock.pass(1_000));
    act(() => asked[2]!.tell({ type: "progress", done: 1, of: 2 }));
    expect(screen.getByText(/running first of before/)).toBeDefined();
    act(() => screen.getByRole("button").click());
    expect(screen.getByText(/stopped first of before/)).toBeDefined();
    expect(asked[2]!.isStopped).toBe(true);
  });

  it("shows a rougher answer on the way as one that is not final, and remembers only the final one", () => {
    const clock = stillClock();
    const { desk, asked } = aDesk();
    const kept = remembering(desk);
    const view = (
      <AppProvider app={anApp({ clock, studies: kept })}>
        <Shown question="rough" />
      </AppProvider>
    );
    const { unmount } = render(view);
    act(() => clock.pass(1_000));
    act(() => asked[0]!.tell({ type: "progress", done: 1, of: 9 }));
    act(() => asked[0]!.tell({ type: "soFar", answer: "about five" as never }));
    expect(screen.getByText(/running about five of before/)).toBeDefined();
    unmount();
    render(view);
    act(() => clock.pass(1_000));
    expect(asked).toHaveLength(2);
    act(() => asked[1]!.tell({ type: "answer", answer: "five" as never }));
    expect(screen.getByText(/answered five/)).toBeDefined();
  });
});

describe("a desk that remembers", () => {
  it("answers the same question at once, and asks for another", () => {
    const { desk, asked } = aDesk();
    const kept = remembering(desk);
    const heard: unknown[] = [];
    const ask = (question: unknown): (() => void) => kept.ask("any" as never, question, (event) => heard.push(event));
    ask({ cap: 1 });
    asked[0]!.tell({ type: "answer", answer: 5 as never });
    ask({ cap: 1 });
    expect(asked).toHaveLength(1);
    expect(heard).toEqual([
      { type: "answer", answer: 5 },
      { type: "answer", answer: 5 },
    ]);
    ask({ cap: 2 });
    expect(asked).toHaveLength(2);
  });
});
