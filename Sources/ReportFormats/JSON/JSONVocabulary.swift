internal import ReportModel

/// The names of the members of one sort of object, in document order: one definition for the
/// decoder, the encoder and the schema.
protocol JSONMember: Sendable {
  /// Every member, in document order.
  static var inOrder: [Self] { get }
  /// The name, as it stands in the document.
  var name: String { get }
  /// Whether an object without it is refused.
  var isRequired: Bool { get }
}

extension JSONMember where Self: CaseIterable, Self: RawRepresentable<String> {
  static var inOrder: [Self] { Array(allCases) }
  var name: String { rawValue }
  var isRequired: Bool { false }
}

extension Agency.Part: JSONMember {}

extension Source.Part: JSONMember {}

/// The names that documents, their reader and their schema share.
enum JSONVocabulary {
  /// The members of a report.
  enum ReportMember: String, CaseIterable, JSONMember {
    case id
    case edition
    case year
    case agency
    case title
    case issueDate
    case publication
    case narrative
    case tables
    case extras
    case source
    case provenance

    var isRequired: Bool { self == .id || self == .edition }
  }

  /// The members of an item of publication data.
  enum FieldMember: String, CaseIterable, JSONMember {
    case label
    case value

    var isRequired: Bool { true }
  }

  /// The members of a section of the narrative.
  enum SectionMember: String, CaseIterable, JSONMember {
    case code
    case title
    case blocks
  }

  /// The members of a block of the narrative: `heading` and `level`, or one of the others.
  enum BlockMember: String, CaseIterable, JSONMember {
    case heading
    case level
    case paragraph
    case table
  }

  /// The members of an amount that carries its unit.
  enum AmountMember: String, CaseIterable, JSONMember {
    case value
    case unit

    var isRequired: Bool { true }
  }

  /// The members of an item of the extras.
  enum ExtraMember: JSONMember {
    case kind
    case part(Extra.Part)
    case texts

    static let inOrder = [kind] + Extra.Part.allCases.map(part) + [texts]

    var name: String {
      switch self {
      case .kind: "kind"
      case .part(let part): part.rawValue
      case .texts: "texts"
      }
    }

    var isRequired: Bool { if case .kind = self { true } else { false } }
  }

  /// A cell printed as "/".
  static let notApplicable: StaticString = "/"

  /// The identifier of the schema of `edition`.
  static func schemaID(edition: String) -> String { "urn:nianbao:report:\(edition)" }
}
