"""Writes test/fixtures/usage: small exports in the shape of each tool of the field, with numbers of the project's own, and totals.json with what is in each.

The totals are added up here, from the numbers before they are written in a format, so that a reader that misunderstands a format cannot agree with them.
Run: python3 test/reference/make_usage_fixtures.py
"""
import csv, gzip, io, json, random, zipfile
from pathlib import Path

OUT = Path(__file__).resolve().parents[1] / "fixtures" / "usage"
OUT.mkdir(exist_ok=True)
rng = random.Random(20260401)
CLASSES = ["input", "cacheRead", "cacheWrite", "cacheWriteHour", "output", "reasoning"]
totals = {}


def draw(cache=True, hour=False, reasoning=False):
    return {
        "input": rng.randrange(100, 90_000), "cacheRead": rng.randrange(0, 900_000) if cache else 0, "cacheWrite": rng.randrange(0, 20_000) if cache else 0,
        "cacheWriteHour": rng.randrange(0, 9_000) if hour else 0, "output": rng.randrange(10, 9_000), "reasoning": rng.randrange(0, 3_000) if reasoning else 0,
    }


def tell(name, fmt, rows, billed=None, listed=None, problems=0):
    """rows: token counts of each row that the file holds."""
    totals[name] = {"format": fmt, "rows": len(rows), "tokens": {c: sum(r[c] for r in rows) for c in CLASSES},
                    "billed": None if billed is None else round(sum(billed), 6), "list": None if listed is None else round(sum(listed), 6), "problems": problems}


def table(name, header, rows, delimiter=",", encoding="utf-8", newline="\n", quote_all=False):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=newline, quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL)
    writer.writerow(header)
    writer.writerows(rows)
    (OUT / name).write_bytes(text.getvalue().encode(encoding))


def document(name, value, indent=1):
    (OUT / name).write_text(json.dumps(value, indent=indent) + "\n", encoding="utf-8")


def lines(name, values):
    (OUT / name).write_text("".join(json.dumps(v) + "\n" for v in values), encoding="utf-8")


def day(i):
    return f"2026-03-{1 + i:02d}"


# Anthropic Console, tokens: 7, 9, 12 and 14 columns.
ALL = ["usage_date_utc", "model_version", "api_key", "workspace", "usage_type", "context_window", "usage_input_tokens_no_cache", "usage_input_tokens_cache_write_5m",
       "usage_input_tokens_cache_write_1h", "usage_input_tokens_cache_read", "usage_output_tokens", "web_search_count", "inference_geo", "speed"]
for width in (7, 9, 12, 14):
    got = [draw(cache=width > 7, hour=width > 9) for _ in range(6)]
    names = {7: ["usage_date_utc", "model_version", "api_key", "workspace", "usage_type", "usage_input_tokens", "usage_output_tokens"],
             9: ["usage_date_utc", "model_version", "api_key", "workspace", "usage_type", "usage_input_tokens_no_cache", "usage_input_tokens_cache_write", "usage_input_tokens_cache_read", "usage_output_tokens"],
             12: ALL[:12], 14: ALL}[width]
    cells = []
    for i, t in enumerate(got):
        value = {"usage_date_utc": day(i), "model_version": "claude-opus-5", "api_key": "Key, one" if i % 2 else "Two", "workspace": "Default", "usage_type": "standard", "context_window": "≤ 200k",
                 "usage_input_tokens": t["input"], "usage_input_tokens_no_cache": t["input"], "usage_input_tokens_cache_write": t["cacheWrite"], "usage_input_tokens_cache_write_5m": t["cacheWrite"],
                 "usage_input_tokens_cache_write_1h": t["cacheWriteHour"], "usage_input_tokens_cache_read": t["cacheRead"], "usage_output_tokens": t["output"], "web_search_count": i, "inference_geo": "global", "speed": ""}
        cells.append([value[n] for n in names])
    name = f"anthropic_console_{width}.csv"
    table(name, names, cells, newline="\r\n" if width == 9 else "\n", encoding="utf-8-sig" if width == 12 else "utf-8")
    tell(name, "anthropic-console-usage", got)

