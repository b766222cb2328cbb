/// One attribute of a start tag.
public struct XMLAttribute {
  /// The local name; a view that is valid until the reader goes on.
  public let localName: UnsafeBufferPointer<UInt8>
  /// The namespace; empty for none. A view that is valid until the reader goes on.
  public let namespace: UnsafeBufferPointer<UInt8>
  /// The value, references resolved and white space normalised as XML demands.
  public let value: String
}

extension XMLStreamReader {
  /// How many attributes the start tag has, namespace declarations not counted.
  public var attributeCount: Int { event.kind == .start ? event.upper - event.lower : 0 }

  /// The attribute at `index`, which must be less than ``attributeCount``.
  public func attribute(at index: Int) -> XMLAttribute {
    let attribute = state.pointee.tape.attributes[event.lower + index]
    return XMLAttribute(
      localName: XMLName.view(attribute.name), namespace: XMLName.view(attribute.namespace),
      value: Self.value(state.pointee.tape.bytes.view(attribute.value)))
  }

  /// The value of the attribute `name` in no namespace; nil if the start tag lacks it.
  public func attribute(_ name: String) -> String? {
    for index in 0..<attributeCount {
      let attribute = state.pointee.tape.attributes[event.lower + index]
      guard attribute.namespace == nil,
        XMLName.view(attribute.name).elementsEqual(name.utf8)
      else { continue }
      return Self.value(state.pointee.tape.bytes.view(attribute.value))
    }
    return nil
  }

  /// A value as libxml2 gives it to SAX handlers: every `&` is still written `&#38;`.
  private static func value(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
    let reference = Array("&#38;".utf8)
    var result: [UInt8] = []
    var rest = bytes[...]
    while let first = rest.first {
      result.append(first)
      rest = rest.dropFirst(rest.starts(with: reference) ? reference.count : 1)
    }
    return String(decoding: result, as: UTF8.self)
  }
}
