internal import ReportDiagnostics
internal import ReportFormats
internal import ReportSyntax

/// What happens while inputs are read, in order.
enum ReadingEvent: Sendable {
  /// An input begins.
  case began(path: String)
  /// Something was found in it.
  case item(ReadItem, from: ItemSource, at: ReadPosition)
  /// It cannot be read, or not on. `isPart`: what was read of it may be half of a whole.
  case failed(Diagnostic, isPart: Bool)
  /// It was read to its end.
  case ended
}

/// What an item was read from.
struct ItemSource: Sendable {
  /// What the input was taken for.
  let format: Format
  /// Where a report comes from that was recognised in a file of its own; nil for others.
  let origin: ReportOrigin?
}

/// Reads inputs one after the other and says what happens. It keeps no books, so that it can run
/// ahead of whoever does, on a thread of its own.
struct InputReading {
  private let options: InputOptions
  private var inputs: InputSequence
  private var open: OpenedInput?
  private var path = ""
  private var failure: Diagnostic?

  init(_ arguments: [String], options: InputOptions) {
    self.options = options
    inputs = InputSequence(arguments, markers: options.registry.markers)
  }

  mutating func next() -> ReadingEvent? {
    if let failure {
      self.failure = nil
      return .failed(failure, isPart: false)
    }
    guard let open else { return begin() }
    do throws(Diagnostic) {
      guard let item = try open.reader.next() else {
        self.open = nil
        return .ended
      }
      let source = ItemSource(format: open.format, origin: open.origin(of: item))
      return .item(item, from: source, at: open.position)
    } catch {
      self.open = nil
      return .failed(error.inSource(path), isPart: open.reader.holdsMany)
    }
  }

  private mutating func begin() -> ReadingEvent? {
    switch inputs.next() {
    case nil: return nil
    case .failure(let diagnostic):
      failure = diagnostic
      return .began(path: diagnostic.place.source)
    case .single(let path):
      self.path = path
      do throws(Diagnostic) {
        open = try OpenedInput(path: path, options: options)
      } catch {
        failure = error.inSource(path)
      }
      return .began(path: path)
    }
  }
}
