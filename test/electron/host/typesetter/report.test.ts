import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { unzipSync } from "fflate";
import { getDocumentProxy } from "unpdf";
import { beforeAll, describe, expect, it } from "vitest";
import { renderReport } from "#electron/host/typesetter/renderReport.ts";
import { writeWorkbook } from "#electron/host/typesetter/writeWorkbook.ts";
import {
  askSentence,
  decisionReason,
  decisionTitle,
  runOutSentence,
  safeUntilSentence,
} from "#shared/forecast/words/sentences.ts";
import { forecastWarnings } from "#shared/forecast/warnings.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { ReportInput } from "#shared/report/input.ts";
import { workbookOf } from "#shared/report/workbook/workbookOf.ts";
import { reportSource } from "#shared/report/reportSource.ts";
import { PAGE_TEMPLATE } from "#shared/report/template.ts";
import { epochDayOf } from "#shared/units.ts";
import { aReport, optionsOf } from "./aReport.ts";
import { misprints, placedTexts } from "./pdfText.ts";

/** What a reader of a PDF finds: the file's facts, its pages as text, its bookmarks and what its figures say. */
interface ReadPdf {
  readonly info: Readonly<Record<string, unknown>>;
  readonly marked: boolean;
  readonly pages: readonly string[];
  readonly sizes: readonly (readonly number[])[];
  readonly bookmarks: readonly string[];
  readonly roles: readonly string[];
  readonly alts: readonly string[];
}

interface Node {
  readonly role?: string;
  readonly alt?: string;
  readonly children?: readonly Node[];
}

function withChildren(node: Node): Node[] {
  return [node, ...(node.children ?? []).flatMap(withChildren)];
}

async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const pdf = await getDocumentProxy(bytes.slice());
  const pages = await Promise.all(Array.from({ length: pdf.numPages }, (_, i) => pdf.getPage(i + 1)));
  const texts = await Promise.all(pages.map((page) => page.getTextContent()));
  const trees = await Promise.all(pages.map((page) => page.getStructTree()));
  const nodes = trees.flatMap((tree) => withChildren(tree as Node));
  const outline = (await pdf.getOutline()) as unknown as readonly {
    readonly title: string;
    readonly items: readonly { readonly title: string }[];
  }[];
  return {
    info: (await pdf.getMetadata()).info as Record<string, unknown>,
    marked: ((await pdf.getMarkInfo()) as { readonly Marked?: boolean } | null)?.Marked === true,
    // One line of the page may come in several pieces, and a sentence over several lines.
    pages: texts.map(({ items }) =>
      items
        .map((item) => ("str" in item ? item.str + (item.hasEOL ? " " : "") : ""))
        .join("")
        .replace(/\s+/g, " "),
    ),
    sizes: pages.map(({ view }) => view.map(Math.round)),
    bookmarks: outline.flatMap(({ title, items }) => [title, ...items.map((item) => item.title)]),
    roles: nodes.flatMap(({ role }) => role ?? []),
    alts: nodes.flatMap(({ alt }) => alt ?? []),
  };
}

const PLAIN = aReport();
let pdf: Uint8Array;
let read: ReadPdf;
beforeAll(async () => {
  pdf = await renderReport(PLAIN);
  read = await readPdf(pdf);
});

describe("a plan whose texts hold what no reader of XML or JSON accepts", () => {
  it.each<[string, string]>([
    ["half a pair", "a\ud800b"],
    ["the other half", "a\udc00b"],
    ["no character", "a\ufffeb\uffff\ufdd0"],
    ["one beyond the first plane", "a\u{1fffe}b"],
    ["a control", "a\u0000\u001b[31m\u0085b"],
    ["a mark that turns the direction", "a\u202eb\u2066"],
    ["letters from right to left", "שלום".repeat(50)],
  ])("is set, page and image: %s", async (_, odd) => {
    const named = aReport(
      "research",
      (plan) => ({
        ...plan,
        name: odd,
        workloads: Object.fromEntries(
          Object.entries(plan.workloads).map(([id, workload]) => [
            id,
            { ...workload, name: `${odd} ${id}`, owner: odd, outcome: { ...workload.outcome, unit: odd } },
          ]),
        ),
        models: Object.fromEntries(
          Object.entries(plan.models).map(([id, model]) => [id, { ...model, name: `${odd} ${id}` }]),
        ),
      }),
      { trials: 100, scenarioName: odd },
    );
    expect((await renderReport(named)).length).toBeGreaterThan(20_000);
    expect(named.plan.name).toBe(odd);
    const workbook = await writeWorkbook(
      workbookOf({
        plan: named.plan,
        resolved: named.resolved,
        forecast: named.forecast,
        spend: Float64Array.from({ length: 100 }, (_, trial) => trial),
        scenarioName: odd,
        value: null,
        scenarios: [],
        drivers: null,
      }),
    );
    const xml = Object.entries(unzipSync(workbook))
      .filter(([name]) => name.endsWith(".xml"))
      .map(([, bytes]) => new TextDecoder("utf-8", { fatal: true }).decode(bytes))
      .join("");
    expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
  });
});

