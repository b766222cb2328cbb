internal import ReportDiagnostics
internal import ReportFormats
internal import ReportModel
internal import ReportIO

/// The XML of one report, as bundles hold it.
enum ReportDocument {
  /// What a document came to.
  struct Reading {
    var report: Report?
    var findings: [Diagnostic] = []
  }

  /// Reads the one report of a document; why it is refused is among the findings.
  ///
  /// - Parameter name: what findings call it.
  static func read(_ bytes: [UInt8], named name: String, _ options: ReadOptions) -> Reading {
    var reading = Reading()
    var options = options
    options.sourceName = name
    do throws(Diagnostic) {
      let reader = try Format.xml.makeReader(ByteSource(bytes: bytes, name: name), options)
      while let item = try reader.next() {
        reading.findings += item.findings.map { $0.inSource(name) }
        // A bundle holds documents of one report.
        if reading.report == nil { reading.report = item.report }
      }
    } catch {
      reading.report = nil
      reading.findings.append(error.inSource(name))
    }
    return reading
  }
}
