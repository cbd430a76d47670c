import type { ChartModel, SheetModel } from "#shared/report/workbook/model.ts";

type Parts = Readonly<Record<string, string>>;

const RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/**
 * The parts of a workbook with what its library does not write (ECMA-376, part 1): results of formulas, names, lists of
 * choices, print set-up, hidden sheets, and charts.
 */
export function addedParts(
  parts: Parts,
  sheets: readonly SheetModel[],
  names: Readonly<Record<string, string>>,
): Record<string, string> {
  const added: Record<string, string> = { ...parts };
  let charts = 0;
  const overrides: string[] = [];
  for (const [s, sheet] of sheets.entries()) {
    const path = `xl/worksheets/sheet${s + 1}.xml`;
    let xml = withResults(parts[path]!, sheet);
    xml = withPrint(xml, sheet);
    if (sheet.choices !== undefined)
      xml = before(xml, ["<pageMargins", "<pageSetup", "<drawing", "</worksheet>"], choicesXml(sheet.choices));
    if (sheet.charts !== undefined && sheet.charts.length > 0) {
      const ids = sheet.charts.map(() => ++charts);
      xml = before(xml, ["</worksheet>"], '<drawing r:id="rIdCharts"/>');
      const drawing = `xl/drawings/drawing${s + 1}.xml`;
      added[drawing] = drawingXml(sheet.charts);
      added[`xl/drawings/_rels/drawing${s + 1}.xml.rels`] = relationships(
        ids.map((id, i) => ({ id: `rId${i + 1}`, kind: "chart", target: `../charts/chart${id}.xml` })),
      );
      added[`xl/worksheets/_rels/sheet${s + 1}.xml.rels`] = relationships([
        { id: "rIdCharts", kind: "drawing", target: `../drawings/drawing${s + 1}.xml` },
      ]);
      overrides.push(override(drawing, "application/vnd.openxmlformats-officedocument.drawing+xml"));
      for (const [i, chart] of sheet.charts.entries()) {
        added[`xl/charts/chart${ids[i]!}.xml`] = chartXml(chart);
        overrides.push(
          override(
            `xl/charts/chart${ids[i]!}.xml`,
            "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
          ),
        );
      }
    }
    added[path] = xml;
  }
  added["xl/workbook.xml"] = workbookXml(parts["xl/workbook.xml"]!, sheets, names);
  added["[Content_Types].xml"] = parts["[Content_Types].xml"]!.replace("</Types>", `${overrides.join("")}</Types>`);
  return added;
}

/** Puts XML before the first of these tags that the part has: the order of elements is fixed. */
function before(xml: string, tags: readonly string[], inserted: string): string {
  const at = tags.map((tag) => xml.indexOf(tag)).find((index) => index >= 0);
  if (at === undefined) throw new Error("a part of a workbook is not as it was expected");
  return xml.slice(0, at) + inserted + xml.slice(at);
}

/** What each formula comes to: programs that do not calculate show it, others calculate anew. */
function withResults(xml: string, sheet: SheetModel): string {
  return xml.replace(
    /<c r="([A-Z]+)(\d+)"([^>]*)><f>=?([\s\S]*?)<\/f><\/c>/g,
    (_, column: string, row: string, attributes: string, formula: string) => {
      const cell = sheet.rows[Number(row) - 1]?.[columnIndex(column)];
      if (cell?.number !== undefined)
        return `<c r="${column}${row}"${attributes}><f>${formula}</f><v>${cell.number}</v></c>`;
      return `<c r="${column}${row}"${attributes} t="str"><f>${formula}</f><v>${escaped(cell?.text ?? "")}</v></c>`;
    },
  );
}

function columnIndex(letters: string): number {
  return [...letters].reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0) - 1;
}

/** A3 landscape, one page wide; the workbook's name of the rows that are repeated is in `workbookXml`. */
function withPrint(xml: string, { print }: SheetModel): string {
  if (print === undefined) return xml;
  const setUp =
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/><pageSetup paperSize="8" orientation="landscape" fitToWidth="1" fitToHeight="0"/>';
  const bare = xml.replace(/<pageMargins[^>]*\/>/, "").replace(/<pageSetup[^>]*\/>/, "");
  const fitted = bare.replace(/(<worksheet[^>]*>)/, '$1<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>');
  return before(fitted, ["<drawing", "</worksheet>"], setUp);
}

