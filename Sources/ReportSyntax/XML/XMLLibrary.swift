internal import CLibXML2
internal import Glibc

/// What libxml2 needs done once in a process, and how it keeps names and words its messages.
enum XMLLibrary {
  /// Initialises the parser and the built-in types of XML Schema, which are not safe to initialise
  /// lazily from several threads.
  static let initialised: Void = {
    xmlInitParser()
    xmlSchemaInitTypes()
  }()

  /// The bytes of a name, which ends in a NUL; empty for none.
  static func bytes(ofName name: UnsafePointer<UInt8>?) -> UnsafeBufferPointer<UInt8> {
    guard let name else { return UnsafeBufferPointer(start: nil, count: 0) }
    return UnsafeBufferPointer(
      start: name, count: strlen(UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self)))
  }

  /// A name as a string; empty for none.
  static func string(ofName name: UnsafePointer<UInt8>?) -> String {
    String(decoding: bytes(ofName: name), as: UTF8.self)
  }

  /// A message without its line end.
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
