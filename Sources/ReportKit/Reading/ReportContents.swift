public import ReportDiagnostics
public import ReportFormats
public import ReportModel

/// What a file or folder contains: its reports, what was found in each, and what was refused.
public struct ReportContents: Sendable {
  /// A report that was read.
  public struct Reading: Sendable {
    /// The path of its file.
    public let path: String
    /// The format it was read as.
    public let format: Format
    /// The report.
    public let report: Report
    /// What was found in it: notes and warnings, and errors that do not refuse it.
    public let diagnostics: [Diagnostic]
    /// How an importer came to it, with the place and the printed text of each cell; nil for an exact
    /// format.
    public let recognition: Recognition?
  }

  /// The reports, in byte order of the paths of their files, and in the order of each file.
  public let reports: [Reading]
  /// The reports that were refused, each with the errors that say why.
  public let refused: [CollectingObserver.Collected]
  /// What is about no report, such as a file of the folder that could not be read.
  public let general: [Diagnostic]
  /// The counts.
  public let summary: Summary

  /// Whether every file was read to its end and no report was refused.
  public var isComplete: Bool { refused.isEmpty && summary.failedInputs == 0 }
}

extension Report {
  /// Reads every report in a file, a folder, a data package or a bundle, in whatever format, and checks
  /// nothing but what reading needs.
  ///
  ///     let contents = try Report.read(contentsOf: "submissions")
  ///     for reading in contents.reports {
  ///       print(reading.report.agency.name, reading.diagnostics.count)
  ///     }
  ///     if !contents.isComplete { print(contents.refused, contents.general) }
  ///
  /// All reports are held in memory: use ``Conversion``, ``Validation`` or ``Inspection`` for very many.
  ///
  /// - Parameters:
  ///   - path: the file or folder; `-` for standard input.
  ///   - options: how inputs are opened; by default, with the embedded forms, formats recognised.
  /// - Throws: why there is not a single report, read or refused; `run-interrupted`. A file that cannot
  ///   be read beside others that can is in ``ReportContents/general``.
  public static func read(
    contentsOf path: String, options: InputOptions? = nil
  ) throws(Diagnostic) -> ReportContents {
    let collected = CollectingObserver()
    var inspected: [InspectedReport] = []
    let options = if let options { options } else { InputOptions(forms: try .embedded()) }
    let summary = Inspection(options: options).run([path], observer: collected) {
      inspected.append($0)
    }
    if summary.hasFailed, let failure = collected.general.last { throw failure }
    if summary.reports == 0 {
      throw collected.general.first { $0.severity == .error }
        ?? Diagnostic(.inputWithoutReport, at: Place(source: path))
    }
    let accepted = collected.reports.filter { $0.outcome.verdict != .refused }
    return ReportContents(
      reports: zip(inspected, accepted).map { item, collected in
        ReportContents.Reading(
          path: collected.outcome.source, format: item.format, report: item.report,
          diagnostics: collected.diagnostics, recognition: item.recognition)
      },
      refused: collected.reports.filter { $0.outcome.verdict == .refused },
      general: collected.general, summary: summary)
  }

  /// The state of a cell by the codes of its table, row and column.
  ///
  ///     report["applications", "newlyReceived", "total"]
  ///
  /// Nil means that the form of the report has no such cell. A cell of the form that the report says
  /// nothing of is ``CellValue/absent``; one that is there and empty is ``CellValue/blank``.
  public subscript(table: String, row: String, column: String) -> CellValue? {
    form.ordinal(table: table, row: row, column: column).map { cells[$0] }
  }

  /// The state of a cell by its path as diagnostics give it, such as
  /// `applications/newlyReceived/total`; nil if the form of the report has no such cell.
  public subscript(path: String) -> CellValue? {
    let codes = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    return codes.count == 3 ? self[codes[0], codes[1], codes[2]] : nil
  }
}
