public import ReportDiagnostics
public import ReportModel

/// Reads reports from one input, one at a time, in flat memory.
public protocol ReportReader: AnyObject {
  /// The next thing the input holds; nil at its end.
  ///
  /// - Throws: when the input as a whole cannot be read on: it is not well-formed, or cut. What was
  ///   handed out before stays true, but whoever collects a whole decides whether to keep it.
  func next() throws(Diagnostic) -> ReadItem?

  /// The next things the input holds, or the work that it takes to read them, for whoever has several
  /// threads; nil at the end. Made of the same items, in the same order, as ``next()`` gives; callers
  /// use the one or the other.
  ///
  /// - Throws: as ``next()``.
  func nextStep() throws(Diagnostic) -> ReadingStep?

  /// Whether the input is a file of many reports, so that what was read of it before it broke off is
  /// only a part of it. Known from the first call of ``next()`` on.
  var holdsMany: Bool { get }

  /// How far a reader has come that opened its input by path; nil where the source of the bytes
  /// tells.
  var position: ReadPosition? { get }
}

extension ReportReader {
  /// One item, read here.
  public func nextStep() throws(Diagnostic) -> ReadingStep? {
    try next().map { .items([$0]) }
  }

  /// Nothing: the source of the bytes tells.
  public var position: ReadPosition? { nil }
}

/// A part of the reading of an input.
public enum ReadingStep: Sendable {
  /// Items, read already.
  case items([ReadItem])
  /// What any thread can do, at any time and beside others, to read some items.
  case work(@Sendable () -> [ReadItem])
  /// The same, when it may turn out on the way that the input ends there.
  case attempt(@Sendable () -> ReadAttempt)
}

/// What became of a part of the reading of an input.
public struct ReadAttempt: Sendable {
  /// The items that were read.
  public var items: [ReadItem]
  /// How the input goes on.
  public var outcome: Outcome

  /// How an input goes on behind some items.
  public enum Outcome: Sendable {
    /// With the steps that come next.
    case goesOn
    /// Not at all: what the steps that come next may give is void.
    case ended
    /// Not at all, and it cannot be read on, as when ``ReportReader/nextStep()`` throws.
    case failed(Diagnostic)
  }

  /// Makes an attempt.
  public init(items: [ReadItem], outcome: Outcome = .goesOn) {
    self.items = items
    self.outcome = outcome
  }
}

/// How far a reader has come, for progress only.
public struct ReadPosition: Sendable, Hashable {
  /// The bytes that were read.
  public var bytesTaken: Int
  /// The bytes there are, as far as known.
  public var size: Int

  /// Makes a position.
  public init(bytesTaken: Int, size: Int) {
    self.bytesTaken = bytesTaken
    self.size = size
  }
}

/// One thing a reader found in its input.
public struct ReadItem: Sendable {
  /// What became of it.
  public enum Outcome: Sendable {
    /// A report; boxed, for items are handed on a few times.
    indirect case report(Report)
    /// A report that is refused: ``ReadItem/findings`` say why.
    case refused
    /// No report: findings about the input around the reports (a header, a trailer).
    case remark
  }

  /// What became of it.
  public var outcome: Outcome
  /// The id the source gives, as far as known; empty if not.
  public var id: String
  /// Where it begins.
  public var place: Place
  /// What was found on the way.
  public var findings: [Diagnostic]
  /// How an importer came to the report; nil for an exact format.
  public var recognition: Recognition?
  /// Where the parts of the report stand, if asked for (``ReadOptions/keepsPlaces``).
  public var places: ReportPlaces?
  /// Makes an item.
  public init(
    outcome: Outcome, id: String = "", place: Place, findings: [Diagnostic] = [],
    recognition: Recognition? = nil, places: ReportPlaces? = nil
  ) {
    self.outcome = outcome
    self.id = id
    self.place = place
    self.findings = findings
    self.recognition = recognition
    self.places = places
  }

  /// The report, if there is one.
  public var report: Report? {
    if case .report(let report) = outcome { report } else { nil }
  }
}

/// How an importer came to a report: what `inspect` shows.
public struct Recognition: Sendable {
  /// Why this edition was chosen.
  public var editionReason: BilingualText
  /// What became of each part of the source, in order; every line or cell is accounted for.
  public var parts: [Part]
  /// Where each cell has its value from, in the order of the form.
  public var cells: [CellEvidence]

  /// What became of a part of the source.
  public enum Disposition: String, Sendable, CaseIterable {
    /// Read into a cell, or as the label, header or note of a table of the form.
    case table
    /// Kept as narrative.
    case narrative
    /// Read as title, agency, date or publication data.
    case metadata
    /// Kept among the extras.
    case extra
    /// Of the page around the report: menus, links, footers.
    case navigation
    /// Not understood.
    case leftOver
  }

  /// A part of the source.
  public struct Part: Sendable {
    /// Where it stands.
    public var place: Place
    /// What became of it.
    public var disposition: Disposition
    /// Its text.
    public var text: String

    /// Makes a part.
    public init(place: Place, disposition: Disposition, text: String) {
      self.place = place
      self.disposition = disposition
      self.text = text
    }
  }

  /// Makes a recognition.
  public init(editionReason: BilingualText, parts: [Part] = [], cells: [CellEvidence] = []) {
    self.editionReason = editionReason
    self.parts = parts
    self.cells = cells
  }

  /// How many parts came to `disposition`.
  public func count(of disposition: Disposition) -> Int {
    parts.count { $0.disposition == disposition }
  }
}
