import { fileURLToPath } from "node:url";
import { createGenerator } from "ts-json-schema-generator";
import { SUMMARY_COLUMNS, SUMMARY_FORMAT, SUMMARY_PARTS, SUMMARY_TEXTS } from "#shared/usage/formats/summaryFormat.ts";
import { planJsonSchema, portfolioJsonSchema } from "./planJsonSchema.ts";

/** Answers that other programs read: the file of their schema, and the TypeScript type that they are made as. */
const ANSWERS = [
  { name: "forecast", type: "Forecast", title: "The answers of one forecast: past-april forecast --json" },
  {
    name: "comparison",
    type: "ComparisonDocument",
    title: "Scenarios on the same simulated years: past-april compare --json",
  },
  { name: "value", type: "ValueAnswer", title: "What uses of AI bring: past-april value --json" },
  {
    name: "portfolio-answer",
    type: "PortfolioAnswer",
    title: "Plans summed on the same simulated years: past-april portfolio --json",
  },
  {
    name: "contract-choice",
    type: "ContractChoiceDocument",
    title: "Which contract costs least: past-april study contracts --json",
  },
  { name: "diff", type: "PlanDiff", title: "What changed between two plans: past-april diff --json" },
] as const;

const DIALECT = "https://json-schema.org/draft/2020-12/schema";
const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Where the types of answers are. */
const FILES_OF_ANSWERS = [
  "forecast/answers/forecast",
  "forecast/comparison/comparisonDocument",
  "forecast/value/valueDocument",
  "forecast/portfolio/portfolioAnswer",
  "studies/contracts/choice/choiceDocument",
  "report/differences/planDiff",
];

/** The text of every published JSON Schema by the name of its file. Takes some seconds: TypeScript reads the types. */
export function jsonSchemas(): ReadonlyMap<string, string> {
  const generator = createGenerator({
    path: `${ROOT}shared/{${FILES_OF_ANSWERS.join(",")}}.ts`,
    tsconfig: `${ROOT}test/tsconfig.json`,
    skipTypeCheck: true,
    additionalProperties: false,
    topRef: false,
    sortProps: false,
  });
  const answers = ANSWERS.map(({ name, type, title }): [string, object] => [
    name,
    { ...modern(generator.createSchema(type)), $schema: DIALECT, title },
  ]);
  const all: [string, object][] = [
    ["plan", planJsonSchema()],
    ["portfolio", portfolioJsonSchema()],
    ...answers,
    ["usage-summary", summarySchema()],
  ];
  return new Map(all.map(([name, schema]) => [`${name}.schema.json`, textOf(name, schema)]));
}

function textOf(name: string, schema: object): string {
  return `${JSON.stringify({ $schema: DIALECT, $id: `urn:past-april:${name}`, ...schema }, null, 2)}\n`;
}

/** Draft 7, which the generator writes, in the words of 2020-12: definitions have another name. */
function modern(schema: object): object {
  return JSON.parse(
    JSON.stringify(schema).replaceAll('"#/definitions/', '"#/$defs/').replaceAll('"definitions":', '"$defs":'),
  ) as object;
}

/** A row of a summary of usage; the file is a table of them, as Parquet or CSV. */
function summarySchema(): object {
  const columns = SUMMARY_COLUMNS.map((column): [string, object] => {
    if (column === "part") return [column, { enum: SUMMARY_PARTS, description: "What the row is about." }];
    if (SUMMARY_TEXTS.includes(column)) return [column, { type: ["string", "null"] }];
    return [column, { type: ["integer", "null"] }];
  });
  return {
    title: "A row of a summary of usage: past-april usage-sql and past-april reduce",
    description: `The row whose part is "about" says ${SUMMARY_FORMAT}. Amounts are billionths of the currency; days are YYYYMMDD, months YYYYMM, in UTC. Nobody is named.`,
    type: "object",
    properties: Object.fromEntries(columns),
    required: SUMMARY_COLUMNS,
    additionalProperties: false,
  };
}
