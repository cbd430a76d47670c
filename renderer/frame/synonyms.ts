/**
 * The words by which people look for things, where they are not those of the vocabulary. A phrase each: the palette
 * shows the one that was meant. What a label already says need not be repeated.
 */

/** Of inputs, by the last named part of their pointers. */
const OF_INPUTS: Readonly<Record<string, readonly string[]>> = {
  users: ["headcount", "head count", "people", "users", "engineers", "developers", "employees", "staff", "FTE"],
  people: ["headcount", "head count", "staff", "hiring", "growth", "FTE"],
  pay: ["salary", "salaries", "wages", "compensation"],
  adoption: ["roll-out", "rollout", "usage", "share of people", "penetration", "uptake"],
  tasksPerUserPerDay: ["volume", "usage", "demand", "requests", "tasks", "workload"],
  monthlyGrowth: ["growth", "increase", "trend", "ramp"],
  rebound: ["elasticity", "price reaction", "Jevons"],
  wander: ["fluctuation", "volatility", "noise"],
  tokens: ["tokens", "usage", "consumption", "context"],
  tokensMultiplier: ["tokens", "usage", "consumption", "context"],
  tokensGrowth: ["tokens", "growth", "context"],
  success: ["success rate", "quality", "accuracy", "pass rate"],
  runaway: ["runaway", "loops", "outliers"],
  value: ["benefit", "worth", "ROI", "return"],
  captured: ["benefit realised", "savings", "ROI"],
  reviewCost: ["human review", "checking", "labour"],
  failureCost: ["failed", "rework"],
  errorCost: ["errors", "mistakes", "rework"],
  price: ["list price", "rate", "tariff", "rate card"],
  priceChanges: ["price increase", "cut", "discount"],
  perMonth: ["seats", "subscription", "licence", "license", "fee", "fixed cost"],
  seats: ["headcount", "seats", "licences", "licenses", "subscription"],
  renewal: ["renewal", "contract", "negotiation", "increase"],
  prices: ["discount", "tax", "exchange rate"],
};

/** Of commands, screens and settings, by their ids. */
const OF_COMMANDS: Readonly<Record<string, readonly string[]>> = {
  new: ["create", "start", "set up", "set-up", "wizard", "questions", "guided"],
  blank: ["create", "empty", "new plan"],
  open: ["load", "file", "import plan"],
  save: ["store", "keep", "write", "file"],
  "save-as": ["save as", "duplicate", "copy", "rename"],
  versions: ["history", "restore", "previous", "backup", "revert"],
  close: ["new plan", "blank", "template", "start page", "exit", "quit", "home"],
  undo: ["revert", "back", "take back", "mistake"],
  redo: ["repeat", "again", "forward"],
  run: ["forecast", "calculate", "simulate", "refresh", "recalculate", "update"],
  cancel: ["stop", "abort"],
  sharpen: ["precision", "more accurate", "more simulated years", "trials", "error"],
  export: [
    "print",
    "PDF",
    "XLSX",
    "Excel",
    "workbook",
    "spreadsheet",
    "CSV",
    "PowerPoint",
    "slides",
    "HTML",
    "download",
    "share",
    "send",
    "save",
  ],
  import: ["actuals", "export", "CSV", "load", "closed months", "bills", "invoice", "usage data"],
  "new-scenario": ["add", "option", "policy", "what if", "what-if", "compare", "alternative"],
  budget: ["amount", "money", "limit", "approved", "funding"],
  confidence: ["contingency", "reserve", "ask", "request", "base", "percentile", "P80", "P50", "safety", "buffer"],
  light: ["theme", "colours", "appearance", "bright", "day"],
  dark: ["theme", "colours", "appearance", "night"],
  system: ["theme", "colours", "appearance", "automatic"],
  contrast: ["theme", "accessibility", "readability"],
  compact: ["density", "row height", "spacing", "table"],
  preferences: [
    "settings",
    "options",
    "theme",
    "number format",
    "decimal comma",
    "decimal point",
    "thousands",
    "date format",
    "density",
    "locale",
    "language",
    "default confidence",
  ],
  guide: ["help", "manual", "handbook", "documentation", "how to", "learn", "tutorial"],
  "how-to-read": ["help", "explain", "legend", "tour", "tutorial", "meaning"],
  keys: ["help", "keys", "hotkeys"],
  about: ["version", "licences", "licenses"],
  "screen outlook": ["forecast", "home", "dashboard", "run-out", "when", "burn", "burn rate", "fan"],
  "screen workloads": ["use cases", "teams", "demand", "agents", "inputs"],
  "screen models": ["vendors", "rates", "seats", "licences", "commitments", "discount", "renewal", "fixed costs"],
  "screen scenarios": ["what if", "what-if", "options", "compare", "alternatives", "goal seek", "savings"],
  "screen drivers": ["sensitivity", "tornado", "risk", "why", "uncertainty"],
  "screen actuals": ["import", "closed months", "variance", "spend to date", "reforecast", "history", "usage"],
  "screen value": ["ROI", "return", "benefit", "worth", "pilot", "payback", "business case"],
  "screen report": ["export", "print", "PDF", "Excel", "slides", "approval", "board"],
  "screen settings": ["preferences", "options", "currency", "fiscal year", "calendar", "name"],
  "scenarios routes": ["models", "cascade", "routing", "fallback"],
  "scenarios caps": ["limits", "quota", "throttle"],
  "scenarios targets": ["goal seek", "solver", "what would it take"],
  "workloads all": ["grid", "bulk edit", "paste", "spreadsheet", "table", "several"],
  "setting /people": ["headcount", "hiring", "staff", "FTE", "salary", "salaries", "wages", "groups", "engineers"],
  "setting /name": ["title", "rename"],
  "setting /about/company": ["organization", "firm"],
  "setting /about/preparedBy": ["author", "owner", "sign"],
  "setting /about/version": ["revision", "approval"],
  "setting /currency": ["currency", "money", "dollars", "euro", "exchange rate", "convert", "FX"],
  "setting /fiscalYear/start": ["fiscal year", "start", "begin", "financial year"],
  "setting /about/timeZone": ["clock", "day", "UTC"],
  "setting /budget/atExhaustion": ["stop", "block", "overrun", "exhausted", "hard limit"],
  "setting /calendar/preset": ["calendar", "country", "closed", "vacation", "working days"],
  "setting /calendar/restDayShare": ["rest days", "saturday", "sunday"],
  "setting /budget/phasing": ["phasing", "months", "seasonality", "even", "spread"],
  "setting /correlations": ["correlation", "dependence", "pair"],
  "setting /about/notes": ["comment", "remark"],
};

export const COMMANDS_WITH_SYNONYMS: readonly string[] = Object.keys(OF_COMMANDS);

/** What stands before the pointer in the id of a command that leads to an input. */
export const INPUT_ID = "input ";

/** Further words for a command: of an input, all that the names in its pointer mean. */
export function synonymsOf(id: string): readonly string[] {
  if (!id.startsWith(INPUT_ID)) return OF_COMMANDS[id] ?? [];
  return id.split("/").flatMap((name) => (Object.hasOwn(OF_INPUTS, name) ? OF_INPUTS[name]! : []));
}