# Anthropic Console, money: cents rounded per row, the list price beside it.
money = [(round(rng.random() * 5, 2), round(rng.random() * 9, 2)) for _ in range(5)]
table("anthropic_console_cost.csv", ["usage_date_utc", "model", "workspace", "api_key", "usage_type", "context_window", "token_type", "cost_usd", "list_price_usd", "cost_type", "inference_geo", "speed", "api_key_id", "api_key_status"],
      [[day(i), "Claude Opus 5", "Default", "Key", "message", "≤ 200k", "output", f"{b:.2f}", f"{p:.2f}", "token", "global", "", "apikey_x", "active"] for i, (b, p) in enumerate(money)])
tell("anthropic_console_cost.csv", "anthropic-console-cost", [draw() | dict.fromkeys(CLASSES, 0) for _ in money], [b for b, _ in money], [p for _, p in money])

# Anthropic Admin API.
got = [draw(hour=True) for _ in range(4)]
document("anthropic_usage.json", {"data": [{"starting_at": f"{day(i)}T00:00:00Z", "ending_at": f"{day(i + 1)}T00:00:00Z", "results": [
    {"uncached_input_tokens": t["input"], "cache_read_input_tokens": t["cacheRead"], "cache_creation": {"ephemeral_5m_input_tokens": t["cacheWrite"], "ephemeral_1h_input_tokens": t["cacheWriteHour"]},
     "output_tokens": t["output"], "model": "claude-opus-5", "workspace_id": None, "account_id": f"user_{i}"}]} for i, t in enumerate(got)] + [{"starting_at": "2026-03-09T00:00:00Z", "ending_at": "2026-03-10T00:00:00Z", "results": []}], "has_more": False})
tell("anthropic_usage.json", "anthropic-usage-report", got)
cents = ["123.78912", "0.5", "99999.123456"]
document("anthropic_cost.json", {"data": [{"starting_at": f"{day(i)}T00:00:00Z", "ending_at": f"{day(i + 1)}T00:00:00Z", "results": [{"amount": c, "currency": "USD", "cost_type": "tokens", "model": "claude-opus-5", "workspace_id": None}]} for i, c in enumerate(cents)]})
tell("anthropic_cost.json", "anthropic-cost-report", [dict.fromkeys(CLASSES, 0)] * 3, [float(c) / 100 for c in cents])
got = [draw() for _ in range(4)]
document("claude_code_analytics.json", {"data": [{"date": f"{day(i)}T00:00:00Z", "actor": {"type": "user_actor", "email_address": f"person{i}@example.com"}, "customer_type": "api", "model_breakdown": [
    {"model": m, "estimated_cost": {"amount": 100 + 7 * i, "currency": "USD"}, "tokens": {"input": t["input"], "output": t["output"], "cache_read": t["cacheRead"], "cache_creation": t["cacheWrite"]}} for m, t in zip(["claude-opus-5", "claude-haiku-4-5"], got[2 * i:2 * i + 2])]} for i in range(2)]})
tell("claude_code_analytics.json", "claude-code-analytics", got, None, [1.0, 1.0, 1.07, 1.07])

# OpenAI: input includes the cache; an empty bucket; the organisation's total beside its groups.
got = [draw() for _ in range(3)]
result = lambda t, **more: {"object": "organization.usage.completions.result", "input_tokens": t["input"] + t["cacheRead"] + t["cacheWrite"], "input_cached_tokens": t["cacheRead"], "input_cache_write_tokens": t["cacheWrite"], "output_tokens": t["output"], "num_model_requests": 3, **more}
whole = {c: sum(t[c] for t in got) for c in CLASSES}
document("openai_usage.json", {"object": "page", "data": [
    {"object": "bucket", "start_time": 1772323200, "end_time": 1772409600, "results": [result(whole, model=None, project_id=None)] + [result(t, model=f"gpt-5.{i}", project_id="proj_a") for i, t in enumerate(got)]},
    {"object": "bucket", "start_time": 1772409600, "end_time": 1772496000, "results": []}], "has_more": False})
