public import ReportIO
internal import CLibXML2
public import ReportDiagnostics

/// Reads an XML document as a stream of events, from bytes fed in chunks of any size, and validates
/// the subtrees that the caller names; flat memory, libxml2 underneath.
///
/// Accepted are UTF-8, with or without byte order mark, and UTF-16 with one. A DOCTYPE is refused;
/// nothing is ever fetched or expanded. Errors of namespaces count as errors of syntax.
///
///     let reader = XMLStreamReader()
///     while let event = try reader.next(from: source) {
///       switch event {
///       case .start: if reader.depth == 1 { reader.validate(against: schema) }
///       case .text: use(reader.text)
///       case .end: if reader.depth == 1 { report(reader.findings) }
///       }
///     }
///
/// Names, texts and attributes are views that are valid until the next call of ``next()``. White
/// space that only sets tags apart is not handed out (validation sees it).
public final class XMLStreamReader {
  // What changes with every event is not checked for exclusive access: nothing here is reentrant.
  let state: UnsafeMutablePointer<XMLParserState>
  @exclusivity(unchecked) var input: XMLInput
  /// The event handed out last.
  @exclusivity(unchecked) var event = XMLTape.Event(kind: .end, depth: 0, offset: 0)
  /// The names of the elements that are open, and the namespaces they declare.
  @exclusivity(unchecked) var openNames: [UnsafePointer<UInt8>?] = []
  @exclusivity(unchecked) var openBindings: [(binding: XMLTape.Binding, depth: Int32)] = []
  @exclusivity(unchecked) var validation = XMLValidation()

  private let limits: XMLLimits
  @exclusivity(unchecked) private var nextEvent = 0
  /// Whether libxml2 was told that nothing follows.
  private var isTerminated = false
  private var ignoresEncoding = false
  private var thrown: Diagnostic?
  /// The place of the last tag handed out whose bytes are dropped.
  private var droppedTagPlace = Place()
  @exclusivity(unchecked) private var tagOffset = 0
  @exclusivity(unchecked) private var previousTagOffset = 0

  /// Makes a reader of one document, of which the part in `gap` is not fed.
  public init(limits: XMLLimits = XMLLimits(), gap: XMLGap? = nil) {
    _ = XMLLibrary.initialised
    self.limits = limits
    input = XMLInput(gap: gap)
    state = .allocate(capacity: 1)
    state.initialize(to: XMLParserState(limits: limits, gap: gap))
    var handler = XMLParserCallbacks.handler()
    state.pointee.parser = xmlCreatePushParserCtxt(&handler, state, nil, 0, nil)
    setOptions(XML_PARSE_NONET)
  }

  deinit {
    // The names on the tape belong to the parser's dictionary.
    xmlFreeParserCtxt(state.pointee.parser)
    state.pointee.tape.bytes.deallocate()
    state.deinitialize(count: 1)
    state.deallocate()
  }

  // MARK: - Feeding

  /// Feeds the next bytes of the document; they are copied.
  public func feed(_ bytes: UnsafeBufferPointer<UInt8>) { input.append(bytes) }

  /// Says that the document ends here.
  public func finish() { input.finish() }

  /// The next event, feeding from `source` as needed; nil at the end of the document.
  ///
  /// - Throws: what ``next()`` and the source throw, with the path of the source.
  public func next(from source: ByteSource) throws(Diagnostic) -> XMLEvent? {
    do throws(Diagnostic) {
      while true {
        if let event = try next() { return event }
        if input.isFinished { return nil }
        if let chunk = try source.nextChunk() { feed(chunk) } else { finish() }
      }
    } catch {
      throw error.inSource(source.path)
    }
  }

  // MARK: - Events

  /// The next event; nil when more bytes must be fed, or after ``finish()`` at the end.
  ///
  /// - Throws: `xml-not-well-formed`, `xml-cut`, `xml-doctype-forbidden`,
  ///   `xml-encoding-unsupported`, `text-invalid-utf8`, `xml-too-deep`; each after everything before
  ///   the error was handed out, and from then on again at every call.
  public func next() throws(Diagnostic) -> XMLEvent? {
    while true {
      leaveEvent()
      while nextEvent < state.pointee.tape.events.count {
        event = state.pointee.tape.events[nextEvent]
        nextEvent += 1
        enterEvent()
        if !event.isIndentation { return event.kind }
      }
      guard try parseMore() else { return nil }
    }
  }

  /// What is undone once an event is past.
  private func leaveEvent() {
    guard event.kind == .end, let last = openNames.indices.last, event.depth == last + 1 else {
      return
    }
    openNames.removeLast()
    while let depth = openBindings.last?.depth, depth >= event.depth { openBindings.removeLast() }
  }

  private func enterEvent() {
    if event.kind != .text {
      previousTagOffset = tagOffset
      tagOffset = event.offset
    }
    if event.kind == .start {
      openNames.append(event.name)
      if !event.bindings.isEmpty {
        for index in event.bindings {
          openBindings.append((state.pointee.tape.bindings[Int(index)], event.depth))
        }
      }
    }
    if validation.isActive { validateEvent() }
  }

  // MARK: - Parsing

