public import ReportDiagnostics

/// What became of everything in a run, and why: each report that was found counts once, and so does
/// each input that could not be read, or not to its end.
public struct OutcomeTable: Sendable, Hashable {
  /// Reports that were taken over, without warnings and errors.
  public private(set) var accepted = 0
  /// Reports that were taken over, with warnings or errors.
  public private(set) var acceptedWithFindings = 0
  /// Reports that were refused, by the first error of each.
  public private(set) var refused: [DiagnosticKind: Int] = [:]
  /// Inputs that gave no report at all, or broke off, by why.
  public private(set) var failedInputs: [DiagnosticKind: Int] = [:]

  /// Makes a table of nothing.
  public init() {}

  /// One line of it, as far as it is kept.
  enum Key: Hashable {
    case accepted
    case acceptedWithFindings
    case refused(DiagnosticKind)
    case failedInput(DiagnosticKind)
  }

  /// Counts a report, or several.
  mutating func count(_ key: Key, times: Int = 1) {
    switch key {
    case .accepted: accepted += times
    case .acceptedWithFindings: acceptedWithFindings += times
    case .refused(let reason): refused[reason, default: 0] += times
    case .failedInput(let reason): failedInputs[reason, default: 0] += times
    }
  }

  /// How often a reason was the one, the most frequent first, then by name.
  static func sorted(_ reasons: [DiagnosticKind: Int]) -> [(reason: DiagnosticKind, count: Int)] {
    reasons.map { ($0.key, $0.value) }.sorted { ($1.1, $0.0.id) < ($0.1, $1.0.id) }
  }
}

/// What became of one input.
public struct InputOutcome: Sendable, Hashable {
  /// Its path.
  public var path: String
  /// How many reports of it were taken over.
  public var accepted: Int
  /// How many reports of it were refused.
  public var refused: Int
  /// Whether it could not be read, or not to its end, or holds no report.
  public var hasFailed: Bool
}
