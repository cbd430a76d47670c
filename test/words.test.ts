import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { PAGE_TEMPLATE } from "#shared/report/template.ts";
import { declaredNames, wordsOf } from "./declaredNames.ts";
import { typstTexts, userTexts, type UserText } from "./userTexts.ts";

const TOP = fileURLToPath(new URL("..", import.meta.url));

/**
 * Words that no user should read, each with what to write instead: one thing has one word on the screen, in the PDF, on
 * the command line and in the documents, and it is the word of finance or of statistics.
 */
const FORBIDDEN: readonly { readonly word: RegExp; readonly write: string }[] = [
  { word: /\bfutures?\b/i, write: "simulated year" },
  { word: /\bworlds?\b/i, write: "assumptions, simulated year" },
  { word: /\bluck\b/i, write: "run-to-run variation; the same simulated years" },
  { word: /\bnobody knows\b/i, write: "assumptions" },
  { word: /\bhalf below\b|\d% below\b|} below\b|\b1 in 10 (below|above)\b/i, write: "middle estimate, 80% estimate" },
  { word: /\bthe middle\b(?! estimate)|\bmiddles\b/i, write: "middle estimate, median" },
  { word: /\bask for\b|\bthe ask\b|^Ask\b(?! again)/, write: "request; to be 80% sure, budget …" },
  { word: /\bgone\b/i, write: "spent" },
  { word: /\bloaded\b|\bcost of one$/i, write: "all-in cost per …" },
  { word: /\busers\b/i, write: "people" },
  { word: /\bpolic(y|ies)\b(?! what if)|\bthe plan itself\b/i, write: "scenario; as planned" },
  { word: /\bworth (more|less|most|the same|as much|about)\b|\bworths\b/i, write: "net value" },
  { word: /\bdoubt(s|ful|ed)?\b/i, write: "warning" },
  { word: /\bfaults?\b/i, write: "error, is not valid" },
  { word: /\bmend(s|ed)?\b/i, write: "fix" },
  { word: /\b(?<!there )(is|are) (none|no)\b(?! longer)/i, write: "is not …" },
  { word: /\bof which\b/i, write: "a sentence of its own" },
  { word: /\bpictures?\b/i, write: "chart" },
  { word: /(?<!-)\bpaper\b/i, write: "PDF, page size" },
  { word: /\btell(s|ing)?\b|\btold\b/i, write: "show, say, decide" },
  { word: /\bseen\b/i, write: "observed, actuals" },
  { word: /\bwander/i, write: "month-to-month fluctuation" },
  { word: /\bburn(s|ed|t|ing)?\b/i, write: "use, spend" },
  { word: /\bdear(er|est)?\b/i, write: "expensive" },
  { word: /\bprice (map|book)\b|\bthe book\b/i, write: "price list" },
  { word: /\bta(kes?|ken) over\b|\btake up\b/i, write: "use, add" },
  { word: /\bstrangers?\b/i, write: "who it is" },
  { word: /\bon their way\b|\bbeing (drawn|set|read|found|put)\b|\bworked out\b/i, write: "Calculating …" },
  { word: /\bstands?\b(?!-)|\bthe strip\b/i, write: "is shown" },
  { word: /\bbrings? (it|them) back\b|\bputs? back\b|\bLet it go\b/, write: "restore, undo, discard" },
  { word: /\bsharpen/i, write: "more precision" },
  { word: /\bgood to\b/i, write: "simulation error" },
  { word: /\bin the field\b/i, write: "typical" },
  { word: /\bridge\b/i, write: "red curve" },
  { word: /\bharness\b/i, write: "agent" },
  {
    word: /\b(\w*colour|behaviour|favour|neighbour|organis|recognis|anonymis|realis|normalis|summaris|licence|centres?\b|cancelled|labelled|modelled|travell|grey|programme|catalogue|analyse)/i,
    write: "the spelling of the United States",
  },
];

/** Names that contain such a word and are right: options of the command line, names of others. */
const NAMES = [
  /--paper/g,
  /--centre/g,
  /\bscreen centres\b/g,
  /^centres …$/g,
  /Content-Security-Policy/g,
  /^seen: …$/g,
];

/** Files whose strings are search words, column names of other tools or file paths, not texts. */
const OTHERS = [
  /frame\/synonyms\.ts/,
  /usage\/formats\//,
  /host\/licences/,
  /report\/(pageFrame|(\w+\/)?\w*[tT]emplate)\.ts/,
];

/** The texts with forbidden words, as "place: text (write: …)". */
function wrong(texts: readonly UserText[]): string[] {
  return texts.flatMap(({ place, text }) => {
    const words = NAMES.reduce((left, name) => left.replaceAll(name, ""), text);
    const found = FORBIDDEN.filter(({ word }) => word.test(words));
    return found.map(({ word, write }) => `${place}: “${text}” has ${String(word)}; write: ${write}`);
  });
}

