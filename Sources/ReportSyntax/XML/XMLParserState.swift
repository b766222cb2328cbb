internal import CLibXML2

/// What the callbacks of libxml2 work on: plain memory behind a raw pointer, as a class would cost
/// retains and exclusivity checks for every element.
struct XMLParserState: ~Copyable {
  var buffer = XMLEventBuffer()
  let limits: XMLLimits
  /// libxml2's parser; set right after it was made.
  var parser: xmlParserCtxtPtr?
  /// How many elements are open, as far as parsed.
  var depth: Int32 = 0
  var hasRoot = false
  /// The first thing that was wrong; nothing is recorded after it.
  var failure: XMLParserFailure?

  init(limits: XMLLimits) { self.limits = limits }

  /// The offset in the UTF-8 input at which the parser stands.
  var offset: Int {
    guard let input = parser?.pointee.input, let base = input.pointee.base else { return 0 }
    return Int(input.pointee.consumed) + (input.pointee.cur - base)
  }
}

/// The callbacks; `context` is an `XMLParserState`.
enum XMLParserCallbacks {
  /// A SAX2 handler that records the content of a document and loads, declares or expands nothing.
  static func handler() -> xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = {
      context, name, _, namespace, bindingCount, bindings, count, _, values in
      XMLParserCallbacks.state(context)?.pointee.start(
        name, namespace, bindings, Int(bindingCount), values, Int(count))
    }
    handler.endElementNs = { context, name, _, namespace in
      XMLParserCallbacks.state(context)?.pointee.end(name, namespace)
    }
    handler.characters = { context, text, count in
      XMLParserCallbacks.state(context)?.pointee.characters(text, Int(count))
    }
    // The same function twice keeps libxml2 from looking for ignorable white space.
    handler.ignorableWhitespace = handler.characters
    handler.cdataBlock = { context, text, count in
      guard let state = XMLParserCallbacks.state(context) else { return }
      state.pointee.buffer.openTextHasCDATA = true
      state.pointee.characters(text, Int(count))
    }
    handler.internalSubset = { context, _, _, _ in
      guard let state = XMLParserCallbacks.state(context) else { return }
      state.pointee.fail(.doctype)
      xmlStopParser(state.pointee.parser)
    }
    handler.serror = { context, error in
      guard let error, error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
      // Never stop the parser here: libxml2 goes on using its input after it has reported.
      XMLParserCallbacks.state(context)?.pointee.fail(error.pointee)
    }
    return handler
  }

  @inline(__always)
  private static func state(
    _ context: UnsafeMutableRawPointer?
  ) -> UnsafeMutablePointer<XMLParserState>? {
    context?.assumingMemoryBound(to: XMLParserState.self)
  }
}

extension XMLParserState {
  mutating func fail(_ reason: XMLParserFailure.Reason) {
    guard failure == nil else { return }
    failure = XMLParserFailure(reason: reason, offset: offset)
  }

  fileprivate mutating func fail(_ error: xmlError) {
    guard failure == nil else { return }
    fail(
      .syntax(
        XMLParserFailure.SyntaxError(
          code: UInt32(bitPattern: error.code), message: Self.string(error.message),
          first: Self.string(error.str1), second: Self.string(error.str2),
          line: Int(error.int1))))
  }

  private static func string(_ text: UnsafeMutablePointer<CChar>?) -> String {
    text.map { String(cString: $0) } ?? ""
  }

  fileprivate mutating func characters(_ text: UnsafePointer<UInt8>?, _ count: Int) {
    guard failure == nil else { return }
    buffer.collect(UnsafeBufferPointer(start: text, count: count), limit: limits.textBytes)
  }

  fileprivate mutating func start(
    _ name: UnsafePointer<UInt8>?, _ namespace: UnsafePointer<UInt8>?,
    _ bindings: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, _ bindingCount: Int,
    _ values: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, _ count: Int
  ) {
    guard failure == nil else { return }
    let position = offset
    buffer.closeText(depth: depth, offset: position, beforeEnd: false)
    guard depth < limits.depth else { return fail(.tooDeep) }
    depth += 1
    hasRoot = true
    var event = XMLEventBuffer.Event(kind: .start, depth: depth, offset: position)
    event.name = name
    event.namespace = namespace
    event.lower = buffer.attributes.count
    if let values { for index in 0..<count { attribute(values + 5 * index) } }
    event.upper = buffer.attributes.count
    if let bindings, bindingCount > 0 {
      let first = Int32(buffer.bindings.count)
      for index in 0..<bindingCount {
        buffer.bindings.append(
          XMLEventBuffer.Binding(prefix: bindings[2 * index], namespace: bindings[2 * index + 1]))
      }
      event.bindings = first..<Int32(buffer.bindings.count)
    }
    // Attribute values stand where the next text will begin.
    buffer.openText = buffer.bytes.count
    buffer.events.append(event)
    buffer.followsStart = true
  }

  /// Records one attribute of libxml2's five pointers: name, prefix, namespace, value, its end.
  private mutating func attribute(_ fields: UnsafeMutablePointer<UnsafePointer<UInt8>?>) {
    let lower = buffer.bytes.count
    if let value = fields[3], let end = fields[4] {
      buffer.bytes.append(UnsafeBufferPointer(start: value, count: end - value))
    }
    buffer.attributes.append(
      XMLEventBuffer.Attribute(
        name: fields[0], prefix: fields[1], namespace: fields[2],
        value: lower..<buffer.bytes.count))
  }

  fileprivate mutating func end(
    _ name: UnsafePointer<UInt8>?, _ namespace: UnsafePointer<UInt8>?
  ) {
    guard failure == nil else { return }
    let position = offset
    buffer.closeText(depth: depth, offset: position, beforeEnd: true)
    var event = XMLEventBuffer.Event(kind: .end, depth: depth, offset: position)
    event.name = name
    event.namespace = namespace
    buffer.events.append(event)
    buffer.followsStart = false
    depth -= 1
  }
}
