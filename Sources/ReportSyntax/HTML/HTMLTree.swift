public import ReportDiagnostics

/// An HTML page as a tree of elements and texts in document order.
///
/// Pages are read as browsers do: end tags may be missing, tags may overlap, nothing but a limit
/// makes a page an error. Nothing is fetched or run.
public struct HTMLTree: Sendable {
  /// An element or a text.
  public struct Node: Sendable {
    /// The name of the element in lower case; empty for a text.
    public let name: String
    /// The text, character references resolved; empty for an element.
    public internal(set) var text: String
    /// The attributes of an element, in the order of the page; names in lower case.
    public let attributes: [Attribute]
    /// The line on which it begins, from 1.
    public let line: Int
    /// The index after the last node inside it.
    public internal(set) var end: Int

    /// Whether it is a text.
    public var isText: Bool { name.isEmpty }

    /// The value of an attribute; nil if the element does not have it.
    public subscript(attribute: String) -> String? {
      attributes.first { $0.name == attribute }?.value
    }
  }

  /// An attribute of an element.
  public struct Attribute: Sendable {
    /// The name in lower case.
    public let name: String
    /// The value, character references resolved; empty if there is none.
    public let value: String
  }

  /// The nodes in document order; the children of a node are the first node after it, the node at
  /// the end of that, and so on up to its own end.
  public internal(set) var nodes: [Node] = []

  /// How large a page may be.
  public struct Limits: Sendable {
    /// The largest number of elements and texts.
    public var nodes = 4_000_000
    /// The largest depth.
    public var depth = 4096

    /// The usual limits.
    public init() {}
  }

  /// Reads a page.
  ///
  /// - Parameters:
  ///   - bytes: the whole page in UTF-8, whatever it says of its encoding.
  /// - Throws: `html-limit-exceeded`.
  public init(utf8 bytes: [UInt8], limits: Limits = Limits()) throws(Diagnostic) {
    nodes = try HTMLParser.nodes(of: bytes, limits)
  }

  /// The indices of the children of the node at `index`.
  public func children(of index: Int) -> [Int] {
    var children: [Int] = []
    var child = index + 1
    while child < nodes[index].end {
      children.append(child)
      child = nodes[child].end
    }
    return children
  }

  /// The indices of the nodes that stand in no other.
  public var roots: [Int] {
    var roots: [Int] = []
    var index = 0
    while index < nodes.count {
      roots.append(index)
      index = nodes[index].end
    }
    return roots
  }
}
