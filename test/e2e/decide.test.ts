import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fileURLToPath } from "node:url";
import {
  type ServedApp,
  atRest,
  foreignRequests,
  hasChromium,
  NO_CHROMIUM,
  openChromium,
  recordRequests,
  serveApp,
  upToDate,
} from "./appWindow.ts";

const PLAN = fileURLToPath(new URL("../fixtures/plans/smallTeam.json", import.meta.url));

/** Studies take many forecasts, and a busy machine takes its time. */
const PATIENCE = 240_000;

if (!hasChromium()) process.stderr.write(`${NO_CHROMIUM}\n`);

describe.skipIf(!hasChromium())("deciding in a window", () => {
  let app: ServedApp;
  let browser: Browser;
  let page: Page;
  const requests: string[] = [];
  const problems: string[] = [];
  beforeAll(async () => {
    app = await serveApp({ plan: PLAN });
    browser = await openChromium();
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(PATIENCE);
    recordRequests(page, requests);
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text());
    });
    await page.goto(app.address);
    await upToDate(page, PATIENCE);
  }, PATIENCE);
  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  const goTo = (screen: string): Promise<void> =>
    page.getByRole("navigation", { name: "Screens" }).getByRole("button", { name: screen }).click();
  const part = (name: string): Promise<void> => page.getByRole("radio", { name, exact: true }).click({ force: true });
  const answered = (words: RegExp): Promise<void> =>
    page.locator(".answer").filter({ hasText: words }).waitFor({ timeout: PATIENCE });
  const settled = async (): Promise<void> => {
    await page.waitForFunction(() => document.querySelector(".study-status") === null, undefined, {
      timeout: PATIENCE,
    });
  };

  it(
    "compares policies: what the saving costs, both promises at once, the bridge, and A against B future by future",
    async () => {
      await goTo("Scenarios");
      await page
        .getByRole("img", { name: /^Mean spend and outcomes against As planned/ })
        .waitFor({ timeout: PATIENCE });
      await page.getByRole("img", { name: /^Small first: within|: within \$/ }).waitFor({ timeout: PATIENCE });
      await page
        .getByRole("img", { name: /spend on average, whatever the order of the changes/ })
        .first()
        .waitFor({ timeout: PATIENCE });
      await page.getByRole("button", { name: "Play A against B" }).click();
      const playing = page.getByRole("region", { name: /year by year$/ });
      await playing.getByText(/^Simulated year [3-9] of 50\. So far/).waitFor({ timeout: PATIENCE });
      await playing.getByRole("button", { name: "Pause" }).click();
      // Paused, it stays where it is: the next year is the very next one.
      const futureOf = async (): Promise<number> =>
        Number(/Simulated year (\d+) of 50/.exec(await playing.innerText())?.[1]);
      const paused = await futureOf();
      await atRest(page);
      await playing.getByRole("button", { name: "Next year" }).click();
      await expect.poll(futureOf, { timeout: PATIENCE }).toBe(paused + 1);
      await playing.getByRole("button", { name: "Close" }).click();
    },
    PATIENCE,
  );

  it(
    "without motion shows eight futures beside each other instead",
    async () => {
      await page.emulateMedia({ reducedMotion: "reduce" });
      await page.getByRole("button", { name: "Play A against B" }).click();
      await page.getByText(/is cheaper in \d of these 8 simulated years\./).waitFor();
      await page.getByRole("button", { name: "Play A against B" }).click();
      await page.emulateMedia({ reducedMotion: "no-preference" });
    },
    PATIENCE,
  );

  it(
    "tries routes and caps, and answers a slider",
    async () => {
      await goTo("Scenarios");
      await part("Routes");
      await answered(/per outcome/);
      const before = await page.locator(".answer").innerText();
      await page.getByRole("slider", { name: "Value of an outcome" }).fill("0");
      await page.waitForFunction((last) => document.querySelector(".answer")?.textContent !== last, before, {
        timeout: PATIENCE,
      });
      await part("Caps");
      await answered(/net value/);
      await part("monthly cap");
      await page.getByRole("table", { name: "When does the cap act?" }).waitFor({ timeout: PATIENCE });
    },
    PATIENCE,
  );

  it(
    "says what targets take, and the mildest way to lose the budget",
    async () => {
      await part("Targets");
      await answered(/sure of the whole year, budget/);
      await page.getByRole("button", { name: "Run stress test" }).click();
      await page
        .getByText(/is spent by .* with |even if every assumption comes out|No combination of assumptions/)
        .waitFor({ timeout: PATIENCE });
      await page.getByRole("button", { name: "Find best cap" }).click();
      await page.getByText(/^(The highest net value comes with|No size of)/).waitFor({ timeout: PATIENCE });
    },
    PATIENCE,
  );

  it(
    "says what moves the request, makes a scenario of it, and tells a future",
    async () => {
      await goTo("Drivers");
      await answered(/moves the request most/);
      await page.getByText(/^Simulated year [\d,]+ of 10,000/).waitFor({ timeout: PATIENCE });
      const story = await page.getByText(/^Simulated year [\d,]+ of 10,000/).innerText();
      // By key: the page may still move under a click.
      await page.getByRole("button", { name: "Next more expensive year" }).press("Enter");
      await expect
        .poll(() => page.getByText(/^Simulated year [\d,]+ of 10,000/).innerText(), { timeout: PATIENCE })
        .not.toBe(story);
      await page
        .getByRole("button", { name: /^Make a scenario of/ })
        .first()
        .click();
      await page
        .getByRole("menuitem", { name: /^Held at/ })
        .last()
        .click();
      await page.getByRole("button", { name: /^Undo: add the scenario/ }).click();
    },
    PATIENCE,
  );

  it.each(["light", "dark"] as const)(
    "has no barrier that axe can find: %s",
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const all: unknown[] = [];
      const check = async (what: string): Promise<void> => {
        await settled();
        await page.evaluate(axe.source);
        const found = await page.evaluate(async () =>
          (await (window as unknown as { readonly axe: typeof axe }).axe.run("main")).violations.map(
            ({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html.slice(0, 160)) }),
          ),
        );
        all.push(...found.map((one) => ({ what, ...one })));
      };
      await goTo("Drivers");
      await answered(/moves the request most/);
      await check("Drivers");
      await goTo("Scenarios");
      for (const name of ["Compare", "Routes", "Caps", "Targets"]) {
        await part(name);
        await atRest(page);
        await check(name);
      }
      expect(all).toEqual([]);
    },
    PATIENCE,
  );

  it("asked nobody but 127.0.0.1 and threw nothing", () => {
    expect(foreignRequests(requests)).toEqual([]);
    expect(problems).toEqual([]);
  });
});
