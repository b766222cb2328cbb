internal import CLibXML2

/// What is going on in the validation of a subtree.
struct XMLValidation {
  /// One for each schema used so far.
  var validators: [XMLSchemaValidator] = []
  var active: XMLSchemaValidator?
  /// The depth of the root of the subtree.
  var rootDepth: Int32 = 0
  var findings: [XMLSchemaFinding] = []
  var findingCount = 0
  /// The range of the last text in the buffer and the depth it stands at, for findings.
  var lastText = 0..<0
  var lastTextDepth: Int32 = -1

  @inline(__always)
  var isActive: Bool { active != nil }
}

/// Validates one subtree after the other against one schema.
///
/// libxml2 offers validation of SAX events only as a plug between a parser and its handler. The plug
/// is made on a handler of our own here and its functions are called by hand, so that it is not the
/// parser that decides what is validated. A plug serves one subtree; the context stays.
final class XMLSchemaValidator {
  let document: XMLSchemaDocument
  private var context: xmlSchemaValidCtxtPtr?
  private var plug: xmlSchemaSAXPlugPtr?
  /// The plug keeps these two addresses and writes to them when it is taken out.
  private let handler: UnsafeMutablePointer<UnsafeMutablePointer<xmlSAXHandler>?>
  private let userData: UnsafeMutablePointer<UnsafeMutableRawPointer?>
  private let record: UnsafeMutablePointer<Record>
  /// The five pointers for each attribute and the two for each namespace that libxml2 wants.
  @exclusivity(unchecked) private var attributes: [UnsafePointer<UInt8>?] = []
  @exclusivity(unchecked) private var bindings: [UnsafePointer<UInt8>?] = []

  /// What the error handler of libxml2 writes to.
  private struct Record {
    /// What was reported since the last event was passed on.
    var reports: [XMLSchemaReport] = []
    /// libxml2 lost its way: going on would have it follow null pointers.
    var isLost = false
  }

  init(_ document: XMLSchemaDocument) {
    self.document = document
    handler = .allocate(capacity: 1)
    handler.initialize(to: nil)
    userData = .allocate(capacity: 1)
    userData.initialize(to: nil)
    record = .allocate(capacity: 1)
    record.initialize(to: Record())
  }

  deinit {
    end()
    if let context { xmlSchemaFreeValidCtxt(context) }
    handler.deallocate()
    userData.deallocate()
    record.deinitialize(count: 1)
    record.deallocate()
  }

  /// Begins a subtree, from a clean state.
  ///
  /// - Returns: false when there is no memory for it.
  func begin() -> Bool {
    end()
    if record.pointee.isLost, let lost = context {
      xmlSchemaFreeValidCtxt(lost)
      context = nil
    }
    record.pointee = Record()
    if context == nil { context = xmlSchemaNewValidCtxt(document.schema) }
    xmlSchemaSetValidStructuredErrors(
      context, { record, error in XMLSchemaValidator.report(record, error) }, record)
    plug = xmlSchemaSAXPlug(context, handler, userData)
    return plug != nil
  }

  /// Ends a subtree, whole or broken off.
  func end() {
    guard let plug else { return }
    xmlSchemaSAXUnplug(plug)
    self.plug = nil
    handler.pointee = nil
  }

  /// Passes on a start tag; `declared` are the namespaces it declares or, for the root of the
  /// subtree, all that are in scope.
  func start(
    _ event: XMLEventBuffer.Event, declaring declared: ArraySlice<XMLEventBuffer.Binding>,
    in buffer: borrowing XMLEventBuffer
  ) {
    guard let call = usable?.pointee.startElementNs else { return }
    bindings.removeAll(keepingCapacity: true)
    for binding in declared {
      bindings.append(binding.prefix)
      bindings.append(binding.namespace)
    }
    attributes.removeAll(keepingCapacity: true)
    for attribute in buffer.attributes[event.lower..<event.upper] {
      attributes.append(attribute.name)
      attributes.append(attribute.prefix)
      attributes.append(attribute.namespace)
      attributes.append(UnsafePointer(buffer.bytes.base + attribute.value.lowerBound))
      attributes.append(UnsafePointer(buffer.bytes.base + attribute.value.upperBound))
    }
    bindings.withUnsafeMutableBufferPointer { bindings in
      attributes.withUnsafeMutableBufferPointer { attributes in
        call(
          userData.pointee, event.name, nil, event.namespace, Int32(bindings.count / 2),
          bindings.baseAddress, Int32(attributes.count / 5), 0, attributes.baseAddress)
      }
    }
  }

  /// Passes on a text, whole: given in pieces, libxml2 would copy what it has for each of them.
  func text(_ event: XMLEventBuffer.Event, in buffer: borrowing XMLEventBuffer) {
    guard let handler = usable else { return }
    let call = event.hasCDATA ? handler.pointee.cdataBlock : handler.pointee.characters
    let text = buffer.bytes.view(event.lower..<event.upper)
    call?(userData.pointee, text.baseAddress, Int32(clamping: text.count))
  }

  /// Passes on an end tag.
  func end(_ event: XMLEventBuffer.Event) {
    usable?.pointee.endElementNs?(userData.pointee, event.name, nil, event.namespace)
  }

  /// Whether libxml2 reported anything about the event passed on last.
  @inline(__always)
  var hasReports: Bool { !record.pointee.reports.isEmpty }

  /// What libxml2 reported about the event passed on last.
  func takeReports() -> [XMLSchemaReport] {
    defer { record.pointee.reports.removeAll(keepingCapacity: true) }
    return record.pointee.reports
  }

  @inline(__always)
  private var usable: UnsafeMutablePointer<xmlSAXHandler>? {
    record.pointee.isLost ? nil : handler.pointee
  }

  private static func report(_ context: UnsafeMutableRawPointer?, _ error: xmlErrorPtr?) {
    guard let record = context?.assumingMemoryBound(to: Record.self), let error,
      error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue
    else { return }
    let code = error.pointee.code
    if code == XML_SCHEMAV_INTERNAL.rawValue || code == XML_ERR_NO_MEMORY.rawValue {
      record.pointee.isLost = true
    }
    let message = error.pointee.message.map { String(cString: $0) } ?? ""
    record.pointee.reports.append(
      XMLSchemaReport(code: Int32(code), message: XMLLibrary.trimmed(message)))
  }
}
