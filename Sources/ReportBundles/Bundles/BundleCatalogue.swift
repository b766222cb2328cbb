internal import ReportSyntax
public import ReportDiagnostics
public import ReportFormats
internal import ReportModel
internal import ReportIO

/// Finds reports in a bundle by their ids: by its index where that is there and true, else by reading
/// the reports.
public final class BundleCatalogue {
  private let path: String
  private let options: ReadOptions
  /// What finds things without reading all, if the container is made for it.
  private let search: IndexSearch?
  /// The container and its base directory, once all of it is needed.
  private var opened: (any BagContainer, String)?

  /// How many ids are searched one by one; of more, the index is read.
  private static let searchLimit = 256

  /// Opens the bag at `path`.
  ///
  /// - Throws: `input-unreadable`, `bag-declaration-missing`; an entry of the archive area.
  public init(path: String, options: ReadOptions) throws(Diagnostic) {
    self.path = path
    self.options = options
    search = IndexSearch(path: path, limits: options.archiveLimits)
    if search == nil { _ = try open() }
  }

  private func open() throws(Diagnostic) -> (container: any BagContainer, base: String) {
    if let opened { return opened }
    let container = try BagContainers.open(path, limits: options.archiveLimits)
    let made = (container, try Bag.base(of: container))
    opened = made
    return made
  }

  /// Goes through the lines of the index, in its order; of a bag without one, through the reports.
  ///
  /// - Parameters:
  ///   - id: what is looked for, if it is one report: then lines of others may be left out.
  ///   - found: is told what is wrong on the way.
  ///   - visit: is told each line; false ends it.
  /// - Throws: `input-unreadable`; an entry of the archive area.
  public func forEach(
    id: String? = nil, found: (Diagnostic) -> Void, _ visit: (BundleIndexLine) -> Bool
  ) throws(Diagnostic) {
    if let id, let lines = search?.lines(of: id), !lines.isEmpty {
      for line in lines where !visit(line) { return }
      return
    }
    guard let source = try openIndex() else {
      try forEachReport(found: found, visit)
      return
    }
    var lines = LineSource(source, limit: BundleIndexLine.lengthLimit)
    while let line = try lines.next() {
      let bytes = lines.bytes
      guard !line.isTooLong, let entry = BundleIndexLine(bytes.span.extracting(line.range)) else {
        found(
          Diagnostic(
            .bundleIndexWrong, at: try indexPlace(line: line.number),
            ["path": "—", "zh": "这一行无效", "en": "the line is not valid"]))
        continue
      }
      if !visit(entry) { return }
    }
  }

  private func indexPlace(line: Int = 0) throws(Diagnostic) -> Place {
    let (container, base) = try open()
    return container.place(base + BundleLayout.index, line: line)
  }

  private func openIndex() throws(Diagnostic) -> ByteSource? {
    if let source = try search?.openIndex() { return source }
    let (container, base) = try open()
    if let tar = container as? TarGzipBag, let (file, source) = try tar.openIndex(),
      file.path == base + BundleLayout.index
    {
      return source
    }
    return try container.open(base + BundleLayout.index)
  }

  private func forEachReport(
    found: (Diagnostic) -> Void, _ visit: (BundleIndexLine) -> Bool
  ) throws(Diagnostic) {
    let (container, base) = try open()
    let reader = try BundleReader(container, options)
    while let item = try reader.next() {
      for finding in item.findings where finding.severity == .error { found(finding) }
      guard let report = item.report else { continue }
      let prefix = container.sourceName(base)
      let path = String(item.place.source.dropFirst(prefix.count))
      let line = BundleIndexLine(report, path: path)
      if !visit(line) { return }
    }
  }

