import { countOf, firstTextOf, isRecord, labelsOf, momentOf, objectOf, textOf } from "#shared/usage/text/fields.ts";
import { NO_TOKENS, NOT_STATED, type UsageRow } from "#shared/usage/usageRow.ts";
import { readRecords, type UsageFormat } from "./reading/format.ts";
import { originOf, served } from "./reading/served.ts";

/**
 * Invocation logs of Amazon Bedrock (JSON lines): one line a request. Cached tokens are beside input. A request that
 * failed has an error code and no counts.
 */
function isInvocation(value: unknown): boolean {
  return isRecord(value) && value["schemaType"] === "ModelInvocationLog";
}

export const bedrockInvocations: UsageFormat = {
  id: "bedrock-invocations",
  name: "Amazon Bedrock invocation logs (JSON lines)",
  source: "bedrock-invocations",
  coversWhole: false,
  kind: "lines",
  recognise: (head) =>
    head.kind === "lines" && head.sample.some(isInvocation) ? "its lines are of the schema “ModelInvocationLog”" : null,
  open: () =>
    readRecords((log): readonly UsageRow[] => {
      if (!isInvocation(log)) return [];
      const from = momentOf(log, "timestamp");
      const [input, output] = [objectOf(log, "input"), objectOf(log, "output")];
      return [
        {
          ...NOT_STATED,
          from,
          to: from,
          provider: "Amazon Bedrock",
          model: textOf(log, "modelId"),
          user: textOf(objectOf(log, "identity"), "arn"),
          id: textOf(log, "requestId"),
          origin: originOf(textOf(log, "accountId")),
          labels: labelsOf(log, { account: "accountId", operation: "operation" }),
          requests: 1,
          tokens: {
            ...NO_TOKENS,
            input: countOf(input, "inputTokenCount"),
            cacheRead: countOf(input, "cacheReadInputTokenCount"),
            cacheWrite: countOf(input, "cacheWriteInputTokenCount"),
            output: countOf(output, "outputTokenCount"),
          },
          terms: served({ region: firstTextOf(log, "inferenceRegion", "region") }),
          outcome: textOf(log, "errorCode") === null ? null : "failure",
        },
      ];
    }),
};