describe("the budget plan as PDF", () => {
  it("opens with the decision and its reasons, in the words of the forecast", () => {
    const { forecast, resolved } = PLAIN;
    const [first] = read.pages;
    for (const sentence of [
      decisionTitle(forecast, resolved),
      decisionReason(forecast, resolved),
      runOutSentence(forecast, resolved),
      safeUntilSentence(forecast, resolved),
    ]) {
      expect(first).toContain(sentence);
    }
    expect(first).toMatch(/Base .* Contingency .* Request .* Management reserve/);
    expect(first).toContain("Review triggers");
    expect(first).toContain("Chief Financial Officer");
    expect(first).toContain("Illustrative");
  });

  it("holds every month, workload, fixed cost, model in use and assumption", () => {
    const all = read.pages.join(" ");
    const { plan, assumptions } = PLAIN;
    expect(all).toContain("January 2027");
    expect(all).toContain("December");
    for (const { name, owner } of Object.values(plan.workloads)) {
      expect(all).toContain(name);
      expect(all).toContain(owner);
    }
    for (const { name } of Object.values(plan.fixedCosts ?? {})) expect(all).toContain(name);
    for (const grade of ["measured", "sampled", "judged", "guessed"] as const) {
      expect(all).toContain(`${grade} ${assumptions.filter((one) => one.grade === grade).length}`);
    }
    for (const { evidence } of assumptions)
      if (evidence?.source !== undefined)
        expect(all.replaceAll("\u200b", "")).toContain(evidence.source.slice(0, 24).trim());
  });

  it("says on every page what computed it and which page of how many it is", () => {
    const { forecast } = PLAIN;
    read.pages.forEach((text, i) => {
      expect(text).toContain("500 simulated years, seed 1");
      expect(text).toContain(`Engine ${forecast.engine}. Plan sha256 ${forecast.plan.hash.slice(0, 8)}`);
      expect(text).toContain(`Page ${i + 1} of ${read.pages.length}`);
    });
    const all = read.pages.join(" ");
    expect(all.replaceAll(" ", "")).toContain(forecast.plan.hash);
    expect(all).toContain(PLAIN.command);
    expect(all).toContain("Two kinds of uncertainty.");
    expect(all).toContain("Assumptions make up");
  });

  it("is tagged, with title, language, bookmarks, headings, tables and words for every image", () => {
    expect(read.info["Title"]).toBe("Research team AI plan FY2027: budget plan");
    expect(read.info["Language"]).toBe("en-US");
    expect(read.info["Author"]).toBeUndefined();
    expect(read.marked).toBe(true);
    expect(read.bookmarks[0]).toBe(decisionTitle(PLAIN.forecast, PLAIN.resolved));
    expect(read.bookmarks).toEqual(
      expect.arrayContaining([
        "Month by month",
        "Workloads and their budgets",
        "Every assumption, with its evidence",
        "How it was computed",
      ]),
    );
    expect(read.roles).toEqual(expect.arrayContaining(["H1", "H2", "Table", "THead", "TH", "TD", "Figure", "P"]));
    const figures = read.roles.filter((role) => role === "Figure").length;
    expect(figures).toBeGreaterThan(PLAIN.forecast.months.length);
    expect(read.alts.filter((alt) => alt.length > 0).length).toBeGreaterThanOrEqual(figures);
    expect(read.alts.find((alt) => alt.startsWith("In "))).toMatch(
      /simulated years the \$40,000 is spent before the year ends\./,
    );
  });

  it("embeds its typeface and holds no date and no pixel image", () => {
    const raw = Buffer.from(pdf).toString("latin1");
    expect(raw).toContain("IBMPlexSans-Regular");
    expect(raw).toContain("/FontFile2");
    expect(raw).not.toMatch(/\/CreationDate|\/ModDate|xmp:CreateDate|xmp:ModifyDate/);
    expect(raw).not.toMatch(/\/DCTDecode|\/JPXDecode/);
  });

  it("has equal bytes from equal input, in this process and in another", async () => {
    const again = await renderReport(PLAIN);
    expect(Buffer.compare(again, pdf)).toBe(0);
    const script = fileURLToPath(new URL("renderOnce.ts", import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", script]);
    expect(stdout).toBe(createHash("sha256").update(pdf).digest("hex"));
  });

  it("prints a date and a name only when given", async () => {
    expect(read.pages.join(" ")).not.toContain("Prepared");
    const dated = await readPdf(
      await renderReport({ ...PLAIN, prepared: { on: epochDayOf("2027-04-02"), by: "FP&A" } }),
    );
    expect(dated.pages[1]).toContain("Prepared April 2, 2027 by FP&A");
  });

  it("is set on A4 or on US Letter", async () => {
    expect(read.sizes[0]).toEqual([0, 0, 595, 842]);
    const letter = await readPdf(await renderReport({ ...PLAIN, paper: "us-letter" }));
    expect(letter.sizes[0]).toEqual([0, 0, 612, 792]);
    expect(letter.pages[0]).toContain("Approval");
  });
});

const HOSTILE_NAMES = [
  '#panic("x")',
  "*bold* _it_ `raw` $x^2$",
  '\\ " ] ) } #]#v(900pt)[',
  "<label> @ref // c /* d */",
  '#import "/document.json": *',
  "= Heading\n#pagebreak()",
];

function hostile(plan: Plan): Plan {
  const workloads = Object.fromEntries(
    Object.entries(plan.workloads).map(([id, workload], i) => [
      id,
      {
        ...workload,
        name: HOSTILE_NAMES[i % HOSTILE_NAMES.length]!,
        owner: `#eval("1") ${"W".repeat(300)}`,
        outcome: { ...workload.outcome, unit: "]#panic()[" },
      },
    ]),
  );
  return { ...plan, name: `${HOSTILE_NAMES.join(" ")} <svg onload="x"> &amp; ${"x".repeat(300)}`, workloads };
}

describe("a hostile plan", () => {
  it("is printed letter by letter and changes neither page nor code", async () => {
    const input = aReport("research", hostile, {
      warnings: ["#panic() *warning*"],
      scenarioName: "#pagebreak() $s$",
      command: "past-april report '#x.json'",
    });
    const evil = await readPdf(await renderReport(input));
    const all = evil.pages.join(" ").replaceAll("\u200b", "");
    for (const workload of Object.values(input.plan.workloads))
      expect(all).toContain(workload.name!.replaceAll("\n", " "));
    expect(all).toContain("#panic() *warning*");
    expect(all).toContain("]#panic()[");
    // Names of 300 letters take lines of their own, and no more than that.
    expect(evil.pages.length - read.pages.length).toBeLessThanOrEqual(1);
    evil.pages.forEach((text, i) => expect(text).toContain(`Page ${i + 1} of ${evil.pages.length}`));
    expect(reportSource(input).files.find(({ path }) => path === "/main.typ")!.text).toBe(PAGE_TEMPLATE);
  });

  it("says which letters are not printed, and keeps them in the file's text", async () => {
    const input = aReport("research", (plan) => ({ ...plan, name: "予算計画 2027" }));
    const japanese = await readPdf(await renderReport(input));
    expect(japanese.info["Title"]).toBe("予算計画 2027: budget plan");
    expect(japanese.pages.join(" ")).toContain("Other letters are printed as empty boxes");
    expect(read.pages.join(" ")).not.toContain("empty boxes");
  });
});

describe("other plans", () => {
  const change =
    (budget: Partial<Plan["budget"]>): ((plan: Plan) => Plan) =>
    (plan) => ({ ...plan, budget: { ...plan.budget, ...budget } });

  async function firstPage(input: ReportInput): Promise<string> {
    return (await readPdf(await renderReport(input))).pages[0]!;
  }

  it("whose budget holds in all futures", async () => {
    const page = await firstPage(aReport("research", change({ amount: 4e6 })));
    expect(page).toContain("lasts the year in 50 of 50 simulated years");
    expect(page).not.toContain("the ridge stands");
  });

  it("whose budget is gone in all", async () => {
    expect(await firstPage(aReport("research", change({ amount: 2_000 })))).toContain(
      "is spent before the year ends in 50 of 50 simulated years",
    );
  });

  it("whose work stops at the budget: no ask is printed that nobody saw", async () => {
    const input = aReport("research", change({ amount: 20_000, atExhaustion: "block" }));
    const page = await firstPage(input);
    expect(page).toContain("Stops at $20,000");
    expect(page).not.toContain("Ask $");
    expect(page).toContain(askSentence(input.forecast, input.resolved).slice(0, 40));
    expect(page).toContain(forecastWarnings(input.forecast, input.resolved)[0]!);
  });

  it("in yen, from April, with 24 workloads whose table breaks with its head", async () => {
    const many = aReport(
      "research",
      (plan) => {
        const [first] = Object.values(plan.workloads);
        const workloads = Object.fromEntries(
          Array.from({ length: 24 }, (_, i) => [
            `w${i}`,
            { ...first!, name: `Workload ${i + 1}`, demand: { ...first!.demand } },
          ]),
        );
        return { ...plan, currency: "JPY", fiscalYear: { start: "2027-04-01", months: 12 }, calendar: {}, workloads };
      },
      { trials: 40 },
    );
    const { pages } = await readPdf(await renderReport(many));
    expect(pages[0]).toMatch(/Approve ¥[\d.,]+[MB]? for April 2027 to March 2028/);
    const withHead = pages.filter((text) => text.includes("All-in cost"));
    expect(withHead.length).toBeGreaterThanOrEqual(2);
    expect(pages.join(" ")).toContain("Workload 24");
  });
});

const LONG = "API coding agents for the platform and infrastructure teams of the group";

/** Names as companies have them, money of six digits, and a scenario more than the template has. */
function longNamed(plan: Plan): Plan {
  const workloads = Object.fromEntries(
    Object.entries(plan.workloads).map(([id, workload], i) => [
      id,
      {
        ...workload,
        name: i === 0 ? LONG : `${workload.name ?? id} of the customer portal`,
        owner: "Vice President, Engineering Productivity",
        outcome: { ...workload.outcome, unit: "merged and deployed pull request" },
        demand: { ...workload.demand, users: 300 },
      },
    ]),
  );
  const scenarios = Object.fromEntries(
    Object.entries(plan.scenarios ?? {}).map(([id, scenario], i) => [
      id,
      i === 0 ? { ...scenario, name: "Cheaper model first with a human check afterwards" } : scenario,
    ]),
  );
  return {
    ...plan,
    name: "Nordwind Versicherungsgruppe AI agents and developer tooling plan, fiscal year 2027",
    workloads,
    budget: { ...plan.budget, amount: 540_000 },
    scenarios: { ...scenarios, same: { name: "Seats renewed at the price of today", change: {} } },
  };
}

describe("a page", () => {
  // One simulation serves both papers.
  let changed: ReportInput;
  let options: ReportInput["options"];
  beforeAll(() => {
    changed = aReport("engineering", longNamed, { trials: 60 });
    options = optionsOf(changed.plan, 60);
  }, 300_000);

  it.each(["a4", "us-letter"] as const)(
    "of %s has no texts on each other and no columns that touch, whatever the names and the money",
    async (paper) => {
      const input: ReportInput = {
        ...changed,
        paper,
        options,
        warnings: ["29 of 110 inputs are guessed.", "60 futures are few: 10,000 tell the ends of the year better."],
      };
      const bytes = await renderReport(input);
      const texts = await placedTexts(bytes);
      expect(misprints(texts)).toEqual([]);
      const onPage = (page: number): string =>
        texts
          .filter((text) => text.page === page)
          .map(({ text }) => text)
          .join(" ");
      // The decision keeps its one page: the chart gives way to long names.
      expect(onPage(1)).toContain("Chief Financial Officer");
      expect(onPage(2)).toContain("Differences, with their uncertainty");
      const all = texts
        .map(({ text }) => text)
        .join(" ")
        .replaceAll("\u200b", "");
      expect(all).toContain("no difference");
      expect(all).not.toMatch(/not none|fewer than 1 in 50, the same in 50/);
    },
    300_000,
  );

  it.each(["a4", "us-letter"] as const)(
    "of %s keeps the method on one page, its table whole and its sources under it",
    async (paper) => {
      const texts = await placedTexts(await renderReport({ ...changed, paper, options }));
      const pageOf = (words: string): number | undefined => texts.findLast(({ text }) => text === words)?.page;
      expect(pageOf("The method")).toBe(pageOf("Sources"));
      expect(pageOf("Simulated years")).toBe(pageOf("Sources"));
    },
    300_000,
  );

  it("puts the sources under the method, also where the method ends a page", async () => {
    const texts = await placedTexts(pdf);
    const heading = texts.find(({ text }) => text === "Sources")!;
    const above = texts.filter(({ page, y }) => page === heading.page && y > heading.y).map(({ y }) => y);
    expect(Math.min(...above) - heading.y).toBeGreaterThan(14);
    expect(misprints(texts)).toEqual([]);
  });
});
