internal import ReportDiagnostics
internal import ReportForms
internal import ReportModel
internal import ReportSyntax

/// Decodes reports from JSON documents, straight from the scanner into the model; holds what can be
/// made once for all documents.
///
/// Members may come in any order. A member that is unknown, doubled or of a wrong value refuses the
/// report; decoding goes on behind it, so that all such findings of a report come at once.
final class JSONReportDecoder: Sendable {
  let forms: FormLibrary
  let cache: ReaderCache
  let editions: NameTable
  let keepsPlaces: Bool

  /// How many errors of one report are collected.
  static let findingLimit = 100

  /// Makes a decoder of reports of any edition of `forms`.
  init(forms: FormLibrary, cache: ReaderCache, keepsPlaces: Bool = false) {
    self.forms = forms
    self.cache = cache
    self.keepsPlaces = keepsPlaces
    editions = NameTable(forms.forms.map(\.edition))
  }

  /// Decodes the one document in `bytes`, in UTF-8.
  func decode(_ bytes: Span<UInt8>) -> JSONDecodedReport {
    var decoding = JSONReportDecoding(self)
    return decoding.run(bytes)
  }
}

/// What became of one document.
struct JSONDecodedReport {
  /// The report; nil if it is refused.
  var report: Report?
  /// The id that the document gives, as far as known; else empty.
  var id: String
  /// What was found, in document order; places without a source.
  var findings: [Diagnostic]
  /// Why the document is no JSON, or none that can be followed: decoding ended there.
  var breakdown: Diagnostic?
  /// Where the parts of the report stand, if asked for.
  var places: ReportPlaces?
}

/// The decoding of one document: the scanner, and the report in the making.
///
/// A function that takes a value always takes it whole, whatever is wrong with it, and throws only
/// what breaks the decoding off.
struct JSONReportDecoding {
  let decoder: JSONReportDecoder
  var scanner = JSONScanner()
  var repairs = TextRepairs()
  private(set) var findings: [Diagnostic] = []
  private(set) var isRefused = false
  private var spelling = JSONSpelling()

  /// The codes of the form; nil until the edition is known.
  var names: FormNames?
  private var idText = ""
  private var id: ReportID?
  private var year: Int?
  private var agency = Agency()
  private var title = ""
  private var issueDate: CalendarDate?
  private var publication: [PublicationField] = []
  var cells = CellGrid(count: 0)
  /// Where the parts stand; nil if nobody asks, or before the edition is known.
  var places: ReportPlaces?
  private var parts: [ReportPlaces.Part: Place] = [:]
  private var narrative: [NarrativeSection] = []
  private var extras: [Extra] = []
  private var source = Source()

  init(_ decoder: JSONReportDecoder) { self.decoder = decoder }

  /// Decodes the whole document.
  mutating func run(_ bytes: Span<UInt8>) -> JSONDecodedReport {
    var breakdown: Diagnostic?
    do throws(Diagnostic) {
      try readDocument(bytes)
    } catch {
      breakdown = error
    }
    if breakdown == nil, !isRefused { noteSpelling(bytes) }
    if !repairs.isEmpty {
      findings += repairs.diagnostics { scanner.place(of: $0, in: bytes) }
    }
    if findings.count > 1 {
      findings.sort { ($0.place.line, $0.place.column) < ($1.place.line, $1.place.column) }
    }
    return JSONDecodedReport(
      report: breakdown == nil ? finished() : nil, id: idText, findings: findings,
      breakdown: breakdown, places: finishedPlaces())
  }

  /// The report; nil if it is refused.
  private func finished() -> Report? {
    guard !isRefused, let id, let names else { return nil }
    var report = Report(id: id, form: names.form)
    report.year = year
    report.agency = agency
    report.title = title
    report.issueDate = issueDate
    report.publication = publication
    report.narrative = narrative
    report.cells = cells
    report.extras = extras
    report.source = source
    return report
  }

  private func finishedPlaces() -> ReportPlaces? {
    var places = places
    places?.parts = parts
    return places
  }