tell("openai_usage.json", "openai-usage", got)
document("openai_costs.json", {"object": "page", "data": [{"object": "bucket", "start_time": 1772323200, "end_time": 1772409600, "results": [
    {"object": "organization.costs.result", "amount": {"value": v, "currency": "usd"}, "line_item": f"gpt-5, {k}", "project_id": None} for v, k in [(0.06, "input"), ("0.003835980000000000000000000000", "output")]]}]})
tell("openai_costs.json", "openai-costs", [dict.fromkeys(CLASSES, 0)] * 2, [0.06, 0.00383598])
table("openai_dashboard.csv", ["start_time", "end_time", "start_time_iso", "end_time_iso", "amount_value", "amount_currency", "quantity", "quantity_unit", "line_item", "user_id", "api_key_id", "project_id", "organization_id", "project_name", "organization_name", "user_email", "api_source"], [
    [1772323200, 1772409600, "", "", "", "", "", "", "", "", "", "", "", "", "", "", ""],
    [1772409600, 1772496000, "", "", "0.5", "usd", 1000, "tokens", "gpt-5-nano, cached input", "", "key_1", "proj_a", "org", "Shop", "", "a@example.com", ""],
    [1772409600, 1772496000, "", "", "0.25", "usd", 300, "tokens", "gpt-5-nano, output", "", "key_1", "proj_a", "org", "Shop", "", "a@example.com", ""]])
tell("openai_dashboard.csv", "openai-dashboard", [dict.fromkeys(CLASSES, 0) | {"cacheRead": 1000}, dict.fromkeys(CLASSES, 0) | {"output": 300}], [0.75])

# LiteLLM.
got = [draw() for _ in range(5)]
logs = [{"request_id": f"chatcmpl-{i}", "spend": 0.01 * (i + 1), "startTime": f"2026-03-0{1 + i}T10:00:00.000Z", "model": "gpt-4o-mini", "custom_llm_provider": "openai", "prompt_tokens": t["input"] + t["cacheRead"] + t["cacheWrite"],
         "completion_tokens": t["output"], "session_id": f"s{i // 2}", "user": f"u{i}", "end_user": "", "status": "success" if i else "failure", "request_tags": ["app"],
         "metadata": {"usage_object": {"cache_read_input_tokens": t["cacheRead"], "cache_creation_input_tokens": t["cacheWrite"]}}} for i, t in enumerate(got)]
document("litellm_logs.json", logs)
tell("litellm_logs.json", "litellm-spend-logs", got, [l["spend"] for l in logs])
figures = lambda t, spend: {"spend": spend, "prompt_tokens": t["input"] + t["cacheRead"] + t["cacheWrite"], "cache_read_input_tokens": t["cacheRead"], "cache_creation_input_tokens": t["cacheWrite"], "completion_tokens": t["output"], "api_requests": 2}
got = [draw() for _ in range(3)]
document("litellm_daily.json", {"results": [{"date": day(0), "metrics": figures({c: sum(t[c] for t in got) for c in CLASSES}, 0.6), "breakdown": {"models": {"gpt-4o-mini": {"metrics": figures(got[0], 0.1)}, "gpt-5": figures(got[1], 0.2)}}}], "metadata": {}})
tell("litellm_daily.json", "litellm-daily", got, [0.6])

# Langfuse: JSON lines, and the same as CSV with JSON in cells.
got = [draw() for _ in range(4)]
usage = lambda t: {"input": t["input"], "output": t["output"], "input_cached_tokens": t["cacheRead"], "cache_creation_input_tokens": t["cacheWrite"], "total": t["input"] + t["output"] + t["cacheRead"] + t["cacheWrite"]}
observations = [{"id": f"obs-{i}", "trace_id": f"t{i // 2}", "project_id": "p", "environment": "prod", "type": "GENERATION", "start_time": f"2026-03-0{1 + i} 13:46:19.963000", "provided_model_name": "claude-sonnet-5", "usage_details": usage(t), "total_cost": 0.004 * (i + 1), "user_id": "u", "level": "DEFAULT"} for i, t in enumerate(got)]
span = observations[0] | {"id": "span", "type": "SPAN"}
lines("langfuse.jsonl", [span, *observations])
tell("langfuse.jsonl", "langfuse", got, None, [o["total_cost"] for o in observations])
table("langfuse.csv", list(observations[0]), [[json.dumps(v) if isinstance(v, dict) else v for v in o.values()] for o in [span, *observations]])
tell("langfuse.csv", "langfuse-csv", got, None, [o["total_cost"] for o in observations])

