import type { Drawing } from "./drawing.ts";
import type { Run } from "./text.ts";
import type { ReportSection, Sheet } from "./input.ts";
import type { DuePart, ValuePart } from "./value/valueParts.ts";

/**
 * What the typesetter is given: words, figures and charts in the order of the page. It formats nothing and decides
 * nothing.
 */
export interface ReportDocument {
  /** Title of the file. */
  readonly title: string;
  readonly paper: Sheet;
  readonly head: {
    readonly name: string;
    readonly note: string | null;
    readonly prepared: string | null;
    readonly mark: Drawing;
  };
  /** Lines at the foot of every page. */
  readonly foot: readonly string[];
  readonly decision: DecisionPart;
  /** Null: there is one policy. */
  readonly options: OptionsPart | null;
  readonly scenarios: ScenariosPart | null;
  readonly bridge: BridgePart | null;
  /** Null: no earlier version is compared. */
  readonly moved: MovedPart | null;
  /** Null: no use has a case; and nothing is to be decided. */
  readonly value: ValuePart | null;
  readonly due: DuePart | null;
  readonly drivers: DriversPart | null;
  readonly caps: CapsPart | null;
  /** Paragraphs of the planner's own. */
  readonly notes: readonly string[];
  /** Which sections are printed. */
  readonly sections: Readonly<Record<ReportSection, boolean>>;
  readonly months: MonthsPart;
  /** Null: the plan has no cost centers. */
  readonly centres: CentresPart | null;
  readonly workloads: WorkloadsPart;
  /** Said below the workloads; null: a use has a case. */
  readonly noCase: string | null;
  readonly register: RegisterPart;
  readonly warnings: readonly string[];
  readonly method: MethodPart;
}

/** A table of words and figures alone. */
export interface FiguresTable {
  readonly heads: readonly string[];
  /** So many first columns are words, each so many points wide; the others are figures. */
  readonly words: number;
  readonly widths: readonly number[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly tone: "plain" | "strong" | "quiet" }[];
}

/** Whose budget the plan comes from, and what each is charged by month. */
export interface CentresPart {
  readonly title: string;
  readonly lead: readonly Run[];
  readonly budgets: FiguresTable;
  readonly note: string | null;
  readonly monthsTitle: string;
  /** Columns that are too many for a page stand below one another. */
  readonly months: readonly FiguresTable[];
  readonly rulesTitle: string;
  readonly rules: FiguresTable;
  readonly ruleNote: string;
}

export interface DecisionPart {
  readonly title: string;
  readonly why: readonly Run[];
  /** The gravest warnings, said beside the decision; all of them are listed later. */
  readonly warnings: readonly string[];
  readonly heading: string;
  /** The same chart in several heights, the largest first: the page takes the first that leaves room for the rest. */
  readonly stories: readonly Drawing[];
  readonly caption: readonly Run[];
  readonly parts: readonly {
    readonly name: string;
    readonly amount: string;
    readonly what: string;
    readonly strong: boolean;
  }[];
  readonly largest: readonly { readonly name: string; readonly amount: string; readonly share: string }[];
  /** What moves the request most, in place of what costs most; null: it was not asked for. */
  readonly moves: readonly MovesRow[] | null;
  readonly comeBack: readonly (readonly Run[])[];
  /** Lines to sign on, each with what was decided already; null: it is open. */
  readonly signatures: readonly { readonly name: string; readonly decided: string | null }[];
}

/** The policies beside each other. */
export interface OptionsPart {
  readonly title: string;
  readonly note: string;
  readonly axis: Drawing;
  readonly heads: {
    readonly ask: string;
    readonly over: string;
    readonly outcomes: string | null;
    readonly against: string;
  };
  readonly rows: readonly {
    readonly disc: Drawing;
    readonly name: string;
    /** The one that the paper is about. */
    readonly isChosen: boolean;
    readonly strip: Drawing;
    readonly base: string;
    readonly contingency: string;
    readonly ask: string;
    readonly over: string;
    readonly safeUntil: string;
    readonly outcomes: string;
    readonly netValue: string;
    readonly worthMore: string;
  }[];
}