  /// Takes note of where the value of a part begins, which comes next.
  mutating func keepPlace(of name: String, _ bytes: Span<UInt8>) throws(Diagnostic) {
    guard decoder.keepsPlaces, let part = ReportPlaces.Part(rawValue: name) else { return }
    _ = try scanner.peek(bytes)
    parts[part] = scanner.place(of: scanner.offset, in: bytes)
  }

  private mutating func readDocument(_ bytes: Span<UInt8>) throws(Diagnostic) {
    // A document that is no object is no report, whatever else it holds.
    try scanner.beginObject(bytes)
    let start = scanner.offset - 1
    var seen = JSONSeenMembers()
    // Members that depend on the form and came before the edition, each with the scanner before it.
    var deferred: [(member: JSONVocabulary.ReportMember, scanner: JSONScanner)] = []
    while let member = try nextMember(JSONMembers.report, &seen, bytes) {
      if names == nil, member == .narrative || member == .tables {
        deferred.append((member, scanner))
        try scanner.skipValue(bytes)
      } else {
        try read(member, bytes)
      }
    }
    refuseMissing(JSONMembers.report, seen, at: start, bytes)
    try scanner.end(bytes)
    guard names != nil else { return }
    for (member, before) in deferred {
      scanner = before
      try read(member, bytes)
    }
  }

  private mutating func read(
    _ member: JSONVocabulary.ReportMember, _ bytes: Span<UInt8>
  ) throws(Diagnostic) {
    try keepPlace(of: member.name, bytes)
    switch member {
    case .id: try readID(bytes)
    case .edition: try readEdition(bytes)
    case .year: year = try readYear(bytes)
    case .agency: agency = try readAgency(bytes)
    case .title: title = try text(member.name, bytes) ?? ""
    case .issueDate: issueDate = try readDate(bytes)
    case .publication: publication = try readPublication(bytes)
    case .narrative: narrative = try readNarrative(bytes)
    case .tables: try readTables(bytes)
    case .extras: extras = try readExtras(bytes)
    case .source: source = try readSource(bytes)
    case .provenance: try passOverProvenance(bytes)
    }
  }

  /// How a report was imported is no part of it, and stays behind.
  private mutating func passOverProvenance(_ bytes: Span<UInt8>) throws(Diagnostic) {
    guard try expect(.object, bytes) else { return }
    findings.append(
      Diagnostic(.jsonProvenancePassedOver, at: scanner.place(of: scanner.offset, in: bytes)))
    try scanner.skipValue(bytes)
  }

  private mutating func readID(_ bytes: Span<UInt8>) throws(Diagnostic) {
    guard let word = try word(bytes) else { return }
    idText = excerpt(word, bytes)
    var unused = TextRepairs()
    id = ReportID(scanner.string(of: word, bytes, repairs: &unused))
    if id == nil { refuse(.reportIdInvalid, at: word.start, ["id": idText], bytes) }
  }

  private mutating func readEdition(_ bytes: Span<UInt8>) throws(Diagnostic) {
    guard let word = try word(bytes) else { return }
    guard let index = decoder.editions.index(of: word, in: bytes, expecting: 0) else {
      return refuse(
        .reportEditionUnknown, at: word.start, ["edition": excerpt(word, bytes)], bytes)
    }
    let form = decoder.forms.forms[index]
    names = decoder.cache.names(form)
    cells = CellGrid(count: form.cells.count)
    if decoder.keepsPlaces { places = ReportPlaces(cellCount: form.cells.count) }
  }

  /// One note for all numbers that are spelt in another way than writers do.
  private mutating func noteSpelling(_ bytes: Span<UInt8>) {
    guard let first = spelling.first else { return }
    findings.append(
      Diagnostic(
        .jsonNumberSpelling, at: scanner.place(of: first.start, in: bytes),
        [
          "text": first.spelling(in: bytes), "value": first.decimal?.description ?? "",
          "count": "\(spelling.count)",
        ]))
  }
}