# Helicone.
got = [draw(cache=False) for _ in range(3)]
table("helicone.csv", ["response_id", "response_created_at", "response_status", "request_created_at", "request_body", "request_properties", "request_user_id", "model", "prompt_tokens", "completion_tokens", "latency", "cost"],
      [[f"r{i}", "2026-03-01T00:00:01Z", 200, f"2026-03-0{1 + i}T00:00:00Z", "{\n}", json.dumps({"Helicone-Session-Id": "s", "team": "web"}), "u", "gpt-5", t["input"], t["output"], 1, 0.1] for i, t in enumerate(got)])
tell("helicone.csv", "helicone", got, None, [0.3])

# OpenRouter: cost_cache is negative and inside cost_total already; reasoning is inside completion, the cache inside prompt.
got = [draw(reasoning=True) | {"cacheWrite": 0} for _ in range(4)]
table("openrouter.csv", ["generation_id", "created_at", "cost_total", "cost_web_search", "cost_cache", "cost_file_processing", "byok_usage_inference", "tokens_prompt", "tokens_completion", "tokens_reasoning", "tokens_cached", "model_permaslug", "provider_name", "variant", "cancelled", "streamed", "user", "finish_reason_raw", "finish_reason_normalized", "generation_time_ms", "time_to_first_token_ms", "api_key_disabled", "api_key_name", "app_name"],
      [[f"gen-{i}", f"2026-03-0{1 + i}T10:00:00Z", 0.12, 0, -0.05, 0, 0, t["input"] + t["cacheRead"], t["output"] + t["reasoning"], t["reasoning"], t["cacheRead"], "anthropic/claude-opus-4.6", "Anthropic", "", "false", "true", "u", "", "stop", 1, 1, "false", "Key", "App"] for i, t in enumerate(got)])
tell("openrouter.csv", "openrouter-generations", got, [0.48])
got = [draw(cache=False, reasoning=True) for _ in range(2)]
table("openrouter_daily.csv", ["Date", "Slug", "Usage", "BYOK Usage", "Requests", "Prompt Tokens", "Completion Tokens", "Reasoning Tokens"], [[f"{day(i)} 00:00:00", "anthropic/claude-opus-4.6", "430.07", "0", 12, t["input"], t["output"] + t["reasoning"], t["reasoning"]] for i, t in enumerate(got)], quote_all=True)
tell("openrouter_daily.csv", "openrouter-daily", got, [860.14])

# ccusage: both shapes, and by project.
part = lambda t, total, **more: {**more, "inputTokens": t["input"], "outputTokens": t["output"], "cacheCreationTokens": t["cacheWrite"], "cacheReadTokens": t["cacheRead"], "totalTokens": sum(t.values()), "totalCost": total, "modelsUsed": ["claude-opus-5"]}
got = [draw() for _ in range(3)]
document("ccusage_daily.json", {"daily": [part(t, 0.5, date=day(i), modelBreakdowns=[part(t, 0.5, modelName="claude-opus-5", cost=0.5)]) for i, t in enumerate(got)], "totals": {}})
tell("ccusage_daily.json", "ccusage", got, None, [1.5])
got = [draw() for _ in range(2)]
document("ccusage_old.json", {"type": "daily", "data": [{k: v for k, v in part(t, 0, date=day(i), costUSD=0.25).items() if k != "totalCost"} for i, t in enumerate(got)], "summary": {}})
tell("ccusage_old.json", "ccusage", got, None, [0.5])
got = [draw() for _ in range(2)]
document("ccusage_projects.json", {"projects": {"-home-me-shop": [part(got[0], 0.5, date=day(0))], "-home-me-desk": [part(got[1], 0.25, date=day(0))]}, "totals": {}})
tell("ccusage_projects.json", "ccusage", got, None, [0.75])

