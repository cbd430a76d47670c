"""Writes the bundled list prices and shutdown dates from public price maps.

Usage: python3 make_price_map.py DATA_FOLDER shared/plan/prices

Writes priceMap.json (list prices, one line a model) and shutdowns.json (what is known of the end of models, without prices) into the
second folder. Sources, all MIT (LICENSE-MIT.txt beside the output): LiteLLM's map of 2026-11-29, its map of 2026-08-06 for prices that
have changed since and for models and keys that are gone from the newer one, and models.dev (2026-07-02) for models that LiteLLM lacks
and for display names. PRICE_CHANGES holds the days of changes that are known from elsewhere.

Kept: text models that the makers and three clouds sell by the token. Left out: resellers, dated copies of the same price and end.
A row holds, beside its price: `long` (prices of prompts beyond so many tokens), `tiers` (batch, flex, priority, fast), `regions`
(surcharges), `search` (US dollars of one web search), `retires`, `successor`, `gone` (no more on the newest lists), and `before` (prices of the days before `until`; where the
day of the change is not known, `by` is a day on which the newer price is known to have counted). A tier or region is a factor where every
price scales alike, else prices of its own.
"""

import json
import re
import sys
from pathlib import Path

NEW, NEW_DATE = "prices/litellm_model_prices_2026-11-29.json", "2026-11-29"
OLD, OLD_DATE, DAY_AFTER_OLD = "prices/litellm_model_prices_2026-08-06.json", "2026-08-06", "2026-08-07"
MODELS_DEV, MODELS_DEV_DATE = "prices/models_dev_2026-07-02.json", "2026-07-02"
SOURCES = {NEW_DATE: "LiteLLM model price map (MIT)", OLD_DATE: "LiteLLM model price map (MIT)", MODELS_DEV_DATE: "models.dev (MIT)"}

# LiteLLM's provider: the name shown, the provider in models.dev.
PROVIDERS = {
    "anthropic": ("Anthropic", "anthropic"),
    "openai": ("OpenAI", "openai"),
    "gemini": ("Google", "google"),
    "mistral": ("Mistral", "mistral"),
    "deepseek": ("DeepSeek", "deepseek"),
    "xai": ("xAI", "xai"),
    "cohere_chat": ("Cohere", "cohere"),
    "moonshot": ("Moonshot AI", "moonshotai"),
    "zai": ("Z.AI", "zai"),
    "minimax": ("MiniMax", "minimax"),
    "dashscope": ("Alibaba", "alibaba"),
    "bedrock_converse": ("Amazon Bedrock", "amazon-bedrock"),
    "bedrock": ("Amazon Bedrock", "amazon-bedrock"),
    "azure": ("Microsoft Azure", "azure"),
    "azure_ai": ("Microsoft Azure", "azure"),
    "vertex_ai-anthropic_models": ("Google Vertex AI", "google-vertex"),
    "vertex_ai-language-models": ("Google Vertex AI", "google-vertex"),
}
CLOUDS = {
    "Microsoft Azure": re.compile(r"^(gpt|o\d|codex|claude|grok|deepseek|kimi|model-router)"),
    "Amazon Bedrock": re.compile(r"claude|nova|openai|deepseek|kimi|qwen3|grok|gemma|glm|minimax"),
    "Google Vertex AI": re.compile(r"claude|gemini"),
}
OTHER_MEDIA = re.compile(r"audio|realtime|image|tts|transcri|speech|live|video|embed|ocr|moderation|robotics|computer-use|search|guard|lyria|veo|omni|container|native")
# Superseded before 2024, or of no use for agents.
UNUSED = re.compile(
    r"^ft:|gpt-4-(vision|32k)|gpt-3.5-turbo-(0301|0613|instruct)|claude-(2|v\d|instant|4-)|gemma-2|exp-1|learnlm|mistral-tiny|open-m|mamba|mixtral|pixtral|qwen-(mt|vl)|asr|character|qvq|-vl-"
    r"|-vl$|vision|moonshot-v1|titan|jamba|arabic|translate|grok-(beta|2|vision)|grok.*-beta|experimental|multi-agent|-gv2|command-light|240[1-7]|2312"
)
# Regions stand before the name (Bedrock's profiles and regions, Azure's zones).
PROFILE = re.compile(r"^(?:bedrock/)?(us-gov|us|eu|au|jp|apac|ca|global)(?:-[a-z]+-\d)?[./](?=[a-z])|^azure/(us-gov|us|eu|apac|global)(?:-standard)?/")
IN_ONE_REGION = re.compile(r"^bedrock(_mantle)?/|commitment|/(ap|ca|eu|me|sa|us)-[a-z]+-\d")
DATED = re.compile(r"@default$|@?-?(20\d{2}-?\d{2}-?\d{2})|-(?:0[1-9]|1[0-2])\d\d$|-v\d+(:\d+)?$|:\d+$|-(latest|preview)$")
KINDS = {
    "input": ("input_cost_per_token", "input"),
    "cacheRead": ("cache_read_input_token_cost", "cache_read"),
    "cacheWrite": ("cache_creation_input_token_cost", "cache_write"),
    "cacheWriteHour": ("cache_creation_input_token_cost_above_1hr", None),
    "output": ("output_cost_per_token", "output"),
}
TIERS = {"batch": "batches", "flex": "flex", "priority": "priority"}

