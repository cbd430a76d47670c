import { describe, expect, it } from "vitest";
import { reportPage } from "#shared/report/page/reportPage.tsx";
import { reportDocument } from "#shared/report/reportDocument.tsx";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import { aReport, optionsOf } from "#test/electron/host/typesetter/aReport.ts";

const TYPEFACE = [{ weight: 400 as const, base64: "d09GMg==" }];
const HOSTILE = `<script>alert("1")</script><img src="https://evil.example/a.png">`;

/** The text of a page, without its style. */
function textOf(html: string): string {
  return html
    .replace(/<style>.*?<\/style>/s, "")
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replaceAll("\u200b", "")
    .replace(/\s+/g, " ");
}

const plan = planOfTemplate(templates.find(({ id }) => id === "research")!);
const input = aReport("research", undefined, { options: optionsOf(plan, 500) });

describe("the budget plan as one web page", () => {
  const page = reportPage(input, TYPEFACE);

  it("is the same text for the same input", () => {
    expect(reportPage(input, TYPEFACE)).toBe(page);
  });

  it("loads nothing: no address, no script, and a policy that forbids both", () => {
    expect(page).toContain("default-src &#x27;none&#x27;");
    const loads = [...page.matchAll(/(?:src|href|url)\s*[=(]\s*"?([^">)]*)/g)].map(([, address]) => address!);
    expect(loads.filter((address) => !address.startsWith("data:font/woff2"))).toEqual([]);
    expect(page).not.toContain("<script");
  });

  it("says what the document of the PDF says", () => {
    const text = textOf(page);
    const { decision, months, workloads, options, register, method, foot } = reportDocument(input);
    const words = [
      decision.title,
      ...decision.why.map((run) => run.text),
      ...months.rows.flatMap(({ name, half, soFarEighty, spent }) => [name, half, soFarEighty, spent]),
      ...workloads.rows.flatMap(({ name, owner, eighty, loaded }) => [name, owner, eighty, loaded]),
      ...options!.rows.flatMap(({ name, ask, netValue }) => [name, ask, netValue]),
      ...register.groups.flatMap(({ rows }) => rows.flatMap(({ label, value }) => [label, value])),
      ...method.paragraphs.map((paragraph) => paragraph.text),
      ...foot,
    ];
    expect(words.length).toBeGreaterThan(150);
    for (const one of words) expect(text).toContain(one.replaceAll("\u200b", "").replace(/\s+/g, " ").trim());
  });

  it("draws its charts in the page's colours, so that one drawing serves light, dark and print", () => {
    const body = page.replace(/<style>.*?<\/style>/s, "");
    expect([...body.matchAll(/="#[0-9A-Fa-f]{6}"/g)]).toEqual([]);
    const used = new Set([...body.matchAll(/var\(--(\w+)\)/g)].map(([, name]) => name!));
    expect(used.size).toBeGreaterThan(8);
    for (const name of used) {
      // Light and dark.
      expect([...page.matchAll(new RegExp(`--${name}:#`, "g"))], name).toHaveLength(2);
    }
  });

  it("sets names of a plan as text, whatever they hold", () => {
    const hostile = aReport("research", (one) => ({ ...one, name: HOSTILE }));
    const text = reportPage(hostile, TYPEFACE);
    expect(text).not.toContain("<script");
    expect(text).not.toContain("<img");
    expect(textOf(text)).toContain('alert("1")');
  });

  it("leaves out what the reader leaves out, and says so", () => {
    const short = textOf(reportPage({ ...input, leftOut: ["assumptions", "scenarios"], notes: "Agreed." }, TYPEFACE));
    expect(short).toContain("Left out: scenarios, assumptions.");
    expect(short).not.toContain("Every assumption, with its evidence");
    expect(short).toContain("Agreed.");
  });
});
