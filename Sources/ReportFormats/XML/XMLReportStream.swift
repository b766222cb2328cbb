internal import ReportDiagnostics
internal import ReportIO
internal import ReportSyntax

/// A document in the course of being read: cut into steps by whoever reads, which any threads turn
/// into reports.
///
/// A report that the scanner declines is judged by libxml2, alone. If it is not even well-formed,
/// the document ends there, and only a reader that has the rest of it can say why as it would have
/// from the beginning: so the bytes of every step are kept until those before it have been read.
final class XMLReportStream: @unchecked Sendable {
  private let options: ReadOptions
  private let name: String
  private let stepSize: Int
  private let state: Guarded<State>

  /// What is behind the lock.
  private struct State {
    let source: ByteSource
    var phase = Phase.unopened
    var holdsMany = false
    /// The steps that were handed out, from the first one on that is not done.
    var steps: [XMLReportStep] = []
    /// Which of ``steps`` are done, by their numbers.
    var done: Set<Int> = []
  }

  private enum Phase {
    case unopened
    case batch(XMLBatchCutting)
    /// libxml2 reads on; what it has taken since the steps that are not done is kept.
    case judged(XMLDocumentReader, XMLSupply?)
    case ended
  }

  /// - Parameter stepSize: how many bytes of a batch make a step, at least.
  init(_ source: ByteSource, _ options: ReadOptions, stepSize: Int) {
    self.options = options
    self.stepSize = stepSize
    name = source.path
    state = Guarded(State(source: source))
  }

  /// Whether the document is a batch, as far as is known.
  var holdsMany: Bool { state.withValue { $0.holdsMany } }

  /// The next step.
  func nextStep() throws(Diagnostic) -> ReadingStep? {
    try state.withValue { state throws(Diagnostic) in
      if case .unopened = state.phase, let item = try open(&state) { return .items([item]) }
      if case .batch(var batch) = state.phase {
        // Not two owners of one buffer.
        state.phase = .ended
        switch batch.next(from: state.source) {
        case .head(let items):
          state.phase = .batch(batch)
          return .items(items)
        case .step(let step):
          state.phase = .batch(batch)
          state.steps.append(step)
          return .attempt { self.read(step) }
        case .ended: return nil
        case .unsure(let failure): judge(batch, failure, &state)
        }
      }
      guard case .judged(let reader, let supply) = state.phase else { return nil }
      supply?.isKept = !state.steps.isEmpty
      defer { state.holdsMany = state.holdsMany || reader.holdsMany }
      return try reader.next().map { .items([$0]) }
    }
  }

  // MARK: - Opening

  /// Looks at the beginning of the document.
  ///
  /// - Returns: the report, if the document is one and the scanner takes it.
  private func open(_ state: inout State) throws(Diagnostic) -> ReadItem? {
    let source = state.source
    let head = Self.padded(try source.peek(Self.headSize))
    let opening = Self.withBytes(of: head) { XMLBatchScanner.opening($0) }
    switch opening {
    case .report(let start):
      if let item = try readWhole(source, consume head, from: start) {
        while try source.nextChunk() != nil {}
        state.phase = .ended
        return item
      }
    case .batch(let head):
      state.holdsMany = true
      state.phase = .batch(
        try XMLBatchCutting(
          head: head, source: source, stepSize: stepSize))
      return nil
    case nil: break
    }
    state.phase = .judged(XMLDocumentReader(source, options), nil)
    return nil
  }

  /// Up to what size the beginning of a batch, and a document that is one report, is scanned.
  private static let headSize = 1 << 16
  private static let documentSize = 1 << 22

