import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openDocuments } from "#electron/host/documents/documents.ts";
import { openVersions } from "#electron/host/documents/versions.ts";
import { portfolioOperations } from "#electron/host/operations/portfolioOperations.ts";

const folder = mkdtempSync(join(tmpdir(), "past-april-portfolio-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("a portfolio that is saved", () => {
  it("names its plans as they lie from where it is written", async () => {
    const data = join(folder, "data");
    const chosen = join(folder, "finance", "group.pastapril");
    for (const name of ["finance", "teams"]) mkdirSync(join(folder, name));
    for (const name of ["teams/north.pastapril", "finance/south.pastapril"]) writeFileSync(join(folder, name), "{}");
    const documents = openDocuments(data);
    const dialogs = { pickPlace: () => Promise.resolve(chosen) };
    const { savePortfolioAs } = portfolioOperations({
      documents,
      versions: openVersions(data),
      shell: { dialogs: dialogs as never, onOpened: () => undefined },
    });
    const plans = ["north", "south", "west"].map((name) => ({ path: `${name}.pastapril` }));
    const saved = await savePortfolioAs({
      suggestedName: "Portfolio.pastapril",
      text: JSON.stringify({ schema: "past-april.portfolio/1", plans }),
      plans: [
        documents.choose(join(folder, "teams/north.pastapril")),
        documents.choose(join(folder, "finance/south.pastapril")),
        null,
      ],
    });
    expect(saved).toMatchObject({ ok: true, value: { name: "group.pastapril" } });
    expect(saved.ok && saved.value?.text).toBe(readFileSync(chosen, "utf8"));
    const written = JSON.parse(readFileSync(chosen, "utf8")) as { plans: { path: string }[] };
    expect(written.plans.map(({ path }) => path)).toEqual([
      "../teams/north.pastapril",
      "south.pastapril",
      "west.pastapril",
    ]);
    await documents.close();
  });
});
