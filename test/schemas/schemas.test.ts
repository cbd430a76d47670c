import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import { jsonSchemas } from "./jsonSchemas.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FOLDER = `${ROOT}build/schemas/`;
const TEMPLATES = `${ROOT}shared/plan/templates/`;

const published = new Map(readdirSync(FOLDER).map((name) => [name, readFileSync(FOLDER + name, "utf8")]));

function faultsOf(name: string, document: unknown): string[] {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  ajv.addFormat("date", /^\d{4}-\d{2}-\d{2}$/);
  const validate = ajv.compile(JSON.parse(published.get(`${name}.schema.json`)!) as object);
  validate(document);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function answerOf(...words: string[]): unknown {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "electron/cli/main.ts", ...words, "--json", "-"],
    { cwd: ROOT, encoding: "utf8", maxBuffer: 1e8 },
  );
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout) as unknown;
}

interface Node {
  readonly description?: string;
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly additionalProperties?: Node | boolean;
  readonly anyOf?: readonly Node[];
  readonly $defs?: Readonly<Record<string, Node>>;
}

/** Fields, by where they stand, of which nothing is said. */
function undescribed(node: Node, at = ""): string[] {
  const within: [string, Node | boolean | undefined][] = [
    ...Object.entries(node.properties ?? {}),
    ...Object.entries(node.$defs ?? {}),
    ["[]", node.items],
    ["*", node.additionalProperties],
    ...(node.anyOf ?? []).map((arm, i): [string, Node] => [`|${i}`, arm]),
  ];
  return [
    ...Object.entries(node.properties ?? {})
      .filter(([, field]) => field.description === undefined)
      .map(([key]) => `${at}/${key}`),
    ...within.flatMap(([key, one]) => (typeof one === "object" ? undescribed(one, `${at}/${key}`) : [])),
  ];
}

describe("the published JSON Schemas", () => {
  it("are those of the product: npm run schemas writes them anew", () => {
    const made = jsonSchemas();
    expect([...published.keys()].sort()).toEqual([...made.keys()].sort());
    for (const [name, text] of made) expect(published.get(name)).toBe(text);
  });

  it("describe every field of a plan", () => {
    expect(undescribed(JSON.parse(published.get("plan.schema.json")!) as Node)).toEqual([]);
  });

  it.each(templates.map((template) => [template.id, template] as const))("take the template %s", (_, template) => {
    expect(faultsOf("plan", planOfTemplate(template))).toEqual([]);
  });

  it("point at what a plan has wrong", () => {
    const plan = structuredClone(planOfTemplate(templates[0]!)) as unknown as Record<string, Record<string, unknown>>;
    plan["budget"]!["amont"] = 1;
    plan["fiscalYear"]!["months"] = 0;
    expect(faultsOf("plan", plan)).toEqual([
      "/fiscalYear/months must be >= 1",
      "/budget must NOT have additional properties",
    ]);
  });

  it.each([
    ["forecast", ["forecast", `${TEMPLATES}engineering.json`, "--trials", "200"]],
    ["comparison", ["compare", `${TEMPLATES}support.json`, "--trials", "200"]],
    ["value", ["value", `${TEMPLATES}value.json`, "--trials", "200"]],
    ["contract-choice", ["study", "contracts", `${TEMPLATES}contracts.json`, "--trials", "200"]],
    ["diff", ["diff", `${TEMPLATES}research.json`, `${TEMPLATES}support.json`, "--trials", "200"]],
  ])(
    "take what the command line answers as %s",
    (name, words) => {
      expect(faultsOf(name, answerOf(...words))).toEqual([]);
    },
    120_000,
  );
});
