internal import ReportDiagnostics
public import ReportFormats
internal import ReportForms
internal import ReportSyntax

extension Format {
  /// `docx`: a report as a Word document.
  public static let docx = Format.imported(
    name: "docx", extensions: [".docx"],
    mediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    summary: BilingualText(
      zh: "Word 文档，含合并单元格、自动编号和修订（只读）",
      en: "a report as a Word document, merged cells, numbering and tracked changes (read only)"),
    recognise: { prefix in OfficeRecognition.confidence(prefix, folder: "word/") },
    layout: { bytes, repairs throws(Diagnostic) in
      let package = try OfficePackage(bytes, name: "")
      return try DOCXLayout.document(package, try .embedded()).cleaned(&repairs)
    })
}

/// Tells the files of office programs from other containers by their first bytes.
enum OfficeRecognition {
  /// The names of the first entries show what it is.
  static func confidence(_ prefix: Span<UInt8>, folder: StaticString) -> Format.Confidence {
    guard prefix.count > 30, prefix[0] == 0x50, prefix[1] == 0x4B, prefix[2] == 3, prefix[3] == 4
    else { return .none }
    let count = folder.utf8CodeUnitCount
    return folder.withUTF8Buffer { name in
      for start in 30..<max(30, prefix.count - count) where unsafe prefix[start] == name[0] {
        var length = 1
        while unsafe length < count && prefix[start + length] == name[length] { length += 1 }
        if length == count { return .likely }
      }
      return .none
    }
  }
}

extension LooseDocument {
  /// The same document with texts as reports may have them.
  func cleaned(_ repairs: inout TextRepairs) -> LooseDocument {
    var copy = self
    func clean(_ text: String) -> String {
      CleanText.string(text, mark: 1, repairs: &repairs)
    }
    for index in copy.parts.indices {
      copy.parts[index] = Part(
        place: copy.parts[index].place, text: clean(copy.parts[index].text))
    }
    for index in copy.blocks.indices {
      switch copy.blocks[index] {
      case .line(var line):
        line.text = clean(line.text)
        copy.blocks[index] = .line(line)
      case .table(var table):
        for row in table.rows.indices {
          for cell in table.rows[row].cells.indices {
            table.rows[row].cells[cell].text = clean(table.rows[row].cells[cell].text)
          }
        }
        copy.blocks[index] = .table(table)
      }
    }
    return copy
  }
}
