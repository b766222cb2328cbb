/// One entry of the diagnostics catalogue: a stable id, a severity and the message in two languages.
///
/// Messages are templates: `{name}` is replaced by the argument of that name of a ``Diagnostic``.
/// The entries stand in `Catalogue/`, one file an area, and ``catalogue`` lists them all; an id,
/// once released, never changes its meaning.
public struct DiagnosticKind: Sendable, Hashable {
  /// The stable kebab-case identifier, such as `json-syntax`.
  public let id: String
  /// The severity every finding of this kind has (a profile may raise it in validation).
  public let severity: Severity
  /// The message template: what is wrong, and what to do.
  public let message: BilingualText

  /// Declares an entry of the catalogue.
  init(_ id: String, _ severity: Severity, zh: String, en: String) {
    self.id = id
    self.severity = severity
    self.message = BilingualText(zh: zh, en: en)
  }

  /// Two entries are the same when their ids are.
  public static func == (left: DiagnosticKind, right: DiagnosticKind) -> Bool {
    left.id == right.id
  }

  /// Hashes the id.
  public func hash(into hasher: inout Hasher) { hasher.combine(id) }

  /// Every entry of the catalogue, by area.
  public static var catalogue: [DiagnosticKind] {
    inputArea + textArea + jsonArea + csvArea + xmlArea + htmlArea + formArea + reportArea
      + packageArea + outputArea + importArea + archiveArea + bundleArea + officeArea
      + crosswalkArea + rulesArea
  }
}
