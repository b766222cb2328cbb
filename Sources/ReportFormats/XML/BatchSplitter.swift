internal import ReportDiagnostics
internal import ReportIO
internal import ReportSyntax

/// A batch in the course of being read: what all its steps share.
final class XMLBatch: Sendable {
  let head: XMLBatchHead
  let source: ReopenableSource
  let options: ReadOptions
  /// The number of the first report, from 0, that is known not to be well-formed.
  private let broken = Guarded(Int.max)

  /// A place between two reports.
  struct Position: Sendable {
    /// How many reports stand before it.
    var reports = 0
    /// Where the last of them begins.
    var last: Place?
  }

  init(_ head: XMLBatchHead, _ source: ReopenableSource, _ options: ReadOptions) {
    self.head = head
    self.source = source
    self.options = options
  }

  /// Whether a report is known that is not well-formed: the batch ends there.
  var isBroken: Bool { broken.withValue { $0 < .max } }

  /// Takes note that a report is not well-formed.
  ///
  /// - Returns: whether none before it is known to be so, behind which it would be void.
  func isFirstBroken(_ number: Int) -> Bool {
    broken.withValue { broken in
      guard number < broken else { return false }
      broken = number
      return true
    }
  }

  /// Reads the document from its beginning again, with libxml2.
  ///
  /// - Parameter position: up to where it is read already.
  /// - Returns: a reader that goes on there.
  /// - Throws: `input-changed`; `run-interrupted`; what reading throws.
  func restart(behind position: Position) throws(Diagnostic) -> XMLDocumentReader {
    let reader = XMLDocumentReader(source.reopen(), options)
    let last = try reader.skip(head.items.count + position.reports)
    guard last == position.last ?? head.items.last?.place else { throw changed }
    return reader
  }

  /// That another document is there now.
  var changed: Diagnostic {
    let path = source.first.path
    return Diagnostic(.inputChanged, at: Place(source: path), ["path": path])
  }
}

/// Some reports of a batch, one behind the other, as they stand in the document.
struct BatchStep: Sendable {
  let batch: XMLBatch
  /// What stands before them.
  let position: XMLBatch.Position
  /// The reports with what stands before and between them.
  let bytes: ScannedBytes
  /// Where the reports stand in ``bytes``, and where that is in the document.
  let reports: [Range<Int>]
  let marks: [TextPosition]

  /// Reads the reports. One that the scanner declines is judged by libxml2, alone; the document ends
  /// with one that is not even well-formed.
  func read() -> ReadAttempt {
    var attempt = ReadAttempt(items: [])
    attempt.items.reserveCapacity(reports.count)
    bytes.withBytes { bytes in
      for (index, report) in reports.enumerated() {
        let mark = marks[index]
        let reading = XMLReportScanner.read(bytes, at: report.lowerBound, mark, batch.options)
        if let reading, reading.end == report.upperBound {
          attempt.items.append(reading.item)
        } else if let item = XMLDocumentReader.item(of: bytes[report], at: mark, batch.options) {
          attempt.items.append(item)
        } else {
          readToEnd(from: index, &attempt)
          return
        }
      }
    }
    return attempt
  }

  /// Reads the document up to where it breaks off, in the report at `index`.
  private func readToEnd(from index: Int, _ attempt: inout ReadAttempt) {
    attempt.outcome = .ended
    guard batch.isFirstBroken(position.reports + index) else { return }
    do throws(Diagnostic) {
      let reader = try batch.restart(
        behind: XMLBatch.Position(
          reports: position.reports + index,
          last: index > 0 ? marks[index - 1].place : position.last))
      while let item = try reader.next() {
        // The batch may end, with something to say of it, before what breaks the document.
        let isRemark = if case .remark = item.outcome { true } else { false }
        guard isRemark || attempt.items.count < reports.count else { throw batch.changed }
        attempt.items.append(item)
      }
    } catch {
      attempt.outcome = .failed(error)
    }
  }
}

/// Splits a batch into steps.
struct BatchSplitter {
  let batch: XMLBatch
  /// What stands before ``buffer``.
  private(set) var position = XMLBatch.Position()
  /// What was read and is in no step yet.
  private var buffer: [UInt8] = []
  private var mark: TextPosition
  private var hasGivenHead = false
  private var isAtEnd = false
  private var splitter = ElementSplitter(
    name: "report", attribute: " xmlns=\"" + XMLVocabulary.reportNamespacePrefix)

