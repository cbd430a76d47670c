import * as v from "valibot";

/** What the machine makes files of, as it crosses the boundary. */

const heading = v.pipe(v.string(), v.maxLength(400));
const line = v.pipe(v.string(), v.maxLength(4_000));
const number = v.pipe(v.number(), v.finite());

/** A cell of a workbook. */
const cellSchema = v.strictObject({
  text: v.exactOptional(v.pipe(v.string(), v.maxLength(32_767))),
  number: v.exactOptional(v.pipe(v.number(), v.finite())),
  formula: v.exactOptional(v.pipe(v.string(), v.maxLength(8_000))),
  style: v.exactOptional(v.picklist(["plain", "title", "note", "head", "strong", "typed", "over", "total"])),
  format: v.exactOptional(heading),
  isNumeric: v.exactOptional(v.boolean()),
});
const placeSchema = v.tuple([v.number(), v.number()]);

/** A workbook as data: the shape of shared/report/workbook/model.ts. */
export const workbookSchema = v.strictObject({
  names: v.record(v.pipe(v.string(), v.regex(/^[A-Za-z_]{1,60}$/)), heading),
  sheets: v.array(
    v.strictObject({
      name: v.pipe(v.string(), v.regex(/^[A-Za-z ]{1,31}$/)),
      rows: v.array(v.array(cellSchema)),
      widths: v.array(v.number()),
      frozen: v.strictObject({ rows: v.number(), columns: v.number() }),
      isHidden: v.exactOptional(v.boolean()),
      print: v.exactOptional(v.strictObject({ repeatedRows: v.number() })),
      choices: v.exactOptional(v.array(v.strictObject({ cell: heading, values: v.array(heading) }))),
      charts: v.exactOptional(
        v.array(
          v.strictObject({
            title: heading,
            categories: heading,
            series: v.array(v.strictObject({ name: heading, values: heading, color: heading })),
            from: placeSchema,
            to: placeSchema,
            format: heading,
          }),
        ),
      ),
    }),
  ),
});

const chartSchema = v.strictObject({
  kind: v.picklist(["lines", "bars", "stackedBars"]),
  title: line,
  alt: line,
  categories: v.array(line),
  series: v.array(
    v.strictObject({
      name: line,
      values: v.array(number),
      color: v.pipe(v.string(), v.regex(/^[0-9A-F]{6}$/)),
    }),
  ),
  format: line,
});

/** Slides as data: the shape of shared/report/slides/model.ts. */
export const slidesSchema = v.strictObject({
  title: line,
  slides: v.array(
    v.strictObject({
      title: line,
      lead: v.array(v.strictObject({ text: line, tone: v.exactOptional(v.picklist(["strong", "over"])) })),
      chart: v.nullable(chartSchema),
      table: v.nullable(
        v.strictObject({
          heads: v.array(line),
          rows: v.array(v.strictObject({ cells: v.array(line), isStrong: v.boolean() })),
          figures: v.array(v.boolean()),
        }),
      ),
      note: line,
      foot: line,
    }),
  ),
});

/** The weights of the page's typeface: the shape of `Typeface` in shared/report/page. */
export const typefaceSchema = v.array(
  v.strictObject({ weight: v.picklist([400, 500, 600]), base64: v.pipe(v.string(), v.maxLength(1_000_000)) }),
);
