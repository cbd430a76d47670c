"""Forecast a plan and go on with its simulated years in pandas.

    python forecast_in_pandas.py PLAN [past-april …]

What stands after PLAN is how past-april is called here; without it, "past-april". Needs pandas and pyarrow.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd

TRIALS = 10_000


def forecast(plan: str, command: list[str], trials: int = TRIALS, seed: int = 1) -> tuple[dict, pd.DataFrame]:
    """The answers of one forecast, and a row for every simulated year."""
    with tempfile.TemporaryDirectory() as folder:
        answers, years = Path(folder, "answers.json"), Path(folder, "years.parquet")
        options = ["--trials", str(trials), "--seed", str(seed), "--json", str(answers), "--samples", str(years)]
        subprocess.run([*command, "forecast", plan, *options], check=True, stdout=subprocess.DEVNULL)
        return json.loads(answers.read_text(encoding="utf-8")), pd.read_parquet(years)


def main() -> None:
    plan, *command = sys.argv[1:]
    answers, years = forecast(plan, command or ["past-april"])

    # Everything that the forecast says can be calculated again from its years, and anything else too.
    outcomes = [name for name in years.columns if name.startswith("outcomes.")]
    print(f"Request: {years['spend'].quantile(answers['reserve']['confidence']):,.2f}")
    print(f"The forecast says: {answers['reserve']['ask']:,.2f}")
    print(f"Overspends in {(years['spend'] > answers['budget']).mean():.1%} of {len(years):,} simulated years")
    print("Rank correlation of spend with outcomes:")
    print(years[outcomes].rank().corrwith(years["spend"].rank()).round(2).to_string())


if __name__ == "__main__":
    main()
