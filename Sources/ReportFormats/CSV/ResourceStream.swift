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
  /// How many columns the header names: those of the table, of which optional ones may be missing.
  let columnCount: Int

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
    digested = stated.digested(source)
    do throws(Diagnostic) {
      records = try CSVRecordSource(digested.makeSource(), declared: encoding)
      _ = try records.next()
      columnCount = try Self.columnCount(records.record, table)
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
  func verdict() -> [Diagnostic] { stated.verdict(on: digested, named: sourceName) }

  private static func columnCount(
    _ record: CSVRecord, _ table: PackageTable
  ) throws(Diagnostic) -> Int {
    var isRight = record.fields.count <= table.fields.count
    for (index, field) in table.fields.enumerated() where isRight {
      isRight =
        index < record.fields.count ? record.field(index, is: field.name) : field.isOptional
    }
    if isRight { return record.fields.count }
    let found = record.fields.indices.prefix(30).map { record.excerpt($0) }
    throw Diagnostic(
      .packageHeaderInvalid, at: Place(line: 1, column: 1),
      [
        "name": table.name, "found": String(found.joined(separator: ",").prefix(200)),
        "header": table.header,
      ])
  }
}

extension PackageDescriptor.Resource {
  /// `source` with the digest that is stated of it.
  func digested(_ source: ByteSource) -> DigestedSource {
    DigestedSource(source, algorithm ?? .sha256)
  }

  /// What does not agree with what is stated of a file that was read to its end.
  func verdict(on content: DigestedSource, named source: String) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    let (name, place) = (name ?? "", Place(source: source))
    if let bytes, bytes != content.count {
      findings.append(
        Diagnostic(
          .packageBytesDiffer, at: place,
          ["name": name, "stated": "\(bytes)", "found": "\(content.count)"]))
    }
    guard let hash else { return findings }
    guard let algorithm, let found = content.finish() else {
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
  private var algorithm: MessageDigest.Algorithm? {
    guard let hash, let colon = hash.firstIndex(of: ":") else { return nil }
    return MessageDigest.Algorithm(rawValue: hash[..<colon].lowercased())
  }
}
