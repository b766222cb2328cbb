public import ReportDiagnostics

/// A document in HTML or XML as a tree of elements and texts in document order.
public struct MarkupTree: Sendable {
  /// An element or a text.
  public struct Node: Sendable {
    /// The name of the element, in HTML in lower case, in XML without prefix; empty for a text.
    public let name: String
    /// The text, character references resolved; empty for an element.
    public internal(set) var text: String
    /// The attributes of an element, in document order.
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
    /// The name, in HTML in lower case, in XML without prefix.
    public let name: String
    /// The value, character references resolved; empty if there is none.
    public let value: String
  }

  /// The nodes in document order; the children of a node are the first node after it, the node at
  /// the end of that, and so on up to its own end.
  public internal(set) var nodes: [Node] = []

  /// How large a document may be.
  public struct Limits: Sendable {
    /// The largest number of elements and texts.
    public var nodes = 4_000_000
    /// The largest depth.
    public var depth = 4096

    /// The usual limits.
    public init() {}
  }

  /// Reads a page as browsers do: end tags may be missing, tags may overlap, nothing but a limit makes
  /// a page an error. Nothing is fetched or run.
  ///
  /// - Parameter bytes: the whole page in UTF-8, whatever it says of its encoding.
  /// - Throws: `html-limit-exceeded`.
  public init(html bytes: [UInt8], limits: Limits = Limits()) throws(Diagnostic) {
    nodes = try HTMLParser.nodes(of: bytes, limits)
  }

  /// Reads an XML document; namespaces are left out.
  ///
  /// - Parameters:
  ///   - bytes: the whole document in an encoding that it declares.
  ///   - name: what findings call it.
  /// - Throws: what the document lacks as XML; a DOCTYPE is refused.
  public init(xml bytes: [UInt8], name: String) throws(Diagnostic) {
    let reader = XMLStreamReader()
    bytes.withUnsafeBufferPointer { reader.feed($0) }
    reader.finish()
    var open: [Int] = []
    do throws(Diagnostic) {
      while let event = try reader.next() { add(event, reader, &open) }
    } catch {
      throw error.inSource(name)
    }
    while let index = open.popLast() { nodes[index].end = nodes.count }
  }

  private mutating func add(_ event: XMLEvent, _ reader: XMLStreamReader, _ open: inout [Int]) {
    let line = reader.place.line
    switch event {
    case .start:
      let attributes = (0..<reader.attributeCount).map { index in
        let attribute = reader.attribute(at: index)
        return Attribute(
          name: String(decoding: attribute.localName, as: UTF8.self), value: attribute.value)
      }
      open.append(nodes.count)
      nodes.append(
        Node(
          name: String(decoding: reader.localName, as: UTF8.self), text: "",
          attributes: attributes, line: line, end: nodes.count + 1))
    case .text:
      let text = String(decoding: reader.text, as: UTF8.self)
      nodes.append(
        Node(name: "", text: text, attributes: [], line: line, end: nodes.count + 1))
    case .end:
      if let index = open.popLast() { nodes[index].end = nodes.count }
    }
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
