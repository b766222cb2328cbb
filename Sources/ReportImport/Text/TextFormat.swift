internal import ReportDiagnostics
public import ReportFormats
internal import ReportSyntax

extension Format {
  /// `text`: a report as plain text, tables as lines of cells.
  public static let text = Format.imported(
    name: "text", aliases: ["txt"], extensions: [".txt", ".text"], mediaType: "text/plain",
    summary: BilingualText(
      zh: "网页或文档中取出的文本，表格每行一行、单元格以竖线分隔（只读）",
      en: "text taken from a page or document, table cells separated by bars (read only)"),
    recognise: { prefix in TextRecognition.confidence(prefix) },
    layout: { bytes, _ throws(Diagnostic) in
      let (text, repairs) = try ImportedCharacters.clean(ImportedCharacters.decode(bytes))
      var document = TextLayout.document(text)
      document.repairs = repairs
      return document
    })
}

/// Tells text from other files by its first bytes.
enum TextRecognition {
  /// Text has no control characters but line ends, tabs and form feeds.
  static func confidence(_ prefix: Span<UInt8>) -> Format.Confidence {
    guard prefix.count > 0 else { return .none }
    for index in 0..<prefix.count where prefix[index] < 0x20 {
      switch prefix[index] {
      case 0x09, 0x0A, 0x0C, 0x0D: continue
      default: return .none
      }
    }
    return .possible
  }
}