# Claude Code: one message on several lines, its last one whole; split cache writes; lines without usage.
got = [draw(hour=True) for _ in range(3)]
message = lambda i, t, output: {"type": "assistant", "timestamp": f"2026-03-01T10:0{i}:00.000Z", "sessionId": "session-1", "requestId": f"req_{i}", "cwd": "/home/me/shop", "message": {"id": f"msg_{i}", "role": "assistant", "model": "claude-opus-5", "usage": {
    "input_tokens": t["input"], "output_tokens": output, "cache_read_input_tokens": t["cacheRead"], "cache_creation_input_tokens": t["cacheWrite"] + t["cacheWriteHour"], "cache_creation": {"ephemeral_5m_input_tokens": t["cacheWrite"], "ephemeral_1h_input_tokens": t["cacheWriteHour"]}}}}
lines("claude_code.jsonl", [{"type": "summary", "summary": "x"}, {"type": "user", "message": {"content": "hi"}}, *[m for i, t in enumerate(got) for m in (message(i, t, 1), message(i, t, t["output"]), message(i, t, t["output"]))]])
tell("claude_code.jsonl", "claude-code", got)

# Codex: totals pile up; a count is written twice; the last usage is missing once.
got = [draw(reasoning=True) | {"cacheWrite": 0} for _ in range(3)]
counted = lambda t: {"input_tokens": t["input"] + t["cacheRead"], "cached_input_tokens": t["cacheRead"], "output_tokens": t["output"] + t["reasoning"], "reasoning_output_tokens": t["reasoning"], "total_tokens": sum(t.values())}
event = lambda i, info: {"timestamp": f"2026-03-01T10:0{i}:00.000Z", "type": "event_msg", "payload": {"type": "token_count", "info": info}}
piled = [{c: sum(t[c] for t in got[:i + 1]) for c in CLASSES} for i in range(3)]
lines("codex.jsonl", [{"timestamp": "2026-03-01T10:00:00.000Z", "type": "session_meta", "payload": {"id": "codex-1"}}, {"timestamp": "2026-03-01T10:00:00.000Z", "type": "turn_context", "payload": {"model": "gpt-5.2-codex"}},
                      event(1, {"last_token_usage": counted(got[0]), "total_token_usage": counted(piled[0])}), event(2, {"last_token_usage": counted(got[0]), "total_token_usage": counted(piled[0])}),
                      event(3, {"total_token_usage": counted(piled[1])}), event(4, None), event(5, {"last_token_usage": counted(got[2]), "total_token_usage": counted(piled[2])})])
tell("codex.jsonl", "codex", got)

# Cursor: Cost as a number, with a sign, Included and Free; the older generation with Requests.
got = [draw() for _ in range(4)]
cursor = lambda t, cost: ["2026-03-01T10:00:00.000Z", "a@example.com", "", "", "Usage-based", "claude-opus-5", "No", t["cacheWrite"], t["input"], t["cacheRead"], t["output"], sum(t.values()), cost]
table("cursor.csv", ["Date", "User", "Cloud Agent ID", "Automation ID", "Kind", "Model", "Max Mode", "Input (w/ Cache Write)", "Input (w/o Cache Write)", "Cache Read", "Output Tokens", "Total Tokens", "Cost"], [cursor(t, c) for t, c in zip(got, ["$0.01", "0.02", "Included", "Free"])], quote_all=True)
tell("cursor.csv", "cursor", got, [0.03])
got = [draw() for _ in range(2)] + [dict.fromkeys(CLASSES, 0)]
older = lambda t, requests: [c for k, c in enumerate(cursor(t, requests)) if k not in (2, 3)]
table("cursor_2025.csv", ["Date", "User", "Kind", "Model", "Max Mode", "Input (w/ Cache Write)", "Input (w/o Cache Write)", "Cache Read", "Output Tokens", "Total Tokens", "Requests"], [older(t, 1) for t in got[:2]] + [["2026-03-01T11:00:00.000Z", "a@example.com", "Errored, Not Charged", "auto", "No", "", "", "", "", "", 0]], quote_all=True)
tell("cursor_2025.csv", "cursor", got)

