/// How CSV is written.
public struct CSVOptions: WriteOption {
  /// Whether it begins with the byte order mark without which Excel does not read Chinese.
  public var writesByteOrderMark: Bool

  /// Makes options without the mark.
  public init() { writesByteOrderMark = false }
}
