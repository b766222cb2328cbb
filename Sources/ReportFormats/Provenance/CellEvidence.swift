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
  /// What was done to the text to get the value, in the order in which it was done; empty where the
  /// value is the text.
  public var conversions: [Conversion]

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

  /// One thing that was done to a printed text to get the value.
  public enum Conversion: String, Sendable, CaseIterable {
    /// The question mark that a lost space left was taken off.
    case lostSpace = "lost-space"
    /// Characters of full width were read as those of half width.
    case fullWidth = "full-width"
    /// A plus sign, a dash or a word (增, 减) was read as the sign.
    case sign
    /// Separators of thousands were taken out.
    case separators
    /// Zeros at the end of the decimals were taken off.
    case decimals
    /// A word that counts (件, 条) was taken off.
    case counter
    /// A note in brackets behind the number (`5（含上年2件）`) was left out.
    case note
    /// The amount was converted from the unit that is printed with it.
    case unit
  }

  /// Makes evidence.
  public init(
    ordinal: Int, place: Place, text: String, label: String, recognised: Manner,
    conversions: [Conversion] = []
  ) {
    self.ordinal = ordinal
    self.place = place
    self.text = text
    self.label = label
    self.recognised = recognised
    self.conversions = conversions
  }
}