# GitHub Copilot: premium requests, then AI credits.
header = ["date", "username", "product", "sku", "model", "quantity", "unit_type", "applied_cost_per_quantity", "gross_amount", "discount_amount", "net_amount", "total_monthly_quota", "organization", "cost_center_name"]
table("copilot.csv", header, [["2026-05-29", "mona", "copilot", "copilot_premium_request", "Claude Haiku 4.5", 2, "requests", 0.04, 0.08, 0, 0.08, 300, "org", "A"], ["2026-07-19", "mona", "copilot", "copilot_ai_credit", "Claude Sonnet 4.5", 25.5, "ai-credits", 0.01, 0.255, 0.255, 0, 1900, "org", "A"]])
tell("copilot.csv", "github-copilot", [dict.fromkeys(CLASSES, 0)] * 2, [0.08], [0.335])

# FOCUS: other services, literal NULL, thousands and millions; semicolons, decimal commas and UTF-16, as a spreadsheet saves it.
none = dict.fromkeys(CLASSES, 0)
names = ["BilledCost", "BillingCurrency", "ChargeDescription", "ChargePeriodEnd", "ChargePeriodStart", "ConsumedQuantity", "ConsumedUnit", "EffectiveCost", "ListCost", "ProviderName", "ServiceName", "SkuPriceDetails", "SubAccountName"]
focus = [["0.1", "USD", "queue requests", "2026-03-02 00:00:00", "2026-03-01 00:00:00", "2", "Requests", "0.1", "0.1", "AWS", "Amazon Simple Queue Service", "NULL", "Nimbus"],
         ["9", "USD", "Claude Opus, input tokens", "2026-03-02 00:00:00", "2026-03-01 00:00:00", "1500.5", "1K tokens", "8.25", "10", "AWS", "Amazon Bedrock", "NULL", "Nimbus"],
         ["9.5", "USD", "NULL", "2026-03-02 00:00:00", "2026-03-01 00:00:00", "2.5", "1M Tokens", "NULL", "10", "Microsoft", "Azure OpenAI", "{\"meter\": \"gpt 5 mini outpt glbl Tokens\"}", "Nimbus"]]
table("focus.csv", names, focus)
tell("focus.csv", "focus", [none | {"input": 1_500_500}, none | {"output": 2_500_000}], [17.75], [20])
table("focus_excel.csv", names, [[c.replace(".", ",") if k in (0, 5, 7, 8) else c for k, c in enumerate(r)] for r in focus], delimiter=";", encoding="utf-16", newline="\r\n")
tell("focus_excel.csv", "focus", [none | {"input": 1_500_500}, none | {"output": 2_500_000}], [17.75], [20])

