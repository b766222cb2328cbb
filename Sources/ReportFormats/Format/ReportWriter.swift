public import ReportDiagnostics
public import ReportModel

/// Writes reports of one output, one at a time, as bytes: same reports and options in, same bytes
/// out. It opens no file; whoever owns the output takes the bytes.
///
/// Most of the work is that of its encoder, which any threads can do; the writer only puts together
/// what comes of it, in order.
public protocol ReportWriter: AnyObject {
  /// What puts the reports of this output into bytes.
  var encoder: any ReportEncoder { get }

  /// Appends a report of ``encoder``, or as much of it as can be written yet, to `bytes`.
  ///
  /// - Returns: findings about what the format cannot carry.
  func write(_ report: EncodedReport, into bytes: inout [UInt8]) -> [Diagnostic]

  /// Appends what is left to write after the last report. Called once, after one report or more.
  func finish(into bytes: inout [UInt8])
}

extension ReportWriter {
  /// Appends `report`, or as much of it as can be written yet, to `bytes`.
  ///
  /// - Parameter origin: where it comes from, for a format that carries that.
  /// - Returns: findings about what the format cannot carry.
  public func write(
    _ report: Report, from origin: ReportOrigin? = nil, into bytes: inout [UInt8]
  ) -> [Diagnostic] {
    write(encoder.encode(report, from: origin), into: &bytes)
  }
}

/// Writes reports to an output that is no stream of bytes: a folder of several files, or an archive.
/// It owns the output, of which nothing is to be seen before ``commit()``. Same reports and options
/// in, same bytes out.
public protocol PackageWriter: AnyObject {
  /// Adds `report`.
  ///
  /// - Returns: findings about what the format cannot carry.
  /// - Throws: an entry of the output area of the catalogue.
  func write(_ report: Report) throws(Diagnostic) -> [Diagnostic]

  /// Adds `report`, and as much of where it comes from as the format carries.
  ///
  /// - Returns: findings about what the format cannot carry.
  /// - Throws: an entry of the output area of the catalogue.
  func write(_ report: Report, origin: ReportOrigin) throws(Diagnostic) -> [Diagnostic]

  /// Completes the output and puts it in its place. Called once, after one report or more.
  ///
  /// - Returns: findings about the output as a whole.
  /// - Throws: an entry of the output area of the catalogue; the output is then cancelled.
  func commit() throws(Diagnostic) -> [Diagnostic]

  /// Gives the output up and leaves what was there before as it was. Does nothing after
  /// ``commit()``.
  func cancel()
}

extension PackageWriter {
  /// Adds `report`, and nothing of where it comes from.
  public func write(_ report: Report, origin: ReportOrigin) throws(Diagnostic) -> [Diagnostic] {
    try write(report)
  }
}

/// A package writer of which most of the work is that of its encoder, which any threads can do.
public protocol EncodedPackageWriter: PackageWriter {
  /// What puts the reports of this output into bytes.
  var encoder: any ReportEncoder { get }

  /// Adds a report of ``encoder``.
  ///
  /// - Returns: findings about what the format cannot carry.
  /// - Throws: an entry of the output area of the catalogue.
  func write(_ report: EncodedReport) throws(Diagnostic) -> [Diagnostic]
}

extension EncodedPackageWriter {
  /// Adds `report`.
  public func write(_ report: Report) throws(Diagnostic) -> [Diagnostic] {
    try write(encoder.encode(report, from: nil))
  }

  /// Adds `report`, and as much of where it comes from as the format carries.
  public func write(_ report: Report, origin: ReportOrigin) throws(Diagnostic) -> [Diagnostic] {
    try write(encoder.encode(report, from: origin))
  }
}

/// The file of one report that it was imported from, and how: no part of the report.
public struct ReportOrigin: Sendable {
  /// The path of the file; `-` for standard input.
  public var path: String
  /// What the importer made of it.
  public var recognition: Recognition?

  /// Makes an origin.
  public init(path: String, recognition: Recognition? = nil) {
    self.path = path
    self.recognition = recognition
  }
}
