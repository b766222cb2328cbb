internal import ReportDiagnostics
internal import ReportIO
internal import ReportModel
internal import ReportSyntax

/// One line of `index.ndjson`: where a report lies and what it is about. A hint for whoever looks for
/// one of many; what it says is checked against the report before it counts.
public struct BundleIndexLine: Sendable, Hashable {
  /// The id of the report.
  public var id = ""
  /// Its path below the base directory.
  public var path = ""
  /// Where its ZIP entry or gzip member begins in the container; nil if it does not say.
  public var offset: Int?
  /// Its size in bytes; nil if it does not say.
  public var size: Int?
  /// Its edition.
  public var edition = ""
  /// The year that it reports on; nil if it is not known.
  public var year: Int?
  /// The name of the agency; empty if it is not known.
  public var agency = ""

  /// The division code that the path of the report gives; empty if it gives none.
  public var divisionCode: String {
    let parts = path.split(separator: "/")
    guard parts.count == 5, parts[1] == "reports", parts[2] != "unknown" else { return "" }
    return String(parts[2])
  }

  /// The longest line that is read.
  static let lengthLimit = 1 << 23

  init() {}

  /// The line of a report of which no more is known.
  init(id: String, path: String) {
    self.id = id
    self.path = path
  }

  /// The line of a report, without its place.
  init(_ report: Report, path: String) {
    id = report.id.description
    self.path = path
    edition = report.edition
    year = report.year
    agency = report.agency.name
  }

  /// Reads a line; nil if it is none, or lacks the id or the path.
  init?(_ bytes: Span<UInt8>) {
    let json = JSONObjectReader(bytes)
    do throws(Diagnostic) {
      try json.object { key throws(Diagnostic) in
        switch key {
        case "id": id = try json.text()
        case "path": path = try json.text()
        case "edition": edition = try json.text()
        case "agency": agency = try json.text()
        case "offset": offset = try json.wholeNumber()
        case "bytes": size = try json.wholeNumber()
        case "year": year = try json.wholeNumber()
        default: try json.skip()
        }
      }
      try json.end()
    } catch {
      return nil
    }
    if id.isEmpty || path.isEmpty { return nil }
  }

  /// The line as JSON, without what is not known, and without a line feed.
  public func json() -> [UInt8] {
    var json = JSONWriter(layout: .compact)
    json.beginObject()
    func member(_ name: String, _ text: String) {
      json.key(name)
      json.string(text)
    }
    member("id", id)
    member("path", path)
    if let offset {
      json.key("offset")
      json.integer(offset)
    }
    if let size {
      json.key("bytes")
      json.integer(size)
    }
    member("edition", edition)
    if let year {
      json.key("year")
      json.integer(year)
    }
    if !agency.isEmpty { member("agency", agency) }
    json.endObject()
    return json.bytes
  }
}

/// Puts the lines of an index in byte order of their ids, so that one can be found without reading all:
/// some 40 bytes of memory a line.
enum BundleIndexOrder {
  /// The lines of `spool`, sorted, in a spool beside `path`.
  ///
  /// - Throws: an entry of the output area.
  static func sorted(_ spool: SpoolFile, beside path: String) throws(Diagnostic) -> SpoolFile {
    var ids = PackedStrings()
    var ends: [Int] = []
    var isSorted = true
    var lines = LineSource(try spool.source(named: path), limit: BundleIndexLine.lengthLimit)
    var end = 0
    while let line = try lines.next() {
      let bytes = lines.bytes
      let id = BundleIndexLine(bytes.span.extracting(line.range))?.id ?? ""
      if ids.count > 0, ids.compare(ids.count - 1, id.utf8.span) > 0 { isSorted = false }
      ids.append(id.utf8.span)
      end += line.range.count + 1
      ends.append(end)
    }
    // Lines are written with a line feed each; anything else stays as it is.
    if isSorted || end != spool.count { return spool }
    let sorted = SpoolFile(beside: path)
    for number in ids.sorted() {
      let start = number == 0 ? 0 : ends[Int(number) - 1]
      try sorted.write(try spool.bytes(at: start, count: ends[Int(number)] - start))
    }
    return sorted
  }
}