# Changes whose day is known: the price until the evening before. Prices in dollars per million; what is left out was what it is.
LUNA = {"input": 1, "cacheRead": 0.1, "cacheWrite": 1.25, "output": 6}
TERRA = {"input": 2.5, "cacheRead": 0.25, "cacheWrite": 3.125, "output": 15}
SOL = {"input": 5, "cacheRead": 0.5, "cacheWrite": 6.25, "output": 30}
OPENAI_CHANGES = "OpenAI's price changes of 2026-07-30 and 2026-08-21, as ccusage#1636, CodexBar#2671 and claudit 1.8.2 report them"
PRICE_CHANGES = {
    ("OpenAI", "gpt-5.6-luna"): ("2026-07-30", LUNA, OPENAI_CHANGES),
    ("OpenAI", "gpt-5.6-terra"): ("2026-07-30", TERRA, OPENAI_CHANGES),
    ("OpenAI", "gpt-5.6-sol"): ("2026-08-21", SOL, OPENAI_CHANGES),
    ("OpenAI", "gpt-5.6"): ("2026-08-21", SOL, OPENAI_CHANGES),
    ("Microsoft Azure", "gpt-5.6-luna"): ("2026-07-30", LUNA, OPENAI_CHANGES),
    ("Microsoft Azure", "gpt-5.6-terra"): ("2026-07-30", TERRA, OPENAI_CHANGES),
    ("Microsoft Azure", "gpt-5.6-sol"): ("2026-08-21", SOL, OPENAI_CHANGES),
    ("Microsoft Azure", "gpt-5.6"): ("2026-08-21", SOL, OPENAI_CHANGES),
    ("Anthropic", "claude-sonnet-5-5"): ("2026-10-07", {"cacheRead": 0.2}, "Anthropic's cut of cache reads of 2026-10-07, as claudit 1.9.2 reports it"),
}


def dollars(value):
    return round(value * 1e6, 6)


def prices_of(entry, suffix=""):
    return {own: dollars(entry[theirs + suffix]) for own, (theirs, _) in KINDS.items() if isinstance(entry.get(theirs + suffix), (int, float)) and entry[theirs + suffix] > 0}


def scaled(base, own):
    """The factor by which every price of a tier differs, or its prices."""
    factors = [own[key] / base[key] for key in own if key in base]
    if not factors or "input" not in own or "output" not in own:
        return None
    factor = round(own["input"] / base["input"], 4)
    if all(abs(each - factor) < 1e-4 * factor for each in factors) and all(key in base for key in own):
        return factor
    return own


def card_of(entry):
    """Everything an entry of LiteLLM says of prices."""
    price = prices_of(entry)
    if "input" not in price or "output" not in price:
        return None
    card = {"price": price}
    thresholds = sorted({int(m.group(1)) for key in entry for m in [re.fullmatch(r"input_cost_per_token_above_(\d+)k_tokens", key)] if m})
    if thresholds:
        suffix = f"_above_{thresholds[0]}k_tokens"
        beyond = prices_of(entry, suffix)
        if "input" in beyond and "output" in beyond and beyond != {key: price.get(key) for key in beyond}:
            card["long"] = {"above": thresholds[0] * 1000, **beyond}
    tiers = {}
    for tier, theirs in TIERS.items():
        own = prices_of(entry, f"_{theirs}")
        if "input" not in own or "output" not in own:
            continue
        tiers[tier] = scaled(price, own)
        if "long" in card:
            beyond = prices_of(entry, f"_above_{thresholds[0]}k_tokens_{theirs}")
            if "input" in beyond and "output" in beyond:
                is_alike = isinstance(tiers[tier], float) and scaled({key: value for key, value in card["long"].items() if key != "above"}, beyond) == tiers[tier]
                if not is_alike:
                    tiers[tier] = {**own, "long": beyond}
            elif tier == "priority":
                # Priority requests with long prompts are served and charged as usual ones.
                tiers[tier] = {**own, "long": {key: value for key, value in card["long"].items() if key != "above"}}
    specific = entry.get("provider_specific_entry") or {}
    if "fast" in specific:
        tiers["fast"] = specific["fast"]
    if tiers:
        card["tiers"] = tiers
    regions = {"us": specific["us"]} if "us" in specific else {}
    for name in ("us", "eu"):
        if entry.get(f"regional_processing_uplift_multiplier_{name}"):
            regions[name] = entry[f"regional_processing_uplift_multiplier_{name}"]
    if entry.get("regional_endpoint_uplift_multiplier"):
        regions["regional"] = entry["regional_endpoint_uplift_multiplier"]
    if regions:
        card["regions"] = regions
    search = entry.get("search_context_cost_per_query") or {}
    if search.get("search_context_size_medium"):
        card["search"] = search["search_context_size_medium"]
    return card