/** The policies against the plan itself. */
export interface ScenariosPart {
  readonly title: string;
  readonly legend: readonly { readonly disc: Drawing; readonly name: string }[];
  readonly fans: Drawing;
  readonly differencesTitle: string;
  readonly note: string;
  readonly groups: readonly {
    readonly disc: Drawing;
    readonly name: string;
    readonly changes: string;
    readonly rows: readonly {
      readonly label: string;
      readonly strip: Drawing;
      readonly figure: string;
      readonly range: string;
      readonly chance: string;
    }[];
  }[];
}

/** A line of what moves the request most. */
export interface MovesRow {
  readonly name: string;
  readonly values: string;
  readonly range: string;
}

/** A chart with its answer and a note. */
export interface CapsPart {
  readonly title: string;
  readonly lead: readonly Run[];
  readonly chart: Drawing;
  readonly note: string;
}

/** What moves the request: the chart, and its rows in words for where the chart has no room. */
export interface DriversPart extends CapsPart {
  readonly rows: readonly {
    readonly name: string;
    /** Null: it cannot be held. */
    readonly low: DriverEndWords | null;
    readonly high: DriverEndWords | null;
    readonly share: string;
  }[];
}

/** The request where an input is held at an end. */
export interface DriverEndWords {
  readonly value: string;
  readonly request: string;
}

/** What each change of a scenario makes. */
export interface BridgePart {
  readonly title: string;
  readonly rows: readonly { readonly label: string; readonly strip: Drawing; readonly figure: string }[];
  readonly note: string;
}

/** What each change since an earlier version makes. */
export interface MovedPart {
  readonly title: string;
  readonly lead: readonly Run[];
  readonly rows: readonly {
    readonly label: string;
    /** What it was and is. */
    readonly change: string;
    readonly strip: Drawing;
    readonly figure: string;
  }[];
  readonly note: string;
}

export interface MonthsPart {
  readonly axis: Drawing;
  readonly spentTitle: string;
  readonly rows: readonly {
    readonly name: string;
    readonly strip: Drawing;
    readonly half: string;
    readonly eighty: string;
    readonly soFarHalf: string;
    readonly soFarEighty: string;
    readonly spent: string;
    readonly spentBar: Drawing;
  }[];
  readonly note: string;
  /** Effective cost and cash; null: they are the same. */
  readonly views: (FiguresTable & { readonly title: string; readonly note: string }) | null;
}

export interface WorkloadsPart {
  readonly axis: Drawing;
  readonly rows: readonly {
    readonly name: string;
    readonly owner: string;
    readonly strip: Drawing | null;
    readonly half: string;
    readonly eighty: string;
    readonly outcome: string;
    readonly outcomes: string;
    readonly tokens: string;
    readonly loaded: string;
  }[];
  readonly total: { readonly half: string; readonly eighty: string };
  readonly note: string;
  readonly models: readonly {
    readonly name: string;
    readonly tokens: string;
    readonly spend: string;
    readonly share: string;
    readonly perMillion: string;
  }[];
}

export interface RegisterPart {
  readonly discs: Readonly<Record<"measured" | "sampled" | "judged" | "guessed", Drawing>>;
  readonly counts: readonly { readonly grade: "measured" | "sampled" | "judged" | "guessed"; readonly words: string }[];
  readonly groups: readonly {
    readonly name: string;
    readonly owner: string | null;
    readonly rows: readonly {
      readonly label: string;
      readonly value: string;
      readonly grade: "measured" | "sampled" | "judged" | "guessed";
      readonly gradeWord: string;
      readonly source: string;
      readonly by: string;
      readonly date: string;
      /** What was said about it, one paragraph each. */
      readonly comments: readonly string[];
    }[];
  }[];
  /** What was said about inputs that have no row of their own. */
  readonly otherComments: readonly { readonly label: string; readonly comments: readonly string[] }[];
}

export interface MethodPart {
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly paragraphs: readonly { readonly lead: string; readonly text: string }[];
  readonly references: readonly string[];
}
