/** The pages of value, in Typst: a part of the page template, whose words and helpers they use. */
export const VALUE_PAGES = String.raw`// ---- what we get for it ----------------------------------------------------------------------------------------------
#let faint(it, on) = if on { text(fill: ink3, it) } else { it }
#let after(body, below, on: false) = { set par(leading: 3pt); [#faint(body, on)#if below != "" [#linebreak()#text(size: 7pt, fill: ink3, below)]] }
#if d.value != none and d.sections.value [
#pagebreak()
#part("What we get for it")
#let v = d.value
= #v.title
#block(width: 96%, above: 10pt, below: 0pt, { set par(leading: 6.4pt); set text(size: 9.4pt); par(runs(v.answer)) })
#heading(level: 2, [What do we get?#h(8pt)#text(size: 7pt, weight: 400, fill: ink3, v.tilesNote)])
#grid(
  columns: (1fr,) * 4, column-gutter: 8pt, row-gutter: 8pt,
  ..v.tiles.map(t => block(width: 100%, above: 0pt, below: 0pt, inset: (top: 4pt), stroke: (top: .4pt + rule), {
    set par(leading: 3.2pt, spacing: 4pt)
    par(text(size: 7.5pt, weight: 500, fill: ink2, t.heading))
    if t.figure != none { block(above: 4pt, below: 4pt, grid(columns: (1fr, auto), column-gutter: 4pt, align: (left + horizon, right + horizon), text(size: 9pt, weight: 600, t.figure), if t.strip != none { drawing(t.strip) })) }
    par(text(size: 7pt, fill: ink3, t.note))
  })),
)
#block(breakable: false, above: 14pt, below: 0pt, grid(
  columns: (1fr, 245pt), column-gutter: 20pt,
  if v.quadrant != none [
    #block(above: 0pt, below: 6pt)[#text(weight: 600)[Used, and useful?]#h(6pt)#text(size: 7pt, fill: ink3)[share of what the case expected]]
    #drawing(v.quadrant.chart)
    #block(above: 4pt, { set par(leading: 4pt); text(size: 7.5pt, runs(v.quadrant.sentence)) })
  ],
  if v.claims != none [
    #block(above: 0pt, below: 6pt)[#text(weight: 600)[Claimed, and likely]]
    #drawing(v.claims.chart)
    #block(above: 6pt, note(v.claims.note))
  ],
))
#heading(level: 2, [Use by use#h(8pt)#text(size: 7pt, weight: 400, fill: ink3)[a saving is shown with the benefit that it gives up; gray: nothing is measured]])
#context rows(
  (
    9pt, 1.5fr, 1fr, 1.45fr, 1.15fr, 44pt, widest(v.uses.map(u => u.cost), least: 30pt), widest(v.uses.map(u => u.saves) + (v.together.saves,), least: 30pt), widest(v.uses.map(u => u.givesUp) + (v.together.givesUp,), least: 34pt), 58pt, 1.2fr,
  ),
  (left, left, left, left, left, left, right, right, right, left, left).map(it => it + horizon), y: 4pt,
  (
    head[], head[Use], head[Open], head[Owner, \ answers for], head[Measured], head[Pays \ back], head[All-in \ cost], head[Saves, #v.cutHead], head[Gives \ up], pad(left: gap, head[Decide]), head[Reading],
  ),
  v.uses.map(u => (
    drawing(u.disc), faint(medium(u.name), u.isFaint), faint(u.open, u.isFaint), after(u.owner, u.ownerAfter, on: u.isFaint), faint(u.measured, u.isFaint), after(u.pays, u.paysAfter, on: u.isFaint), faint(u.cost, u.isFaint), faint(u.saves, u.isFaint), faint(u.givesUp, u.isFaint),
    pad(left: gap, if u.isOverdue { strong(u.decide) } else { grey(u.decide) }), after(medium(u.reading), u.readingAfter, on: u.isFaint),
  )).flatten() + ([], table.cell(colspan: 4, strong[All uses together]), v.together.pays, [], strong(v.together.saves), strong(v.together.givesUp), table.cell(colspan: 2, pad(left: gap, note(v.together.note)))),
)
#block(above: 8pt, { set par(leading: 4.2pt); set text(size: 7pt); par(runs(v.foot)) })
]

// ---- decisions due ---------------------------------------------------------------------------------------------------
#if d.due != none and d.sections.value [
#pagebreak()
#part("Decisions due")
= #d.due.title
#block(above: 6pt, below: 4pt, text(fill: ink2, d.due.note))
#let line-to-sign(words, dashed: false) = block(width: 100%, above: 0pt, below: 0pt, inset: (top: 2.5pt), stroke: (top: if dashed { (paint: ink2, thickness: .6pt, dash: "dashed") } else { .6pt + ink }), text(size: 7pt, fill: ink2, words))
#for one in d.due.decisions {
  block(breakable: false, width: 100%, above: 10pt, below: 0pt, inset: (top: 7pt), stroke: (top: .5pt + rule), {
    grid(columns: (10pt, 1fr, auto), align: (left + horizon, left + horizon, right + horizon),
      drawing(one.disc),
      [#text(size: 10pt, weight: 600, one.name)#h(7pt)#text(size: 7.5pt, fill: ink3, one.reading)],
      [#if one.isOverdue [#triangle#h(4pt)]#text(weight: 600, one.when)],
    )
    block(above: 7pt, below: 9pt, runs(one.rule))
    grid(columns: (172pt, 1fr), column-gutter: 26pt,
      { if one.chart != none { drawing(one.chart) }; block(above: 4pt, { set par(leading: 4pt); text(size: 7.5pt, runs(one.chartWords)) }) },
      { set text(size: 7.5pt); set par(leading: 3.6pt); grid(columns: (84pt, 1fr), row-gutter: 5pt, ..one.facts.map(f => (grey(f.name), runs(f.value))).flatten()) },
    )
    block(above: 26pt, below: 0pt, grid(columns: (172pt, 1fr, 66pt), column-gutter: (26pt, 12pt),
      if one.open != none { line-to-sign(one.open, dashed: true) }, line-to-sign(one.signature), line-to-sign("Date"),
    ))
  })
}
]

`;