/** Lines of a document, without its code and the addresses of its links. */
function linesOf(name: string): UserText[] {
  return readFileSync(join(TOP, name), "utf8")
    .replaceAll(/```.*?```/gs, "")
    .split("\n")
    .map((line, i) => ({ place: `${name}:${String(i + 1)}`, text: line.replaceAll(/`[^`]*`|\]\([^)]*\)/g, "") }));
}

/** Every text of a JSON document. */
function jsonTexts(place: string, value: unknown): UserText[] {
  if (typeof value === "string") return [{ place, text: value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => jsonTexts(`${place}/${key}`, inner));
}

function filesBelow(folder: string, end: string): string[] {
  return readdirSync(join(TOP, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(end))
    .map((name) => join(folder, name));
}

describe("the words that a user reads", () => {
  it("are those of the vocabulary on the screen, in messages and in the help", () => {
    const texts = userTexts(["renderer", "shared", "electron"]);
    expect(texts.length).toBeGreaterThan(2_000);
    expect(wrong(texts.filter(({ place }) => !OTHERS.some((other) => other.test(place))))).toEqual([]);
  });

  it("are those of the vocabulary in the PDF", () => {
    const texts = typstTexts(PAGE_TEMPLATE).map((text): UserText => ({ place: "template", text }));
    expect(texts.map(({ text }) => text)).toContain("Review triggers");
    expect(wrong(texts)).toEqual([]);
  });

  it("are those of the vocabulary on every chart", () => {
    const texts = filesBelow("test/shared/charts/__snapshots__/gallery", ".svg").flatMap((place) =>
      [...readFileSync(join(TOP, place), "utf8").matchAll(/>([^<>]+)<|aria-label="([^"]+)"/g)].map(
        ([, text, label]): UserText => ({ place, text: text ?? label ?? "" }),
      ),
    );
    expect(texts.length).toBeGreaterThan(500);
    expect(wrong(texts)).toEqual([]);
  });

  it("are those of the vocabulary in the templates", () => {
    const texts = filesBelow("shared/plan/templates", ".json").flatMap((place) =>
      jsonTexts(place, JSON.parse(readFileSync(join(TOP, place), "utf8"))),
    );
    expect(texts.length).toBeGreaterThan(100);
    expect(wrong(texts)).toEqual([]);
  });

  it("are those of the vocabulary in the guide", () => {
    const pages = filesBelow("shared/guide/pages", ".md");
    expect(pages.length).toBeGreaterThan(20);
    expect(wrong(pages.flatMap(linesOf))).toEqual([]);
  });

  it("are those of the vocabulary in the README and the change log", () => {
    expect(wrong([...linesOf("README.md"), ...linesOf("CHANGELOG.md")])).toEqual([]);
  });
});

/** Words that no name in code has, each with what to write instead. */
const NOT_IN_NAMES: Readonly<Record<string, string>> = {
  "future futures world worlds": "trial, path, parameters, draw, context",
  luck: "run to run, random source, score",
  seen: "actuals, observed",
  "tell tells told telling": "report, classify, split",
  "doubt doubts": "warning",
  "fault faults faulty": "issue",
  misfit: "violation",
  gone: "spent, removed",
  "hill picture pictures": "density, chart",
  "lens lenses deaf stranger strangers": "what it is",
  "burn dear dearer": "tokens, expensive",
};

/** Names that are saved, or that another program gave, and so stay: a word of the list and the files that have it. */
const SAVED: Readonly<Record<string, RegExp>> = {
  luck: /lookingBack\/actualsVariance\.ts/,
  doubts: /usage\/answers\/answers\.ts|usage\/table\/usageAnswers\.ts|host\/usage\/usageService\.ts/,
  gone: /prices\/priceMap\.ts|answers\/listPrices\.ts/,
  burn: /runOut\/BurnUpFan\.tsx/,
  world: /cli\/mcp\/server\.ts/,
  misfit: /engine\/observed\//,
};

it("the names in code are those of the vocabulary", () => {
  const instead = new Map(
    Object.entries(NOT_IN_NAMES).flatMap(([words, write]) => words.split(" ").map((word) => [word, write] as const)),
  );
  const names = declaredNames(["renderer", "shared", "electron"]);
  expect(names.length).toBeGreaterThan(20_000);
  const wrongNames = names.flatMap(({ place, name }) =>
    wordsOf(name)
      .filter((word) => instead.has(word) && SAVED[word]?.test(place) !== true)
      .map((word) => `${place}: ${name} has “${word}”; write: ${instead.get(word)!}`),
  );
  expect(wrongNames).toEqual([]);
});
