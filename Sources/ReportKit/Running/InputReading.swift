internal import ReportDiagnostics
internal import ReportFormats
internal import ReportIO
internal import ReportModel

/// What happens while inputs are read, in order. Behind the end of an input, and behind its failure,
/// there may be more of it, which is void.
enum ReadingEvent<Content: Sendable>: Sendable {
  /// An input begins.
  case began(StampedInput)
  /// Something was found in it.
  case item(PreparedItem<Content>, at: ReadPosition)
  /// It cannot be read, or not on. `isPart`: what was read of it may be half of a whole.
  case failed(Diagnostic, isPart: Bool)
  /// It was read to its end.
  case ended
  /// Something to be said between two inputs.
  case remark(Diagnostic)

  /// Whether an input begins.
  var isBeginning: Bool { if case .began = self { true } else { false } }
}

/// One thing that was found in an input, prepared for the command that takes it.
struct PreparedItem<Content: Sendable>: Sendable {
  /// What became of it.
  enum Outcome: Sendable {
    /// A report, as the command takes it.
    case content(Content)
    /// A report that is refused: the findings say why.
    case refused
    /// No report: findings about the input around the reports.
    case remark
  }

  let outcome: Outcome
  let id: String
  let place: Place
  let findings: [Diagnostic]

  /// Prepares `item`.
  ///
  /// - Parameter content: makes of its report what the command takes.
  init(_ item: ReadItem, content: (Report) -> Content) {
    (id, place, findings) = (item.id, item.place, item.findings)
    outcome =
      switch item.outcome {
      case .report(let report): .content(content(report))
      case .refused: .refused
      case .remark: .remark
      }
  }
}

/// An input by its path, and what it was like when it was opened.
struct StampedInput: Sendable, Hashable {
  let path: String
  let stamp: FileStamp
}

extension StampedInput {
  /// The input at `path` as it is now.
  init(_ path: String, _ options: InputOptions) {
    let stamp = options.keepsStamps ? FileStamp(path: path) : FileStamp(size: 0, modified: 0)
    self.init(path: path, stamp: stamp)
  }
}

/// A part of the reading of inputs, with the preparation of what is read: any thread can do it, at any
/// time and beside others.
typealias ReadingWork<Content: Sendable> = @Sendable () -> [ReadingEvent<Content>]

/// Reads inputs one after the other, as work that gives events. It keeps no books, so that it can
/// run ahead of whoever does, on a thread of its own.
///
/// What is read is prepared at once, while it lies in the caches of its processor.
///
/// An input that is small, or that holds one report, is one piece of work; a larger one is as many as
/// its reader makes of it.
struct InputReading<Content: Sendable> {
  private typealias Event = ReadingEvent<Content>
  private let options: InputOptions
  private let prepare: ReportRun.Preparation<Content>
  /// What is still to be read.
  private(set) var inputs: InputSequence
  private var open: OpenedInput?
  /// What came of the step behind items that were handed on together.
  private var following: Following?

  private enum Following {
    case step(ReadingStep?)
    case failure(Diagnostic)
  }

  /// Up to what size an input of many reports is one piece of work.
  private static var smallSize: Int { 1 << 18 }

  /// - Parameter prepare: what is to be done with each item first.
  init(
    _ inputs: InputSequence, options: InputOptions,
    prepare: @escaping ReportRun.Preparation<Content>
  ) {
    self.options = options
    self.inputs = inputs
    self.prepare = prepare
  }

  /// The next piece of work; nil at the end of the last input.
  mutating func next() -> ReadingWork<Content>? {
    guard let open else { return begin() }
    let input = InputInFlight(open.source.path)
    defer { input.end() }
    return Self.work(on: open.source.path, nextWork(of: open))
  }

  /// `body`, which names the input at `path` if the process dies of it.
  private static func work(on path: String, _ body: @escaping ReadingWork<Content>)
    -> ReadingWork<Content>
  {
    { InputInFlight.during(path, body) }
  }

  private mutating func nextWork(of open: OpenedInput) -> ReadingWork<Content> {
    do throws(Diagnostic) {
      guard let step = try nextStep(of: open) else {
        self.open = nil
        return { [.ended] }
      }
      let (source, position, prepare) = (open.source, open.position, prepare)
      @Sendable func event(_ item: ReadItem, at position: ReadPosition) -> Event {
        .item(prepare(item, source), at: position)
      }
      switch step {
      case .items(let items):
        let gathered = gather(behind: items, of: open)
        return { gathered.map { event($0.item, at: $0.position) } }
      case .work(let work): return { work().map { event($0, at: position) } }
      case .attempt(let attempt):
        let isPart = open.reader.holdsMany
        return {
          let result = attempt()
          let items = result.items.map { event($0, at: position) }
          switch result.outcome {
          case .goesOn: return items
          case .ended: return items + [.ended]
          case .failed(let failure):
            return items + [.failed(failure.inSource(source.path), isPart: isPart)]
          }
        }
      }
    } catch {
      self.open = nil
      let failure = Event.failed(
        error.inSource(open.source.path), isPart: open.reader.holdsMany)
      return { [failure] }
    }
  }

