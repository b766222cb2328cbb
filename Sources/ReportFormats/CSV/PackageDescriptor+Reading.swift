internal import ReportDiagnostics
internal import ReportSyntax

extension PackageDescriptor {
  /// A resource as `datapackage.json` describes it. What is not there is nil; what this reader has
  /// no use for is left out.
  struct Resource {
    var name: String?
    var path: String?
    var encoding: String?
    var bytes: Int?
    var hash: String?
    /// The names and types of the fields.
    var fields: [(name: String, type: String)] = []
    /// Where it is described.
    var place = Place()
  }

  /// The largest `datapackage.json` that is read.
  static let sizeLimit = 16 << 20

  /// The resources that the document in `bytes` describes.
  ///
  /// - Throws: `json-…` for what is no JSON, `package-descriptor-invalid`; places without a source.
  static func resources(in bytes: [UInt8]) throws(Diagnostic) -> [Resource] {
    let doubled = try JSONDocument.validate(bytes.span)
    if let doubled = doubled.first { throw doubled }
    var parser = PackageDescriptorParser()
    return try parser.package(bytes.span)
  }
}

/// Takes what matters from a document that is known to be JSON.
private struct PackageDescriptorParser {
  private var scanner = JSONScanner()

  mutating func package(
    _ bytes: Span<UInt8>
  ) throws(Diagnostic) -> [PackageDescriptor.Resource] {
    var resources: [PackageDescriptor.Resource]?
    try scanner.beginObject(bytes)
    while let key = try scanner.nextKey(bytes) {
      if key.equals("profileVersion", in: bytes) {
        try checkVersion(bytes)
        continue
      }
      guard key.equals("resources", in: bytes) else {
        try scanner.skipValue(bytes)
        continue
      }
      var found: [PackageDescriptor.Resource] = []
      try scanner.beginArray(bytes)
      while try scanner.nextElement(bytes) { found.append(try resource(bytes)) }
      resources = found
    }
    guard let resources else {
      throw invalid(Place(line: 1, column: 1), zh: "没有 resources", en: "it has no resources")
    }
    return resources
  }

  private mutating func checkVersion(_ bytes: Span<UInt8>) throws(Diagnostic) {
    let number = try scanner.number(bytes)
    if let decimal = number.decimal, decimal.scale == 0, decimal.mantissa > 0,
      decimal.mantissa <= PackageDescriptor.profileVersion
    {
      return
    }
    throw Diagnostic(
      .packageVersionUnknown, at: scanner.place(of: number.start, in: bytes),
      [
        "version": number.spelling(in: bytes), "known": "\(PackageDescriptor.profileVersion)",
      ])
  }

  private mutating func resource(
    _ bytes: Span<UInt8>
  ) throws(Diagnostic) -> PackageDescriptor.Resource {
    var resource = PackageDescriptor.Resource()
    _ = try scanner.peek(bytes)
    resource.place = scanner.place(of: scanner.offset, in: bytes)
    try scanner.beginObject(bytes)
    while let key = try scanner.nextKey(bytes) {
      if key.equals("name", in: bytes) {
        resource.name = try text(bytes)
      } else if key.equals("path", in: bytes) {
        guard try scanner.peek(bytes) == .string else {
          throw invalid(
            scanner.place(of: scanner.offset, in: bytes), zh: "path 须为一个文件的路径",
            en: "path must be the path of one file")
        }
        resource.path = try text(bytes)
      } else if key.equals("encoding", in: bytes) {
        resource.encoding = try text(bytes)
      } else if key.equals("hash", in: bytes) {
        resource.hash = try text(bytes)
      } else if key.equals("bytes", in: bytes) {
        let number = try scanner.number(bytes)
        guard let decimal = number.decimal, decimal.scale == 0, decimal.mantissa >= 0 else {
          throw invalid(
            scanner.place(of: number.start, in: bytes), zh: "bytes 须为非负整数",
            en: "bytes must be a whole number, 0 or more")
        }
        resource.bytes = Int(decimal.mantissa)
      } else if key.equals("schema", in: bytes), try scanner.peek(bytes) == .object {
        resource.fields = try fields(bytes)
      } else {
        try scanner.skipValue(bytes)
      }
    }
    return resource
  }

  private mutating func fields(
    _ bytes: Span<UInt8>
  ) throws(Diagnostic) -> [(name: String, type: String)] {
    var fields: [(name: String, type: String)] = []
    try scanner.beginObject(bytes)
    while let key = try scanner.nextKey(bytes) {
      guard key.equals("fields", in: bytes) else {
        try scanner.skipValue(bytes)
        continue
      }
      try scanner.beginArray(bytes)
      while try scanner.nextElement(bytes) { fields.append(try field(bytes)) }
    }
    return fields
  }

  private mutating func field(
    _ bytes: Span<UInt8>
  ) throws(Diagnostic) -> (name: String, type: String) {
    var field = (name: "", type: "")
    try scanner.beginObject(bytes)
    while let key = try scanner.nextKey(bytes) {
      if key.equals("name", in: bytes) {
        field.name = try text(bytes)
      } else if key.equals("type", in: bytes) {
        field.type = try text(bytes)
      } else {
        try scanner.skipValue(bytes)
      }
    }
    return field
  }

  private mutating func text(_ bytes: Span<UInt8>) throws(Diagnostic) -> String {
    var unused = TextRepairs()
    return try scanner.string(bytes, repairs: &unused)
  }

  private func invalid(_ place: Place, zh: String, en: String) -> Diagnostic {
    Diagnostic(.packageDescriptorInvalid, at: place, ["zh": zh, "en": en])
  }
}
