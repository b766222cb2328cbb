public import ReportDiagnostics
public import ReportModel

/// Writes reports of one output, one at a time, as bytes: same reports and options in, same bytes
/// out. It opens no file; whoever owns the output takes the bytes.
public protocol ReportWriter: AnyObject {
  /// Appends `report`, or as much of it as can be written yet, to `bytes`.
  ///
  /// - Returns: findings about what the format cannot carry.
  func write(_ report: Report, into bytes: inout [UInt8]) -> [Diagnostic]

  /// Appends what is left to write after the last report. Called once, after one report or more.
  func finish(into bytes: inout [UInt8])
}
