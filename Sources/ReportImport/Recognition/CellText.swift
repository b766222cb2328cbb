internal import ReportFormats
internal import ReportModel

/// Reads what a cell of a printed table says.
struct CellText {
  /// What it came to.
  enum Reading: Equatable {
    /// A value, and what was done to the text to get it.
    case value(CellValue, [CellEvidence.Conversion])
    /// No value of the cell: the text is kept.
    case open
  }

  let folding: LabelFolding
  let words: ImportWordList

  /// Reads `text`.
  ///
  /// - Parameters:
  ///   - cell: what the form puts there.
  ///   - headerUnit: the unit of money that the report prints above the cell; empty for none.
  func read(_ text: String, in cell: FormCell, headerUnit: String) -> Reading {
    var conversions: [CellEvidence.Conversion] = []
    var scalars = folding.folded(text)[...]
    Self.trim(&scalars)
    Self.dropLostSpace(&scalars, &conversions)
    if scalars.isEmpty { return .value(.blank, []) }
    if Self.isDash(scalars) { return .value(.notApplicable, []) }
    if text.unicodeScalars.contains(where: { (0xFF01...0xFF5E).contains($0.value) }) {
      conversions.append(.fullWidth)
    }
    if let note = folding.noteStart(scalars) {
      scalars = scalars[..<note]
      Self.trim(&scalars)
      conversions.append(.note)
    }
    guard let number = readNumber(&scalars, of: cell.kind, &conversions) else { return .open }
    let value =
      cell.kind.hasUnit
      ? amount(number, before: scalars, in: cell, headerUnit: headerUnit, &conversions)
      : count(number, before: scalars, in: cell, &conversions)
    guard let value else { return .open }
    return .value(value, conversions)
  }

  /// Drops a question mark and a space in front, which is what a lost no-break space leaves.
  private static func dropLostSpace(
    _ scalars: inout ArraySlice<UInt32>, _ conversions: inout [CellEvidence.Conversion]
  ) {
    guard scalars.count > 2, scalars.first == 0x3F, scalars.dropFirst().first == 0x20 else {
      return
    }
    scalars = scalars.dropFirst()
    trim(&scalars)
    conversions.append(.lostSpace)
  }

  /// The value of a cell of money: `number` in the unit that `rest`, the text behind it, names, or
  /// else the header, or else the form; nil if it cannot be the cell's.
  private func amount(
    _ number: ExactNumber, before rest: ArraySlice<UInt32>, in cell: FormCell, headerUnit: String,
    _ conversions: inout [CellEvidence.Conversion]
  ) -> CellValue? {
    let printed = words.moneyUnit(rest)
    guard rest.isEmpty || printed != nil else { return nil }
    let unit = printed ?? (headerUnit.isEmpty ? nil : words.moneyUnit(named: headerUnit))
    guard let unit else {
      guard cell.kind.admits(number) else { return nil }
      return cell.unit.isEmpty ? .amountOfUnknownUnit(number) : .number(number)
    }
    guard let converted = unit.inTenThousands(number), cell.kind.admits(converted) else {
      return nil
    }
    if !rest.isEmpty || converted != number { conversions.append(.unit) }
    return .number(converted)
  }

  /// The value of a cell without a unit of money: `number`, with at most a counter as `rest`, the
  /// text behind it; nil if it cannot be the cell's.
  private func count(
    _ number: ExactNumber, before rest: ArraySlice<UInt32>, in cell: FormCell,
    _ conversions: inout [CellEvidence.Conversion]
  ) -> CellValue? {
    if !rest.isEmpty {
      guard words.isCounter(rest, unit: folding.folded(cell.unit)) else { return nil }
      conversions.append(.counter)
    }
    return cell.kind.admits(number) ? .number(number) : nil
  }

  /// Takes a number, with the words or signs before it, off the front of `scalars`.
  private func readNumber(
    _ scalars: inout ArraySlice<UInt32>, of kind: CellKind,
    _ conversions: inout [CellEvidence.Conversion]
  ) -> ExactNumber? {
    var isNegative = false
    if kind.numbers.isSigned, let sign = words.sign(&scalars) {
      isNegative = sign.isNegative
      if !sign.isPlain { conversions.append(.sign) }
    }
    var hasSeparators = false
    guard var digits = Self.takeDigits(&scalars, hasSeparators: &hasSeparators) else { return nil }
    if hasSeparators { conversions.append(.separators) }
    var scale = 0
    if scalars.first == 0x2E {
      let decimals = scalars.dropFirst().prefix { LabelFolding.arabic($0) != nil }
      guard !decimals.isEmpty, decimals.count <= 12 else { return nil }
      for decimal in decimals {
        guard let digit = LabelFolding.arabic(decimal), digits < Int64.max / 100 else { return nil }
        digits = digits * 10 + Int64(digit)
      }
      scale = decimals.count
      scalars = scalars.dropFirst(1 + decimals.count)
    }
    guard let value = ExactNumber(mantissa: isNegative ? -digits : digits, scale: scale) else {
      return nil
    }
    Self.trim(&scalars)
    if value.scale != scale { conversions.append(.decimals) }
    return value
  }