def from_litellm(path):
    """Rows of a map: (provider, model): card with `retires` and `successor`, regional entries folded into their model's."""
    rows, regional = {}, []
    for key, entry in json.loads(path.read_text()).items():
        provider = PROVIDERS.get(entry.get("litellm_provider"))
        if provider is None or entry.get("mode") not in ("chat", "responses"):
            continue
        profile = PROFILE.match(key)
        card = card_of(entry)
        if card is None:
            continue
        if profile:
            regional.append((provider[0], key[profile.end():], profile.group(1) or profile.group(2), card, key, entry))
            continue
        if IN_ONE_REGION.search(key):
            continue
        model = key.split("/", 1)[1] if "/" in key else key
        if provider[0] == "Amazon Bedrock" and not re.match(r"[a-z0-9]+\.", model):
            continue
        put(rows, provider[0], model, card, entry)
    for provider, model, region, card, key, entry in regional:
        # Some models have nothing but profiles: the global one, or else the first, is then the model.
        if (provider, model.lower()) not in rows and (region == "global" or (provider, model.lower()) not in {(p, m.lower()) for p, m, r, *_ in regional if r == "global"}):
            put(rows, provider, model, dict(card), entry)
    for provider, model, region, card, key, entry in regional:
        row = rows[provider, model.lower()]
        base = next((c["price"] for p, m, r, c, *_ in regional if (p, m, r) == (provider, model, "global")), None) if provider == "Amazon Bedrock" else None
        if base is not None and row["price"] != base:
            # A bare id on Bedrock is one region's; the plain price is that of the global profile.
            row.setdefault("regions", {})["in-region"] = scaled(base, row["price"])
            row["price"] = base
        factor = scaled(row["price"], card["price"])
        if factor is None and row["price"] == card["price"]:
            factor = 1.0
        if factor is not None and region not in row.get("regions", {}):
            row.setdefault("regions", {})[region] = factor
    for (provider, model), row in rows.items():
        regions = row.get("regions", {})
        if provider == "Amazon Bedrock" and regions.get("us", 1) != 1 and "global" in regions:
            regions.setdefault("in-region", regions["us"])
        regions = {name: factor for name, factor in sorted(regions.items()) if factor != 1}
        row.pop("regions", None)
        if regions:
            row["regions"] = regions
    return rows


def put(rows, provider, model, card, entry):
    row = {"model": model, **card}
    if entry.get("deprecation_date"):
        row["retires"] = entry["deprecation_date"]
    if entry.get("successor_model"):
        row["successor"] = re.sub(r"^(azure(_ai)?|vertex_ai|bedrock|gemini|xai|mistral|[a-z_]+)/", "", entry["successor_model"])
    # What one provider of LiteLLM says of a model comes before what its twin says.
    rows.setdefault((provider, model.lower()), row)


def from_models_dev(path):
    providers = json.loads(path.read_text())["providers"]
    rows, names = {}, {}
    for provider, theirs in PROVIDERS.values():
        for model, entry in providers[theirs]["models"].items():
            names[provider, model.lower()] = entry.get("name")
            if PROFILE.match(model):
                continue
            cost = entry.get("cost") or {}
            price = {own: cost[key] for own, (_, key) in KINDS.items() if key and cost.get(key)}
            if "input" in price and "output" in price:
                steps = [step for step in cost.get("tiers", []) if step.get("tier", {}).get("size") and step.get("input") and step.get("output")]
                long = {"long": {"above": steps[0]["tier"]["size"], **{own: steps[0][key] for own, (_, key) in KINDS.items() if key and steps[0].get(key)}}} if steps else {}
                rows[provider, model.lower()] = {"model": model, "price": price, **long, **({"gone": True} if entry.get("status") == "deprecated" else {})}
    return rows, names


def is_wanted(provider, key):
    bare = re.sub(r"^[a-z]+\.", "", key)
    return not OTHER_MEDIA.search(key) and not UNUSED.search(bare) and (provider not in CLOUDS or CLOUDS[provider].search(key))


