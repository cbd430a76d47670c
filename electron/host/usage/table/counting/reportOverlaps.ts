import type { ReportOverlap } from "#shared/usage/overlaps/reportShapes.ts";
import type { SpanGroup } from "#electron/host/usage/table/repeatedSpans.ts";
import type { FoundReport } from "./countedReports.ts";
import type { Facts } from "./countingFacts.ts";
import { type Found, namesOf, SHAPE_WORDS, SOURCE_NAMES, worthOf } from "./overlapSides.ts";

/** Reports of the same work in different shapes. */
export function reportOverlaps(
  overlaps: readonly ReportOverlap[],
  reports: readonly FoundReport[],
  facts: Facts,
): Found[] {
  return overlaps.map((found) => {
    const [counted, other] = [reports[found.counted]!, reports[found.other]!];
    const cells = [
      found.countedCells.map((at) => counted.cells[at]!),
      found.otherCells.map((at) => other.cells[at]!),
    ] as const;
    const sides = (
      [
        [counted, cells[0], found.state !== "open"],
        [other, cells[1], found.state === "both"],
      ] as const
    ).map(([report, own, counts]) => ({
      ...namesOf(report.parts, facts),
      shape: `${SOURCE_NAMES.get(report.source) ?? "table"}, ${SHAPE_WORDS[report.grain]}`,
      counts,
      ...worthOf(own),
    }));
    return {
      overlap: {
        key: JSON.stringify(["views", counted.view, other.view]),
        state: found.state,
        isAnswered: found.isAnswered,
        sides,
        from: Math.max(...cells.map((own) => own.reduce((least, { from }) => Math.min(least, from), Infinity))),
        to: Math.min(...cells.map((own) => own.reduce((most, { to }) => Math.max(most, to), -Infinity))),
      },
      imports: laterImports(counted, other, facts),
    };
  });
}

/** Spans of agents that lie in other files than their calls. */
export function spanOverlap({ views, state, isAnswered, from, to, sides }: SpanGroup, facts: Facts): Found {
  const importOf = new Map(facts.shapes.map(({ part, import: id }) => [part, id]));
  const imports = [...new Set(sides.flatMap(({ parts }) => parts.map((part) => importOf.get(part)!)))].sort(
    (a, b) => a - b,
  );
  return {
    overlap: {
      key: JSON.stringify(["views", views[1], views[0]]),
      state,
      isAnswered,
      from,
      to,
      sides: sides.map(({ parts, ...side }) => ({ ...namesOf(parts, facts), ...side })),
    },
    imports: imports.length > 1 ? imports.slice(1) : imports,
  };
}

/** Imports with files of the report that came later; of both, where they came together. */
function laterImports(one: FoundReport, other: FoundReport, { shapes }: Facts): number[] {
  const importOf = new Map(shapes.map(({ part, import: id }) => [part, id]));
  const [a, b] = [one, other].map(({ parts }) => [...new Set(parts.map((part) => importOf.get(part)!))]) as [
    number[],
    number[],
  ];
  const [first, second] = [Math.min(...a), Math.min(...b)];
  return first === second ? [...new Set([...a, ...b])] : first > second ? a : b;
}
