internal import ReportSyntax
internal import ReportDiagnostics
internal import ReportIO

/// Puts the lines of an index in byte order of their ids, so that one can be found without reading all:
/// some 40 bytes of memory a line.
enum BundleIndexOrder {
  /// The lines of `spool`, sorted, in a spool beside `path`.
  ///
  /// - Throws: an entry of the output area.
  static func sorted(_ spool: SpoolFile, beside path: String) throws(Diagnostic) -> SpoolFile {
    var ids: [UInt8] = []
    var idEnds: [Int] = []
    var ends: [Int] = []
    var isSorted = true
    func id(_ number: Int) -> ArraySlice<UInt8> {
      ids[(number == 0 ? 0 : idEnds[number - 1])..<idEnds[number]]
    }
    var lines = LineSource(try spool.source(named: path), limit: BundleIndexLine.lengthLimit)
    var end = 0
    while let line = try lines.next() {
      let bytes = lines.bytes
      ids += (BundleIndexLine(bytes.span.extracting(line.range))?.id ?? "").utf8
      idEnds.append(ids.count)
      end += line.range.count + 1
      ends.append(end)
      let last = idEnds.count - 1
      if last > 0, id(last).lexicographicallyPrecedes(id(last - 1)) { isSorted = false }
    }
    // Lines are written with a line feed each; anything else stays as it is.
    if isSorted || end != spool.count { return spool }
    let order = ByteOrder.sorted(ids, ends: idEnds)
    let sorted = SpoolFile(beside: path)
    for number in order {
      let start = number == 0 ? 0 : ends[Int(number) - 1]
      try sorted.write(try spool.bytes(at: start, count: ends[Int(number)] - start))
    }
    return sorted
  }
}
