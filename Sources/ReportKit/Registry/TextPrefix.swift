internal import ReportSyntax

/// The first bytes of an input as formats are shown them.
enum TextPrefix {
  /// `prefix` without its byte order mark, and in UTF-8 if it is UTF-16; else as it is.
  static func utf8(_ prefix: [UInt8]) -> [UInt8] {
    guard let encoding = TextEncoding(byteOrderMarkOf: prefix.span) else { return prefix }
    var decoder = StreamDecoder(encoding: encoding)
    var text: [UInt8] = []
    // What is not valid is for the reader to tell; here the text before it is enough.
    try? decoder.decode(prefix.span, isLast: false, into: &text)
    return text
  }
}
