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
    return try PackageDescriptorParser(json: JSONObjectReader(bytes)).package()
  }
}

/// Takes what matters from a document that is known to be JSON.
private struct PackageDescriptorParser {
  let json: JSONObjectReader

  func package() throws(Diagnostic) -> [PackageDescriptor.Resource] {
    var resources: [PackageDescriptor.Resource]?
    try json.object { key throws(Diagnostic) in
      switch key {
      case "profileVersion": try checkVersion()
      case "resources": resources = try json.list(resource)
      default: try json.skip()
      }
    }
    guard let resources else {
      throw invalid(Place(line: 1, column: 1), zh: "没有 resources", en: "it has no resources")
    }
    return resources
  }

  private func checkVersion() throws(Diagnostic) {
    _ = try json.kind()
    let place = json.place
    let version = try json.wholeNumber()
    if let version, (1...PackageDescriptor.profileVersion).contains(version) { return }
    throw Diagnostic(
      .packageVersionUnknown, at: place,
      [
        "version": version.map { "\($0)" } ?? "—", "known": "\(PackageDescriptor.profileVersion)",
      ])
  }

  private func resource() throws(Diagnostic) -> PackageDescriptor.Resource {
    var resource = PackageDescriptor.Resource()
    _ = try json.kind()
    resource.place = json.place
    try json.object { key throws(Diagnostic) in
      switch key {
      case "name": resource.name = try json.text()
      case "path":
        guard try json.kind() == .string else {
          throw invalid(json.place, zh: "path 须为一个文件的路径", en: "path must be the path of one file")
        }
        resource.path = try json.text()
      case "encoding": resource.encoding = try json.text()
      case "hash": resource.hash = try json.text()
      case "bytes": resource.bytes = try size()
      case "schema":
        if try json.kind() == .object { resource.fields = try fields() } else { try json.skip() }
      default: try json.skip()
      }
    }
    return resource
  }

  private func size() throws(Diagnostic) -> Int {
    _ = try json.kind()
    let place = json.place
    guard let size = try json.wholeNumber() else {
      throw invalid(
        place, zh: "bytes 须为非负整数", en: "bytes must be a whole number, 0 or more")
    }
    return size
  }

  private func fields() throws(Diagnostic) -> [(name: String, type: String)] {
    var fields: [(name: String, type: String)] = []
    try json.object { key throws(Diagnostic) in
      if key == "fields" { fields += try json.list(field) } else { try json.skip() }
    }
    return fields
  }

  private func field() throws(Diagnostic) -> (name: String, type: String) {
    var field = (name: "", type: "")
    try json.object { key throws(Diagnostic) in
      switch key {
      case "name": field.name = try json.text()
      case "type": field.type = try json.text()
      default: try json.skip()
      }
    }
    return field
  }

  private func invalid(_ place: Place, zh: String, en: String) -> Diagnostic {
    Diagnostic(.packageDescriptorInvalid, at: place, ["zh": zh, "en": en])
  }
}