# AWS in two generations, Azure with its days, Google; characters are no tokens.
aws = ["lineItem/UsageStartDate", "lineItem/UsageEndDate", "lineItem/ProductCode", "lineItem/UsageType", "lineItem/UsageAmount", "lineItem/UnblendedCost", "pricing/unit", "lineItem/CurrencyCode"]
row = ["2026-03-01T00:00:00Z", "2026-03-01T01:00:00Z", "AmazonBedrock", "USE1-Claude4.6Opus-cache-read-input-token-count-cross-region-global", "3000", "1.5", "1K tokens", "USD"]
table("aws_cur.csv", aws, [row])
tell("aws_cur.csv", "aws-cur", [none | {"cacheRead": 3_000_000}], [1.5])
table("aws_cur2.csv", ["line_item_usage_start_date", "line_item_usage_end_date", "line_item_product_code", "line_item_usage_type", "line_item_usage_amount", "line_item_unblended_cost", "pricing_unit", "line_item_currency_code"], [row])
tell("aws_cur2.csv", "aws-cur", [none | {"cacheRead": 3_000_000}], [1.5])
table("azure.csv", ["date", "meterCategory", "meterName", "quantity", "unitOfMeasure", "costInBillingCurrency", "billingCurrency", "subscriptionName"], [["03/31/2026", "Foundry Models", "gpt 4o 1120 cached Inp glbl Tokens", "12", "1K", "0.3", "EUR", "Main"], ["03/05/2026", "Storage", "Hot LRS", "12", "1 GB", "0.3", "EUR", "Main"]])
tell("azure.csv", "azure-billing", [none | {"cacheRead": 12_000}], [0.3])
table("gcp.csv", ["service.description", "sku.description", "usage_start_time", "usage_end_time", "usage.amount", "usage.unit", "cost", "currency"], [["Vertex AI", "Gemini 3 Flash Text Output - Predictions", "2026-03-01 00:00:00 UTC", "2026-03-01 01:00:00 UTC", "5000", "count", "0.5", "USD"], ["Vertex AI", "Gemini 3 Flash Text Input - Predictions", "2026-03-01 00:00:00 UTC", "2026-03-01 01:00:00 UTC", "5000", "characters", "0.5", "USD"]])
tell("gcp.csv", "gcp-billing", [none | {"output": 5000}], [0.5], problems=1)

# OpenTelemetry: integers as texts, the cache inside input; a span without tokens. As a document and one a line.
got = [draw() for _ in range(3)]
attribute = lambda key, value: {"key": key, "value": {"intValue": str(value)} if isinstance(value, int) else {"stringValue": value}}
spans = [{"traceId": "t", "spanId": f"span{i}", "startTimeUnixNano": str(1772359200123456789 + i * 10**9), "attributes": [attribute("gen_ai.request.model", "gpt-5"), attribute("gen_ai.usage.input_tokens", t["input"] + t["cacheRead"] + t["cacheWrite"]), attribute("gen_ai.usage.output_tokens", t["output"]),
          attribute("gen_ai.usage.cache_read.input_tokens", t["cacheRead"]), attribute("gen_ai.usage.cache_creation.input_tokens", t["cacheWrite"]), attribute("gen_ai.conversation.id", "c")]} for i, t in enumerate(got)]
wrap = lambda some: {"resourceSpans": [{"scopeSpans": [{"spans": some}]}]}
document("otlp.json", wrap([*spans, {"traceId": "t", "spanId": "tool", "startTimeUnixNano": "1772359200123456789", "attributes": []}]))
tell("otlp.json", "opentelemetry", got)
lines("otlp.jsonl", [wrap([s]) for s in spans])
tell("otlp.jsonl", "opentelemetry-lines", got)

# A table of one's own.
got = [draw(cache=False) for _ in range(3)]
table("own.csv", ["Timestamp", "Model", "Session", "Prompt Tokens", "Completion Tokens", "Cost", "Success"], [[f"{1 + i:02d}.03.2026 10:00", "gpt-5", "s", f"{t['input']:,}".replace(",", "."), t["output"], "1.234,50", "true"] for i, t in enumerate(got)], delimiter=";", encoding="cp1252")
tell("own.csv", "table", got, [3 * 1234.5])

# What `past-april reduce litellm_logs.json --out usage_summary.csv` made of it.
totals["usage_summary.csv"] = totals["litellm_logs.json"] | {"format": "usage-summary"}

# Packed: the same file in gzip, and two in an archive with a folder.
with open(OUT / "openrouter.csv.gz", "wb") as file, gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
    packed.write((OUT / "openrouter.csv").read_bytes())
totals["openrouter.csv.gz"] = totals["openrouter.csv"]
with zipfile.ZipFile(OUT / "two.zip", "w") as archive:
    for name, method in (("cursor.csv", zipfile.ZIP_DEFLATED), ("codex.jsonl", zipfile.ZIP_STORED)):
        info = zipfile.ZipInfo(f"folder/{name}", (2026, 3, 1, 0, 0, 0))
        archive.writestr(info, (OUT / name).read_bytes(), method)
(OUT / "totals.json").write_text(json.dumps(totals, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