  /// A document that is one report; takes nothing from the source.
  ///
  /// - Parameter head: its beginning, followed by zeros.
  private func readWhole(
    _ source: ByteSource, _ head: consuming [UInt8], from start: Int
  ) throws(Diagnostic) -> ReadItem? {
    var size = Self.headSize
    while try source.peek(size).count == size {
      guard size < Self.documentSize else { return nil }
      size *= 2
    }
    var document = size == Self.headSize ? head : Self.padded(try source.peek(size))
    let reading = Self.withBytes(of: document) { bytes in
      var mark = TextMark()
      mark.advance(to: start, in: bytes)
      return XMLReportScanner.read(bytes, at: start, mark, options)
    }
    document.removeLast(XMLScanner.padding)
    guard let reading, document[reading.end...].allSatisfy(XMLBatchCutting.isBlank) else {
      return nil
    }
    var item = reading.item
    let isAsWritten =
      reading.isAsWritten && XMLBatchScanner.isAsWritten(document, around: start..<reading.end)
    if isAsWritten { item.document = document }
    return item
  }

  private static func padded(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var copy: [UInt8] = []
    copy.reserveCapacity(bytes.count + XMLScanner.padding)
    copy.append(contentsOf: bytes)
    copy.append(contentsOf: repeatElement(0, count: XMLScanner.padding))
    return copy
  }

  /// The bytes without the zeros behind them.
  fileprivate static func withBytes<Result>(
    of padded: [UInt8], _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    padded.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[..<($0.count - XMLScanner.padding)]))
    }
  }

  // MARK: - Steps

  /// Reads the reports of a step.
  private func read(_ step: XMLReportStep) -> ReadAttempt {
    var attempt = ReadAttempt(items: [])
    attempt.items.reserveCapacity(step.reports.count)
    Self.withBytes(of: step.bytes) { bytes in
      for (index, report) in step.reports.enumerated() {
        let mark = step.marks[index]
        let reading = XMLReportScanner.read(bytes, at: report.lowerBound, mark, options)
        if let reading, reading.end == report.upperBound {
          attempt.items.append(reading.item)
        } else if let item = judge(step, index) {
          attempt.items.append(item)
        } else {
          readToEnd(from: step, index, &attempt)
          return
        }
      }
    }
    state.withValue { state in
      state.done.insert(step.number)
      while let first = state.steps.first, state.done.remove(first.number) != nil {
        state.steps.removeFirst()
      }
    }
    return attempt
  }

  /// What libxml2 makes of one report; nil if it is not well-formed.
  private func judge(_ step: XMLReportStep, _ index: Int) -> ReadItem? {
    let source = ByteSource(bytes: step.head.bytes + step.bytes[step.reports[index]], name: name)
    let reader = XMLDocumentReader(source, options, resuming: step.resumption(at: index))
    return try? reader.next()
  }

  /// Reads the document on from a report that is not well-formed, to where it breaks off.
  private func readToEnd(
    from step: XMLReportStep, _ index: Int, _ attempt: inout ReadAttempt
  ) {
    state.withValue { state in
      var rest = step.head.bytes + step.bytes(from: index)
      for later in state.steps where later.number > step.number { rest += later.bytes(from: nil) }
      var failure: Diagnostic?
      switch state.phase {
      case .batch(let batch): rest += batch.buffer
      case .judged(_, let supply):
        rest += supply?.unread ?? []
        failure = supply?.failure
      case .unopened, .ended: break
      }
      state.phase = .ended
      let supply = XMLSupply(rest, then: state.source, failure)
      let reader = XMLDocumentReader(
        supply.source, options, resuming: step.resumption(at: index))
      do throws(Diagnostic) {
        while let item = try reader.next() { attempt.items.append(item) }
        attempt.outcome = .ended
      } catch {
        attempt.outcome = .failed(error)
      }
    }
  }

  /// Leaves the rest of a batch to libxml2.
  private func judge(
    _ batch: XMLBatchCutting, _ failure: Diagnostic?, _ state: inout State
  ) {
    let (resumption, again) = batch.resumption
    let supply = XMLSupply(again, batch.buffer, then: state.source, failure)
    // The last report, which has been told already.
    let drops = batch.last == nil ? 0 : 1
    state.phase = .judged(
      XMLDocumentReader(supply.source, options, resuming: resumption, dropping: drops), supply)
  }
}
