internal import ReportSyntax
internal import ReportDiagnostics
internal import ReportIO

extension BagVerifier {
  /// Checks every line of the index, if there is one, against the file that it speaks of.
  func checkIndex() throws(Diagnostic) {
    guard let source = try bag.open(BundleLayout.index) else { return }
    var lines = LineSource(source, limit: BundleIndexLine.lengthLimit)
    var isSorted = true
    var lastID = ""
    var last = -1
    var seen = [Bool](repeating: false, count: bag.files.count)
    while let line = try lines.next() {
      var place: Place { bag.place(BundleLayout.index, line: line.number) }
      let bytes = lines.bytes
      guard !line.isTooLong, let entry = BundleIndexLine(bytes.span.extracting(line.range)) else {
        lie("—", zh: "这一行无效", en: "the line is not valid", at: place)
        continue
      }
      isSorted = isSorted && ByteOrder.compare(lastID.utf8.span, entry.id.utf8.span) <= 0
      lastID = entry.id
      guard let index = bag.files.index(of: entry.path, guess: last + 1),
        BundleLayout.isReport(entry.path)
      else {
        lie(entry.path, zh: "没有这份报告", en: "there is no such report", at: place)
        continue
      }
      if seen[index] {
        lie(entry.path, zh: "出现两次", en: "it is there twice", at: place)
      }
      seen[index] = true
      last = index
      check(entry, index, line: line.number)
    }
    findUnindexed(seen)
    checkIndexTable(isSorted: isSorted)
  }

  /// Tells of every report that no line of the index speaks of.
  ///
  /// - Parameter seen: for every file of the bag, whether a line does.
  private func findUnindexed(_ seen: [Bool]) {
    for index in 0..<bag.files.count where !seen[index] {
      let path = bag.files.path(index)
      if BundleLayout.isReport(path) {
        lie(path, zh: "索引中没有它", en: "it is not in the index", at: bag.place(BundleLayout.index))
      }
    }
  }

  /// Checks the table of pieces that the index is searched by, if the container states one.
  ///
  /// - Parameter isSorted: whether the lines of the index are in order, as a search needs them.
  private func checkIndexTable(isSorted: Bool) {
    if bag.container.statesTable(ofIndex: bag.base + BundleLayout.index),
      bag.container.search?.isTableSound() != true || !isSorted
    {
      lie(
        BundleLayout.index, zh: "供查找的分块表与内容不符",
        en: "the table of pieces that it is searched by does not fit it",
        at: bag.place(BundleLayout.index))
    }
  }

  private func check(_ entry: BundleIndexLine, _ index: Int, line: Int) {
    var place: Place { bag.place(BundleLayout.index, line: line) }
    let size = bag.files.sizes[index]
    if entry.size != size {
      let stated = entry.size.map { "\($0)" } ?? "—"
      lie(
        entry.path, zh: "大小为 \(size)，索引称 \(stated)",
        en: "it has \(size) bytes, and the index states \(stated)", at: place)
    }
    let offset = bag.files.offsets[index]
    // A folder has no offsets; a bundle that was unpacked keeps the index it had.
    if bag.container.hasOffsets, let stated = entry.offset, stated != offset {
      lie(
        entry.path, zh: "位于 \(offset)，索引称 \(stated)",
        en: "it begins at \(offset), and the index states \(stated)", at: place)
    }
    if entry.id != BundleLayout.id(of: entry.path) {
      lie(
        entry.path, zh: "编号不是“\(entry.id)”", en: "its id is not '\(entry.id)'", at: place)
    }
  }

  private func lie(_ path: String, zh: String, en: String, at place: Place) {
    find(.bundleIndexWrong, at: place, ["path": path, "zh": zh, "en": en])
  }
}
