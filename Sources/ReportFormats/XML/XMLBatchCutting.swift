internal import ReportDiagnostics
internal import ReportIO
internal import ReportSyntax

/// Some reports of a batch, one behind the other, as they stand in the document.
struct XMLReportStep: Sendable {
  /// The number of the step, from 0.
  let number: Int
  /// What the batch begins with.
  let head: XMLBatchHead
  /// The reports with what stands before and between them, and the zeros that the scanner needs.
  let bytes: [UInt8]
  /// Where the reports stand in ``bytes``.
  let reports: [Range<Int>]
  /// The places of the reports, each told from the beginning of ``bytes``.
  let marks: [TextMark]
  /// The offset of ``bytes`` in the document.
  let offset: Int
  /// How many reports stand before.
  let reportsBefore: Int

  /// ``bytes`` from the report at `index` on, or all, without the zeros.
  func bytes(from index: Int?) -> ArraySlice<UInt8> {
    let start = index.map { reports[$0].lowerBound } ?? 0
    return bytes[start..<(bytes.count - XMLScanner.padding)]
  }

  /// How a reader of whole documents begins with the report at `index`.
  func resumption(at index: Int) -> XMLResumption {
    let gap = XMLGap(behind: head.bytes, upTo: offset + reports[index].lowerBound, marks[index])
    return XMLResumption(head: head, gap: gap, reportsBefore: reportsBefore + index)
  }
}

/// Cuts a batch into steps.
struct XMLBatchCutting {
  let head: XMLBatchHead
  /// The step that was cut last.
  private(set) var last: XMLReportStep?
  /// What follows it, as far as read.
  private(set) var buffer: [UInt8] = []
  private var mark = TextMark()
  private var offset: Int
  private var hasToldHead = false
  private var isAtEnd = false
  private var cutter = XMLElementCutter(
    name: "report", attribute: " xmlns=\"" + XMLVocabulary.reportNamespacePrefix)

  /// What comes next.
  enum Next {
    /// What the head gives.
    case head([ReadItem])
    case step(XMLReportStep)
    /// Nothing: the batch was read to its end.
    case ended
    /// Something else, or nothing more can be read.
    case unsure(Diagnostic?)
  }

  /// How many bytes make a step: enough that handing it on costs nothing beside it.
  static let stepSize = 1 << 19
  private let stepSize: Int
  /// The longest report that is cut out.
  private static let reportSize = 1 << 24
  /// The longest end of a batch that is looked at.
  private static let endSize = 1 << 12

  /// Begins behind `head`, with which `source` begins.
  init(head: XMLBatchHead, source: ByteSource, stepSize: Int) throws(Diagnostic) {
    self.head = head
    self.stepSize = stepSize
    offset = head.bytes.count
    head.bytes.withUnsafeBufferPointer { mark.advance(to: $0.count, in: $0) }
    mark = mark.asStart
    var taken = 0
    while taken < offset { taken += try source.take(offset - taken).count }
  }

  /// How many reports were cut out.
  private var count: Int { (last?.reportsBefore ?? 0) + (last?.reports.count ?? 0) }

  mutating func next(from source: ByteSource) -> Next {
    if !hasToldHead {
      hasToldHead = true
      if !head.items.isEmpty { return .head(head.items) }
    }
    do throws(Diagnostic) {
      while true {
        while !isAtEnd, buffer.count < stepSize { try fill(from: source) }
        let (reports, stop) = cut()
        if !reports.isEmpty { return .step(take(reports)) }
        switch stop {
        case .needsMore(let start):
          if isAtEnd || buffer.count - start > Self.reportSize { return .unsure(nil) }
          try fill(from: source)
        case .other:
          return isAtEnd && buffer.count <= Self.endSize && isEnd ? .ended : .unsure(nil)
        }
      }
    } catch {
      return .unsure(error)
    }
  }

  /// Why no more reports were found.
  private enum Stop {
    /// What begins here is not whole.
    case needsMore(Int)
    case other
  }

  /// The reports that are whole.
  private mutating func cut() -> ([Range<Int>], Stop) {
    var reports: [Range<Int>] = []
    var position = 0
    var cutter = cutter
    defer { self.cutter = cutter }
    while true {
      while position < buffer.count, Self.isBlank(buffer[position]) { position += 1 }
      switch cutter.isStart(buffer.span, at: position) {
      case nil: return (reports, .needsMore(position))
      case false?: return (reports, .other)
      case true?: break
      }
      switch cutter.end(ofElementAt: position, in: buffer.span) {
      case .incomplete: return (reports, .needsMore(position))
      case .unsure: return (reports, .other)
      case .end(let end):
        reports.append(position..<end)
        position = end
      }
    }
  }

  static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x09
  }

  /// Makes a step of the reports, with the buffer as it is, and puts what is left into a new one.
  private mutating func take(_ reports: [Range<Int>]) -> XMLReportStep {
    let end = reports.last?.upperBound ?? 0
    var rest: [UInt8] = []
    rest.reserveCapacity(max(buffer.count - end, stepSize) + Self.chunkSize + XMLScanner.padding)
    rest.append(contentsOf: buffer[end...])
    var marks: [TextMark] = []
    marks.reserveCapacity(reports.count)
    buffer.withUnsafeBufferPointer { buffer in
      for report in reports {
        mark.advance(to: report.lowerBound, in: buffer)
        marks.append(mark)
      }
      mark.advance(to: end, in: buffer)
    }
    mark = mark.asStart
    buffer.removeSubrange(end...)
    buffer.append(contentsOf: repeatElement(0, count: XMLScanner.padding))
    let step = XMLReportStep(
      number: (last?.number ?? -1) + 1, head: head, bytes: buffer, reports: reports, marks: marks,
      offset: offset, reportsBefore: count)
    offset += end
    buffer = rest
    cutter.drop(end)
    last = step
    return step
  }

  /// How much is read at once.
  private static let chunkSize = 1 << 18

  private mutating func fill(from source: ByteSource) throws(Diagnostic) {
    if try source.append(to: &buffer, limit: Self.chunkSize) == 0 { isAtEnd = true }
  }

  /// Whether all that is left is the end that the batch should have.
  private var isEnd: Bool {
    let padded = buffer + repeatElement(0, count: XMLScanner.padding)
    return padded.withUnsafeBufferPointer {
      let bytes = UnsafeBufferPointer(rebasing: $0[..<buffer.count])
      return XMLBatchScanner.isEnd(bytes, ofBatchOf: count)
    }
  }

  /// How a reader of whole documents goes on: with the last report once more, as what follows may be
  /// told with the place of its end.
  var resumption: (resumption: XMLResumption?, again: [UInt8]) {
    guard let last, let report = last.reports.last else {
      let resumption = XMLResumption(head: head, gap: nil, reportsBefore: 0)
      return (resumption, head.bytes)
    }
    let resumption = last.resumption(at: last.reports.count - 1)
    return (resumption, head.bytes + last.bytes[report])
  }
}
