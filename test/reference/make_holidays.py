"""Makes shared/plan/presets/holidays.json: public holidays by country or region, as dated data.

Source: the Python package "holidays" (Vacanza, MIT licence), version 0.109.
  pip install holidays==0.109 && python test/reference/make_holidays.py
"""

import json
import re
from pathlib import Path

import holidays

FIRST_YEAR, LAST_YEAR = 2025, 2032
# Code, and the name on the screen.
PRESETS = [
    ("US", "United States, federal"),
    ("CA-ON", "Canada, Ontario"),
    ("CA-QC", "Canada, Quebec"),
    ("GB-ENG", "United Kingdom, England"),
    ("GB-SCT", "United Kingdom, Scotland"),
    ("IE", "Ireland"),
    ("DE-BW", "Germany, Baden-Württemberg"),
    ("DE-BY", "Germany, Bavaria"),
    ("DE-BE", "Germany, Berlin"),
    ("DE-HH", "Germany, Hamburg"),
    ("DE-HE", "Germany, Hesse"),
    ("DE-NI", "Germany, Lower Saxony"),
    ("DE-NW", "Germany, North Rhine-Westphalia"),
    ("DE-SN", "Germany, Saxony"),
    ("AT", "Austria"),
    ("CH-ZH", "Switzerland, Zurich"),
    ("CH-GE", "Switzerland, Geneva"),
    ("FR", "France"),
    ("BE", "Belgium"),
    ("NL", "Netherlands"),
    ("LU", "Luxembourg"),
    ("ES-MD", "Spain, Madrid"),
    ("ES-CT", "Spain, Catalonia"),
    ("PT", "Portugal"),
    ("IT", "Italy"),
    ("DK", "Denmark"),
    ("SE", "Sweden"),
    ("NO", "Norway"),
    ("FI", "Finland"),
    ("PL", "Poland"),
    ("CZ", "Czechia"),
    ("RO", "Romania"),
    ("AU-NSW", "Australia, New South Wales"),
    ("AU-VIC", "Australia, Victoria"),
    ("NZ", "New Zealand"),
    ("JP", "Japan"),
    ("KR", "South Korea"),
    ("SG", "Singapore"),
    ("IN-KA", "India, Karnataka"),
    ("BR-SP", "Brazil, São Paulo"),
    ("MX", "Mexico"),
    ("ZA", "South Africa"),
]


def english(country):
    supported = getattr(holidays, country)(years=[2027]).supported_languages
    return next((language for language in ("en_US", "en_GB", "en_CA", "en_AU") if language in supported), None)


def days_of(code):
    country, _, region = code.partition("-")
    days = holidays.country_holidays(
        country,
        subdiv=region or None,
        years=range(FIRST_YEAR, LAST_YEAR + 1),
        language=english(country),
        # What lies on a Sunday and is given on another day counts on the day on which it is not worked.
        observed=True,
    )
    return sorted(days.items())


names = []
presets = []
for code, title in PRESETS:
    # In Sweden, Norway and elsewhere the package lists every Sunday: those are weekends already.
    days = [(day, name) for day, name in days_of(code) if name not in ("Sunday", "Søndag", "Söndag")]
    years = {}
    for day, name in days:
        # A name appears once, whatever year it was observed in.
        name = re.sub(r" \((observed|estimated|observed, estimated)\)", "", name.split("; ")[0])
        if name not in names:
            names.append(name)
        years.setdefault(str(day.year), []).append(f"{day:%m%d}.{names.index(name)}")
    presets.append({"code": code, "name": title, "years": {year: " ".join(entries) for year, entries in years.items()}})

path = Path(__file__).parents[2] / "shared" / "plan" / "presets" / "holidays.json"
document = {
    "source": "Python package holidays 0.109 (Vacanza, MIT)",
    "date": "2026-11-30",
    "names": names,
    "presets": presets,
}
path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
