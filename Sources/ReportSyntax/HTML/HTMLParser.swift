internal import CLibXML2
internal import ReportDiagnostics

/// Runs the HTML parser of libxml2 and makes nodes of its events.
enum HTMLParser {
  /// What the callbacks write to.
  struct State {
    var nodes: [MarkupTree.Node] = []
    /// The indices of the open elements.
    var open: [Int] = []
    let limits: MarkupTree.Limits
    /// Whether the last node is a text that may go on.
    var isInText = false
    var isExceeded = false
    var context: htmlParserCtxtPtr?

    var line: Int { context.map { Int(xmlSAX2GetLineNumber($0)) } ?? 0 }
  }

  static func nodes(
    of bytes: [UInt8], _ limits: MarkupTree.Limits
  ) throws(Diagnostic) -> [MarkupTree.Node] {
    _ = XMLLibrary.initialised
    guard !bytes.isEmpty else { return [] }
    var state = State(limits: limits)
    let isRead = bytes.withUnsafeBytes { bytes in
      withUnsafeMutablePointer(to: &state) { parse(bytes, $0) }
    }
    guard isRead, !state.isExceeded else { throw Diagnostic(.htmlLimitExceeded) }
    while let index = state.open.popLast() { state.nodes[index].end = state.nodes.count }
    return state.nodes
  }

  private static func parse(
    _ bytes: UnsafeRawBufferPointer, _ state: UnsafeMutablePointer<State>
  ) -> Bool {
    let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
    guard let count = Int32(exactly: bytes.count),
      let context = htmlCreateMemoryParserCtxt(start, count)
    else { return false }
    defer { htmlFreeParserCtxt(context) }
    let options =
      HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
      | HTML_PARSE_NONET.rawValue | HTML_PARSE_NODEFDTD.rawValue | HTML_PARSE_IGNORE_ENC.rawValue
    htmlCtxtUseOptions(context, Int32(bitPattern: options))
    if let encoding = xmlFindCharEncodingHandler("UTF-8") {
      xmlSwitchToEncoding(context, encoding)
    }
    install(context, state)
    htmlParseDocument(context)
    state.pointee.context = nil
    return true
  }

  private static func install(
    _ context: htmlParserCtxtPtr, _ state: UnsafeMutablePointer<State>
  ) {
    state.pointee.context = context
    context.pointee.userData = UnsafeMutableRawPointer(state)
    guard let sax = context.pointee.sax else { return }
    // The context frees this structure by itself; only its contents are replaced.
    sax.pointee = xmlSAXHandler()
    sax.pointee.startElement = { state, name, attributes in
      HTMLParser.start(state, name, attributes)
    }
    sax.pointee.endElement = { state, name in HTMLParser.end(state, name) }
    sax.pointee.characters = { state, text, count in HTMLParser.text(state, text, count) }
    sax.pointee.ignorableWhitespace = { state, text, count in HTMLParser.text(state, text, count) }
    sax.pointee.cdataBlock = { state, text, count in HTMLParser.text(state, text, count) }
  }

  private static func start(
    _ raw: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?,
    _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  ) {
    guard let state = raw?.assumingMemoryBound(to: State.self), let name else { return }
    state.pointee.isInText = false
    guard admits(state) else { return }
    var kept: [MarkupTree.Attribute] = []
    var index = 0
    while let attribute = attributes?[index] {
      let value = attributes?[index + 1].map { String(cString: $0) } ?? ""
      kept.append(
        MarkupTree.Attribute(name: String(cString: attribute).lowercased(), value: value))
      index += 2
    }
    let count = state.pointee.nodes.count
    state.pointee.open.append(count)
    let line = state.pointee.line
    state.pointee.nodes.append(
      MarkupTree.Node(
        name: String(cString: name).lowercased(), text: "", attributes: kept, line: line,
        end: count + 1))
  }

  private static func end(_ raw: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?) {
    guard let state = raw?.assumingMemoryBound(to: State.self), let name else { return }
    state.pointee.isInText = false
    let ended = String(cString: name).lowercased()
    guard let last = state.pointee.open.lastIndex(where: { state.pointee.nodes[$0].name == ended })
    else { return }
    while state.pointee.open.count > last, let index = state.pointee.open.popLast() {
      state.pointee.nodes[index].end = state.pointee.nodes.count
    }
  }

  private static func text(
    _ raw: UnsafeMutableRawPointer?, _ text: UnsafePointer<xmlChar>?, _ count: Int32
  ) {
    guard let state = raw?.assumingMemoryBound(to: State.self), let text, count > 0 else { return }
    let bytes = UnsafeBufferPointer(start: text, count: Int(count))
    let string = String(decoding: bytes, as: UTF8.self)
    let next = state.pointee.nodes.count
    // Texts come in pieces.
    if state.pointee.isInText {
      state.pointee.nodes[next - 1].text += string
      return
    }
    guard admits(state) else { return }
    state.pointee.isInText = true
    let line = max(1, state.pointee.line - string.utf8.count { $0 == 0x0A })
    state.pointee.nodes.append(
      MarkupTree.Node(name: "", text: string, attributes: [], line: line, end: next + 1))
  }

  /// Whether there is room for another node; stops the parser if not.
  private static func admits(_ state: UnsafeMutablePointer<State>) -> Bool {
    let limits = state.pointee.limits
    if state.pointee.nodes.count < limits.nodes, state.pointee.open.count < limits.depth {
      return true
    }
    state.pointee.isExceeded = true
    if let context = state.pointee.context { xmlStopParser(context) }
    return false
  }
}
