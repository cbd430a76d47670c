import { sentenceCase } from "#shared/format/text.ts";
import { type Grade, EvidenceDisc } from "#shared/charts/inputs/EvidenceDisc.tsx";
import { formatDate } from "#shared/format/dates.ts";
import type { Assumption } from "#shared/plan/register/assumptions.ts";
import { byOnPaper, evidenceInLine } from "#shared/plan/register/evidenceWords.ts";
import { commentsByInput } from "#shared/plan/register/comments.ts";
import { pathOf, pointerOf } from "#shared/plan/pointer.ts";
import { epochDayOf } from "#shared/units.ts";
import { costName } from "#shared/forecast/answers/costWords.ts";
import { assumptionValueWords } from "./assumptionWords.ts";
import type { RegisterPart } from "./document.ts";
import type { ReportInput } from "./input.ts";
import { drawing, THEME } from "./paper.ts";
import { paperText } from "./text.ts";

const GRADES: readonly Grade[] = ["measured", "sampled", "judged", "guessed"];
const DISC_SIZE = 6.4;

/** Every assumption with its evidence, by what it belongs to, in the order of the plan's file. */
export function registerPart(input: ReportInput): RegisterPart {
  const { assumptions, resolved } = input;
  const disc = (grade: Grade) =>
    drawing(<EvidenceDisc grade={grade} size={DISC_SIZE} theme={THEME} />, DISC_SIZE, grade);
  const groups = new Map<string, Assumption[]>();
  for (const assumption of assumptions) {
    const key = groupKey(assumption);
    groups.set(key, [...(groups.get(key) ?? []), assumption]);
  }
  return {
    discs: { measured: disc("measured"), sampled: disc("sampled"), judged: disc("judged"), guessed: disc("guessed") },
    counts: GRADES.map((grade) => ({
      grade,
      words: `${grade} ${assumptions.filter((one) => one.grade === grade).length}`,
    })),
    groups: [...groups].map(([key, members]) => {
      const name = groupName(key, input);
      const owner = members.find((one) => one.owner !== null)?.owner ?? null;
      return {
        name: paperText(name, 90),
        owner: owner === null ? null : paperText(owner, 60),
        rows: members.map((assumption) => {
          const { evidence, grade } = assumption;
          return {
            label: paperText(labelWithin(assumption.label, name), 140),
            value: paperText(assumptionValueWords(assumption, resolved.currency), 140),
            grade,
            gradeWord: sentenceCase(grade),
            source: paperText(
              evidence?.source === undefined ? "no source given" : evidenceInLine(evidence.source),
              260,
            ),
            by: paperText(byOnPaper(evidence?.by), 60),
            date: evidence?.date === undefined ? "" : formatDate(epochDayOf(evidence.date), resolved),
            comments: commentsAbout(input, assumption.pointer),
          };
        }),
      };
    }),
    otherComments: otherComments(input),
  };
}

/** "Anna Petersen, Nov 12: the contract ends in June." */
function commentsAbout({ plan, resolved }: ReportInput, pointer: string): string[] {
  return (plan.comments ?? [])
    .filter(({ at }) => at === pointer)
    .map(({ by, date, text }) => paperText(`${by}, ${formatDate(epochDayOf(date), resolved)}: ${text}`, 2_000));
}

function otherComments(input: ReportInput): RegisterPart["otherComments"] {
  const rows = new Set(input.assumptions.map(({ pointer }) => pointer));
  return commentsByInput(input.plan, input.assumptions)
    .filter(({ pointer }) => !rows.has(pointer))
    .map(({ label, pointer }) => ({ label: paperText(label, 140), comments: commentsAbout(input, pointer) }));
}

/** "/workloads/coding/demand/users" belongs to "/workloads/coding"; what all workloads share is one group. */
function groupKey({ pointer }: Assumption): string {
  const [part, id] = pathOf(pointer)!;
  return part === "shared" ? "/shared" : pointerOf([part!, id!]);
}

function groupName(key: string, { plan }: ReportInput): string {
  const [part = "", id = ""] = pathOf(key)!;
  if (part === "seats") return costName({ kind: "seats", id }, plan);
  const parts: Readonly<Record<string, Readonly<Record<string, { readonly name?: string }>> | undefined>> = {
    workloads: plan.workloads,
    models: plan.models,
    fixedCosts: plan.fixedCosts,
    commitments: plan.commitments,
    people: plan.people,
  };
  return part in parts ? (parts[part]?.[id]?.name ?? id) : "The whole plan";
}

/** The group's name need not be said again in each of its rows. */
function labelWithin(label: string, group: string): string {
  return label.endsWith(`, ${group}`) ? label.slice(0, -group.length - 2) : label;
}