/// The numbers of a report that were spelt in an unusual way: how many, and the first of them.
private struct JSONSpelling {
  var first: JSONNumber?
  var count = 0
}

// MARK: - What every part of the decoding does

extension JSONReportDecoding {
  /// Goes to the value of the next member that is known and was not there before; the others are
  /// refused and skipped. Nil at the end of the object.
  mutating func nextMember<Member>(
    _ table: JSONMemberTable<Member>, _ seen: inout JSONSeenMembers, _ bytes: Span<UInt8>
  ) throws(Diagnostic) -> Member? {
    while let key = try scanner.nextKey(bytes) {
      if let index = table.index(of: key, in: bytes, expecting: seen.expected) {
        if seen.insert(index) { return table[index] }
        refuseDuplicate(key, bytes)
      } else {
        refuse(.jsonKeyUnknown, at: key.start, ["key": excerpt(key, bytes)], bytes)
      }
      try scanner.skipValue(bytes)
    }
    return nil
  }

  /// Whether a value of `kind` comes; one of another kind is refused and skipped.
  mutating func expect(_ kind: JSONKind, _ bytes: Span<UInt8>) throws(Diagnostic) -> Bool {
    let found = try scanner.peek(bytes)
    if found == kind { return true }
    refuse(
      .jsonTypeMismatch, at: scanner.offset,
      ["expected": kind.rawValue, "found": found.rawValue], bytes)
    try scanner.skipValue(bytes)
    return false
  }

  /// Takes a free text; nil if the value is none.
  mutating func text(_ name: String, _ bytes: Span<UInt8>) throws(Diagnostic) -> String? {
    guard try expect(.string, bytes) else { return nil }
    let text = try scanner.rawString(bytes)
    // As many bytes are never more characters.
    if text.range.count > TextRule.maximumLength {
      let length = text.scalarCount(in: bytes)
      if length > TextRule.maximumLength {
        refuse(.textTooLong, at: text.start, ["name": name, "count": "\(length)"], bytes)
        return nil
      }
    }
    return scanner.string(of: text, bytes, repairs: &repairs)
  }

  /// Takes a text that stands for something else (a code, a date) and is no free text.
  mutating func word(_ bytes: Span<UInt8>) throws(Diagnostic) -> JSONText? {
    guard try expect(.string, bytes) else { return nil }
    return try scanner.rawString(bytes)
  }

  /// Takes note that `number` was accepted, whatever its spelling.
  mutating func accept(_ number: JSONNumber) {
    guard !number.isPlain else { return }
    if spelling.first == nil { spelling.first = number }
    spelling.count += 1
  }

  // MARK: - Refusing

  /// Refuses the report. Of the findings, only the first ``JSONReportDecoder/findingLimit`` count.
  mutating func refuse(
    _ kind: DiagnosticKind, at offset: Int, cell: String = "",
    _ arguments: [String: String], _ bytes: Span<UInt8>
  ) {
    isRefused = true
    guard findings.count < JSONReportDecoder.findingLimit else { return }
    findings.append(
      Diagnostic(kind, at: scanner.place(of: offset, in: bytes), cell: cell, arguments))
  }

  mutating func refuseDuplicate(_ key: JSONText, cell: String = "", _ bytes: Span<UInt8>) {
    refuse(.jsonKeyDuplicate, at: key.start, cell: cell, ["key": excerpt(key, bytes)], bytes)
  }

  mutating func refuseMissing<Member>(
    _ table: JSONMemberTable<Member>, _ seen: JSONSeenMembers, at start: Int,
    _ bytes: Span<UInt8>
  ) {
    for name in table.missing(from: seen) {
      refuse(.jsonKeyMissing, at: start, ["key": name], bytes)
    }
  }

  /// At most 64 characters of a text, for messages.
  func excerpt(_ text: JSONText, _ bytes: Span<UInt8>) -> String {
    var unused = TextRepairs()
    let whole = scanner.string(of: text, bytes, repairs: &unused)
    return String(whole.unicodeScalars.prefix(64))
  }
}
