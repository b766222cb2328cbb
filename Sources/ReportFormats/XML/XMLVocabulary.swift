/// The names that XML documents and their schemas share: one definition for both.
enum XMLVocabulary {
  /// The namespace of reports of `edition`.
  static func namespace(edition: String) -> String { reportNamespacePrefix + edition }

  static let reportNamespacePrefix = "urn:nianbao:report:"
  static let batchNamespace = "urn:nianbao:batch:1"

  /// The parts of the header of a batch, in order.
  enum HeaderPart: String, CaseIterable {
    case sender, receiver, created
  }

  /// When a batch was made: a date, or a date and time, in ISO 8601.
  static let timestampPattern =
    "[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})?)?"
}