function choicesXml(choices: NonNullable<SheetModel["choices"]>): string {
  const each = choices.map(
    ({ cell, values }) =>
      `<dataValidation type="list" allowBlank="0" showErrorMessage="1" errorTitle="Confidence" error="Choose a whole percentage from 1% to 99%." errorStyle="warning" sqref="${cell}"><formula1>"${values.join(",")}"</formula1></dataValidation>`,
  );
  return `<dataValidations count="${choices.length}">${each.join("")}</dataValidations>`;
}

function workbookXml(xml: string, sheets: readonly SheetModel[], names: Readonly<Record<string, string>>): string {
  const own = Object.entries(names).map(
    ([name, reference]) => `<definedName name="${name}">${escaped(reference)}</definedName>`,
  );
  const titles = sheets.flatMap(({ name, print }, s) =>
    print === undefined
      ? []
      : [
          `<definedName name="_xlnm.Print_Titles" localSheetId="${s}">'${escaped(name)}'!$1:$${print.repeatedRows}</definedName>`,
        ],
  );
  const hidden = sheets.reduce(
    (text, { name, isHidden = false }) =>
      isHidden ? text.replace(`name="${escaped(name)}"/>`, `name="${escaped(name)}" state="hidden"/>`) : text,
    xml,
  );
  return hidden
    .replace("<definedNames/>", `<definedNames>${[...own, ...titles].join("")}</definedNames>`)
    .replace("<calcPr/>", '<calcPr fullCalcOnLoad="1"/>');
}

function relationships(
  entries: readonly { readonly id: string; readonly kind: string; readonly target: string }[],
): string {
  const each = entries.map(
    ({ id, kind, target }) => `<Relationship Id="${id}" Type="${RELATIONSHIPS}/${kind}" Target="${target}"/>`,
  );
  return `${DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each.join("")}</Relationships>`;
}

function override(part: string, type: string): string {
  return `<Override ContentType="${type}" PartName="/${part}"/>`;
}

function drawingXml(charts: readonly ChartModel[]): string {
  const marker = (name: string, [column, row]: ChartModel["from"]): string =>
    `<xdr:${name}><xdr:col>${column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:${name}>`;
  const each = charts.map(
    (chart, i) =>
      `<xdr:twoCellAnchor>${marker("from", chart.from)}${marker("to", chart.to)}<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="${i + 2}" name="${escaped(chart.title)}" descr="${escaped(chart.title)}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rId${i + 1}"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>`,
  );
  return `${DECLARATION}<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="${RELATIONSHIPS}">${each.join("")}</xdr:wsDr>`;
}

function chartXml({ title, categories, series, format }: ChartModel): string {
  const each = series.map(
    ({ name, values, color }, i) =>
      `<c:ser><c:idx val="${i}"/><c:order val="${i}"/><c:tx><c:v>${escaped(name)}</c:v></c:tx><c:spPr><a:ln w="22225"><a:solidFill><a:srgbClr val="${color}"/></a:solidFill></a:ln></c:spPr><c:marker><c:symbol val="none"/></c:marker><c:cat><c:numRef><c:f>${escaped(categories)}</c:f></c:numRef></c:cat><c:val><c:numRef><c:f>${escaped(values)}</c:f></c:numRef></c:val><c:smooth val="0"/></c:ser>`,
  );
  const axis = (
    kind: "cat" | "val",
    id: number,
    crosses: number,
    position: string,
    code: string,
    more: string,
  ): string =>
    `<c:${kind}Ax><c:axId val="${id}"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="${position}"/>${kind === "val" ? '<c:majorGridlines><c:spPr><a:ln><a:solidFill><a:srgbClr val="E2E6EB"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>' : ""}<c:numFmt formatCode="${escaped(code)}" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="${crosses}"/><c:crosses val="autoZero"/>${more}</c:${kind}Ax>`;
  return `${DECLARATION}<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="${RELATIONSHIPS}"><c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1100" b="1"/></a:pPr><a:r><a:rPr lang="en-US" sz="1100" b="1"/><a:t>${escaped(title)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/><c:plotArea><c:layout/><c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>${each.join("")}<c:marker val="1"/><c:axId val="101"/><c:axId val="102"/></c:lineChart>${axis("cat", 101, 102, "b", "0%", '<c:tickLblSkip val="10"/><c:tickMarkSkip val="10"/>')}${axis("val", 102, 101, "l", format, "")}</c:plotArea><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