  /// What comes next.
  enum Next {
    /// What the head gives.
    case head([ReadItem])
    case step(BatchStep)
    /// Nothing: the batch was read to its end.
    case ended
    /// Something else, or nothing more can be read.
    case unsure
  }

  /// How many bytes make a step: enough that handing it on costs nothing beside it.
  static let stepSize = 1 << 19
  private let stepSize: Int
  /// The longest report that is cut out.
  private static let reportSize = 1 << 24
  /// The longest end of a batch that is looked at.
  private static let endSize = 1 << 12
  /// How much is read at once.
  private static let chunkSize = 1 << 18

  /// Begins behind the head of `batch`.
  init(_ batch: XMLBatch, stepSize: Int) throws(Diagnostic) {
    self.batch = batch
    self.stepSize = stepSize
    mark = batch.head.end.asStart
    var left = batch.head.end.offset
    while left > 0 { left -= try batch.source.first.take(left).count }
  }

  mutating func next() -> Next {
    if !hasGivenHead {
      hasGivenHead = true
      if !batch.head.items.isEmpty { return .head(batch.head.items) }
    }
    if batch.isBroken { return .ended }
    do throws(Diagnostic) {
      while true {
        while !isAtEnd, buffer.count < stepSize { try fill() }
        let (reports, stop) = split()
        if !reports.isEmpty { return .step(take(reports)) }
        switch stop {
        case .needsMore(let start):
          if isAtEnd || buffer.count - start > Self.reportSize { return .unsure }
          try fill()
        case .other:
          return isAtEnd && buffer.count <= Self.endSize && isEnd ? .ended : .unsure
        }
      }
    } catch {
      // Who reads the document again meets it again.
      return .unsure
    }
  }

  /// Why no more reports were found.
  private enum Stop {
    /// What begins here is not whole.
    case needsMore(Int)
    case other
  }

  /// The reports that are whole.
  private mutating func split() -> ([Range<Int>], Stop) {
    var reports: [Range<Int>] = []
    var position = 0
    var splitter = splitter
    defer { self.splitter = splitter }
    while true {
      while position < buffer.count, Self.isBlank(buffer[position]) { position += 1 }
      switch splitter.isStart(buffer.span, at: position) {
      case nil: return (reports, .needsMore(position))
      case false?: return (reports, .other)
      case true?: break
      }
      switch splitter.end(ofElementAt: position, in: buffer.span) {
      case .incomplete: return (reports, .needsMore(position))
      case .unsure: return (reports, .other)
      case .at(let end):
        reports.append(position..<end)
        position = end
      }
    }
  }

  static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x09
  }

  /// Makes a step of the reports, with the buffer as it is, and puts what is left into a new one.
  private mutating func take(_ reports: [Range<Int>]) -> BatchStep {
    let end = reports.last?.upperBound ?? 0
    var marks: [TextPosition] = []
    marks.reserveCapacity(reports.count)
    buffer.withUnsafeBufferPointer { buffer in
      for report in reports {
        mark.advance(to: report.lowerBound, in: buffer.span)
        marks.append(mark)
      }
      mark.advance(to: end, in: buffer.span)
    }
    mark = mark.asStart
    var rest: [UInt8] = []
    rest.reserveCapacity(max(buffer.count - end, stepSize) + Self.chunkSize + XMLScanner.padding)
    rest.append(contentsOf: buffer[end...])
    swap(&rest, &buffer)
    rest.removeSubrange(end...)
    splitter.drop(end)
    defer {
      position.reports += reports.count
      position.last = marks.last?.place
    }
    return BatchStep(
      batch: batch, position: position, bytes: ScannedBytes(taking: &rest), reports: reports,
      marks: marks)
  }

  private mutating func fill() throws(Diagnostic) {
    if try batch.source.first.append(to: &buffer, limit: Self.chunkSize) == 0 { isAtEnd = true }
  }

  /// Whether all that is left is the end that the batch should have.
  private var isEnd: Bool {
    ScannedBytes(buffer).withBytes {
      XMLBatchScanner.isEnd($0, ofBatchOf: position.reports)
    }
  }
}
