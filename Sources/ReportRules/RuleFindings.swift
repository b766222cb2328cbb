internal import ReportDiagnostics
internal import ReportFormats
internal import ReportModel

/// The findings of rules about one report, each with the place that it is about.
struct RuleFindings {
  private let id: String
  let places: ReportPlaces?
  /// Where the report begins: the place of what has no place of its own.
  let start: Place
  let profile: RuleProfile
  private(set) var all: [Diagnostic] = []

  init(_ id: ReportID, places: ReportPlaces?, start: Place, profile: RuleProfile) {
    self.id = id.description
    self.places = places
    self.start = start
    self.profile = profile
  }

  /// Adds a finding about the report or a part of it.
  mutating func add(
    _ kind: DiagnosticKind, at part: ReportPlaces.Part? = nil, _ arguments: [String: String] = [:]
  ) {
    add(kind, place: part.flatMap { places?.parts[$0] } ?? start, cell: "", arguments)
  }

  /// Adds a finding about a section.
  mutating func add(_ kind: DiagnosticKind, section: Int, _ arguments: [String: String]) {
    let sections = places?.sections ?? []
    let place = sections.indices.contains(section) ? sections[section] : Place()
    add(kind, place: place == Place() ? start : place, cell: "", arguments)
  }

  /// Adds a finding about cells, the most telling one first.
  ///
  /// - Parameter path: what the finding is about, where it is not the first cell.
  mutating func add(
    _ kind: DiagnosticKind, cells: some Sequence<Int>, named path: String,
    isCertain: Bool = true, _ arguments: [String: String]
  ) {
    var place: Place?
    if let places { place = cells.lazy.compactMap { places[cell: $0] }.first }
    add(kind, place: place ?? start, cell: path, isCertain: isCertain, arguments)
  }

  private mutating func add(
    _ kind: DiagnosticKind, place: Place, cell: String, isCertain: Bool = true,
    _ arguments: [String: String]
  ) {
    var finding = Diagnostic(kind, at: place, report: id, cell: cell, arguments)
    // The parts of a report stand where it begins, if they do not say otherwise.
    if place.source.isEmpty { finding.place.source = start.source }
    finding.severity = profile.severity(of: kind.severity, isCertain: isCertain)
    all.append(finding)
  }
}

extension String {
  /// Whether it is empty, or nothing but white space.
  var isBlank: Bool { unicodeScalars.allSatisfy(\.properties.isWhitespace) }
}