  private mutating func nextStep(of open: OpenedInput) throws(Diagnostic) -> ReadingStep? {
    defer { following = nil }
    switch following {
    case nil: return try open.reader.nextStep()
    case .step(let step): return step
    case .failure(let failure): throw failure
    }
  }

  /// Items that a reader has read already, with some of those that come next if it gives them like
  /// that, too: so many that handing them on costs nothing beside them.
  private mutating func gather(
    behind first: [ReadItem], of open: OpenedInput
  ) -> [(item: ReadItem, position: ReadPosition)] {
    var gathered = first.map { (item: $0, position: open.position) }
    let start = open.position.bytesTaken
    while gathered.count < Self.itemsAtOnce, open.position.bytesTaken - start < Self.smallSize {
      do throws(Diagnostic) {
        let step = try open.reader.nextStep()
        guard case .items(let items) = step else {
          following = .step(step)
          break
        }
        gathered += items.map { (item: $0, position: open.position) }
      } catch {
        following = .failure(error)
        break
      }
    }
    return gathered
  }

  private static var itemsAtOnce: Int { 16 }

  /// Begins an input, or several small ones together: handing a piece on costs as much as reading
  /// a small file.
  private mutating func begin() -> ReadingWork<Content>? {
    guard let first = beginOne() else { return nil }
    var pieces = [first.work]
    var size = first.size
    while open == nil, pieces.count < Self.itemsAtOnce, size < Self.smallSize,
      let piece = beginOne()
    {
      pieces.append(piece.work)
      size += piece.size
    }
    return { [pieces] in pieces.flatMap { $0() } }
  }

  /// The first piece of the next input, with the size of what it reads.
  private mutating func beginOne() -> (work: ReadingWork<Content>, size: Int)? {
    let input = inputs.next()
    let remarks = inputs.takeRemarks().map { Event.remark($0) }
    guard !remarks.isEmpty else { return begin(input) }
    guard let piece = begin(input) else { return ({ remarks }, 0) }
    return ({ remarks + piece.work() }, piece.size)
  }

  private mutating func begin(_ input: InputSequence.Input?) -> (
    work: ReadingWork<Content>, size: Int
  )? {
    switch input {
    case nil: return nil
    case .failure(let diagnostic):
      let began = Event.began(StampedInput(diagnostic.place.source, options))
      return ({ [began, .failed(diagnostic, isPart: false)] }, 0)
    case .single(let path):
      let (options, prepare) = (options, prepare)
      if let size = FolderPath.fileSize(path), size <= Self.smallSize {
        return (Self.work(on: path) { Self.events(ofFile: path, options, prepare) }, size)
      }
      let began = Event.began(StampedInput(path, options))
      do throws(Diagnostic) {
        let open = try InputInFlight.during(path) { () throws(Diagnostic) in
          try OpenedInput(path: path, options: options)
        }
        if open.source.format.capacity == .one {
          let input = HandedOver(open)
          return (
            Self.work(on: path) { [began] + Self.events(ofAll: input.value, prepare) },
            Self.smallSize
          )
        }
        self.open = open
        return ({ [began] }, 0)
      } catch {
        let failure = Event.failed(error.inSource(path), isPart: false)
        return ({ [began, failure] }, 0)
      }
    }
  }

  /// Opens a file and reads it to its end.
  private static func events(
    ofFile path: String, _ options: InputOptions, _ prepare: ReportRun.Preparation<Content>
  ) -> [Event] {
    let began = Event.began(StampedInput(path, options))
    do throws(Diagnostic) {
      return [began] + events(ofAll: try OpenedInput(file: path, options: options), prepare)
    } catch {
      return [began, .failed(error.inSource(path), isPart: false)]
    }
  }

  /// Reads an open input to its end.
  private static func events(
    ofAll input: OpenedInput, _ prepare: ReportRun.Preparation<Content>
  ) -> [Event] {
    var events: [Event] = []
    do throws(Diagnostic) {
      while let item = try input.reader.next() {
        let item = prepare(item, input.source)
        events.append(.item(item, at: input.position))
      }
      events.append(.ended)
    } catch {
      events.append(
        .failed(error.inSource(input.source.path), isPart: input.reader.holdsMany))
    }
    return events
  }
}

/// A value that one thread makes and another uses, never both at a time.
private struct HandedOver<Value>: @unchecked Sendable {
  let value: Value

  init(_ value: Value) { self.value = value }
}
