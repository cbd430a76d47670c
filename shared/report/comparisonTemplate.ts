/** The pages of the scenarios, in Typst: a part of the page template, whose words and helpers they use. */
export const SCENARIO_PAGES = String.raw`// ---- the scenarios --------------------------------------------------------------------------------------------------
#if d.scenarios != none and d.sections.scenarios [
#pagebreak()
#part("Scenarios")
#let s = d.scenarios
#heading(level: 2, s.title)
#block(above: 0pt, below: 5pt, { set text(size: 7.5pt, fill: ink2); par(s.legend.map(it => box[#letter(it.disc)#h(3.5pt)#it.name]).join(h(12pt))) })
#block(above: 4pt, below: 5pt, drawing(s.fans))
#heading(level: 2, s.differencesTitle)
#note(s.note)
#context {
  let columns = (
    96pt, s.groups.at(0).rows.at(0).strip.width * 1pt + gap, widest(s.groups.map(g => g.rows.map(r => r.figure)).flatten(), least: 44pt), widest(s.groups.map(g => g.rows.map(r => r.range)).flatten()) + gap, 1fr,
  )
  let align = (left, left, right, left, left).map(it => it + horizon)
  let line = (bottom: .4pt + hair)
  // A scenario is one row of the page's table, so that it is never torn apart.
  rows(
    columns, align, (head[Against the plan], head[#h(0pt)], head[Difference], pad(left: gap, head[8 in 10]), pad(left: gap, head[Simulated years])),
    s.groups.map(g => table.cell(colspan: 5, breakable: false, inset: 0pt, stroke: none, {
      block(width: 100%, above: 0pt, below: 0pt, inset: (top: 8pt, bottom: 4pt), stroke: line, [#letter(g.disc)#h(4pt)#strong(g.name)#h(7pt)#text(fill: ink3)[#g.changes]])
      table(
        columns: columns, align: align, inset: (x, _) => (left: if x == 0 { 0pt } else { gap }, right: 0pt, y: 5.4pt), stroke: (_, _) => line,
        ..g.rows.map(r => (
          medium(r.label), table.cell(inset: (left: gap, rest: 0pt), drawing(r.strip)), strong(r.figure), pad(left: gap, grey(r.range)), pad(left: gap, grey(r.chance)),
        )).flatten(),
      )
    })),
  )
}
]

#if d.bridge != none and d.sections.scenarios [
#heading(level: 2, d.bridge.title)
#rows(
  (1fr, d.bridge.rows.at(0).strip.width * 1pt + gap, 60pt), (left, left, right).map(it => it + horizon), y: 3.6pt,
  (head[Change], head[#h(0pt)], head[Spend, mean]),
  d.bridge.rows.map(r => (medium(r.label), table.cell(inset: (left: gap, rest: 0pt), align: left + horizon, drawing(r.strip)), strong(r.figure))).flatten(),
)
#note(d.bridge.note)
]

`;

/** What moved since an earlier version. */
export const MOVED_PAGE = String.raw`// ---- what moved since an earlier version ------------------------------------------------------------------------------
#if d.moved != none [
#if d.scenarios == none or not d.sections.scenarios [
#pagebreak()
#part("What moved")
]
#heading(level: 2, d.moved.title)
#block(above: 0pt, below: 6pt, { set par(leading: 4.8pt); set text(size: 8.4pt); par(runs(d.moved.lead)) })
#rows(
  (1fr, 1fr, d.moved.rows.at(0).strip.width * 1pt + gap, 60pt), (left, left, left, right).map(it => it + horizon), y: 3.6pt,
  (head[Change], head[Before and now], head[#h(0pt)], head[Spend, mean]),
  d.moved.rows.map(r => (medium(r.label), grey(r.change), table.cell(inset: (left: gap, rest: 0pt), align: left + horizon, drawing(r.strip)), strong(r.figure))).flatten(),
)
#note(d.moved.note)
]

`;

/** The page of what moves the request, and of caps. */
export const DRIVER_PAGES = String.raw`// ---- what moves the request, and caps -----------------------------------------------------------------------------------
// Heading, answer, chart and note stay together: a heading alone at the foot of a page announces nothing.
#let shown(p) = block(breakable: false, above: 17pt, below: 0pt, {
  heading(level: 2, p.title)
  block(above: 0pt, below: 6pt, { set par(leading: 4.8pt); set text(size: 8.4pt); par(runs(p.lead)) })
  block(above: 4pt, below: 4pt, drawing(p.chart))
  note(p.note)
})
#if d.sections.drivers and (d.drivers != none or d.caps != none) [
#pagebreak()
#part("What moves the request")
#if d.drivers != none { shown(d.drivers) }
#if d.caps != none { shown(d.caps) }
]

`;
