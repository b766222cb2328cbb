/// How much of a document is borne, whatever it contains.
public struct XMLLimits: Sendable, Hashable {
  /// How deep elements may be nested; the same as libxml2 allows.
  public var depth: Int
  /// How many bytes of one text are kept: somewhat more than the 1,048,576 characters of four bytes
  /// that the model allows at most, so that what is cut off is always more than a schema allows.
  public var textBytes: Int
  /// How many schema findings are kept for one subtree; the rest is only counted.
  public var findings: Int

  /// Makes limits.
  public init(depth: Int = 256, textBytes: Int = 4 * 1_048_576 + 4096, findings: Int = 100) {
    self.depth = depth
    self.textBytes = textBytes
    self.findings = findings
  }
}

/// What a document holds next.
public enum XMLEvent: Sendable, Hashable {
  /// The start tag of an element.
  case start
  /// The whole text up to the next tag, whatever comments, processing instructions, references and
  /// CDATA sections it is made of.
  case text
  /// The end tag of an element; comes for `<x/>` too.
  case end
}
