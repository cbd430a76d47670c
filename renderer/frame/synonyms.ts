/**
 * Words by which people look for an input, by the last named part of its pointer. What the label already says need not
 * be repeated.
 */
const OF_INPUTS: Readonly<Record<string, string>> = {
  users: "headcount head count people users engineers developers employees staff seats licences",
  adoption: "roll-out rollout usage share penetration",
  tasksPerUserPerDay: "volume usage demand requests tasks workload",
  monthlyGrowth: "growth increase trend",
  rebound: "elasticity price reaction",
  wander: "fluctuation volatility",
  tokens: "tokens usage consumption context",
  tokensMultiplier: "tokens usage consumption context",
  tokensGrowth: "tokens growth context",
  success: "success rate quality accuracy",
  runaway: "runaway loops outliers",
  value: "benefit worth roi return",
  captured: "benefit realised savings roi",
  reviewCost: "human review checking",
  failureCost: "failed rework",
  errorCost: "errors mistakes rework",
  price: "list price rate tariff",
  priceChanges: "price increase cut discount",
  perMonth: "seats subscription licence license fee fixed cost",
  renewal: "renewal contract negotiation increase",
  prices: "discount tax exchange rate",
};

/** Further words for an input, from the names in its pointer: "/workloads/coding/demand/users". */
export function synonymsOf(pointer: string): string {
  return pointer
    .split("/")
    .flatMap((name) => (Object.hasOwn(OF_INPUTS, name) ? [OF_INPUTS[name]!] : []))
    .join(" ");
}
