internal import ReportDiagnostics
internal import ReportIO

/// Reads XML documents whose root is one `report`, or a `batch` of reports of any edition.
///
/// What our own writer makes, and what looks like it, is read by ``XMLReportScanner``; everything
/// else by libxml2 with the schemas (``XMLDocumentReader``), with the same results: the one is only
/// faster. The reports of a batch are cut out of it and read on any thread.
final class XMLReportReader: ReportReader {
  private let stream: XMLReportStream
  /// What was read and not handed out yet, for ``next()``; the last one first.
  private var ready: [ReadItem] = []
  private var end: ReadAttempt.Outcome = .goesOn

  init(
    _ source: ByteSource, _ options: ReadOptions, stepSize: Int = XMLBatchCutting.stepSize
  ) {
    stream = XMLReportStream(source, options, stepSize: stepSize)
  }

  var holdsMany: Bool { stream.holdsMany }

  func nextStep() throws(Diagnostic) -> ReadingStep? { try stream.nextStep() }

  func next() throws(Diagnostic) -> ReadItem? {
    while true {
      if let item = ready.popLast() { return item }
      switch end {
      case .goesOn: break
      case .ended: return nil
      case .failed(let failure): throw failure
      }
      switch try stream.nextStep() {
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
}
