public import ReportDiagnostics
public import ReportFormats
internal import ReportIO

/// Takes reports out of a bundle by their ids.
public struct BundleExtraction {
  private let catalogue: BundleCatalogue

  /// Opens the bag at `path`.
  ///
  /// - Throws: `input-unreadable`, `bag-declaration-missing`; an entry of the archive area.
  public init(path: String, options: ReadOptions) throws(Diagnostic) {
    catalogue = try BundleCatalogue(path: path, options: options)
  }

  /// Writes the XML of one report to a file, of several to a folder, as `<id>.xml`; whole or not at
  /// all. Nothing is written if none is found.
  ///
  /// - Parameters:
  ///   - output: the path of the file or folder; nil for standard output.
  ///   - found: is told what is wrong on the way, and every id that there is no sound report of.
  /// - Returns: whether every report was found.
  /// - Throws: `input-unreadable`; an entry of the archive area or of the output area.
  public func extract(
    _ ids: Set<String>, to output: String?, found: (Diagnostic) -> Void
  ) throws(Diagnostic) -> Bool {
    if let output, ids.count > 1 {
      let folder = try OutputFolder(path: output)
      var count = 0
      let isComplete = try catalogue.extract(ids, found: found) { id, xml throws(Diagnostic) in
        let file = try folder.file(named: id + ".xml")
        try file.write(xml)
        try file.commit()
        count += 1
      }
      if count > 0 { try folder.commit() } else { folder.cancel() }
      return isComplete
    }
    return try catalogue.extract(ids, found: found) { _, xml throws(Diagnostic) in
      let sink: any ByteSink
      if let output { sink = try OutputFile(path: output) } else { sink = StandardOutput() }
      try sink.write(xml)
      try sink.commit()
    }
  }
}
