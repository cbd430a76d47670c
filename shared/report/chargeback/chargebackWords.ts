/** How costs come to cost centers, said wherever they are charged. */
export const RULE_NOTE =
  "Effective cost, averages of the simulated years; closed months as they were. Work goes by the shares of its workload; what is shared by use or by people follows its workloads in every simulated year. Costs, months and centers sum to the whole.";
