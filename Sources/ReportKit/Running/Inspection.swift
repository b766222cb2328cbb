internal import ReportDiagnostics
public import ReportFormats
public import ReportModel

/// What was found in one report of an input.
public struct InspectedReport: Sendable {
  /// What the input was taken for.
  public let format: Format
  /// The report.
  public let report: Report
  /// How an importer came to it; nil for an exact format.
  public let recognition: Recognition?

  /// How much of one table was found.
  public struct Table: Sendable {
    /// The code of the table.
    public let code: String
    /// How many cells the form has.
    public let expected: Int
    /// Of how many something is known: a number, blank, or not applicable.
    public let known: Int
    /// How many hold a number.
    public let numbers: Int
  }

  /// How much of each table of the form was found.
  public var tables: [Table] {
    report.form.tables.map { table in
      Table(
        code: table.code, expected: table.cells.count,
        known: report.cells.countOfKnown(in: table.cells),
        numbers: table.cells.count { report.cells[$0].number != nil })
    }
  }
}

/// Reads inputs and hands out what was recognised in them, writing nothing.
public struct Inspection {
  /// How inputs are opened.
  public var options: InputOptions

  /// Makes an inspection.
  public init(options: InputOptions) { self.options = options }

  /// Runs through `inputs` and hands every report to `show`.
  public func run(
    _ inputs: [String], observer: any RunObserver, show: (InspectedReport) -> Void
  ) -> Summary {
    var options = options
    // Nothing is written that could be half of a whole, so that there is nothing to give up.
    options.keepsGoing = true
    var run = ReportRun(options: options, observer: observer)
    var failure: Diagnostic?
    do {
      try run.go(
        through: options.sequence(of: inputs),
        prepare: { item, source in
          PreparedItem(item) { report in
            InspectedReport(
              format: source.format, report: report, recognition: item.recognition)
          }
        },
        take: { report, _ throws(Diagnostic) in
          show(report)
          return ReportRun.Taken()
        })
    } catch {
      failure = error
    }
    var summary = run.summary
    summary.fail(failure, observer)
    return summary
  }
}
