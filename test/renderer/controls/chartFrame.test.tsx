// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { ChartFrame } from "#renderer/controls/charts/ChartFrame.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { aPlan } from "#test/shared/plan/aPlan.ts";
import { aWindow } from "#test/renderer/views/aWindow.tsx";

afterEach(cleanup);

const DAYS = ["Monday: none.", "Tuesday: a little.", "Wednesday: all."];

function open(): void {
  aWindow(
    aPlan(),
    <ChartFrame
      question="When is the budget spent?"
      fileName="gone"
      chart={
        <Chart width={300} height={100} sentence="Gone by Wednesday.">
          <path d="M0,0h300" />
        </Chart>
      }
      table={() => ({
        columns: ["day", "spent"],
        rows: [
          ["Monday", 0],
          ["Tuesday", 1200],
        ],
      })}
      parts={{ name: "Days", others: [{ name: "Dots", table: () => ({ columns: ["dot"], rows: [[7]] }) }] }}
      marks={() => [
        { name: "Days", marks: DAYS.map((words, i) => ({ words, box: { x: 100 * i, y: 50, width: 10, height: 10 } })) },
        { name: "Dots", marks: [{ words: "Dot 1 of 1." }] },
      ]}
    />,
  );
}

const stop = (): HTMLElement => screen.getByRole("application", { name: "When is the budget spent?" });
const spoken = (): string => document.querySelector("[aria-live]")!.textContent;
const press = (key: string, shiftKey = false): boolean => fireEvent.keyDown(document.activeElement!, { key, shiftKey });

describe("a chart by key", () => {
  it("is one tab stop, whose arrows walk the marks and speak them", () => {
    open();
    expect(document.querySelectorAll('.mark-walk [tabindex="0"]')).toHaveLength(1);
    stop().focus();
    press("ArrowRight");
    expect(spoken()).toBe("Days. Monday: none.");
    press("ArrowRight");
    expect(spoken()).toBe(DAYS[1]);
    press("ArrowRight", true);
    expect(spoken()).toBe(DAYS[2]);
    press("Home");
    press("End");
    expect(spoken()).toBe(DAYS[2]);
    // What is spoken is also written beside a frame around the mark.
    expect(screen.getAllByText(DAYS[2]!)).toHaveLength(2);
    expect(document.querySelector<HTMLElement>(".mark-ring")!.style.left).toBe("198px");
  });

  it("writes a mark's words beside the pointer, and takes them away where nothing is drawn or something is dragged", () => {
    open();
    const walk = document.querySelector(".mark-walk")!;
    const words = (): string | undefined => document.querySelector(".mark-words")?.textContent;
    const point = (clientX: number, buttons = 0): boolean =>
      fireEvent.pointerMove(walk, { clientX, clientY: 55, buttons, pointerType: "mouse" });
    point(105);
    expect(words()).toBe(DAYS[1]);
    // Beside a mark, nearer to none.
    point(119);
    expect(words()).toBe(DAYS[1]);
    point(150);
    expect(words()).toBeUndefined();
    point(205);
    expect(words()).toBe(DAYS[2]);
    point(206, 1);
    expect(words()).toBeUndefined();
    point(205);
    fireEvent.pointerLeave(walk);
    expect(words()).toBeUndefined();
    // It is not spoken: only what the keys lead to is.
    expect(spoken()).toBe("");
  });

  it("changes between kinds of marks with up and down, and lets go at Escape and when left", () => {
    open();
    stop().focus();
    press("ArrowRight");
    press("ArrowDown");
    expect(spoken()).toBe("Dots. Dot 1 of 1.");
    press("ArrowUp");
    expect(spoken()).toBe("Days. Monday: none.");
    press("Escape");
    expect(spoken()).toBe("");
    press("ArrowLeft");
    expect(spoken()).toBe(DAYS[2]);
    fireEvent.blur(stop());
    expect(spoken()).toBe("");
  });

  it("frames a mark where the chart says that it is drawn, and writes its words in the corner where it is not", () => {
    aWindow(
      aPlan(),
      <ChartFrame
        question="What does it cost?"
        fileName="cost"
        chart={
          <Chart
            width={300}
            height={100}
            sentence="Two policies."
            marks={[{ x: 40, y: 20, width: 8, height: 8.005 }, null]}
          >
            <path d="M0,0h300" />
          </Chart>
        }
        table={() => ({
          columns: ["policy", "cost"],
          rows: [
            ["A", 1],
            ["B", 2],
          ],
        })}
      />,
    );
    screen.getByRole("application", { name: "What does it cost?" }).focus();
    press("ArrowRight");
    expect(spoken()).toBe("A; cost 1");
    const ring = document.querySelector<HTMLElement>(".mark-ring")!;
    expect([ring.style.left, ring.style.top, ring.style.width]).toEqual(["38px", "18px", "12px"]);
    press("ArrowRight");
    expect(spoken()).toBe("B; cost 2");
    expect(document.querySelector(".mark-ring")).toBeNull();
  });

  it("shows the table at T with the focus in it, each part's, and the chart again at T", () => {
    open();
    stop().focus();
    press("t");
    const table = screen.getByRole("region", { name: "When is the budget spent? Days" });
    expect(document.activeElement).toBe(table);
    expect(screen.getByRole("row", { name: "Tuesday 1,200" })).toBeTruthy();
    fireEvent.click(screen.getByRole("radio", { name: "Dots" }));
    expect(screen.getByRole("row", { name: "7" })).toBeTruthy();
    screen.getByRole("region", { name: "When is the budget spent? Dots" }).focus();
    press("T");
    expect(document.activeElement).toBe(stop());
  });

  it("opens the export at X", () => {
    open();
    stop().focus();
    press("x");
    expect(screen.getAllByRole("menuitem").map(({ textContent }) => textContent)).toEqual([
      "Chart as SVG",
      "Chart as PNG",
      "Days as CSV",
      "Dots as CSV",
    ]);
  });
});
