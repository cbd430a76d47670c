/**
 * How far weak evidence widens what was estimated: distances from the median are multiplied. It never narrows. The
 * factors are judgements, stated once, here.
 */
export type Grade = "measured" | "sampled" | "judged" | "guessed";

const GRADES: readonly Grade[] = ["measured", "sampled", "judged", "guessed"];

const WIDTHS: Readonly<Record<Grade, number>> = { measured: 1, sampled: 1.25, judged: 1.75, guessed: 2.5 };

/** The factor of a grade. */
export function evidenceWidth(grade: Grade): number {
  return WIDTHS[grade];
}

/**
 * The grade that counts: one weaker where baseline and target were not written down before the first month after. A
 * grade that is not stated is guessed, the weakest.
 *
 * @param agreed - ISO date on which they were written down; absent: never
 * @param afterFrom - first month after, such as "2026-10"; absent: it has not come
 */
export function countedGrade(
  stated: Grade | undefined,
  agreed: string | undefined,
  afterFrom: string | undefined,
): Grade {
  const grade = stated ?? "guessed";
  return agreedInTime(agreed, afterFrom) ? grade : GRADES[Math.min(GRADES.length - 1, GRADES.indexOf(grade) + 1)]!;
}

/** Whether baseline and target were written down before the first month after. */
export function agreedInTime(agreed: string | undefined, afterFrom: string | undefined): boolean {
  return agreed !== undefined && (afterFrom === undefined || agreed < `${afterFrom}-01`);
}
