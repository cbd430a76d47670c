import { CENTRE_PAGES } from "./chargeback/centresTemplate.ts";
import { DRIVER_PAGES, MOVED_PAGE, SCENARIO_PAGES } from "./comparisonTemplate.ts";
import { PAGE_FRAME } from "./pageFrame.ts";
import { VALUE_PAGES } from "./value/valueTemplate.ts";

/** The budget plan. */
export const PAGE_TEMPLATE = String.raw`${PAGE_FRAME}
// ---- page 1: the decision -------------------------------------------------------------------------------------------
#part("Budget plan")
#let c = d.decision
= #c.title
#block(width: 96%, above: 12pt, below: 0pt, { set par(leading: 7.2pt); set text(size: 10.4pt); par(runs(c.why)) })
#let triangle = box(baseline: .6pt, curve(stroke: .7pt + ink, curve.move((3.4pt, 0pt)), curve.line((6.8pt, 6pt)), curve.line((0pt, 6pt)), curve.close()))
#if c.warnings.len() > 0 {
  block(above: 7pt, below: 0pt, for warning in c.warnings { block(above: 4pt, below: 0pt, grid(columns: (11pt, 1fr), triangle, text(size: 7.8pt, fill: ink, par(leading: 3.4pt, warning)))) })
}
#let letter(p) = box(width: p.width * 1pt, height: 6.8pt, place(dy: -.5pt, image(bytes(p.svg), format: "svg", width: p.width * 1pt, height: p.width * 1pt, alt: p.alt)))
#heading(level: 2, c.heading)
#let under-story = [
#block(above: 5pt, below: 0pt, { set par(leading: 4.4pt); set text(size: 7.8pt); par(runs(c.caption)) })

#if d.options == none [
#heading(level: 2, "What to approve")
#rows(
  (118pt, 74pt, 1fr), (left, right, left), (head[Part], head[Amount], pad(left: 10pt, head[Meaning])),
  c.parts.map(p => (if p.strong { strong(p.name) } else { medium(p.name) }, strong(p.amount), pad(left: 10pt, grey(p.what)))).flatten(),
)
] else [
#let o = d.options
#heading(level: 2, [#o.title#h(8pt)#text(size: 7pt, weight: 400, fill: ink3, o.note)])
#let lit(r, body) = if r.isChosen { table.cell(fill: rgb("#EEF1F4"), body) } else { body }
#let place(r, body) = table.cell(fill: if r.isChosen { rgb("#EEF1F4") }, inset: (left: gap, right: 0pt, y: 0pt), align: left + horizon, body)
// Money of any size keeps its column: what is left goes to the names, which break.
#context rows(
  (
    11pt, 1fr, o.axis.width * 1pt + gap, widest(o.rows.map(r => r.base), least: 26pt), widest(o.rows.map(r => r.contingency), least: 26pt), widest(o.rows.map(r => r.ask), least: 33pt),
    widest(o.rows.map(r => r.over), least: 33pt), widest(o.rows.map(r => r.safeUntil), least: 24pt), widest(o.rows.map(r => r.outcomes), least: 34pt), widest(o.rows.map(r => r.netValue), least: 36pt), widest(o.rows.map(r => r.worthMore), least: 40pt),
  ),
  (left, left, left, right, right, right, right, right, right, right, right).map(it => it + horizon), y: 4.6pt,
  (
    head[], head[Scenario], drawing(o.axis), head[Base], head[Contin- \ gency], head(o.heads.ask), head(o.heads.over), head[Safe \ until], head(if o.heads.outcomes == none { "" } else { o.heads.outcomes }), head[Net value \ against A], head[More value \ than A],
  ),
  o.rows.map(r => (
    lit(r, letter(r.disc)), lit(r, medium(r.name)), place(r, drawing(r.strip)), lit(r, r.base), lit(r, r.contingency), lit(r, strong(r.ask)), lit(r, r.over), lit(r, r.safeUntil), lit(r, r.outcomes), lit(r, r.netValue), lit(r, r.worthMore),
  )).flatten(),
)
]

#block(breakable: false, above: 15pt, below: 0pt, grid(
  columns: (1fr, 1fr, 1fr), column-gutter: 22pt,
  [
    #if c.moves != none [
    #heading(level: 2, "What moves the request most")
    #set text(size: 7.8pt)
    #set par(leading: 3.6pt)
    #table(
      columns: (1fr, auto), align: (left, right + horizon), inset: (x, _) => (left: if x == 0 { 0pt } else { 8pt }, right: 0pt, y: 4.4pt), stroke: (x, y) => (bottom: .4pt + hair),
      ..c.moves.map(row => ([#medium(row.name) #linebreak() #grey(row.values)], strong(row.range))).flatten(),
    )
    #note("The request when one input is held low, then high.")
    ] else [
    #heading(level: 2, "What costs most")
    #set text(size: 7.8pt)
    #set par(leading: 4.4pt)
    #table(
      columns: (1fr, auto, 32pt), align: (left, right, right), inset: (x, _) => (left: if x == 0 { 0pt } else { 8pt }, right: 0pt, y: 4.4pt), stroke: (x, y) => (bottom: if y == 0 { .5pt + rule } else { .4pt + hair }),
      table.header(table.cell(inset: (top: 0pt, bottom: 4pt), head[]), table.cell(inset: (left: 8pt, top: 0pt, bottom: 4pt), head[Middle estimate]), table.cell(inset: (left: 8pt, top: 0pt, bottom: 4pt), head[Share])),
      ..c.largest.map(row => (medium(row.name), strong(row.amount), grey(row.share))).flatten(),
    )
    ]
  ],
  [
    #heading(level: 2, "Review triggers")
    #set par(leading: 4.6pt, spacing: 7pt)
    #set text(size: 7.8pt)
    #for reason in c.comeBack { par(runs(reason)) }
  ],
  [
    #heading(level: 2, "Approval")
    // Up to four lines stand under each other; more stand in two columns.
    #let signature(it) = block(above: 22pt, below: 0pt, width: 100%, inset: (top: 2.5pt), stroke: (top: .6pt + ink), {
      if it.decided != none { place(top, dy: -13pt, text(size: 7.8pt, weight: 500, it.decided)) }
      text(size: 7pt, fill: ink2, it.name)
    })
    #if c.signatures.len() <= 4 {
      for it in c.signatures { signature(it) }
    } else {
      grid(columns: (1fr, 1fr), column-gutter: 8pt, row-gutter: 16pt, inset: (top: 16pt), ..c.signatures.map(signature))
    }
  ],
))
]
// The chart is as high as the rest of the page allows: long names, more options and warnings take their lines from it.
#context {
  let room = sheet-height - 24mm - here().position().y
  layout(size => {
    let rest = measure(block(width: size.width, under-story)).height
    let fits = c.stories.filter(it => measure(drawing(it)).height + rest + 12pt <= room)
    block(above: 4pt, below: 5pt, drawing(if fits.len() > 0 { fits.first() } else { c.stories.last() }))
  })
}
#under-story

#if d.notes.len() > 0 {
  heading(level: 2, "Notes")
  set par(leading: 4.6pt, spacing: 7pt)
  set text(size: 7.8pt, fill: ink2)
  for paragraph in d.notes { par(paragraph) }
}

${SCENARIO_PAGES}${MOVED_PAGE}${VALUE_PAGES}${DRIVER_PAGES}// ---- page 2: months and workloads -----------------------------------------------------------------------------------
#if d.sections.months [
// What moves the request may leave half a page: the months stand there where all of them have room.
#if not d.sections.drivers or (d.drivers == none and d.caps == none) { pagebreak() }
#let m = d.months
#let flush(p) = table.cell(inset: (left: gap, rest: 0pt), align: left + horizon, drawing(p))
#block(breakable: m.rows.len() > 24, above: 17pt, below: 0pt, {
  part("Months and workloads")
  heading(level: 2, "Month by month")
  rows(
    (68pt, m.axis.width * 1pt + gap, 1fr, 1fr, 1fr, 1fr, 1.2fr, 48pt), (left, left, right, right, right, right, right, right),
    (
      head[Month], drawing(m.axis), head[Month, \ middle (50%)], head[Month, \ 80% estimate], head[Year to date, \ middle (50%)], head[Year to date, \ 80% estimate],
      head[#m.spentTitle \ by month end], head[],
    ),
    m.rows.map(r => (
      medium(r.name), flush(r.strip), strong(r.half), r.eighty, r.soFarHalf, r.soFarEighty, r.spent, table.cell(inset: (left: gap, rest: 0pt), align: right + horizon, drawing(r.spentBar)),
    )).flatten(),
  )
  note(m.note)
})
#if m.views != none {
  heading(level: 2, m.views.title)
  figures(m.views)
  note(m.views.note)
}

#let w = d.workloads
#block(breakable: w.rows.len() > 20, above: 17pt, below: 0pt, {
  heading(level: 2, "Workloads and their budgets")
  context rows(
    (
      1.2fr, 1fr, w.axis.width * 1pt + gap, widest(w.rows.map(r => r.half) + (w.total.half,), least: 24pt), widest(w.rows.map(r => r.eighty) + (w.total.eighty,), least: 24pt), 1.1fr,
      widest(w.rows.map(r => r.outcomes), least: 24pt), widest(w.rows.map(r => r.tokens), least: 34pt), widest(w.rows.map(r => r.loaded), least: 34pt),
    ),
    (left, left, left, right, right, left, right, right, right).map(it => it + horizon),
    (
      head[Workload], head[Owner], drawing(w.axis), head[Middle \ estimate], head[80% \ estimate], pad(left: gap, head[Outcome]), head[Middle \ estimate], head[Model cost \ each], head[All-in cost \ each],
    ),
    w.rows.map(r => (
      medium(r.name), grey(r.owner), if r.strip == none { [] } else { flush(r.strip) }, strong(r.half), if r.eighty == "mean" { text(fill: ink3, r.eighty) } else { r.eighty },
      pad(left: gap, grey(r.outcome)), r.outcomes, r.tokens, strong(r.loaded),
    )).flatten() + (strong[Plan], [], [], strong(w.total.half), strong(w.total.eighty), [], [], [], []),
  )
})
#note(w.note)
#if d.noCase != none { note(d.noCase) }

#if w.models.len() > 0 {
  heading(level: 2, "Models")
  rows(
    (1fr, 90pt, 90pt, 60pt, 110pt), (left, right, right, right, right), (head[Model], head[Tokens, mean], head[Spend, mean], head[Share], head[Price per million tokens]),
    w.models.map(r => (medium(r.name), r.tokens, strong(r.spend), r.share, r.perMillion)).flatten(),
  )
}

]

${CENTRE_PAGES}// ---- the register ---------------------------------------------------------------------------------------------------
#if d.sections.assumptions [
#pagebreak()
#part("Assumptions")
#let a = d.register
// No higher than the capitals beside it, or its row would be set lower than the rest of the line.
#let disc(grade) = { let p = a.discs.at(grade); box(width: p.width * 1pt, height: 5.2pt, move(dy: -.6pt, drawing(p))) }
#heading(level: 2, "Every assumption, with its evidence")
#block(above: 0pt, below: 8pt, { set text(size: 7.5pt, fill: ink2); par(a.counts.map(it => [#disc(it.grade)#h(4pt)#it.words]).join(h(12pt))) })
#let members = a.groups.map(g => g.rows).flatten()
#context rows(
  (1.1fr, 1.1fr, 47pt + gap, 1.8fr, calc.min(58pt, widest(members.map(r => r.by), least: 14pt)), widest(members.map(r => r.date), least: 14pt)), (left, left, left, left, left, right), y: 4pt,
  (head[Input], head[Value, 8 chances in 10], head[Evidence], head[Source], head[By], head[On]),
  a.groups.map(g => (
    // A head of its own level is never left alone at the foot of a page.
    table.header(level: 2, repeat: false, table.cell(colspan: 6, inset: (top: 9pt, bottom: 4pt), [#strong(g.name)#if g.owner != none [#h(7pt)#text(fill: ink3)[owner: #g.owner]]])),
    ..g.rows.map(r => (
      r.label, r.value, [#disc(r.grade)#h(3.5pt)#r.gradeWord], grey(r.source), grey(r.by), grey(r.date),
      ..r.comments.map(comment => table.cell(colspan: 6, inset: (left: 10pt, top: 3pt, bottom: 4pt), grey(comment))),
    )).flatten(),
  )).flatten(),
)
#if a.otherComments.len() > 0 [
#heading(level: 2, "Comments on other inputs")
#set text(size: 7.5pt)
#for it in a.otherComments { block(above: 6pt, below: 0pt, [#medium(it.label)#for comment in it.comments [#linebreak()#grey(comment)]]) }
]

]

// ---- warnings and method ----------------------------------------------------------------------------------------------
#if d.warnings.len() > 0 {
  heading(level: 2, "Warnings about this plan")
  for warning in d.warnings { block(above: 6pt, below: 0pt, breakable: false, grid(columns: (11pt, 1fr), triangle, text(size: 7.8pt, warning))) }
}
#if d.sections.method [
// One page, not the last lines of it on another: what is printed last is read by those who check.
#block(breakable: false, above: 17pt, below: 0pt, {
  part("How it was computed")
  heading(level: 2, "How it was computed")
  rows(
    (132pt, 1fr), (left, left), (head[Item], head[Value]),
    d.method.facts.map(f => (medium(f.name), f.value)).flatten(),
  )
  heading(level: 2, "The method")
  set text(size: 7.8pt)
  set par(leading: 4.8pt, spacing: 6.5pt)
  for p in d.method.paragraphs { par[#strong(p.lead) #grey(p.text)] }
  heading(level: 2, "Sources")
  set text(size: 7pt)
  set par(spacing: 5pt)
  for reference in d.method.references { par(grey(reference)) }
})
]
`;
