internal import ReportDiagnostics
public import ReportFormats
internal import ReportSyntax

extension Format {
  /// `html`: a report as a page of a site.
  public static let html = Format.imported(
    name: "html", aliases: ["htm"], extensions: [".html", ".htm", ".shtml", ".xhtml"],
    mediaType: "text/html",
    summary: BilingualText(
      zh: "网站上的报告网页，表格含合并单元格（只读）", en: "a report as a web page, merged cells and all (read only)"),
    recognise: { prefix in HTMLRecognition.confidence(prefix) },
    layout: { bytes, _ throws(Diagnostic) in
      let (text, repairs) = try ImportedCharacters.clean(HTMLRecognition.decode(bytes))
      var document = HTMLLayout.document(try MarkupTree(html: Array(text.utf8)))
      document.repairs = repairs
      return document
    })
}

/// Tells pages from other files by their first bytes, and their encoding.
enum HTMLRecognition {
  /// A page begins with a tag and has one of a page's or a text's.
  static func confidence(_ prefix: Span<UInt8>) -> Format.Confidence {
    var index = 0
    while index < prefix.count, prefix[index] <= 0x20 { index += 1 }
    guard index < prefix.count, prefix[index] == UInt8(ascii: "<") else { return .none }
    var tag: [UInt8] = []
    for place in index..<prefix.count {
      let byte = prefix[place] | 0x20
      if prefix[place] == UInt8(ascii: "<") {
        tag = []
      } else if tag.count < 9 {
        tag.append(prefix[place] == UInt8(ascii: "!") ? prefix[place] : byte)
        if ["html", "!doctype", "body"].contains(where: { tag.elementsEqual($0.utf8) }) {
          return .likely
        }
        let ends = prefix[place] == UInt8(ascii: ">") || prefix[place] == UInt8(ascii: " ")
        if ends,
          ["table", "div", "p", "span", "h1", "h2"].contains(where: {
            tag.dropLast().elementsEqual($0.utf8)
          })
        {
          return .likely
        }
      }
    }
    return .none
  }

  /// The page in UTF-8. What a page says of its encoding is often wrong, so that its bytes decide;
  /// but an encoding that is not read must not pass for another.
  ///
  /// - Throws: `html-encoding-unsupported`, or as ``ImportedCharacters/decode(_:)`` does.
  static func decode(_ bytes: [UInt8]) throws(Diagnostic) -> [UInt8] {
    if let name = declaredEncoding(bytes), unsupported.contains(where: { name.hasPrefix($0) }),
      (try? EncodingDetector.encoding(of: bytes.span)) == .gb18030
    {
      throw Diagnostic(.htmlEncodingUnsupported, at: Place(line: 1), ["encoding": name])
    }
    return try ImportedCharacters.decode(bytes)
  }

  /// Encodings of East Asian pages whose bytes can look like GB 18030.
  private static let unsupported = ["big5", "shift", "sjis", "euc-jp", "euc-kr", "ks_c"]

  /// What follows the first `charset=`, in lower case; nil if there is none.
  private static func declaredEncoding(_ bytes: [UInt8]) -> String? {
    let mark = Array("charset=".utf8)
    let head = bytes.prefix(65_536).map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    guard let found = head.firstRange(of: mark) else { return nil }
    let name = head[found.upperBound...].drop { $0 == 0x22 || $0 == 0x27 || $0 == 0x20 }
      .prefix { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x27 && $0 != 0x3E && $0 != 0x3B }
    return String(decoding: name.prefix(40), as: UTF8.self)
  }
}
