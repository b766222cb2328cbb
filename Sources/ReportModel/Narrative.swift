/// One section of the text of a report, in the order of the source.
///
/// Text before the first heading is a section with neither code nor title.
public struct NarrativeSection: Sendable, Hashable {
  /// The code of the form's section it was recognised as, such as `overview`; empty for none.
  public var code: String
  /// The title as printed, such as `一、总体情况`; empty for none.
  public var title: String
  /// The text under the title.
  public var blocks: [NarrativeBlock]

  /// Makes a section.
  public init(code: String = "", title: String = "", blocks: [NarrativeBlock] = []) {
    self.code = code
    self.title = title
    self.blocks = blocks
  }
}

/// One block of the text of a section. Wording stays as written.
public enum NarrativeBlock: Sendable, Hashable {
  /// A heading below the section's title; level 1 to 9, 1 the highest.
  case heading(String, level: Int)
  /// A paragraph.
  case paragraph(String)
  /// A table that is not the form's: one or more rows of one or more cells each.
  case table([[String]])

  /// The levels that a heading can have.
  public static let headingLevels = 1...9
}
