internal import CLibXML2
public import ReportDiagnostics

/// One thing that a schema does not allow.
public struct XMLSchemaFinding: Sendable, Hashable {
  /// libxml2's error code (`XML_SCHEMAV_…`).
  public let code: Int32
  /// Where the tag begins that it was found at: the start tag of the element whose value, name or
  /// attribute is wrong; for a missing element the end tag of the parent.
  public let place: Place
  /// The local names of the elements from the root of the subtree on: `report/tables/disclosure`.
  public let path: String
  /// The local name of the attribute it is about; empty if none.
  public let attribute: String
  /// The beginning of the value that is wrong; empty if it is about no value.
  public let value: String
  /// The local names of the elements that might have stood there (libxml2 tells at most ten).
  public let expected: [String]
  /// libxml2's message.
  public let message: String

  init(_ report: XMLSchemaReport, place: Place, path: String, value: String) {
    code = report.code
    self.place = place
    self.path = path
    attribute = report.attribute
    self.value = value
    expected = report.expected
    message = report.message
  }

  /// The finding as an entry of the catalogue.
  public var diagnostic: Diagnostic {
    var arguments = ["path": path, "value": value, "attribute": attribute, "detail": message]
    arguments["expected"] = expected.isEmpty ? "—" : expected.joined(separator: ", ")
    arguments["rule"] = rule
    if !attribute.isEmpty && kind.id == DiagnosticKind.xmlValueInvalid.id {
      arguments["path"] = path + "/@" + attribute
    }
    return Diagnostic(kind, at: place, arguments)
  }

  private var kind: DiagnosticKind {
    switch UInt32(bitPattern: code) {
    case XML_SCHEMAV_ELEMENT_CONTENT.rawValue where message.contains("Missing child element"):
      .xmlElementMissing
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_1.rawValue where message.contains("Character content"),
      XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3.rawValue:
      .xmlTextUnexpected
    case XML_SCHEMAV_ELEMENT_CONTENT.rawValue, XML_SCHEMAV_CVC_ELT_1.rawValue,
      XML_SCHEMAV_CVC_COMPLEX_TYPE_2_1.rawValue, XML_SCHEMAV_CVC_COMPLEX_TYPE_2_2.rawValue,
      XML_SCHEMAV_CVC_TYPE_3_1_2.rawValue:
      .xmlElementUnexpected
    case XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1
      .rawValue...XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_3
      .rawValue,
      XML_SCHEMAV_CVC_FACET_VALID.rawValue...XML_SCHEMAV_CVC_ENUMERATION_VALID.rawValue,
      XML_SCHEMAV_CVC_ATTRIBUTE_4.rawValue, XML_SCHEMAV_CVC_AU.rawValue,
      XML_SCHEMAV_CVC_ELT_5_2_2_2_1.rawValue, XML_SCHEMAV_CVC_ELT_5_2_2_2_2.rawValue:
      .xmlValueInvalid
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_1.rawValue, XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1.rawValue,
      XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2.rawValue, XML_SCHEMAV_CVC_TYPE_3_1_1.rawValue:
      .xmlAttributeUnexpected
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_4.rawValue: .xmlAttributeMissing
    default: .xmlInvalid
    }
  }

  /// The rule that a value breaks, in the language of the schema.
  private var rule: String {
    let quotes: [(opening: String, closing: String)] = [
      ("by the pattern '", "'"), ("element of the set {", "}"), ("value constraint '", "'"),
    ]
    for (opening, closing) in quotes {
      if let rule = XMLLibrary.part(of: message, after: opening, upTo: closing) { return rule }
    }
    if let type = XMLLibrary.part(of: message, after: "atomic type '", upTo: "'") {
      return XMLLibrary.localName(type)
    }
    if let length = XMLLibrary.part(of: message, after: "maximum length of '", upTo: "'") {
      return "≤ \(length)"
    }
    return message
  }
}

/// An error of libxml2's validator as it came.
struct XMLSchemaReport {
  let code: Int32
  let message: String

  /// Whether it says no more than that libxml2 lost its way, which only follows other errors.
  var isInternal: Bool { code == Int32(XML_SCHEMAV_INTERNAL.rawValue) }

  /// Whether it is about which children an element has.
  var isAboutChildren: Bool { code == Int32(XML_SCHEMAV_ELEMENT_CONTENT.rawValue) }

  /// Whether it says of a value, less clearly, what `other` said about it.
  func repeats(_ other: XMLSchemaReport) -> Bool {
    let facets = XML_SCHEMAV_CVC_FACET_VALID.rawValue...XML_SCHEMAV_CVC_ENUMERATION_VALID.rawValue
    return code == Int32(XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1.rawValue)
      && facets.contains(UInt32(bitPattern: other.code)) && attribute == other.attribute
  }

  /// The attribute it is about: `Element 'a', attribute 'b': …` or `The attribute 'b' is …`.
  var attribute: String {
    // The names come first, values later.
    for opening in ["', attribute '", ": The attribute '"] {
      guard let start = message.firstRange(of: opening)?.upperBound else { continue }
      // What follows the opening in a value is no attribute.
      if let colon = message.firstRange(of: "': ")?.lowerBound, start > colon, opening.first == "'"
      {
        continue
      }
      return XMLLibrary.localName(message[start...].prefix { $0 != "'" })
    }
    return ""
  }

  /// The local names in `Expected is one of ( {urn:a}b, {urn:a}c )`.
  var expected: [String] {
    for opening in [" Expected is one of ( ", " Expected is ( "] {
      guard let list = XMLLibrary.part(of: message, after: opening, upTo: " )") else { continue }
      return list.split(separator: ",").map {
        XMLLibrary.localName($0.drop { $0 == " " }.prefix { $0 != " " })
      }
    }
    return []
  }
}
