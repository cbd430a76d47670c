/** Pages of cost centers, in Typst: parts of the page template, whose words and helpers they use. */
export const CENTRE_PAGES = String.raw`// ---- cost centers ---------------------------------------------------------------------------------------------------
#if d.centres != none and d.sections.centres [
#pagebreak()
#part("Cost centers")
#let t = d.centres
#heading(level: 2, t.title)
#block(above: 0pt, below: 8pt, { set par(leading: 6pt); par(runs(t.lead)) })
#figures(t.budgets)
#if t.note != none { note(t.note) }
#heading(level: 2, t.monthsTitle)
#for table in t.months { figures(table) }
#heading(level: 2, t.rulesTitle)
#figures(t.rules)
#note(t.ruleNote)
]

`;

/** The page of one cost center alone. */
export const OWNER_PAGE = String.raw`#part("Cost center")
#let t = d.owner
= #t.title
#block(above: 12pt, below: 8pt, { set par(leading: 7.2pt); set text(size: 10.4pt); par(runs(t.lead)) })
#note(t.about)
#heading(level: 2, t.fanTitle)
#block(above: 4pt, below: 5pt, drawing(t.fan))
#heading(level: 2, t.costsTitle)
#figures(t.costs)
#heading(level: 2, t.monthsTitle)
#for table in t.months { figures(table) }
#note(t.ruleNote)
`;
