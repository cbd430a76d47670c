"""Writes shared/plan/prices/priceMap.json: dated list prices of current models, an extract of two public price maps.

Usage: python3 make_price_map.py DATA_FOLDER > shared/plan/prices/priceMap.json

From LiteLLM (prices/litellm_model_prices_2026-08-06.json) and, for models that it lacks and for display names, from models.dev
(prices/models_dev_2026-07-02.json); both MIT, see LICENSE-MIT.txt beside the output. Kept: text models that the makers and three
cloud vendors sell by the token and that are not past their end. Left out: resellers, regional copies, dated twins of the same price.
"""

import json
import re
import sys
from pathlib import Path

LITELLM, LITELLM_DATE = "prices/litellm_model_prices_2026-08-06.json", "2026-08-06"
MODELS_DEV, MODELS_DEV_DATE = "prices/models_dev_2026-07-02.json", "2026-07-02"

# LiteLLM's provider: (ours, the name shown, the provider in models.dev).
PROVIDERS = {
    "anthropic": ("anthropic", "Anthropic", "anthropic"),
    "openai": ("openai", "OpenAI", "openai"),
    "gemini": ("google", "Google", "google"),
    "mistral": ("mistral", "Mistral", "mistral"),
    "deepseek": ("deepseek", "DeepSeek", "deepseek"),
    "xai": ("xai", "xAI", "xai"),
    "cohere_chat": ("cohere", "Cohere", "cohere"),
    "moonshot": ("moonshot", "Moonshot AI", "moonshotai"),
    "zai": ("zai", "Z.AI", "zai"),
    "minimax": ("minimax", "MiniMax", "minimax"),
    "dashscope": ("alibaba", "Alibaba", "alibaba"),
    "bedrock_converse": ("bedrock", "Amazon Bedrock", "amazon-bedrock"),
    "azure": ("azure", "Microsoft Azure", "azure"),
    "vertex_ai-anthropic_models": ("vertex", "Google Vertex AI", "google-vertex"),
}

OTHER_MEDIA = re.compile(r"audio|realtime|image|tts|transcri|speech|live|video|embed|ocr|moderation|robotics|computer-use|search|guard|lyria|veo")
REGIONAL = re.compile(r"^(us|eu|apac|jp|au|ca|global|us-gov|global-standard)[./]|^(ap|ca|eu|me|sa|us)-[a-z]+-\d/|/(us|eu)/")
DATED = re.compile(r"@default$|[-@]?(20\d{2}-?\d{2}-?\d{2})|-\d{4}$|-v\d+:\d+$|:\d+$|-(latest|preview)$")
# Superseded before 2025, or of no use for agents.
OLD = re.compile(
    r"gpt-3|gpt-4($|-)|gpt-4\.5|chatgpt|claude-3|claude-4-|claude-instant|gemma|exp-1206|mistral-tiny|mistral-medium$|mistral-small$|open-m|mamba|mixtral"
    r"|240\d|2411|pixtral|qwen2|qwen-(mt|vl)|omni|asr|character|qvq|-vl-|vision|moonshot-v1|llama|command-(r|light)|titan|jamba|arabic|translate"
)
# What the three clouds sell beside the makers themselves.
CLOUDS = {"azure": re.compile(r"^(gpt|o\d|codex|claude)"), "bedrock": re.compile(r"claude|nova"), "vertex": re.compile(r"claude|gemini")}
KINDS = {
    "input": ("input_cost_per_token", "input"),
    "cacheRead": ("cache_read_input_token_cost", "cache_read"),
    "cacheWrite": ("cache_creation_input_token_cost", "cache_write"),
    "output": ("output_cost_per_token", "output"),
}


def from_litellm(data):
    for key, entry in json.loads((data / LITELLM).read_text()).items():
        provider = PROVIDERS.get(entry.get("litellm_provider"))
        if provider is None or entry.get("mode") not in ("chat", "responses") or entry.get("deprecation_date", "9") <= LITELLM_DATE:
            continue
        model = key.split("/", 1)[1] if "/" in key and provider[0] != "bedrock" else key
        if REGIONAL.search(model) or REGIONAL.search(key) or key.startswith("ft:"):
            continue
        price = {own: round(entry[theirs] * 1e6, 6) for own, (theirs, _) in KINDS.items() if entry.get(theirs)}
        yield provider, model, price, LITELLM_DATE


def from_models_dev(data):
    providers = json.loads((data / MODELS_DEV).read_text())["providers"]
    for provider in PROVIDERS.values():
        for model, entry in providers[provider[2]]["models"].items():
            if entry.get("status") == "deprecated" or REGIONAL.search(model):
                continue
            cost = entry.get("cost") or {}
            price = {own: cost[theirs] for own, (_, theirs) in KINDS.items() if cost.get(theirs)}
            yield provider, model, price, MODELS_DEV_DATE, entry.get("name")


def main(data):
    models, names = {}, {}
    for provider, model, price, date, name in from_models_dev(data):
        names[provider[0], model.lower()] = name
        models[provider[0], model.lower()] = (provider, model, price, date)
    models.update({(provider[0], model.lower()): (provider, model, price, date) for provider, model, price, date in from_litellm(data)})
    models = {k: m for k, m in models.items() if "input" in m[2] and "output" in m[2] and not OTHER_MEDIA.search(k[1]) and not OLD.search(k[1])}
    models = {k: m for k, m in models.items() if k[0] not in CLOUDS or CLOUDS[k[0]].search(k[1])}

    rows = []
    for (provider_id, key), (provider, model, price, date) in sorted(models.items()):
        plain = DATED.sub("", key)
        if plain != key and models.get((provider_id, plain), (0, 0, None))[2] == price:
            continue
        # A cloud's copy of a model goes by the name its maker gave it.
        name = names.get((provider_id, key)) or names.get((provider_id, plain)) or next((n for (_, m), n in names.items() if n and m in (key, plain)), model)
        row = {"provider": provider[1], "model": model, "name": name.replace(" (latest)", ""), "price": price, "date": date}
        rows.append(row)
    head = {
        "note": "List prices in US dollars per million tokens, standard tier and context; dearer tiers for long contexts are left out.",
        "sources": {LITELLM_DATE: "LiteLLM model price map (MIT)", MODELS_DEV_DATE: "models.dev (MIT)"},
    }
    lines = ",\n".join("    " + json.dumps(row, ensure_ascii=False) for row in rows)
    print("{\n" + ",\n".join(f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in head.items()) + f',\n  "models": [\n{lines}\n  ]\n}}')


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
