internal import ReportSyntax
internal import ReportDiagnostics
internal import ReportModel
internal import ReportIO

/// Reads a file of one report a line. Each line stands alone: a bad or cut one is a refused report,
/// and reading goes on behind it. Blank lines are no reports.
final class NDJSONReportReader: ReportReader {
  let holdsMany = true
  private var lines: LineSource
  private let decoding: LineDecoding
  /// Why reading ended, behind the lines that were handed out.
  private var failure: Diagnostic?

  /// The longest line that is read.
  static let standardLineLimit = JSONReportReader.sizeLimit

  init(_ source: ByteSource, _ options: ReadOptions, lineLimit: Int = standardLineLimit) {
    lines = LineSource(source, limit: lineLimit)
    decoding = LineDecoding(
      decoder: JSONReportDecoder(
        forms: options.forms, cache: options.cache, keepsPlaces: options.keepsPlaces),
      lineLimit: lineLimit)
  }

  func next() throws(Diagnostic) -> ReadItem? {
    while let line = try lines.next() {
      if let item = decoding.read(line, lines.bytes.span.extracting(line.range)) { return item }
    }
    return nil
  }

  /// Lines as they stand in the source, enough of them to be worth a step.
  func nextStep() throws(Diagnostic) -> ReadingStep? {
    if let failure { throw failure }
    var bytes: [UInt8] = []
    // With room for the line that is one too many, so that they need not move while they come.
    bytes.reserveCapacity(Self.stepSize + Self.stepSize / 4)
    var gathered: [(line: LineSource.Line, range: Range<Int>)] = []
    do throws(Diagnostic) {
      while bytes.count < Self.stepSize, let line = try lines.next() {
        let start = bytes.count
        bytes += lines.bytes[line.range]
        gathered.append((line, start..<bytes.count))
      }
    } catch {
      failure = error
      if gathered.isEmpty { throw error }
    }
    if gathered.isEmpty { return nil }
    return .work { [decoding, bytes, gathered] in
      gathered.compactMap { decoding.read($0.line, bytes.span.extracting($0.range)) }
    }
  }

  /// How many bytes of lines make a step.
  private static let stepSize = 1 << 18
}

/// What it takes to read one line, on any thread.
private struct LineDecoding: Sendable {
  let decoder: JSONReportDecoder
  let lineLimit: Int

  /// What stands in it; nil if it is blank.
  func read(_ line: LineSource.Line, _ bytes: Span<UInt8>) -> ReadItem? {
    let place = Place(line: line.number, column: 1)
    if line.isTooLong {
      let finding = Diagnostic(.jsonLineTooLong, at: place, ["limit": "\(lineLimit)"])
      return ReadItem(outcome: .refused, place: place, findings: [finding])
    }
    if Self.isBlank(bytes) { return nil }
    let decoded = decoder.decode(bytes)
    var findings = decoded.findings
    if let breakdown = decoded.breakdown { findings.append(Self.inFile(breakdown, line)) }
    return ReadItem(
      outcome: decoded.report.map { .report($0) } ?? .refused, id: decoded.id, place: place,
      findings: findings.map { $0.movedDown(by: line.number - 1) },
      places: decoded.places?.movedDown(by: line.number - 1))
  }

  private static func isBlank(_ bytes: Span<UInt8>) -> Bool {
    bytes.indices.allSatisfy { ASCII.isSpace(bytes[$0]) }
  }

  /// A finding that tells a byte offset in the line tells it in the file.
  private static func inFile(_ finding: Diagnostic, _ line: LineSource.Line) -> Diagnostic {
    var finding = finding
    if let offset = finding.arguments["offset"].flatMap({ Int($0) }) {
      finding.arguments["offset"] = "\(line.offset + offset)"
    }
    return finding
  }
}