  /// Takes a whole number, with or without separators of thousands.
  private static func takeDigits(
    _ scalars: inout ArraySlice<UInt32>, hasSeparators: inout Bool
  ) -> Int64? {
    var value: Int64 = 0
    var count = 0
    var sinceSeparator = -1
    while let scalar = scalars.first {
      if let digit = LabelFolding.arabic(scalar) {
        guard sinceSeparator < 3, value < ExactNumber.limit else { return nil }
        // Zeros in front may be numbers of their own that ran together.
        guard count != 1 || value != 0 else { return nil }
        value = value * 10 + Int64(digit)
        count += 1
        if sinceSeparator >= 0 { sinceSeparator += 1 }
      } else if scalar == 0x2C {
        let isFirst = sinceSeparator < 0
        guard isFirst ? (1...3).contains(count) && value > 0 : sinceSeparator == 3 else {
          return nil
        }
        sinceSeparator = 0
        hasSeparators = true
      } else {
        break
      }
      scalars = scalars.dropFirst()
    }
    guard count > 0, sinceSeparator < 0 || sinceSeparator == 3, value < ExactNumber.limit else {
      return nil
    }
    return value
  }

  private static func trim(_ scalars: inout ArraySlice<UInt32>) {
    while scalars.first == 0x20 { scalars = scalars.dropFirst() }
    while scalars.last == 0x20 { scalars = scalars.dropLast() }
  }

  /// Whether all there is are strokes: "/", "\", and dashes of every length.
  private static func isDash(_ scalars: ArraySlice<UInt32>) -> Bool {
    scalars.count <= 4
      && scalars.allSatisfy { scalar in
        switch scalar {
        case 0x2F, 0x5C, 0x2D, 0x2010...0x2015, 0x2212, 0x2215, 0x2500, 0x30FC: true
        default: false
        }
      }
  }

  /// Whether `text` could be what a cell holds, so that it is no label: it is blank, has a digit
  /// with at most a few words around it, or is all strokes.
  static func looksLikeValue(_ text: String, _ folding: LabelFolding) -> Bool {
    looksLikeValue(folded: folding.folded(text), folding)
  }

  /// The same for a text whose folded scalars are `folded`.
  static func looksLikeValue(folded: [UInt32], _ folding: LabelFolding) -> Bool {
    var scalars = folded[...]
    trim(&scalars)
    if scalars.isEmpty || isDash(scalars) { return true }
    guard scalars.count <= 60 else { return false }
    if LabelFolding.arabic(scalars[scalars.startIndex]) != nil,
      let note = folding.noteStart(scalars)
    {
      scalars = scalars[..<note]
      trim(&scalars)
    }
    guard scalars.count <= 24 else { return false }
    if scalars.count > 2, scalars.first == 0x3F {
      scalars = scalars.dropFirst().drop { $0 == 0x20 }
    }
    guard let first = scalars.first(where: { $0 != 0x2B && $0 != 0x2D && $0 != 0x2212 }) else {
      return false
    }
    if LabelFolding.arabic(first) != nil {
      // "1.属于国家秘密" and "2020年" begin with digits, too.
      let end = scalars.firstIndex { !isPartOfNumber($0) } ?? scalars.endIndex
      let rest = scalars[end...]
      guard !rest.isEmpty else { return true }
      let number = scalars[..<end].reversed().drop { $0 == 0x20 }
      let isNumbered = number.first.map(isNumberMark) ?? false
      return !isNumbered && rest.count <= 3 && !rest.contains { folding.isYearMark($0) }
    }
    guard folding.isSignWord(first) else { return false }
    return scalars.contains { LabelFolding.arabic($0) != nil } && scalars.count <= 12
  }

  private static func isPartOfNumber(_ scalar: UInt32) -> Bool {
    LabelFolding.arabic(scalar) != nil || isNumberMark(scalar) || scalar == 0x2B || scalar == 0x2D
      || scalar == 0x2212 || scalar == 0x20
  }

  /// Whether `scalar` is a point or a comma.
  private static func isNumberMark(_ scalar: UInt32) -> Bool { scalar == 0x2E || scalar == 0x2C }
}
