/// Takes libxml2's messages apart.
enum XMLMessage {
  /// The message without its line end.
  static func trimmed(_ message: String) -> String {
    var text = Substring(message)
    while let last = text.last, last == "\n" || last == " " || last == "." { text.removeLast() }
    return String(text.prefix(2000))
  }

  /// What stands in `message` between the last `opening` and the last `closing` behind it; nil if it
  /// is not there. The last, as values from the document stand further left.
  static func part(of message: String, after opening: String, upTo closing: String) -> String? {
    guard let start = message.ranges(of: opening).last?.upperBound,
      let end = message[start...].ranges(of: closing).last?.lowerBound
    else { return nil }
    return String(message[start..<end])
  }

  /// The name without the namespace that libxml2 writes before it: `{urn:example}year`.
  static func localName(_ name: some StringProtocol) -> String {
    guard name.first == "{", let end = name.lastIndex(of: "}") else { return String(name) }
    return String(name[name.index(after: end)...])
  }
}