  /// The documents of the reports with `ids`, in the order in which they are found.
  ///
  /// - Parameters:
  ///   - found: is told what is wrong on the way, and every id that there is no report of.
  ///   - take: is given the id and the XML.
  /// - Returns: whether every report was found, and is sound.
  /// - Throws: what `take` throws; `input-unreadable`; an entry of the archive area.
  public func extract(
    _ ids: Set<String>, found: (Diagnostic) -> Void,
    take: (_ id: String, _ xml: [UInt8]) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> Bool {
    var ids = ids
    if let search, ids.count <= Self.searchLimit {
      for id in ids.sorted() {
        guard let line = search.lines(of: id)?.first,
          let bytes = search.document(line, limit: BundleLayout.fileLimit)
        else { continue }
        try take(id, bytes)
        ids.remove(id)
      }
      if ids.isEmpty { return true }
    }
    return try extractFromAll(ids, found: found, take: take)
  }

  /// Extracts as if there were nothing to search by.
  private func extractFromAll(
    _ ids: Set<String>, found: (Diagnostic) -> Void,
    take: (_ id: String, _ xml: [UInt8]) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> Bool {
    let (container, base) = try open()
    var wanted = ids
    var lines: [BundleIndexLine] = []
    if try container.open(base + BundleLayout.index) != nil {
      try forEach(found: found) { line in
        if wanted.remove(line.id) != nil { lines.append(line) }
        return !wanted.isEmpty
      }
    }
    wanted = ids
    var digests = BagDigestCheck(container)
    for line in lines {
      guard let bytes = try document(line, &digests, found: found) else { continue }
      try take(line.id, bytes)
      wanted.remove(line.id)
    }
    if !wanted.isEmpty { try search(&wanted, &digests, found: found, take: take) }
    for id in wanted.sorted() {
      found(Diagnostic(.bundleReportMissing, at: Place(source: container.path), ["id": id]))
    }
    return wanted.isEmpty
  }

  /// The document that a line of the index speaks of, if it is there, and sound; nil, and a finding,
  /// if it is not there. What is wrong with one that is not sound is found when it is looked for by
  /// its name.
  private func document(
    _ line: BundleIndexLine, _ digests: inout BagDigestCheck, found: (Diagnostic) -> Void
  ) throws(Diagnostic) -> [UInt8]? {
    let (container, base) = try open()
    let path = base + line.path
    let opened: (file: BagFile, source: ByteSource)?
    if let offset = line.offset, container.hasOffsets {
      opened = try container.open(path, at: offset)
    } else {
      opened = (BagPath.isInside(path) ? try container.open(path) : nil).map {
        (BagFile(path: path, size: line.size ?? 0, offset: nil, digest: nil), $0)
      }
    }
    if let opened, line.id == BundleLayout.id(of: line.path) {
      let bytes = try opened.source.readAll(limit: BundleLayout.fileLimit)
      return try digests.fault(of: opened.file, line.path, bytes) == nil ? bytes : nil
    }
    found(
      Diagnostic(
        .bundleIndexWrong, at: try indexPlace(),
        [
          "path": line.path, "zh": "所指之处没有这份报告",
          "en": "the report is not where, or not what, it states",
        ]))
    return nil
  }

  /// Looks for reports where the index is of no use: by the names of the files.
  private func search(
    _ wanted: inout Set<String>, _ digests: inout BagDigestCheck, found: (Diagnostic) -> Void,
    take: (_ id: String, _ xml: [UInt8]) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    let (container, base) = try open()
    let walk = try container.walk()
    while !wanted.isEmpty, let file = try walk.next() {
      let path = String(file.path.dropFirst(base.count))
      let id = BundleLayout.id(of: path)
      guard file.path.utf8.starts(with: base.utf8), BundleLayout.isReport(path),
        wanted.contains(id)
      else { continue }
      let bytes = try walk.contents().readAll(limit: BundleLayout.fileLimit)
      let fault = try digests.fault(of: file, path, bytes)
      if let fault {
        found(fault)
        continue
      }
      try take(id, bytes)
      wanted.remove(id)
    }
  }
}
