import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeIssue } from "#shared/plan/check/issues.ts";
import { readJson } from "#shared/plan/check/json.ts";

function sentenceOf(text: string): string | undefined {
  const read = readJson(text);
  return read.ok ? undefined : read.issues.map(describeIssue).join("\n");
}

describe("a text that is not JSON is refused with its line and column", () => {
  it.each<[text: string, sentence: string]>([
    ["", "The plan: found an empty file; wanted a plan as JSON."],
    [" \n\t", "The plan: found an empty file; wanted a plan as JSON."],
    [
      "{",
      "The plan: found the end of the text at line 1, column 2, which is not JSON; wanted a name in quotation marks.",
    ],
    [
      '{\n  "a": 1,\n  b: 2\n}',
      'The plan: found "b" at line 3, column 3, which is not JSON; wanted a name in quotation marks.',
    ],
    [
      '{\r\n"a": 1,\r\n}',
      'The plan: found "}" at line 3, column 1, which is not JSON; wanted a name in quotation marks.',
    ],
    ['{"a" 1}', 'The plan: found "1" at line 1, column 6, which is not JSON; wanted ":".'],
    ['{"a": 1 "b": 2}', 'The plan: found "\\"" at line 1, column 9, which is not JSON; wanted "," or "}".'],
    ["[1, 2", 'The plan: found the end of the text at line 1, column 6, which is not JSON; wanted "," or "]".'],
    ["[1,]", 'The plan: found "]" at line 1, column 4, which is not JSON; wanted a value.'],
    ["[NaN]", 'The plan: found "N" at line 1, column 2, which is not JSON; wanted a value.'],
    ["[01]", 'The plan: found "1" at line 1, column 3, which is not JSON; wanted "," or "]".'],
    ["[1.]", 'The plan: found "." at line 1, column 3, which is not JSON; wanted "," or "]".'],
    [
      '["a\nb"]',
      'The plan: found "\\n" at line 1, column 4, which is not JSON; wanted line breaks and tabs in a text written as \\n and \\t.',
    ],
    [
      '["\\x"]',
      'The plan: found "\\\\" at line 1, column 3, which is not JSON; wanted an escape such as \\n or \\u00e9.',
    ],
    [
      '["abc',
      "The plan: found the end of the text at line 1, column 6, which is not JSON; wanted the end of a text, a quotation mark.",
    ],
    ["{} {}", 'The plan: found "{" at line 1, column 4, which is not JSON; wanted the end of the text.'],
    ["// a plan\n{}", 'The plan: found "/" at line 1, column 1, which is not JSON; wanted a value.'],
    ["𝄞", 'The plan: found "𝄞" at line 1, column 1, which is not JSON; wanted a value.'],
  ])("%j", (text, sentence) => {
    expect(sentenceOf(text)).toBe(sentence);
  });
});

it("a name given twice is refused where JSON would drop one in silence, however it is spelt", () => {
  expect(sentenceOf('{"models": {"a": 1,\n "b": 2, "\\u0061": 3}}')).toBe(
    '/models/a: found the name "a" a second time, at line 2, column 10; wanted each name once.',
  );
  expect(sentenceOf('[{"a": {"b": 1}}, {"a": {"b": 2}}]')).toBeUndefined();
});

describe("texts beyond all sense are refused in one sentence", () => {
  it("by their length", () => {
    expect(sentenceOf("[".repeat(50_000_000))).toBe("The plan: found a file of 50 MB; wanted at most 20 MB.");
  });

  it.each(["[", '{"a":', '[{"a":'])("by their depth: %s", (opening) => {
    expect(sentenceOf(opening.repeat(1_000_000))).toMatch(
      /^The plan: found nesting more than 64 deep at line 1, column \d+; wanted a plan, which nests about 10 deep\.$/,
    );
  });
});

describe("what is JSON and what is not", () => {
  const isJson = (text: string) => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };

  it("is the same as for JSON.parse, and so is the value", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        const read = readJson(text);
        expect(read).toEqual({ ok: true, document: JSON.parse(text) as unknown });
      }),
    );
  });

  it("is the same for texts with an issue in them", () => {
    const sign = fc.constantFrom(...Array.from('{}[]",:\\0123456789.eE+-truefalsn \n\t\u0000\u2028ü'));
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), fc.nat(), sign, fc.boolean(), (text, place, inserted, replaces) => {
        const at = place % (text.length + 1);
        const changed = text.slice(0, at) + inserted + text.slice(at + (replaces ? 1 : 0));
        const read = readJson(changed);
        const isTwice = !read.ok && read.issues[0]!.found.includes("a second time");
        if (!isTwice) expect(read.ok).toBe(isJson(changed));
      }),
      { numRuns: 3000 },
    );
  });
});
