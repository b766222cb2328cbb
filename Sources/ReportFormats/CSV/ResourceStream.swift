internal import ReportDiagnostics
internal import ReportContainers
internal import ReportIO
internal import ReportSyntax

/// The records of one resource, one after the other; the next one can be looked at before it is taken.
final class ResourceStream {
  /// Which resource it is.
  let resource: PackageResource
  /// What findings call its file.
  let sourceName: String
  /// Whether there is a record to look at.
  private(set) var hasRecord = false
  /// Whether the record was found to belong to a report that is still to come, or never comes.
  var isHeld = false
  private var records: CSVRecordSource
  private let digested: DigestedSource
  private let stated: PackageDescriptor.Resource

  /// How many bytes were read.
  var bytesTaken: Int { digested.count }
  /// How many there are, as far as known.
  let size: Int

  /// Opens a resource and checks its header.
  init(
    _ resource: PackageResource, _ source: ByteSource, as stated: PackageDescriptor.Resource
  ) throws(Diagnostic) {
    self.resource = resource
    self.stated = stated
    sourceName = source.path
    size = source.size ?? 0
    let table = resource.table
    let declared = stated.encoding ?? "utf-8"
    let name = declared.lowercased() == "utf-8-sig" ? "utf-8" : declared
    guard let encoding = TextEncoding(declared: name) else {
      throw Diagnostic(
        .packageEncodingUnknown, at: stated.place,
        ["name": table.name, "encoding": String(declared.prefix(64))])
    }
    digested = DigestedSource(source, Self.algorithm(of: stated.hash) ?? .sha256)
    do throws(Diagnostic) {
      records = try CSVRecordSource(digested.makeSource(), declared: encoding)
      _ = try records.next()
      try Self.checkHeader(records.record, table)
    } catch {
      throw error.inSource(source.path)
    }
    try advance()
  }

  /// The record to look at; valid until ``advance()``.
  var record: CSVRecord { records.record }

  /// Goes on to the next record.
  func advance() throws(Diagnostic) {
    isHeld = false
    do throws(Diagnostic) {
      repeat { hasRecord = try records.next() } while hasRecord && records.record.isBlank
    } catch {
      hasRecord = false
      throw error.inSource(sourceName)
    }
  }

  /// A place in the file.
  func place(_ line: Int) -> Place { Place(source: sourceName, line: line) }

  /// What does not agree with what is stated of the file; asked for at its end.
  func verdict() -> [Diagnostic] {
    var findings: [Diagnostic] = []
    let name = resource.rawValue
    let place = Place(source: sourceName)
    if let bytes = stated.bytes, bytes != digested.count {
      findings.append(
        Diagnostic(
          .packageBytesDiffer, at: place,
          ["name": name, "stated": "\(bytes)", "found": "\(digested.count)"]))
    }
    guard let hash = stated.hash else { return findings }
    guard let algorithm = Self.algorithm(of: hash), let found = digested.finish() else {
      findings.append(
        Diagnostic(
          .packageHashUnverified, at: place, ["name": name, "hash": String(hash.prefix(64))]))
      return findings
    }
    if hash.dropFirst(algorithm.rawValue.count + 1).lowercased() != found {
      findings.append(Diagnostic(.packageHashDiffers, at: place, ["name": name]))
    }
    return findings
  }

  /// The algorithm that a hash such as `sha256:…` names; nil for none that is known.
  private static func algorithm(of hash: String?) -> MessageDigest.Algorithm? {
    guard let hash, let colon = hash.firstIndex(of: ":") else { return nil }
    return MessageDigest.Algorithm(rawValue: hash[..<colon].lowercased())
  }

  private static func checkHeader(
    _ record: CSVRecord, _ table: PackageTable
  ) throws(Diagnostic) {
    var isRight = record.fields.count == table.fields.count
    for (index, field) in table.fields.enumerated() where isRight {
      isRight = record.field(index, is: field.name)
    }
    guard !isRight else { return }
    let found = record.fields.indices.prefix(30).map { record.excerpt($0) }
    throw Diagnostic(
      .packageHeaderInvalid, at: Place(line: 1, column: 1),
      [
        "name": table.name, "found": String(found.joined(separator: ",").prefix(200)),
        "header": table.header,
      ])
  }
}
