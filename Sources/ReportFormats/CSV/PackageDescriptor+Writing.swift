internal import ReportSyntax

/// What `datapackage.json` is called and says.
enum PackageDescriptor {
  /// Its name in the package.
  static let fileName = "datapackage.json"
  /// The profiles of Data Package v2 that it declares.
  static let profiles = "https://datapackage.org/profiles/2.0/"
  /// The version of the package's own profile, in its property `profileVersion`: which resources and
  /// columns there are. 1, which is not stated, has neither labels nor the column `state`.
  static let profileVersion = 2
  /// How its hashes begin.
  static let hashPrefix = "sha256:"

  /// A resource as it was written.
  struct Written {
    let table: PackageTable
    let bytes: Int
    let sha256: String
  }

  /// The document for `resources`.
  static func document(_ resources: [Written], encoding: String) -> [UInt8] {
    var writer = JSONWriter(layout: .indented)
    writer.beginObject()
    writer.member("$schema", profiles + "datapackage.json")
    writer.member("name", "nianbao")
    writer.member("title", "Annual reports on open government information")
    writer.key("profileVersion")
    writer.integer(profileVersion)
    writer.key("resources")
    writer.beginArray()
    for resource in resources { writer.write(resource, encoding: encoding) }
    writer.endArray()
    writer.endObject()
    writer.endDocument()
    return writer.bytes
  }
}

extension JSONWriter {
  fileprivate mutating func member(_ name: String, _ value: String) {
    key(name)
    string(value)
  }

  fileprivate mutating func member(_ name: String, _ values: [String]) {
    key(name)
    beginArray(inline: true)
    for value in values { string(value) }
    endArray()
  }

  fileprivate mutating func write(_ resource: PackageDescriptor.Written, encoding: String) {
    let table = resource.table
    beginObject()
    member("$schema", PackageDescriptor.profiles + "dataresource.json")
    member("name", table.name)
    member("type", "table")
    member("description", table.description)
    member("path", table.fileName)
    member("format", "csv")
    member("mediatype", "text/csv")
    member("encoding", encoding)
    key("bytes")
    integer(resource.bytes)
    member("hash", PackageDescriptor.hashPrefix + resource.sha256)
    writeDialect()
    write(table)
    endObject()
  }

  /// RFC 4180, said in full, so that no reader guesses.
  private mutating func writeDialect() {
    key("dialect")
    beginObject()
    member("$schema", PackageDescriptor.profiles + "tabledialect.json")
    member("delimiter", ",")
    member("lineTerminator", "\r\n")
    member("quoteChar", "\"")
    for (name, value) in [("doubleQuote", true), ("skipInitialSpace", false), ("header", true)] {
      key(name)
      boolean(value)
    }
    endObject()
  }

  private mutating func write(_ table: PackageTable) {
    key("schema")
    beginObject()
    member("$schema", PackageDescriptor.profiles + "tableschema.json")
    key("fields")
    beginArray()
    for field in table.fields { write(field) }
    endArray()
    key("missingValues")
    write([.init(value: "", label: "missing")])
    member("primaryKey", table.primaryKey)
    if let foreignKey = table.foreignKey {
      key("foreignKeys")
      beginArray()
      beginObject()
      member("fields", foreignKey.fields)
      key("reference")
      beginObject()
      member("resource", foreignKey.resource.rawValue)
      member("fields", foreignKey.referenced)
      endObject()
      endObject()
      endArray()
    }
    endObject()
  }

  private mutating func write(_ field: TableField) {
    beginObject()
    member("name", field.name)
    member("type", field.type.rawValue)
    member("description", field.description)
    if let missingValues = field.missingValues {
      key("missingValues")
      write(missingValues)
    }
    writeConstraints(field)
    endObject()
  }

  private mutating func write(_ values: [TableField.MissingValue]) {
    beginArray()
    for value in values {
      beginObject(inline: true)
      member("value", value.value)
      member("label", value.label)
      endObject()
    }
    endArray()
  }

  private mutating func writeConstraints(_ field: TableField) {
    let numbers = [("minimum", field.minimum), ("maximum", field.maximum)]
    guard
      field.isRequired || field.pattern != nil || !field.words.isEmpty
        || numbers.contains(where: { $0.1 != nil })
    else { return }
    key("constraints")
    beginObject(inline: true)
    if field.isRequired {
      key("required")
      boolean(true)
    }
    for (name, number) in numbers {
      guard let number else { continue }
      key(name)
      integer(number)
    }
    if let pattern = field.pattern { member("pattern", pattern) }
    if !field.words.isEmpty { member("enum", field.words) }
    endObject()
  }
}
