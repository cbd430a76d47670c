import { describeAgreement } from "#test/reference/lawTwo/agreement.ts";
import { LAW_TWO_PLANS } from "#test/reference/lawTwo/lawTwoPlans.ts";

describeAgreement({ what: "plans", file: "lawTwo.json", plans: LAW_TWO_PLANS, trials: 4000 });
