public import ReportDiagnostics

/// Where an importer has the value of one cell from, and how it came to it.
public struct CellEvidence: Sendable, Hashable {
  /// The ordinal of the cell in the form.
  public var ordinal: Int
  /// The cell in the source.
  public var place: Place
  /// What is printed there.
  public var text: String
  /// The label printed for the row; empty where the row is told by its position alone.
  public var label: String
  /// How the row was recognised.
  public var recognised: Manner
  /// Whether the value is not simply the text: a unit, a sign in words, a separator was converted.
  public var isConverted: Bool

  /// How a row was recognised.
  public enum Manner: String, Sendable, CaseIterable {
    /// Its label is the form's.
    case exact
    /// Its label is a known variant of the form's.
    case variant
    /// Its label is a misprint of the form's, and of no other.
    case misprint
    /// By its position among the columns above it.
    case position
  }

  /// Makes evidence.
  public init(
    ordinal: Int, place: Place, text: String, label: String, recognised: Manner,
    isConverted: Bool
  ) {
    self.ordinal = ordinal
    self.place = place
    self.text = text
    self.label = label
    self.recognised = recognised
    self.isConverted = isConverted
  }
}
