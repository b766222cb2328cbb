internal import ReportDiagnostics
internal import ReportModel

/// The sections of the text: their order, and whether there is something in them.
struct SectionRule: Rule {
  static let description = RuleDescription(
    id: "sections", kinds: [.sectionEmpty, .sectionDoubled, .sectionOutOfOrder])

  static func rules(for form: Form) -> [any Rule] { [SectionRule()] }

  func check(_ subject: RuleSubject, into findings: inout RuleFindings) {
    let report = subject.report
    var latest = -1
    var seen: Set<Int> = []
    for (index, section) in report.narrative.enumerated() {
      if isEmpty(section, of: report) {
        findings.add(.sectionEmpty, section: index, ["section": name(section, report.form)])
      }
      guard let order = report.form.sections.firstIndex(where: { $0.code == section.code }) else {
        continue
      }
      if !seen.insert(order).inserted {
        findings.add(.sectionDoubled, section: index, ["section": name(section, report.form)])
      } else if order < latest {
        findings.add(
          .sectionOutOfOrder, section: index,
          ["section": name(section, report.form), "before": report.form.sections[latest].title])
      }
      latest = max(latest, order)
    }
  }

  /// Whether a section has a heading and nothing under it: no text, no cell of a table that the form
  /// puts there, and nothing that stands in such a table and could not be read as a cell.
  private func isEmpty(_ section: NarrativeSection, of report: Report) -> Bool {
    guard !section.code.isEmpty || !section.title.isEmpty else { return false }
    guard !section.blocks.contains(where: hasText) else { return false }
    return !report.form.tables.contains { table in
      table.section == section.code && !section.code.isEmpty
        && (!report.cells.areAbsent(in: table.cells) || hasExtras(table, report))
    }
  }

  private func hasExtras(_ table: FormTable, _ report: Report) -> Bool {
    report.extras.contains { extra in
      extra.table == table.code && !(extra.label.isBlank && extra.texts.allSatisfy(\.isBlank))
    }
  }

  private func hasText(_ block: NarrativeBlock) -> Bool {
    switch block {
    case .heading(let text, level: _), .paragraph(let text): !text.isBlank
    case .table(let rows): rows.contains { $0.contains { !$0.isBlank } }
    }
  }

  private func name(_ section: NarrativeSection, _ form: Form) -> String {
    if !section.title.isEmpty { return String(section.title.prefix(64)) }
    return form.sections.first { $0.code == section.code }?.title ?? section.code
  }
}
