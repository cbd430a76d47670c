/** An example of a case, to begin with: words only, no figure of anybody's. */
export interface CaseExample {
  readonly name: string;
  readonly metric: string;
  readonly better: "lower" | "higher";
  readonly step: string;
  readonly answersFor: string;
  readonly behaviour: string;
}

/** What a use of AI might change, by function. */
export const CASE_EXAMPLES: readonly CaseExample[] = [
  {
    name: "Engineering",
    metric: "days from first commit to release",
    better: "lower",
    step: "review",
    answersFor: "bonus of the VP Engineering",
    behaviour: "ships from an agent branch every week",
  },
  {
    name: "Support",
    metric: "hours to resolve a ticket",
    better: "lower",
    step: "first answer",
    answersFor: "service target of the head of support",
    behaviour: "sends the drafted answer after reading it",
  },
  {
    name: "Sales",
    metric: "offers sent in a week",
    better: "higher",
    step: "draft of the offer",
    answersFor: "sales target of the region",
    behaviour: "starts every offer from the draft",
  },
  {
    name: "Retention",
    metric: "share of customers who cancel in a month",
    better: "lower",
    step: "call to customers at risk",
    answersFor: "retention target of the head of accounts",
    behaviour: "calls the customers on the list every week",
  },
  {
    name: "Finance",
    metric: "working days to close the month",
    better: "lower",
    step: "reconciliation",
    answersFor: "closing target of the controller",
    behaviour: "posts the proposed entries after checking them",
  },
];
