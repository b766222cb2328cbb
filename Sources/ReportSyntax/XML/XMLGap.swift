/// A part of a document that a reader is not given, as another has read it already: whole elements
/// between the beginning, which it is given, and the rest. Lines and columns stay those of the
/// document.
public struct XMLGap: Sendable, Hashable {
  /// How many bytes stand before the gap.
  public let offset: Int
  /// How many bytes are left out.
  public let length: Int
  /// The line and the column of the first byte behind it.
  let line: Int
  let column: Int
  /// How many line feeds are left out.
  let lineFeeds: Int

  /// A gap behind `head`, whose bytes hold no CR, as do those that are left out.
  ///
  /// - Parameters:
  ///   - offset: the offset in the document at which it goes on.
  ///   - mark: the place at which it goes on.
  public init(behind head: [UInt8], upTo offset: Int, _ mark: TextMark) {
    self.offset = head.count
    length = offset - head.count
    line = mark.line
    column = mark.column
    lineFeeds = mark.line - 1 - head.count { $0 == 0x0A }
  }
}
