public import ReportIO
internal import CLibXML2
public import ReportDiagnostics

/// How much of a document is borne, whatever it contains.
public struct XMLLimits: Sendable, Hashable {
  /// How deep elements may be nested; the same as libxml2 allows.
  public var depth: Int
  /// How many bytes of one text are kept; the rest is cut off.
  public var textBytes: Int
  /// How many schema findings are kept for one subtree; the rest is only counted.
  public var findings: Int

  /// Makes limits.
  public init(depth: Int = 256, textBytes: Int = 1 << 23, findings: Int = 100) {
    self.depth = depth
    self.textBytes = textBytes
    self.findings = findings
  }
}

/// What a document holds next.
public enum XMLEvent: Sendable, Hashable {
  /// The start tag of an element.
  case start
  /// The whole text up to the next tag, whatever comments, processing instructions, references and
  /// CDATA sections it is made of.
  case text
  /// The end tag of an element; comes for `<x/>` too.
  case end
}

/// One attribute of a start tag.
public struct XMLAttribute {
  /// The local name; a view that is valid until the reader goes on.
  public let localName: UnsafeBufferPointer<UInt8>
  /// The namespace; empty for none. A view that is valid until the reader goes on.
  public let namespace: UnsafeBufferPointer<UInt8>
  /// The value, references resolved and white space normalised as XML demands.
  public let value: String
}

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
  private let state: UnsafeMutablePointer<XMLParserState>
  @exclusivity(unchecked) private var input: XMLInput
  /// The event handed out last.
  @exclusivity(unchecked) private var event = XMLEventBuffer.Event(kind: .end, depth: 0, offset: 0)
  /// The names of the elements that are open, and the namespaces they declare.
  @exclusivity(unchecked) private var openNames: [UnsafePointer<UInt8>?] = []
  @exclusivity(unchecked) private var openBindings:
    [(binding: XMLEventBuffer.Binding, depth: Int32)] = []
  @exclusivity(unchecked) private var validation = XMLValidation()

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

  /// Makes a reader of one document.
  ///
  /// - Parameter mark: where it begins, if it is a part of a text.
  public init(limits: XMLLimits = XMLLimits(), at mark: TextPosition = TextPosition()) {
    _ = XMLLibrary.initialised
    self.limits = limits
    input = XMLInput(at: mark)
    state = .allocate(capacity: 1)
    state.initialize(to: XMLParserState(limits: limits))
    var handler = XMLParserCallbacks.handler()
    state.pointee.parser = xmlCreatePushParserCtxt(&handler, state, nil, 0, nil)
    setOptions(XML_PARSE_NONET)
  }

  deinit {
    // The names in the buffer belong to the parser's dictionary.
    xmlFreeParserCtxt(state.pointee.parser)
    state.pointee.buffer.bytes.deallocate()
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
      while nextEvent < state.pointee.buffer.events.count {
        event = state.pointee.buffer.events[nextEvent]
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
          openBindings.append((state.pointee.buffer.bindings[Int(index)], event.depth))
        }
      }
    }
    if validation.isActive { validateEvent() }
  }

  // MARK: - Parsing

  /// Pushes bytes to libxml2 until it reports something; false when there are no more for now.
  private func parseMore() throws(Diagnostic) -> Bool {
    if let thrown { throw thrown }
    emptyBuffer()
    while state.pointee.buffer.events.isEmpty {
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
  private func emptyBuffer() {
    if nextEvent > 0 {
      droppedTagPlace = placeOfTag(tagOffset)
      nextEvent = 0
    }
    state.pointee.buffer.clear()
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
      diagnostic = failure.diagnostic(at: place, limits: limits)
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
      let name = XMLLibrary.string(ofName: name)
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
  public var localName: UnsafeBufferPointer<UInt8> { XMLLibrary.bytes(ofName: event.name) }

  /// The namespace of the element whose tag this is; empty for none, and for a text.
  public var namespace: UnsafeBufferPointer<UInt8> { XMLLibrary.bytes(ofName: event.namespace) }

  /// The whole text; empty for a tag. A CR in it was written as `&#13;`.
  public var text: UnsafeBufferPointer<UInt8> {
    let range = event.kind == .text ? event.lower..<event.upper : 0..<0
    return state.pointee.buffer.bytes.view(range)
  }

  /// Whether the text was longer than the limit, and only its beginning was kept.
  public var isTextCut: Bool { event.isCut }

  /// Where the tag of this event begins, or for a text the tag before it: that of its element,
  /// unless children came between. Lines and columns of any size; the source is not filled in.
  public var place: Place { placeOfTag(tagOffset) }

  /// Where the tag before the one of this event begins: at the end tag of an element without
  /// children, its start tag.
  private var placeOfPreviousTag: Place { placeOfTag(previousTagOffset) }

  /// How many CR, which libxml2 turns into line ends or drops, the input has up to this event.
  public var carriageReturns: Int { input.carriageReturns(before: event.offset) }

  private func placeOfTag(_ offset: Int) -> Place {
    guard let start = input.tagStart(before: offset) else { return droppedTagPlace }
    return input.place(of: start)
  }
}

extension XMLStreamReader {
  /// How many attributes the start tag has, namespace declarations not counted.
  public var attributeCount: Int { event.kind == .start ? event.upper - event.lower : 0 }

  /// The attribute at `index`, which must be less than ``attributeCount``.
  public func attribute(at index: Int) -> XMLAttribute {
    let attribute = state.pointee.buffer.attributes[event.lower + index]
    return XMLAttribute(
      localName: XMLLibrary.bytes(ofName: attribute.name),
      namespace: XMLLibrary.bytes(ofName: attribute.namespace),
      value: Self.value(state.pointee.buffer.bytes.view(attribute.value)))
  }

  /// The value of the attribute `name` in no namespace; nil if the start tag lacks it.
  public func attribute(_ name: String) -> String? {
    for index in 0..<attributeCount {
      let attribute = state.pointee.buffer.attributes[event.lower + index]
      guard attribute.namespace == nil,
        XMLLibrary.bytes(ofName: attribute.name).elementsEqual(name.utf8)
      else { continue }
      return Self.value(state.pointee.buffer.bytes.view(attribute.value))
    }
    return nil
  }

  /// A value as libxml2 gives it to SAX handlers: every `&` is still written `&#38;`.
  private static func value(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
    let reference = Array("&#38;".utf8)
    var result: [UInt8] = []
    var rest = bytes[...]
    while let first = rest.first {
      result.append(first)
      rest = rest.dropFirst(rest.starts(with: reference) ? reference.count : 1)
    }
    return String(decoding: result, as: UTF8.self)
  }
}

extension XMLStreamReader {
  /// Validates the element whose start tag was just handed out, with everything inside, against
  /// `schema`, which must declare it as a global element. Findings come with the events.
  ///
  /// Ends by itself after the end tag, and from a clean state each time: one bad subtree does not
  /// spoil the next. To be called right after a start event, outside a subtree being validated.
  public func validate(against schema: XMLSchemaDocument) {
    guard event.kind == .start, !validation.isActive else { return }
    validation.findings = []
    validation.findingCount = 0
    validation.rootDepth = event.depth
    let validator =
      validation.validators.first { $0.document === schema } ?? XMLSchemaValidator(schema)
    if !validation.validators.contains(where: { $0 === validator }) {
      validation.validators.append(validator)
    }
    guard validator.begin() else {
      add(XMLSchemaReport(code: 0, message: "no memory"))
      return
    }
    validation.active = validator
    validator.start(event, declaring: bindingsInScope[...], in: state.pointee.buffer)
    takeReports(validator)
  }

  /// Whether the current event belongs to a subtree that is still being validated.
  public var isValidating: Bool { validation.isActive }

  /// What was found wrong so far in the subtree validated last, in document order, as far as the
  /// limit allows; complete once its end tag was handed out.
  public var findings: [XMLSchemaFinding] { validation.findings }

  /// How many there are altogether.
  public var findingCount: Int { validation.findingCount }

  /// The local names of the open elements from the one at `depth` on, such as `report/tables`.
  public func path(from depth: Int = 1) -> String {
    guard depth >= 1, depth <= openNames.count else { return "" }
    return openNames[(depth - 1)...].map { XMLLibrary.string(ofName: $0) }.joined(separator: "/")
  }

  /// Passes the current event on to the validator.
  fileprivate func validateEvent() {
    guard let validator = validation.active else { return }
    switch event.kind {
    case .start:
      let declared = state.pointee.buffer.bindings[
        Int(event.bindings.lowerBound)..<Int(event.bindings.upperBound)]
      validator.start(event, declaring: declared, in: state.pointee.buffer)
    case .text:
      validation.lastText = event.lower..<event.upper
      validation.lastTextDepth = event.depth
      validator.text(event, in: state.pointee.buffer)
    case .end:
      validator.end(event)
    }
    if validator.hasReports { takeReports(validator) }
    if event.kind != .text { validation.lastTextDepth = -1 }
    if event.kind == .end && event.depth == validation.rootDepth {
      validator.end()
      validation.active = nil
    }
  }

  /// Every namespace in scope, the innermost declaration of each prefix: the ancestors of a subtree
  /// may declare what an `xsi:type` in it uses.
  private var bindingsInScope: [XMLEventBuffer.Binding] {
    var inScope: [XMLEventBuffer.Binding] = []
    for (binding, _) in openBindings.reversed() {
      // Prefixes come from one dictionary: same prefix, same pointer.
      if !inScope.contains(where: { $0.prefix == binding.prefix }) { inScope.append(binding) }
    }
    return inScope
  }

  private func takeReports(_ validator: XMLSchemaValidator) {
    let reports = validator.takeReports()
    for (index, report) in reports.enumerated() {
      // After "does not match the pattern" libxml2 says again that the value is not valid.
      if index > 0 && report.repeats(reports[index - 1]) { continue }
      // That libxml2 lost its way is worth saying only if nothing else is wrong.
      if report.isInternal && validation.findingCount > 0 { continue }
      add(report)
    }
  }

  private func add(_ report: XMLSchemaReport) {
    validation.findingCount += 1
    guard validation.findings.count < state.pointee.limits.findings else { return }
    let attribute = report.attribute
    validation.findings.append(
      XMLSchemaFinding(
        report, place: place(of: report), path: path(from: Int(validation.rootDepth)),
        value: attribute.isEmpty ? lastTextStart : attributeStart(attribute)))
  }

  /// A missing child is seen at the end tag, which is the place to add it; a wrong value is seen there
  /// too, but stands behind the start tag.
  private func place(of report: XMLSchemaReport) -> Place {
    event.kind == .end && !report.isAboutChildren ? placeOfPreviousTag : place
  }

  /// The beginning of the text that the current event is or ends.
  private var lastTextStart: String {
    guard validation.lastTextDepth == event.depth else { return "" }
    return Self.beginning(state.pointee.buffer.bytes.view(validation.lastText))
  }

  private func attributeStart(_ name: String) -> String {
    for index in 0..<attributeCount {
      let attribute = attribute(at: index)
      guard attribute.localName.elementsEqual(name.utf8) else { continue }
      return Self.beginning(attribute.value)
    }
    return ""
  }

  private static func beginning(_ value: UnsafeBufferPointer<UInt8>) -> String {
    // Whole characters: what is cut off at the end is dropped with the rest.
    beginning(String(decoding: value.prefix(400), as: UTF8.self))
  }

  private static func beginning(_ value: String) -> String {
    let scalars = value.unicodeScalars.prefix(80)
    return scalars.count < value.unicodeScalars.count
      ? String(String.UnicodeScalarView(scalars)) + "…" : value
  }
}
