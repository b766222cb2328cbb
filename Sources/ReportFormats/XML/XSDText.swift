internal import ReportModel

/// The text of an XSD in the making: one construct a line, indented by depth.
struct XSDText {
  private var lines: [String] = []
  private var depth = 0

  /// The whole text.
  var text: String { lines.joined(separator: "\n") + "\n" }

  mutating func open(namespace: String, more: String = "", madeFrom data: String) {
    add("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
    add("<!-- Generated from Schemas/\(data) by `nianbao schema`. Do not edit. -->")
    add(
      "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns=\"\(namespace)\"\(more) "
        + "targetNamespace=\"\(namespace)\" elementFormDefault=\"qualified\">")
    depth = 1
  }

  mutating func close() {
    depth = 0
    add("</xs:schema>")
  }

  mutating func add(_ line: String) {
    lines.append(String(repeating: "  ", count: depth) + line)
  }

  /// A construct with others inside; `opening` is its start tag.
  mutating func block(_ opening: String, _ content: (inout XSDText) -> Void) {
    add(opening)
    depth += 1
    content(&self)
    depth -= 1
    let name = opening.dropFirst().prefix { $0 != " " && $0 != ">" }
    add("</\(name)>")
  }

  /// A complex type: a sequence of elements, then attributes.
  mutating func type(
    _ name: String, attributes: [String] = [], _ content: (inout XSDText) -> Void
  ) {
    block("<xs:complexType name=\"\(name)\">") { xsd in
      xsd.block("<xs:sequence>", content)
      for attribute in attributes { xsd.add(attribute) }
    }
  }

  mutating func required(_ name: String, _ type: String) {
    add("<xs:element name=\"\(name)\" type=\"\(type)\"/>")
  }

  mutating func optional(_ name: String, _ type: String) {
    add("<xs:element name=\"\(name)\" type=\"\(type)\" minOccurs=\"0\"/>")
  }

  /// An optional element with the label that the form prints for it.
  mutating func optional(_ name: String, _ type: String, label: String) {
    block("<xs:element name=\"\(name)\" type=\"\(type)\" minOccurs=\"0\">") { $0.document(label) }
  }

  mutating func any(_ name: String, _ type: String) {
    add(
      "<xs:element name=\"\(name)\" type=\"\(type)\" minOccurs=\"0\" maxOccurs=\"unbounded\"/>")
  }

  mutating func some(_ name: String, _ type: String) {
    add("<xs:element name=\"\(name)\" type=\"\(type)\" maxOccurs=\"unbounded\"/>")
  }

  /// Documentation in Chinese; nothing for an empty text.
  mutating func document(_ text: String) {
    guard !text.isEmpty else { return }
    add(
      "<xs:annotation><xs:documentation xml:lang=\"zh\">\(Self.escaped(text))"
        + "</xs:documentation></xs:annotation>")
  }

  mutating func simple(_ name: String, base: String, _ facets: String...) {
    block("<xs:simpleType name=\"\(name)\">") { xsd in
      xsd.block("<xs:restriction base=\"\(base)\">") { xsd in
        for facet in facets { xsd.add(facet) }
      }
    }
  }

  mutating func pattern(_ name: String, _ pattern: String) {
    simple(name, base: "xs:string", "<xs:pattern value=\"\(Self.escaped(pattern))\"/>")
  }

  /// A type of fixed values, each with the label that the form prints for it, if any.
  mutating func enumeration(_ name: String, _ values: [(value: String, label: String)]) {
    block("<xs:simpleType name=\"\(name)\">") { xsd in
      xsd.block("<xs:restriction base=\"xs:string\">") { xsd in
        for (value, label) in values {
          let facet = "<xs:enumeration value=\"\(Self.escaped(value))\""
          if label.isEmpty {
            xsd.add(facet + "/>")
          } else {
            xsd.block(facet + ">") { $0.document(label) }
          }
        }
      }
    }
  }

  /// The type of every free text.
  mutating func textSimpleType() {
    simple("text", base: "xs:string", "<xs:maxLength value=\"\(TextRule.maximumLength)\"/>")
  }

  /// Text of a simple type with attributes.
  mutating func textType(_ name: String, base: String = "text", attributes: [String]) {
    block("<xs:complexType name=\"\(name)\">") { xsd in
      xsd.block("<xs:simpleContent>") { xsd in
        xsd.block("<xs:extension base=\"\(base)\">") { xsd in
          for attribute in attributes { xsd.add(attribute) }
        }
      }
    }
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}
