public import ReportDiagnostics
public import ReportForms
public import ReportFormats
public import ReportModel
internal import ReportSyntax

/// Writes reports to memory and reads them back, as a conversion would.
public enum FormatExercise {
  /// The document that `format` makes of `reports`; empty if it is not written.
  public static func write(
    _ reports: [Report], as format: Format, _ options: WriteOptions = WriteOptions()
  ) -> [UInt8] {
    guard let writer = format.makeWriter?(options) else { return [] }
    var bytes: [UInt8] = []
    for report in reports { _ = writer.write(report, into: &bytes) }
    writer.finish(into: &bytes)
    return bytes
  }

  /// Everything that `format` finds in `bytes`.
  public static func items(
    _ bytes: [UInt8], as format: Format, _ forms: FormLibrary,
    cache: ReaderCache = ReaderCache()
  ) throws(Diagnostic) -> [ReadItem] {
    let reader = try format.makeReader(
      ByteSource(bytes: bytes, name: "memory"),
      ReadOptions(forms: forms, sourceName: "memory", cache: cache))
    var items: [ReadItem] = []
    while let item = try reader.next() { items.append(item) }
    return items
  }

  /// The documents that `format` makes of `reports`: one, or one a report where a file holds one.
  public static func documents(_ reports: [Report], as format: Format) -> [[UInt8]] {
    switch format.capacity {
    case .one: reports.map { write([$0], as: format) }
    case .many: [write(reports, as: format)]
    }
  }
}
