internal import ReportDiagnostics
internal import ReportModel
internal import ReportSyntax

// The parts of a report besides narrative and cells.
extension JSONReportDecoding {
  /// Takes the year; nil if the value is none.
  mutating func readYear(_ bytes: Span<UInt8>) throws(Diagnostic) -> Int? {
    try readInteger(Report.years, orRefuse: .jsonYearInvalid, bytes)
  }

  /// Takes a whole number of `range`, in any spelling; refuses others with `kind`, nil then.
  mutating func readInteger(
    _ range: ClosedRange<Int>, orRefuse kind: DiagnosticKind, _ bytes: Span<UInt8>
  ) throws(Diagnostic) -> Int? {
    guard try expect(.number, bytes) else { return nil }
    let number = try scanner.number(bytes)
    guard let decimal = number.decimal, decimal.scale == 0,
      range.contains(Int(decimal.mantissa))
    else {
      refuse(kind, at: number.start, ["found": number.spelling(in: bytes)], bytes)
      return nil
    }
    accept(number)
    return Int(decimal.mantissa)
  }

  /// Takes the day of issue; nil if the value is none.
  mutating func readDate(_ bytes: Span<UInt8>) throws(Diagnostic) -> CalendarDate? {
    guard let word = try word(bytes) else { return nil }
    var unused = TextRepairs()
    let date = CalendarDate(scanner.string(of: word, bytes, repairs: &unused))
    if date == nil {
      refuse(.reportDateInvalid, at: word.start, ["date": excerpt(word, bytes)], bytes)
    }
    return date
  }

  mutating func readAgency(_ bytes: Span<UInt8>) throws(Diagnostic) -> Agency {
    var agency = Agency()
    guard try expect(.object, bytes) else { return agency }
    try scanner.beginObject(bytes)
    var seen = JSONSeenMembers()
    while let part = try nextMember(JSONMembers.agency, &seen, bytes) {
      try keepPlace(of: part.name, bytes)
      agency[part] = try text(part.name, bytes) ?? ""
    }
    return agency
  }

  mutating func readSource(_ bytes: Span<UInt8>) throws(Diagnostic) -> Source {
    var source = Source()
    guard try expect(.object, bytes) else { return source }
    try scanner.beginObject(bytes)
    var seen = JSONSeenMembers()
    while let part = try nextMember(JSONMembers.source, &seen, bytes) {
      if part == .digest {
        source.digest = try readDigest(bytes)
      } else {
        source[part] = try text(part.name, bytes) ?? ""
      }
    }
    return source
  }

  private mutating func readDigest(_ bytes: Span<UInt8>) throws(Diagnostic) -> String {
    guard let word = try word(bytes) else { return "" }
    var unused = TextRepairs()
    let digest = scanner.string(of: word, bytes, repairs: &unused)
    guard Source.admitsDigest(digest) else {
      refuseWord(word, Source.Part.digest.name, expected: ["sha256:…", "sm3:…"], bytes)
      return ""
    }
    return digest
  }

  mutating func readPublication(
    _ bytes: Span<UInt8>
  ) throws(Diagnostic) -> [PublicationField] {
    var fields: [PublicationField] = []
    guard try expect(.array, bytes) else { return fields }
    try scanner.beginArray(bytes)
    while try scanner.nextElement(bytes) {
      guard try expect(.object, bytes) else { continue }
      let start = scanner.offset
      var field = PublicationField(label: "", value: "")
      try scanner.beginObject(bytes)
      var seen = JSONSeenMembers()
      while let member = try nextMember(JSONMembers.field, &seen, bytes) {
        let text = try text(member.name, bytes) ?? ""
        switch member {
        case .label: field.label = text
        case .value: field.value = text
        }
      }
      refuseMissing(JSONMembers.field, seen, at: start, bytes)
      fields.append(field)
    }
    return fields
  }

  mutating func readExtras(_ bytes: Span<UInt8>) throws(Diagnostic) -> [Extra] {
    var extras: [Extra] = []
    guard try expect(.array, bytes) else { return extras }
    try scanner.beginArray(bytes)
    while try scanner.nextElement(bytes) {
      guard try expect(.object, bytes) else { continue }
      extras.append(try readExtra(bytes))
    }
    return extras
  }

  private mutating func readExtra(_ bytes: Span<UInt8>) throws(Diagnostic) -> Extra {
    let start = scanner.offset
    var extra = Extra(kind: .line)
    try scanner.beginObject(bytes)
    var seen = JSONSeenMembers()
    while let member = try nextMember(JSONMembers.extra, &seen, bytes) {
      switch member {
      case .kind: extra.kind = try readKind(bytes) ?? extra.kind
      case .part(let part): extra[part] = try text(part.rawValue, bytes) ?? ""
      case .texts: extra.texts = try readTexts(member.name, bytes)
      }
    }
    refuseMissing(JSONMembers.extra, seen, at: start, bytes)
    return extra
  }

  private mutating func readKind(_ bytes: Span<UInt8>) throws(Diagnostic) -> Extra.Kind? {
    guard let word = try word(bytes) else { return nil }
    var unused = TextRepairs()
    let kind = Extra.Kind(rawValue: scanner.string(of: word, bytes, repairs: &unused))
    if kind == nil {
      refuseWord(
        word, JSONVocabulary.ExtraMember.kind.name,
        expected: Extra.Kind.allCases.map(\.rawValue), bytes)
    }
    return kind
  }

  /// Takes an array of texts.
  mutating func readTexts(
    _ name: String, _ bytes: Span<UInt8>
  ) throws(Diagnostic) -> [String] {
    var texts: [String] = []
    guard try expect(.array, bytes) else { return texts }
    try scanner.beginArray(bytes)
    while try scanner.nextElement(bytes) { texts.append(try text(name, bytes) ?? "") }
    return texts
  }

  mutating func refuseWord(
    _ word: JSONText, _ name: String, expected: [String], _ bytes: Span<UInt8>
  ) {
    refuse(
      .jsonWordInvalid, at: word.start,
      [
        "key": name, "found": "\"\(excerpt(word, bytes))\"",
        "expected": expected.joined(separator: ", "),
      ], bytes)
  }
}
