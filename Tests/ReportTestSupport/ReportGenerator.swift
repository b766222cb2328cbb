public import ReportModel

/// Makes valid reports at random: of any form, with every state a cell can have, every part filled or
/// left out, and texts that readers and writers get wrong. The same seed gives the same reports.
///
///     var generator = ReportGenerator(seed: 7)
///     let report = generator.report(of: form)
public struct ReportGenerator: Sendable {
  /// What the reports are like.
  public struct Options: Sendable {
    /// The share of the cells of which something is known, 0 to 1; nil: another for each report.
    public var density: Double?
    /// The least length of the narrative, in bytes of UTF-8; nil: none, or a few blocks.
    public var narrativeBytes: Int?
    /// Whether texts are ordinary Chinese prose, rather than what is easy to get wrong.
    public var isPlain: Bool
    /// Whether there is now and then a paragraph of 100 KB.
    public var hasLongParagraphs: Bool

    /// Makes options.
    public init(
      density: Double? = nil, narrativeBytes: Int? = nil, isPlain: Bool = false,
      hasLongParagraphs: Bool = false
    ) {
      self.density = density
      self.narrativeBytes = narrativeBytes
      self.isPlain = isPlain
      self.hasLongParagraphs = hasLongParagraphs
    }
  }

  /// What the reports are like.
  public let options: Options
  var random: SeededGenerator
  private var count = 0

  /// Makes a generator.
  public init(seed: UInt64, options: Options = Options()) {
    random = SeededGenerator(seed: seed)
    self.options = options
  }

  /// The next report, of `form`. Its id is unlike those before.
  public mutating func report(of form: Form) -> Report {
    count += 1
    var report = Report(id: makeID(), form: form)
    if !random.once(in: 4) { report.year = makeYear(form) }
    report.agency = makeAgency()
    if !random.once(in: 4) { report.title = text() }
    if !random.once(in: 3) { report.issueDate = makeDate() }
    report.publication = (0..<random.number(0...2)).map { _ in
      PublicationField(label: text(), value: text())
    }
    report.narrative = makeNarrative(form)
    fillCells(&report)
    addExtras(&report)
    report.source = makeSource()
    return report
  }

  /// `count` reports, of the forms given in turn.
  public mutating func reports(_ count: Int, of forms: [Form]) -> [Report] {
    (0..<count).map { report(of: forms[$0 % forms.count]) }
  }

  // MARK: - Parts

  /// What stands before the first hyphen is the number of the report, so that no two are the same.
  private mutating func makeID() -> ReportID {
    let number = String(count, radix: 36)
    if options.isPlain {
      let padded = String(repeating: "0", count: max(0, 16 - number.count)) + number
      return ReportID("2024-\(padded)") ?? Self.spareID
    }
    let length = random.once(in: 10) ? 63 - number.count : random.number(0...20)
    var text = number + "-" + random.text(length, from: "abcxyz019._-")
    while text.hasSuffix(".") { text.removeLast() }
    return ReportID(text) ?? Self.spareID
  }

  private mutating func makeYear(_ form: Form) -> Int {
    if !options.isPlain, random.once(in: 10) { return random.number(Report.years) }
    let first = form.reportYears?.first ?? 2008
    return random.number(first...(form.reportYears?.last ?? first + 9))
  }

  private mutating func makeDate() -> CalendarDate? {
    let isOdd = !options.isPlain && random.once(in: 5)
    return CalendarDate(
      year: random.number(isOdd ? 1...9999 : 2009...2030), month: random.number(1...12),
      day: random.number(1...28))
  }

  private mutating func makeAgency() -> Agency {
    var agency = Agency()
    for part in Agency.Part.allCases where !random.once(in: 2) { agency[part] = text() }
    guard options.isPlain else { return agency }
    agency.name = "示例市第\(count)局"
    agency.creditCode = ""
    agency.divisionCode = "2101" + random.text(2, from: "0123456789")
    return agency
  }

  private mutating func makeSource() -> Source {
    var source = Source()
    for part in Source.Part.allCases where !random.once(in: 3) {
      source[part] = part == .digest ? makeDigest() : text()
    }
    return source
  }

  private mutating func makeDigest() -> String {
    let algorithm = random.one(of: ["sha256", "sm3"])
    return "\(algorithm):" + random.text(64, from: "0123456789abcdef")
  }

  /// An id that is there if a made one should not be valid, which would be a mistake here.
  private static let spareID: ReportID = {
    guard let id = ReportID("spare") else { preconditionFailure("a valid id is refused") }
    return id
  }()
}

extension SeededGenerator {
  /// `count` characters of `alphabet`.
  mutating func text(_ count: Int, from alphabet: String) -> String {
    let letters = Array(alphabet)
    return String((0..<max(0, count)).map { _ in one(of: letters) })
  }
}
