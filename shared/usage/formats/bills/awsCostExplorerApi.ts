import {
  amountOf,
  currencyOf,
  isRecord,
  listOf,
  momentOf,
  objectOf,
  textOf,
  unreadable,
  type UsageRecord,
} from "#shared/usage/text/fields.ts";
import { NO_TOKENS, NOT_STATED, type TokenCounts, type UsageRow } from "#shared/usage/usageRow.ts";
import { isOfModels, modelOfService } from "./awsCostExplorer.ts";
import { readParts, type UsageFormat } from "#shared/usage/formats/reading/format.ts";
import { meterOf, tokensPerUnit } from "./meters.ts";
import { isPreliminary } from "#shared/usage/formats/reading/preliminary.ts";
import { labelled, originOf, recordsIn } from "#shared/usage/formats/reading/served.ts";

/**
 * AWS Cost Explorer as its interface answers (`aws ce get-cost-and-usage`): periods with groups of up to two keys, each
 * with one or more metrics of money and, where it was asked for, a quantity. Groups of other services are passed over.
 */
const COSTS = ["NetUnblendedCost", "UnblendedCost", "NetAmortizedCost", "AmortizedCost", "BlendedCost"];

interface Part {
  readonly period: UsageRecord;
  /** Keys by what they are: SERVICE, USAGE_TYPE, LINKED_ACCOUNT, a tag. */
  readonly keys: Readonly<Record<string, string>>;
  readonly metrics: UsageRecord;
  /** Whether the period is marked as estimated. */
  readonly isPreliminary: boolean;
}

function partsOf(document: unknown): readonly Part[] {
  if (!isRecord(document)) return [];
  const definitions = recordsIn(document["GroupDefinitions"]).map((each) => textOf(each, "Key") ?? "");
  return recordsIn(document["ResultsByTime"]).flatMap((result): Part[] => {
    const groups = recordsIn(result["Groups"]);
    if (groups.length === 0 && Object.values(objectOf(result, "Total")).some((total) => amountIn(total) !== 0))
      throw unreadable(
        "Groups",
        undefined,
        "costs by service: ask for them with --group-by Type=DIMENSION,Key=SERVICE",
      );
    return groups.map((group) => ({
      period: objectOf(result, "TimePeriod"),
      keys: Object.fromEntries(
        listOf(group, "Keys").map((key, i) => [definitions[i] ?? "SERVICE", typeof key === "string" ? key : ""]),
      ),
      metrics: objectOf(group, "Metrics"),
      isPreliminary: isPreliminary(result),
    }));
  });
}

function amountIn(metric: unknown): number {
  return isRecord(metric) ? (amountOf(metric, "Amount") ?? 0) : 0;
}

function tokensOf(usageType: string | undefined, metrics: UsageRecord): TokenCounts {
  const meter = usageType === undefined ? null : meterOf(usageType);
  const quantity = objectOf(metrics, "UsageQuantity");
  const each = tokensPerUnit(textOf(quantity, "Unit") ?? "");
  return meter === null || each === null
    ? NO_TOKENS
    : { ...NO_TOKENS, [meter.tokens]: Math.round(Math.max(0, amountIn(quantity)) * each) };
}

function rowsOf({ period, keys, metrics, isPreliminary: mayChange }: Part): readonly UsageRow[] {
  const names = Object.entries(keys).flatMap(([key, name]) => (/^(SERVICE|USAGE_TYPE)$/.test(key) ? [name] : []));
  const service = keys["SERVICE"] ?? null;
  const cost = objectOf(metrics, COSTS.find((name) => isRecord(metrics[name])) ?? COSTS[0]!);
  const billed = amountIn(cost);
  if (billed === 0 || !names.some(isOfModels)) return [];
  return [
    {
      ...NOT_STATED,
      from: momentOf(period, "Start"),
      to: momentOf(period, "End"),
      provider: "AWS",
      model: names.map(modelOfService).find((model) => model !== null) ?? null,
      origin: originOf(keys["LINKED_ACCOUNT"] ?? null),
      labels: {
        ...labelled("service", service),
        ...labelled("usage type", keys["USAGE_TYPE"] ?? null),
        ...labelled("account", keys["LINKED_ACCOUNT"] ?? null),
      },
      tokens: tokensOf(keys["USAGE_TYPE"], metrics),
      billed,
      currency: currencyOf(cost, "Unit"),
      isPreliminary: mayChange,
    },
  ];
}

export const awsCostExplorerApi: UsageFormat = {
  id: "aws-cost-explorer-json",
  name: "AWS Cost Explorer (JSON)",
  source: "aws-cost-explorer",
  coversWhole: false,
  kind: "document",
  recognise: (head) =>
    head.kind === "document" &&
    isRecord(head.value) &&
    recordsIn(head.value["ResultsByTime"]).some((result) => isRecord(result["TimePeriod"]))
      ? "it has “ResultsByTime” with a “TimePeriod”"
      : null,
  open: () => readParts(partsOf, rowsOf),
};
