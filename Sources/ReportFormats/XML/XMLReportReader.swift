internal import ReportDiagnostics
internal import ReportIO
internal import ReportSyntax

/// Reads XML documents whose root is one `report`, or a `batch` of reports of any edition.
///
/// What our own writer makes, and what looks like it, is read by ``XMLReportScanner``; everything
/// else by libxml2 with the schemas (``XMLDocumentReader``), with the same results: the one is only
/// faster. The reports of a batch are cut out of it and read on any thread.
///
/// A batch that turns out to be of another kind, or not well-formed, is read from its beginning again
/// by libxml2: the items that were given already are dropped, and what follows is the verdict on the
/// whole document.
final class XMLReportReader: ReportReader {
  private let source: ByteSource
  private let options: ReadOptions
  private let stepSize: Int
  private var phase = Phase.unopened
  /// Whether the document is a batch, as far as is known.
  private(set) var holdsMany = false
  /// What is being read.
  private var current: ByteSource
  /// What was read and not handed out yet, for ``next()``; the last one first.
  private var ready: [ReadItem] = []
  private var end: ReadAttempt.Outcome = .goesOn

  private enum Phase {
    case unopened
    case batch(BatchSplitter)
    /// libxml2 reads.
    case judged(XMLDocumentReader)
    case ended
  }

  /// - Parameter stepSize: how many bytes of a batch make a step, at least.
  init(
    _ source: ByteSource, _ options: ReadOptions, stepSize: Int = BatchSplitter.stepSize
  ) {
    self.source = source
    self.options = options
    self.stepSize = stepSize
    current = source
  }

  var position: ReadPosition? {
    ReadPosition(bytesTaken: current.bytesTaken, size: current.size ?? 0)
  }

  func nextStep() throws(Diagnostic) -> ReadingStep? {
    if case .unopened = phase, let item = try open() { return .items([item]) }
    if case .batch(var splitter) = phase {
      // Not two owners of one buffer.
      phase = .ended
      switch splitter.next() {
      case .head(let items):
        phase = .batch(splitter)
        return .items(items)
      case .step(let step):
        phase = .batch(splitter)
        return .attempt { step.read() }
      case .ended: return nil
      case .unsure:
        let reader = try splitter.batch.restart(behind: splitter.position)
        current = reader.source
        phase = .judged(reader)
      }
    }
    guard case .judged(let reader) = phase else { return nil }
    defer { holdsMany = holdsMany || reader.holdsMany }
    return try reader.next().map { .items([$0]) }
  }

  func next() throws(Diagnostic) -> ReadItem? {
    while true {
      if let item = ready.popLast() { return item }
      switch end {
      case .goesOn: break
      case .ended: return nil
      case .failed(let failure): throw failure
      }
      switch try nextStep() {
      case nil: end = .ended
      case .items(let items): ready = items.reversed()
      case .work(let work): ready = work().reversed()
      case .attempt(let attempt):
        let attempt = attempt()
        ready = attempt.items.reversed()
        end = attempt.outcome
      }
    }
  }

  // MARK: - Opening

  /// Looks at the beginning of the document.
  ///
  /// - Returns: the report, if the document is one and the scanner takes it.
  private func open() throws(Diagnostic) -> ReadItem? {
    let head = ScannedBytes(try source.peek(Self.headSize))
    switch head.withBytes({ XMLBatchScanner.opening($0) }) {
    case .report(let start):
      if let item = try readWhole(consume head, from: start) {
        while try source.nextChunk() != nil {}
        phase = .ended
        return item
      }
    case .batch(let head):
      holdsMany = true
      let batch = XMLBatch(head, ReopenableSource(source), options)
      current = batch.source.first
      phase = .batch(try BatchSplitter(batch, stepSize: stepSize))
      return nil
    case nil: break
    }
    phase = .judged(XMLDocumentReader(source, options))
    return nil
  }

  /// Up to what size the beginning of a batch, and a document that is one report, is scanned.
  private static let headSize = 1 << 16
  private static let documentSize = 1 << 22

  /// A document that is one report; takes nothing from the source.
  ///
  /// - Parameter head: its beginning.
  private func readWhole(
    _ head: consuming ScannedBytes, from start: Int
  ) throws(Diagnostic) -> ReadItem? {
    var size = Self.headSize
    while try source.peek(size).count == size {
      guard size < Self.documentSize else { return nil }
      size *= 2
    }
    let document = size == Self.headSize ? head : ScannedBytes(try source.peek(size))
    return document.withBytes { bytes in
      var mark = TextPosition()
      mark.advance(to: start, in: bytes.span)
      guard let reading = XMLReportScanner.read(bytes, at: start, mark, options),
        bytes[reading.end...].allSatisfy(BatchSplitter.isBlank)
      else { return nil }
      return reading.item
    }
  }
}
