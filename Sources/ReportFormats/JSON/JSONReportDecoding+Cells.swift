internal import ReportDiagnostics
internal import ReportModel
internal import ReportSyntax

extension JSONReportDecoding {
  /// Takes the tables; nothing is taken from them if the edition is not known.
  mutating func readTables(_ bytes: Span<UInt8>) throws(Diagnostic) {
    guard try expect(.object, bytes) else { return }
    guard let names else { return try scanner.skipValue(bytes) }
    var seen = [Bool](repeating: false, count: names.tables.names.count)
    var expected = 0
    try scanner.beginObject(bytes)
    while let key = try scanner.nextKey(bytes) {
      guard let table = names.tables.index(of: key, in: bytes, expecting: expected) else {
        try skipUnknown(key, in: "", names, bytes)
        continue
      }
      expected = table + 1
      if seen[table] {
        try skipDuplicate(key, cell: names.form.tables[table].code, bytes)
      } else {
        seen[table] = true
        try readRows(table, names, bytes)
      }
    }
  }

  private mutating func readRows(
    _ table: Int, _ names: FormNames, _ bytes: Span<UInt8>
  ) throws(Diagnostic) {
    guard try expect(.object, bytes) else { return }
    let rows = names.rows[table]
    var seen = [Bool](repeating: false, count: rows.names.count)
    var expected = 0
    try scanner.beginObject(bytes)
    while let key = try scanner.nextKey(bytes) {
      guard let row = rows.index(of: key, in: bytes, expecting: expected),
        let place = names.place(table: table, row: row)
      else {
        try skipUnknown(key, in: "\(names.form.tables[table].code)/", names, bytes)
        continue
      }
      expected = row + 1
      if seen[row] {
        try skipDuplicate(
          key, cell: "\(names.form.tables[table].code)/\(rows.names[row])", bytes)
      } else {
        seen[row] = true
        try readRow(names.columns[table][place.block], place.firstCell, names, bytes)
      }
    }
  }

  private mutating func readRow(
    _ columns: NameTable, _ firstCell: Int, _ names: FormNames, _ bytes: Span<UInt8>
  ) throws(Diagnostic) {
    guard try expect(.object, bytes) else { return }
    var expected = 0
    try scanner.beginObject(bytes)
    while let key = try scanner.nextKey(bytes) {
      guard let column = columns.index(of: key, in: bytes, expecting: expected) else {
        let codes = names.form.codes(at: firstCell)
        try skipUnknown(key, in: "\(codes.table)/\(codes.row)/", names, bytes)
        continue
      }
      expected = column + 1
      let ordinal = firstCell + column
      // A cell whose value was refused is still absent, but then the report is refused already.
      if cells.areAbsent(in: ordinal..<ordinal + 1) {
        try readCell(ordinal, names.form, bytes)
      } else {
        try skipDuplicate(key, cell: names.form.path(at: ordinal), bytes)
      }
    }
  }

  private mutating func readCell(
    _ ordinal: Int, _ form: Form, _ bytes: Span<UInt8>
  ) throws(Diagnostic) {
    let kind = try scanner.peek(bytes)
    if places != nil { places?[cell: ordinal] = scanner.place(of: scanner.offset, in: bytes) }
    switch kind {
    case .number:
      if let number = try readNumber(ordinal, form, bytes) { cells[ordinal] = .number(number) }
    case .null:
      try scanner.null(bytes)
      cells[ordinal] = .blank
    case .string:
      let text = try scanner.rawString(bytes)
      if text.equals(JSONVocabulary.notApplicable, in: bytes) {
        cells[ordinal] = .notApplicable
      } else {
        refuseCell(ordinal, form, "\"\(excerpt(text, bytes))\"", at: text.start, bytes)
      }
    case .object:
      try readAmount(ordinal, form, bytes)
    case .array, .boolean:
      refuseCell(ordinal, form, kind.rawValue, at: scanner.offset, bytes)
      try scanner.skipValue(bytes)
    }
  }

  /// Takes the number of a cell; nil if the cell cannot hold it.
  @inline(__always)
  private mutating func readNumber(
    _ ordinal: Int, _ form: Form, _ bytes: Span<UInt8>
  ) throws(Diagnostic) -> ExactNumber? {
    let number = try scanner.number(bytes)
    guard let decimal = number.decimal,
      let exact = ExactNumber(mantissa: decimal.mantissa, scale: decimal.scale),
      form.cells[ordinal].kind.admits(exact)
    else {
      refuseCell(ordinal, form, number.spelling(in: bytes), at: number.start, bytes)
      return nil
    }
    accept(number)
    return exact
  }

  /// Takes an amount that says that its unit is not known.
  private mutating func readAmount(
    _ ordinal: Int, _ form: Form, _ bytes: Span<UInt8>
  ) throws(Diagnostic) {
    let start = scanner.offset
    guard form.cells[ordinal].isUnitOpen else {
      refuse(
        .jsonUnitInvalid, at: start, cell: form.path(at: ordinal), ["found": "{…}"], bytes)
      return try scanner.skipValue(bytes)
    }
    var seen = JSONSeenMembers()
    try scanner.beginObject(bytes)
    while let member = try nextMember(JSONMembers.amount, &seen, bytes) {
      switch member {
      case .value:
        guard try expect(.number, bytes) else { continue }
        if let number = try readNumber(ordinal, form, bytes) {
          cells[ordinal] = .amountOfUnknownUnit(number)
        }
      case .unit:
        guard let unit = try word(bytes), !isUnknownUnit(unit, bytes) else { continue }
        refuse(
          .jsonUnitInvalid, at: unit.start, cell: form.path(at: ordinal),
          ["found": "\"\(excerpt(unit, bytes))\""], bytes)
      }
    }
    refuseMissing(JSONMembers.amount, seen, at: start, bytes)
  }

  private func isUnknownUnit(_ text: JSONText, _ bytes: Span<UInt8>) -> Bool {
    text.content(in: bytes).elementsEqual(UnitWord.unknown.utf8)
  }

  // MARK: - Refusing

  private mutating func refuseCell(
    _ ordinal: Int, _ form: Form, _ found: String, at offset: Int,
    _ bytes: Span<UInt8>
  ) {
    refuse(
      form.cells[ordinal].kind.invalidInJSON, at: offset, cell: form.path(at: ordinal),
      ["found": found], bytes)
  }

  /// - Parameter path: the codes above `key`, each followed by a slash.
  private mutating func skipUnknown(
    _ key: JSONText, in path: String, _ names: FormNames, _ bytes: Span<UInt8>
  ) throws(Diagnostic) {
    let cell = path + excerpt(key, bytes)
    refuse(
      .cellUnknown, at: key.start, cell: cell, ["cell": cell, "edition": names.form.edition],
      bytes)
    try scanner.skipValue(bytes)
  }

  private mutating func skipDuplicate(
    _ key: JSONText, cell: String, _ bytes: Span<UInt8>
  ) throws(Diagnostic) {
    refuseDuplicate(key, cell: cell, bytes)
    try scanner.skipValue(bytes)
  }
}
