internal import ReportDiagnostics

/// What is going on in the validation of a subtree.
struct XMLValidation {
  /// One for each schema used so far.
  var validators: [XMLSchemaValidator] = []
  var active: XMLSchemaValidator?
  /// The depth of the root of the subtree.
  var rootDepth: Int32 = 0
  var findings: [XMLSchemaFinding] = []
  var findingCount = 0
  /// The range of the last text on the tape and the depth it stands at, for findings.
  var lastText = 0..<0
  var lastTextDepth: Int32 = -1

  @inline(__always)
  var isActive: Bool { active != nil }
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
    validator.start(event, declaring: bindingsInScope[...], on: state.pointee.tape)
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
    return openNames[(depth - 1)...].map { XMLName.string($0) }.joined(separator: "/")
  }

  /// Passes the current event on to the validator.
  func validateEvent() {
    guard let validator = validation.active else { return }
    switch event.kind {
    case .start:
      let declared = state.pointee.tape.bindings[
        Int(event.bindings.lowerBound)..<Int(event.bindings.upperBound)]
      validator.start(event, declaring: declared, on: state.pointee.tape)
    case .text:
      validation.lastText = event.lower..<event.upper
      validation.lastTextDepth = event.depth
      validator.text(event, on: state.pointee.tape)
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
  private var bindingsInScope: [XMLTape.Binding] {
    var inScope: [XMLTape.Binding] = []
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
        report, place: place, path: path(from: Int(validation.rootDepth)),
        value: attribute.isEmpty ? lastTextStart : attributeStart(attribute)))
  }

  /// The beginning of the text that the current event is or ends.
  private var lastTextStart: String {
    guard validation.lastTextDepth == event.depth else { return "" }
    return Self.beginning(state.pointee.tape.bytes.view(validation.lastText))
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
