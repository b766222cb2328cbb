internal import ReportSyntax

/// A value of a JSON document that is put together in memory, members in order.
indirect enum JSONSchemaNode {
  case object([(name: String, value: JSONSchemaNode)])
  case array([JSONSchemaNode])
  case string(String)
  case integer(Int)
  case boolean(Bool)

  /// The whole document, indented; what holds no other container stands on one line.
  var text: String {
    var writer = JSONWriter(layout: .indented)
    write(to: &writer)
    writer.endDocument()
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// The same object with `description` added, unless that is empty.
  func described(as description: String) -> JSONSchemaNode {
    guard case .object(let members) = self, !description.isEmpty else { return self }
    return .object(members + [("description", .string(description))])
  }

  private var isContainer: Bool {
    switch self {
    case .object, .array: true
    default: false
    }
  }

  private func write(to writer: inout JSONWriter) {
    switch self {
    case .object(let members):
      writer.beginObject(inline: !members.contains { $0.value.isContainer })
      for (name, value) in members {
        writer.key(name)
        value.write(to: &writer)
      }
      writer.endObject()
    case .array(let elements):
      writer.beginArray(inline: !elements.contains { $0.isContainer })
      for element in elements { element.write(to: &writer) }
      writer.endArray()
    case .string(let value): writer.string(value)
    case .integer(let value): writer.integer(value)
    case .boolean(let value): writer.boolean(value)
    }
  }
}

extension JSONSchemaNode: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
  ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral
{
  init(dictionaryLiteral elements: (String, JSONSchemaNode)...) {
    self = .object(elements.map { (name: $0, value: $1) })
  }

  init(arrayLiteral elements: JSONSchemaNode...) { self = .array(elements) }

  init(stringLiteral value: String) { self = .string(value) }

  init(integerLiteral value: Int) { self = .integer(value) }

  init(booleanLiteral value: Bool) { self = .boolean(value) }
}
