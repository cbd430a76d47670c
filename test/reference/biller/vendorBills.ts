/**
 * What sellers bill, month by month, as their public rules say it: plain arithmetic in their own units, written without
 * any code of the engine or of the plan. Money is US dollars; `usage` is what the month's work costs at list price.
 */

/** A month of a customer. */
export interface CustomerMonth {
  readonly usage: number;
  readonly seats: number;
  /** People who work in the month, and how unlike they are (coefficient of variation of a person's use). */
  readonly people: number;
  readonly spread: number;
}

/** A bill: what the month's use is charged (prepaid money spread over what it pays for), and what leaves the account. */
export interface Bill {
  readonly effective: number;
  readonly cash: number;
}

export type Biller = (months: readonly CustomerMonth[]) => Bill[];

const both = (money: number): Bill => ({ effective: money, cash: money });

/** GitHub: credits of a cent, so many a seat, pooled; what is used beyond them is charged by the credit. */
const copilot =
  (fee: number, credits: number): Biller =>
  (months) =>
    months.map(({ usage, seats }) => {
      const used = usage / 0.01;
      const included = credits * seats;
      const billed = used > included ? used - included : 0;
      return both(fee * seats + billed * 0.01);
    });

/** Cursor Teams: each person has their own allowance; what a person uses beyond it is charged. */
const cursorTeams: Biller = (months) =>
  months.map(({ usage, seats, people, spread }) =>
    both(40 * seats + people * beyondOfOne(usage / people, 20, people, spread)),
  );

/** Cursor Enterprise: paid for the year; all draw from one pool of the year, then list prices. */
const cursorEnterprise: Biller = (months) => {
  let pool = 20 * months[0]!.seats * 12;
  return months.map(({ usage, seats }, month) => {
    const drawn = Math.min(pool, usage);
    pool -= drawn;
    const beyond = usage - drawn;
    return { effective: 40 * seats + beyond, cash: (month === 0 ? 40 * seats * 12 : 0) + beyond };
  });
};

/** Claude Team: a fee a seat; all use at list prices, as no allowance is stated in money. */
const claudeTeam: Biller = (months) => months.map(({ usage, seats }) => both(25 * seats + usage));

/** Claude Enterprise: seats of a year are paid at once and only added; use at list prices. */
const claudeEnterprise: Biller = (months) => {
  let held = 0;
  return months.map(({ usage, seats }, month) => {
    const added = Math.max(0, seats - held);
    held += added;
    return { effective: 20 * held + usage, cash: 20 * added * (12 - month) + usage };
  });
};

/** A balance that is bought ahead and lost when its term of so many months ends. */
const prepaid =
  (amount: number, term: number): Biller =>
  (months) => {
    let balance = amount;
    return months.map(({ usage }, month) => {
      const drawn = Math.min(balance, usage);
      balance -= drawn;
      const lost = month === term - 1 ? balance : 0;
      if (month === term - 1) balance = 0;
      return { effective: usage + lost, cash: usage - drawn + (month === 0 ? amount : 0) };
    });
  };

/** Azure: all use at the discount counts; what is missing at the end of the term is invoiced. */
const azure =
  (amount: number, term: number, discount: number): Biller =>
  (months) => {
    let spent = 0;
    return months.map(({ usage }, month) => {
      const paid = usage * (1 - discount);
      spent += paid;
      const shortfall = month === term - 1 && spent < amount ? amount - spent : 0;
      return both(paid + shortfall);
    });
  };

/** Bedrock: a fixed fee a month for the term; use beyond what it holds at the standard tier. */
const bedrock =
  (amount: number, term: number): Biller =>
  (months) => {
    let held = amount;
    return months.map(({ usage }, month) => {
      if (month >= term) return both(usage);
      const drawn = Math.min(held, usage);
      held -= drawn;
      const lost = month === term - 1 ? held : 0;
      return { effective: usage + lost, cash: usage - drawn + amount / term };
    });
  };

/** OpenRouter: every dollar of use is bought with 5.5% on top. */
const openRouter: Biller = (months) => months.map(({ usage }) => both(usage + 0.055 * usage));

/** Vertex: a tenth more on regional endpoints; three tenths of the use in batch at half. */
const vertex: Biller = (months) =>
  months.map(({ usage }) => {
    const batch = 0.3 * usage;
    return both((usage - batch + batch / 2) * 1.1);
  });

/** By the id of the preset. Amounts of commitments are those of the presets. */
export const VENDOR_BILLS: Readonly<Record<string, Biller>> = {
  "copilot-business": copilot(19, 1_900),
  "copilot-enterprise": copilot(39, 3_900),
  "cursor-teams": cursorTeams,
  "cursor-enterprise": cursorEnterprise,
  "claude-team": claudeTeam,
  "claude-enterprise": claudeEnterprise,
  "chatgpt-credits": prepaid(50_000, 12),
  "azure-commitment": azure(100_000, 12, 0.08),
  "bedrock-reserved": bedrock(30_000, 3),
  openrouter: openRouter,
  vertex,
};

/**
 * Mean use of one of so many people beyond an allowance, where a person's use is mean · people · share and the shares of
 * people are alike in law, with a coefficient of variation of `spread` for a person of very many: the shares follow a
 * Beta law. Integrated by Simpson's rule on the log of the share, with its own gamma function.
 */
function beyondOfOne(mean: number, allowance: number, people: number, spread: number): number {
  const whole = mean * people;
  if (whole <= allowance) return 0;
  const a = 1 / spread ** 2;
  const b = (people - 1) / spread ** 2;
  const lnBeta = lnGamma(a) + lnGamma(b) - lnGamma(a + b);
  // ∫ (whole·s − allowance)·s^(a−1)·(1−s)^(b−1) ds over s = 1 − e^(−t), t from the share of the allowance on.
  const from = -Math.log1p(-allowance / whole);
  const to = from + 60 / b;
  const steps = 12_000;
  const h = (to - from) / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const t = from + i * h;
    const s = -Math.expm1(-t);
    const value = (whole * s - allowance) * Math.exp((a - 1) * Math.log(s) - b * t - lnBeta);
    sum += (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2) * value;
  }
  return (sum * h) / 3;
}

/** ln Γ by Stirling's series, after a shift to where it is exact to the last digits. */
function lnGamma(x: number): number {
  let shift = 0;
  let at = x;
  while (at < 20) {
    shift += Math.log(at);
    at += 1;
  }
  const series = 1 / (12 * at) - 1 / (360 * at ** 3) + 1 / (1260 * at ** 5) - 1 / (1680 * at ** 7);
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series - shift;
}