  /// Pushes bytes to libxml2 until it reports something; false when there are no more for now.
  private func parseMore() throws(Diagnostic) -> Bool {
    if let thrown { throw thrown }
    forgetTape()
    while state.pointee.tape.events.isEmpty {
      if let failure = state.pointee.failure { throw fail(failure) }
      if let slice = input.nextSlice() {
        push(slice)
      } else if let failure = input.failure {
        throw fail(failure)
      } else if !input.isFinished || isTerminated {
        return false
      } else {
        isTerminated = true
        input.discard(before: state.pointee.offset)
        xmlParseChunk(state.pointee.parser, nil, 0, 1)
      }
    }
    return true
  }

  private func push(_ slice: Range<Int>) {
    if input.isTranscoded && !ignoresEncoding {
      ignoresEncoding = true
      setOptions(XML_PARSE_NONET, XML_PARSE_IGNORE_ENC)
    }
    let result = input.bytes.withUnsafeBytes { bytes in
      let part = UnsafeRawBufferPointer(rebasing: bytes[slice])
      return xmlParseChunk(
        state.pointee.parser, part.baseAddress?.assumingMemoryBound(to: CChar.self),
        Int32(clamping: part.count), 0)
    }
    // Out of memory is the one failure that libxml2 does not always report.
    if result < 0 || result == XML_ERR_NO_MEMORY.rawValue {
      state.pointee.fail(.syntax(.init(code: XML_ERR_NO_MEMORY.rawValue, message: "no memory")))
    }
  }

  private func setOptions(_ options: xmlParserOption...) {
    _ = xmlCtxtUseOptions(
      state.pointee.parser, options.reduce(0) { $0 | Int32(bitPattern: $1.rawValue) })
  }

  /// Makes room for the next events; the text that is still being collected stays.
  private func forgetTape() {
    if nextEvent > 0 {
      droppedTagPlace = placeOfTag(tagOffset)
      nextEvent = 0
    }
    state.pointee.tape.clear()
    if state.pointee.failure == nil { input.discard(before: state.pointee.offset) }
  }

  private func fail(_ failure: XMLParserFailure) -> Diagnostic {
    let diagnostic: Diagnostic
    if isTerminated, isCut(by: failure), let open = whatIsOpen {
      // All was well up to the last byte, and then something was missing.
      diagnostic = Diagnostic(
        .xmlCut, at: input.place(of: input.end), ["zh": open.zh, "en": open.en])
    } else {
      let failure = state.pointee.hasRoot ? failure : failure.withoutRoot
      let start = failure.isAboutTag ? input.tagStart(before: failure.offset) : nil
      let place = input.place(of: start ?? failure.offset)
      diagnostic = failure.diagnostic(
        at: place, offset: input.documentOffset(failure.offset), limits: limits)
    }
    thrown = diagnostic
    return diagnostic
  }

  /// Whether a failure that came when the document ended may be due to just that.
  private func isCut(by failure: XMLParserFailure) -> Bool {
    failure.isEndOfDocument || failure.offset >= input.end || input.endsInsideMarkup
  }

  /// What the end of the document leaves open; nil if the document is not cut but wrong.
  private var whatIsOpen: BilingualText? {
    if let name = openNames.last {
      let name = XMLName.string(name)
      return BilingualText(zh: "元素 \(name) 尚未结束", en: "element \(name) is still open")
    }
    // Behind the root, only markup can be cut; before it, a head alone is cut too.
    switch input.remainder {
    case .markup where state.pointee.hasRoot:
      return BilingualText(zh: "最后的标记尚未结束", en: "the last piece of markup is still open")
    case .nothing where !state.pointee.hasRoot && input.hasContent, .markup:
      return BilingualText(zh: "还没有出现完整的根元素", en: "no root element has come yet")
    case .nothing, .text: return nil
    }
  }

  // MARK: - The event handed out last

  /// The depth of the element of this event, or of the element around this text; the root has 1.
  public var depth: Int { Int(event.depth) }

  /// The local name of the element whose tag this is; empty for a text.
  public var localName: UnsafeBufferPointer<UInt8> { XMLName.view(event.name) }

  /// The namespace of the element whose tag this is; empty for none, and for a text.
  public var namespace: UnsafeBufferPointer<UInt8> { XMLName.view(event.namespace) }

  /// The whole text; empty for a tag. A CR in it was written as `&#13;`.
  public var text: UnsafeBufferPointer<UInt8> {
    let range = event.kind == .text ? event.lower..<event.upper : 0..<0
    return state.pointee.tape.bytes.view(range)
  }

  /// Whether the text was longer than the limit, and only its beginning was kept.
  public var isTextCut: Bool { event.isCut }

  /// Where the tag of this event begins, or for a text the tag before it: that of its element,
  /// unless children came between. Lines and columns of any size; the source is not filled in.
  public var place: Place { placeOfTag(tagOffset) }

  /// Where the tag before the one of this event begins: at the end tag of an element without
  /// children, its start tag.
  var placeOfPreviousTag: Place { placeOfTag(previousTagOffset) }

  /// How many CR, which libxml2 turns into line ends or drops, the input has up to this event.
  public var carriageReturns: Int { input.carriageReturns(before: event.offset) }

  private func placeOfTag(_ offset: Int) -> Place {
    guard let start = input.tagStart(before: offset) else { return droppedTagPlace }
    return input.place(of: start)
  }
}
