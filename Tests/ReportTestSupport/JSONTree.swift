public import ReportDiagnostics
public import ReportSyntax

/// A JSON value as a tree, for tests to compare; read by way of the scanner.
public indirect enum JSONTree: Equatable {
  /// Members in their order.
  case object([Member])
  /// Elements.
  case array([JSONTree])
  /// A string.
  case string(String)
  /// A number: the digits, and how many of them stand after the point.
  case number(Int64, scale: Int)
  /// A number that has too many digits to be kept, as spelt; it cannot be written.
  case inexactNumber(String)
  /// True or false.
  case boolean(Bool)
  /// Null.
  case null

  /// A member of an object.
  public struct Member: Equatable {
    /// Its name.
    public let key: String
    /// Its value.
    public let value: JSONTree

    /// Makes a member.
    public init(key: String, value: JSONTree) {
      self.key = key
      self.value = value
    }
  }

  /// Reads a document.
  public init(_ text: String) throws(Diagnostic) { try self.init(Array(text.utf8)) }

  /// Reads a document.
  public init(_ bytes: [UInt8]) throws(Diagnostic) {
    var scanner = JSONScanner()
    self = try JSONTree.read(&scanner, bytes.span)
    try scanner.end(bytes.span)
  }

  private static func read(
    _ scanner: inout JSONScanner, _ bytes: Span<UInt8>
  ) throws(Diagnostic) -> JSONTree {
    var repairs = TextRepairs()
    switch try scanner.peek(bytes) {
    case .object:
      var members: [Member] = []
      try scanner.beginObject(bytes)
      while let key = try scanner.nextKey(bytes) {
        let name = scanner.string(of: key, bytes, repairs: &repairs)
        members.append(Member(key: name, value: try read(&scanner, bytes)))
      }
      return .object(members)
    case .array:
      var elements: [JSONTree] = []
      try scanner.beginArray(bytes)
      while try scanner.nextElement(bytes) { elements.append(try read(&scanner, bytes)) }
      return .array(elements)
    case .string: return .string(try scanner.string(bytes, repairs: &repairs))
    case .boolean: return .boolean(try scanner.boolean(bytes))
    case .null:
      try scanner.null(bytes)
      return .null
    case .number:
      let number = try scanner.number(bytes)
      guard let decimal = number.decimal else {
        return .inexactNumber(number.spelling(in: bytes))
      }
      return .number(decimal.mantissa, scale: decimal.scale)
    }
  }

  /// Writes the tree.
  public func write(_ writer: inout JSONWriter, inline: Bool = false) {
    switch self {
    case .object(let members):
      writer.beginObject(inline: inline)
      for member in members {
        writer.key(member.key)
        member.value.write(&writer)
      }
      writer.endObject()
    case .array(let elements):
      writer.beginArray(inline: inline)
      for element in elements { element.write(&writer) }
      writer.endArray()
    case .string(let text): writer.string(text)
    case .number(let mantissa, let scale): writer.decimal(mantissa: mantissa, scale: scale)
    case .inexactNumber: preconditionFailure("not written")
    case .boolean(let value): writer.boolean(value)
    case .null: writer.null()
    }
  }

  /// The same tree with the members of every object in another order.
  public func shuffled(_ generator: inout SeededGenerator) -> JSONTree {
    switch self {
    case .object(let members):
      .object(
        members.map { Member(key: $0.key, value: $0.value.shuffled(&generator)) }
          .shuffled(using: &generator))
    case .array(let elements): .array(elements.map { $0.shuffled(&generator) })
    default: self
    }
  }

  /// The document in one line.
  public var document: [UInt8] {
    var writer = JSONWriter(layout: .compact)
    write(&writer)
    writer.endDocument()
    return writer.bytes
  }

  /// A generated tree, at most `depth` levels deep.
  public static func random(_ generator: inout SeededGenerator, depth: Int) -> JSONTree {
    switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &generator) {
    case 0: return .null
    case 1: return .boolean(Bool.random(using: &generator))
    case 2: return .string(randomText(&generator))
    case 3, 4:
      let digits = Int.random(in: 0...15, using: &generator)
      let text = String(
        "\(UInt64.random(in: 0..<10_000_000_000_000_000, using: &generator))"
          .prefix(digits))
      let mantissa = Int64(text) ?? 0
      let sign: Int64 = Bool.random(using: &generator) ? 1 : -1
      // Normalised as the scanner will give it back.
      guard mantissa != 0, mantissa % 10 != 0 else { return .number(sign * mantissa, scale: 0) }
      return .number(sign * mantissa, scale: Int.random(in: 0...15, using: &generator))
    case 5:
      return .array(
        (0..<Int.random(in: 0...4, using: &generator)).map { _ in
          random(&generator, depth: depth - 1)
        })
    default:
      return .object(
        (0..<Int.random(in: 0...4, using: &generator)).map { _ in
          Member(key: randomText(&generator), value: random(&generator, depth: depth - 1))
        })
    }
  }

  private static func randomText(_ generator: inout SeededGenerator) -> String {
    generator.pick(upTo: 6, from: NastyText.pieces).joined()
  }
}