WORDS = {"gpt": "GPT", "glm": "GLM", "minimax": "MiniMax", "deepseek": "DeepSeek", "xhigh": "xhigh", "oss": "OSS"}


def display_name(key):
    """"claude-opus-5-5" is Claude Opus 5.5, "gpt-6-sol" GPT-6 Sol."""
    bare = re.sub(r"^[a-z]+\.", "", re.sub(r"@.*|-v\d+(:\d+)?$|-(20\d{2}-?\d{2}-?\d{2})", "", key)).split("/")[-1]
    bare = re.sub(r"(?<=\d)-(?=\d(-|$))", ".", bare) if bare.startswith("claude") else bare
    if re.match(r"o\d", bare):
        return bare
    words = [WORDS.get(word, word if re.match(r"\d", word) else word.capitalize()) for word in bare.split("-")]
    return re.sub(r"^(GPT|GLM) ", r"\1-", " ".join(words))


def with_old_prices(provider, row, old):
    """What an older map knows of a row beside: the prices of earlier days, and tiers and long prompts that the newer one says no more of."""
    if old is not None:
        for key in ("long", "search"):
            if key in old and key not in row and old["price"] == row["price"]:
                row[key] = old[key]
        for tier, factor in old.get("tiers", {}).items():
            if tier not in row.get("tiers", {}) and (isinstance(factor, (int, float)) or old["price"] == row["price"]):
                row.setdefault("tiers", {})[tier] = factor
    known = PRICE_CHANGES.get((provider, row["model"].lower()))
    if known is not None:
        until, price, source = known
        row["before"] = [{"until": until, "price": {**without_hour(row["price"], price), **price}, "source": source}]
    elif old is not None and any(key in old["price"] and key in row["price"] and old["price"][key] != row["price"][key] for key in ("input", "cacheRead", "cacheWrite", "output")):
        # The day of the change lies between the two maps: what the newer one says counts from the day after the older one.
        row["before"] = [{"until": DAY_AFTER_OLD, "by": NEW_DATE, "price": old["price"], **({"long": old["long"]} if "long" in old else {}), "source": f"LiteLLM model price map of {OLD_DATE}"}]
    return row


def without_hour(price, change):
    return {key: value for key, value in price.items() if key != "cacheWriteHour" or "cacheWrite" not in change}


def main(data, out):
    new, old = from_litellm(data / NEW), from_litellm(data / OLD)
    dev, names = from_models_dev(data / MODELS_DEV)
    rows = {}
    for key in sorted({*new, *old, *dev}):
        if not is_wanted(*key):
            continue
        source, date = next((rows[key], date) for rows, date in ((new, NEW_DATE), (old, OLD_DATE), (dev, MODELS_DEV_DATE)) if key in rows)
        gone = {"gone": True} if date == OLD_DATE else {}
        rows[key] = {"provider": key[0], **gone, **with_old_prices(key[0], dict(source), old.get(key) if date == NEW_DATE else None), "date": date}
    lines = []
    for (provider, key), row in rows.items():
        plain = DATED.sub("", key)
        twin = rows.get((provider, plain))
        if plain != key and twin is not None and all(twin.get(name) == row.get(name) for name in ("price", "long", "retires")):
            continue
        # A cloud's copy of a model goes by the name its maker gave it.
        bare = re.sub(r"^[a-z]+\.", "", plain)
        name = names.get((provider, key)) or names.get((provider, plain)) or next((n for (_, m), n in names.items() if n and m in (key, plain, bare)), None) or display_name(key)
        ordered = {"provider": provider, "model": row["model"], "name": name.replace(" (latest)", "")}
        ordered.update({field: row[field] for field in ("price", "long", "tiers", "regions", "search", "retires", "successor", "gone", "before", "date") if field in row})
        lines.append(ordered)
    write(out / "priceMap.json", {"note": "List prices in US dollars per million tokens; see test/reference/make_price_map.py for the fields.", "sources": SOURCES}, lines)
    ends = [{key: row[key] for key in ("provider", "model", "name", "retires", "successor") if key in row} for row in lines if "retires" in row]
    write(out / "shutdowns.json", {"note": "When models are shut down, by the LiteLLM model price map.", "date": NEW_DATE}, ends)


def write(path, head, rows):
    lines = ",\n".join("    " + json.dumps(trimmed(row), ensure_ascii=False, separators=(", ", ": ")) for row in rows)
    path.write_text("{\n" + ",\n".join(f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()) + f',\n  "models": [\n{lines}\n  ]\n}}\n')


def trimmed(value):
    """3.0 is written 3."""
    if isinstance(value, dict):
        return {key: trimmed(each) for key, each in value.items()}
    if isinstance(value, list):
        return [trimmed(each) for each in value]
    return int(value) if isinstance(value, float) and value == int(value) else value


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
