/**
 * The frame of every page, in Typst: sizes, running head and foot, tables. It is the same text for every plan: words, figures
 * and charts come as JSON and are set as strings, so nothing in a plan is ever read as markup or code. Sizes are the design's print tokens: 9 pt body, 7.5 pt
 * tables, 7 pt notes.
 */
export const PAGE_FRAME = String.raw`
#let d = json("document.json")
#let ink = rgb("#14181D")
#let ink2 = rgb("#454D59")
#let ink3 = rgb("#5F6875")
#let over = rgb("#C63D0F")
#let hair = rgb("#E2E6EB")
#let rule = rgb("#C4CBD4")

#let drawing(p) = image(bytes(p.svg), format: "svg", width: p.width * 1pt, alt: p.alt)
#let note(body) = { set par(leading: 4.2pt); par(text(size: 7pt, fill: ink3, body)) }
#let runs(list) = for run in list {
  let tone = run.at("tone", default: "plain")
  let words = text(weight: if tone == "plain" { 400 } else { 600 }, fill: if tone == "over" { over } else if tone == "strong" { ink } else { ink2 }, run.text)
  // A sign is not torn from its figure.
  if tone != "plain" and not run.text.contains(" ") { box(words) } else { words }
}
#let part(name) = [#metadata(name) <part>]
#let sheet-height = if d.paper == "a4" { 297mm } else { 11in }

#set document(title: d.title, author: (), date: none)
#set text(font: "IBM Plex Sans", size: 9pt, lang: "en", region: "US", fill: ink, hyphenate: false, overhang: false)
#set par(leading: 6.7pt, spacing: 9pt, justify: false)
#set page(
  paper: d.paper,
  margin: (x: 15mm, top: 26mm, bottom: 24mm),
  header-ascent: 7mm,
  footer-descent: 6mm,
  header: context {
    // The part that is in force where the page begins: its first own one is at the top only where a page break came
    // before.
    let parts = query(<part>)
    let before = parts.filter(it => it.location().page() < here().page())
    let opening = parts.filter(it => it.location().page() == here().page() and it.location().position().y < 30mm)
    let name = (before + opening).last().value
    set text(size: 7.8pt)
    let title = [#text(weight: 600, d.head.name)#h(7pt)#text(fill: ink2, name)]
    let prepared = text(fill: ink2, (d.head.note, d.head.prepared).filter(it => it != none).join(". "))
    // Both on one line where there is room, else each in its own share of it.
    block(width: 100%, inset: (bottom: 6.5pt), stroke: (bottom: .5pt + ink2), layout(size => grid(
      columns: (auto, 1fr, if measure(title).width + measure(prepared).width + 30pt > size.width { 62% } else { auto }),
      column-gutter: 7pt, align: (left + bottom, left + bottom, right + bottom),
      drawing(d.head.mark), title, prepared,
    )))
  },
  footer: context {
    set text(size: 7pt, fill: ink2)
    set par(leading: 4.6pt)
    block(width: 100%, inset: (top: 6pt), stroke: (top: .4pt + rule), grid(
      columns: (1fr, auto), column-gutter: 12pt, align: (left, right),
      d.foot.join(linebreak()),
      [Past April #linebreak() Page #counter(page).display() of #counter(page).final().first()],
    ))
  },
)
#show heading: set block(sticky: true)
#show heading.where(level: 1): it => block(above: 0pt, below: 8pt, sticky: true, { set par(leading: 8.4pt); text(size: 17.5pt, weight: 600, it.body) })
#show heading.where(level: 2): it => block(above: 17pt, below: 7pt, sticky: true, text(size: 9pt, weight: 600, it.body))

// Tables: hairlines between rows, heads small and grey, repeated on every page. Columns keep apart by the inset of each
// cell but the first, since a gutter would break the hairlines.
#let gap = 6pt
#let head(body) = { set par(leading: 3.6pt); text(size: 7pt, fill: ink3, weight: 400, body) }
#let widest(values, least: 0pt) = calc.max(least, ..values.map(it => measure(text(size: 7.5pt, weight: 600, it)).width)) + gap
#let rows(columns, align, heads, cells, y: 5.4pt) = {
  set text(size: 7.5pt)
  set par(leading: 4pt)
  table(
    columns: columns, align: align, column-gutter: 0pt, inset: (x, _) => (left: if x == 0 { 0pt } else { gap }, right: 0pt, y: y),
    stroke: (x, y) => if y == 0 { (bottom: .5pt + rule) } else { (bottom: .4pt + hair) },
    table.header(..heads.enumerate().map(((i, it)) => table.cell(align: align.at(i).x + bottom, inset: (left: if i == 0 { 0pt } else { gap }, right: 0pt, bottom: 4pt, top: 0pt), it))),
    ..cells,
  )
}
// A table of words and figures alone: its first columns are words, the others figures.
#let figures(t) = {
  let last = t.heads.len()
  let tone(row, body) = if row.tone == "strong" { text(weight: 600, body) } else if row.tone == "quiet" { text(fill: ink2, body) } else { body }
  rows(
    range(last).map(i => if i < t.words { t.widths.at(i) * 1pt } else { 1fr }), range(last).map(i => if i < t.words { left } else { right }),
    t.heads.map(it => head(it)), t.rows.map(row => row.cells.map(it => tone(row, it))).flatten(), y: 4.2pt,
  )
}
#let strong(body) = text(weight: 600, body)
#let medium(body) = text(weight: 500, body)
#let grey(body) = text(fill: ink2, body)
`;
