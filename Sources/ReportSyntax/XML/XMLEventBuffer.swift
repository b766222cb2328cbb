/// The events that libxml2 reported for the bytes pushed so far and that were not handed out yet.
///
/// libxml2 calls back in the middle of its work; recording what it says and going through that
/// afterwards keeps its stack clear of our code, lets callers throw, and makes the parser one that
/// is pulled. Names point into the dictionary of the parser, which outlives the buffer.
struct XMLEventBuffer: ~Copyable {
  /// One event.
  struct Event {
    let kind: XMLEvent
    /// For a text: whether it is white space between tags that frame no content of their own.
    var isIndentation = false
    /// For a text: whether a CDATA section is part of it, and whether it was cut at the limit.
    var hasCDATA = false
    var isCut = false
    /// The depth of the element, or of the element around a text; the root has 1.
    let depth: Int32
    /// The byte offset in the input at which the parser stood: within the tag.
    let offset: Int
    var name: UnsafePointer<UInt8>?
    var namespace: UnsafePointer<UInt8>?
    /// For a text its range in `bytes`, for a start tag the range in `attributes`.
    var lower = 0
    var upper = 0
    /// The range in `bindings` of the namespaces that a start tag declares.
    var bindings: Range<Int32> = 0..<0
  }

  /// One attribute; the value as libxml2 gives it, every `&` still written as `&#38;`.
  struct Attribute {
    let name: UnsafePointer<UInt8>?
    let prefix: UnsafePointer<UInt8>?
    let namespace: UnsafePointer<UInt8>?
    let value: Range<Int>
  }

  /// A namespace declaration: no prefix for the default namespace.
  struct Binding {
    let prefix: UnsafePointer<UInt8>?
    let namespace: UnsafePointer<UInt8>?
  }

  var events: [Event] = []
  var attributes: [Attribute] = []
  var bindings: [Binding] = []
  /// Texts and attribute values. A NUL stands behind each text, since libxml2's validator looks at
  /// the first byte even of an empty one.
  var bytes = ByteArena(capacity: 65_536)

  /// Where the text that is still being collected begins in `bytes`.
  var openText = 0
  var openTextHasCDATA = false
  var openTextIsCut = false
  /// Whether the last tag was a start tag.
  var followsStart = false

  /// Empties the buffer but for the text that is still being collected.
  mutating func clear() {
    events.removeAll(keepingCapacity: true)
    attributes.removeAll(keepingCapacity: true)
    bindings.removeAll(keepingCapacity: true)
    if openText > 0 {
      bytes.removeFirst(openText)
      openText = 0
    }
  }

  /// Adds to the text being collected, up to `limit` bytes in all.
  mutating func collect(_ piece: UnsafeBufferPointer<UInt8>, limit: Int) {
    guard !openTextIsCut else { return }
    var room = limit - (bytes.count - openText)
    if piece.count <= room {
      bytes.append(piece)
      return
    }
    // Cut between characters.
    while room > 0 && UTF8Sequence.isContinuation(piece[room]) { room -= 1 }
    bytes.append(UnsafeBufferPointer(rebasing: piece[..<max(room, 0)]))
    openTextIsCut = true
  }

  /// Ends the text being collected, if any, in front of a start tag or an end tag.
  mutating func closeText(depth: Int32, offset: Int, beforeEnd: Bool) {
    let range = openText..<bytes.count
    guard !range.isEmpty || openTextHasCDATA else { return }
    var event = Event(kind: .text, depth: depth, offset: offset)
    event.lower = range.lowerBound
    event.upper = range.upperBound
    event.hasCDATA = openTextHasCDATA
    event.isCut = openTextIsCut
    event.isIndentation = !(followsStart && beforeEnd) && isBlank(range)
    events.append(event)
    bytes.append(0)
    openText = bytes.count
    openTextHasCDATA = false
    openTextIsCut = false
  }

  private func isBlank(_ range: Range<Int>) -> Bool {
    bytes.view(range).allSatisfy(ASCII.isSpace)
  }
}
