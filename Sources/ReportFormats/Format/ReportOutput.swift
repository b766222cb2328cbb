public import ReportDiagnostics
public import ReportIO
public import ReportModel

/// Puts reports into the bytes of a format, each by itself: any threads can do it at once, in any
/// order. What depends on the reports before and behind is left to the ``ReportOutput`` that the
/// encoder belongs to.
public protocol ReportEncoder: Sendable {
  /// What a report becomes: its bytes, in the simplest case.
  associatedtype Content: Sendable

  /// The content of `report`, with as much of where it comes from as the format carries, and what the
  /// format cannot carry of it.
  func encode(_ report: Report, from origin: ReportOrigin?) -> EncodedReport<Content>
}

extension ReportEncoder {
  /// Room for the bytes of most reports, so that they need not move while they grow.
  static var usualSize: Int { 1 << 14 }
}

/// A report on its way to an output.
public struct EncodedReport<Content: Sendable>: Sendable {
  /// Which one it is.
  public let id: ReportID
  /// What its encoder made of it.
  public let content: Content
  /// What the format cannot carry of it.
  public let findings: [Diagnostic]

  /// Makes one of `report`.
  public init(_ report: Report, _ content: Content, findings: [Diagnostic] = []) {
    id = report.id
    self.content = content
    self.findings = findings
  }
}

/// Writes reports of one output, in order, on one thread: a stream of bytes, a folder of files, or an
/// archive. Nothing of it is to be seen before ``commit()``. Same reports and options in, same bytes
/// out.
///
/// Most of the work is that of its encoder, which any threads can do.
public protocol ReportOutput<Encoder>: AnyObject {
  /// What puts the reports of this output into bytes.
  associatedtype Encoder: ReportEncoder

  /// What puts the reports of this output into bytes.
  var encoder: Encoder { get }

  /// Adds a report of ``encoder``. The first one may open the output.
  ///
  /// - Returns: findings about what the format cannot carry.
  /// - Throws: an entry of the output area of the catalogue.
  func write(_ report: EncodedReport<Encoder.Content>) throws(Diagnostic) -> [Diagnostic]

  /// Hands all reports so far over to the files of an ``OutputTarget/partial(_:counters:)``.
  ///
  /// - Returns: the counters from which another process goes on.
  /// - Throws: an entry of the output area of the catalogue.
  func checkpoint() throws(Diagnostic) -> [String: Int]

  /// Completes the output and puts it in its place. Called once, after one report or more.
  ///
  /// - Returns: findings about the output as a whole.
  /// - Throws: an entry of the output area of the catalogue; the output is then cancelled.
  func commit() throws(Diagnostic) -> [Diagnostic]

  /// Gives the output up and leaves what was there before as it was. Does nothing after
  /// ``commit()``.
  func cancel()
}

extension ReportOutput {
  /// Nothing: for an output that cannot be resumed.
  public func checkpoint() throws(Diagnostic) -> [String: Int] { [:] }

  /// Encodes `report` here and adds it.
  ///
  /// - Parameter origin: where it comes from, for a format that carries that.
  /// - Returns: findings about what the format cannot carry.
  /// - Throws: as ``write(_:)``.
  public func write(
    _ report: Report, from origin: ReportOrigin? = nil
  ) throws(Diagnostic) -> [Diagnostic] {
    try write(encoder.encode(report, from: origin))
  }
}

/// Where an output goes.
public enum OutputTarget {
  /// One stream of bytes, such as ``StandardOutput``.
  case sink(any ByteSink)
  /// A file; a folder, if the format takes one file a report and there are several, or the path ends
  /// in a slash.
  case path(String)
  /// Files that outlive the process, cut back to where an earlier one was, and the counters that
  /// ``ReportOutput/checkpoint()`` gave there; none at the beginning.
  case partial(PartialOutput, counters: [String: Int])
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
