internal import ReportDiagnostics
internal import ReportFormats
public import ReportForms
internal import ReportModel

/// Converts reports to another edition on their way from reader to writer.
public struct EditionChange: Sendable {
  private let crosswalks: CrosswalkLibrary
  let target: String

  /// Makes a change to the edition `target`; nil if no crosswalk leads there.
  public init?(to target: String, _ crosswalks: CrosswalkLibrary) {
    guard crosswalks.targets.contains(target) else { return nil }
    self.target = target
    self.crosswalks = crosswalks
  }

  /// The item with its report in the target's edition, and what was lost; refused where no crosswalk
  /// leads there. A report of that edition stays as it is.
  func apply(_ item: ReadItem) -> ReadItem {
    guard let report = item.report, report.edition != target else { return item }
    var changed = item
    changed.recognition = nil
    changed.places = nil
    guard let crosswalk = crosswalks.crosswalk(from: report.edition, to: target) else {
      changed.outcome = .refused
      changed.findings.append(
        Diagnostic(
          .crosswalkMissing, at: item.place, report: report.id.description,
          ["from": report.edition, "to": target]))
      return changed
    }
    let result = crosswalk.convert(report)
    changed.outcome = .report(result.report)
    changed.findings += result.findings.map { finding in
      var finding = finding
      finding.place = item.place
      return finding
    }
    return changed
  }
}
