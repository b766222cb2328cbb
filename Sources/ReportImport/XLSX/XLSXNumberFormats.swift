internal import Glibc
internal import ReportModel
internal import ReportSyntax

/// How a workbook shows its numbers: which are dates, and what is printed behind them.
struct XLSXNumberFormats {
  /// What a format makes of a number.
  enum Showing {
    /// The number, with a text behind it.
    case number(suffix: String)
    /// The day with that serial number.
    case date
    /// Something else than the number itself: a percentage, a thousandth.
    case scaled
  }

  /// By index of the cell's style.
  private var showings: [Showing] = []
  private let isFrom1904: Bool

  /// - Parameters:
  ///   - styles: the part `styles.xml`; nil for none.
  ///   - isFrom1904: whether the workbook counts days from 1904.
  init(_ styles: MarkupTree?, isFrom1904: Bool) {
    self.isFrom1904 = isFrom1904
    guard let styles else { return }
    var codes: [Int: String] = [:]
    for node in styles.nodes where node.name == "numFmt" {
      if let id = node["numFmtId"].flatMap({ Int($0) }) { codes[id] = node["formatCode"] ?? "" }
    }
    guard let list = styles.nodes.firstIndex(where: { $0.name == "cellXfs" }) else { return }
    for index in styles.children(of: list) where styles.nodes[index].name == "xf" {
      let id = styles.nodes[index]["numFmtId"].flatMap { Int($0) } ?? 0
      showings.append(Self.showing(id, codes[id]))
    }
  }

  private static func showing(_ id: Int, _ code: String?) -> Showing {
    guard let code else {
      switch id {
      case 14...22, 27...36, 45...47, 50...58: return .date
      case 9, 10: return .scaled
      default: return .number(suffix: "")
      }
    }
    // The first section is for positive numbers; literals stand in quotes or behind a backslash.
    var bare = ""
    var literal = ""
    var isQuoted = false
    var isEscaped = false
    var isBracketed = false
    for character in code.prefix(while: { $0 != ";" }) {
      if isEscaped {
        literal.append(character)
        isEscaped = false
      } else if character == "\\" || character == "!" {
        isEscaped = true
      } else if character == "\"" {
        isQuoted.toggle()
      } else if isQuoted {
        literal.append(character)
      } else if character == "[" || character == "]" {
        isBracketed = character == "["
      } else if !isBracketed {
        bare.append(character)
      }
    }
    if bare.contains("%") || bare.hasSuffix(",") { return .scaled }
    let isDate = bare.lowercased().contains { "ymdhs".contains($0) }
    if isDate, !bare.lowercased().contains("general") { return .date }
    let other = bare.filter { !"0#?.,_ -+()*G/neralE@".contains($0) }
    return .number(suffix: literal + other)
  }

  /// The text of a number as the cell of `style` shows it, not rounded.
  func text(_ value: String, style: Int) -> String {
    guard let number = Double(value), number.isFinite else { return value }
    let plain = Self.plain(number)
    switch showings.indices.contains(style) ? showings[style] : .number(suffix: "") {
    case .number(let suffix): return plain + suffix
    case .scaled: return plain + " (%)"
    case .date: return day(number) ?? plain
    }
  }

  /// `number` in plain decimal, with the 15 digits that spreadsheets keep.
  static func plain(_ number: Double) -> String {
    var buffer = [CChar](repeating: 0, count: 64)
    let length = withVaList([number]) { vsnprintf(&buffer, buffer.count, "%.14e", $0) }
    guard length > 0, length < buffer.count else { return "" }
    let text = String(decoding: buffer[..<Int(length)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let parts = text.split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else { return text }
    let sign = parts[0].hasPrefix("-") ? "-" : ""
    var digits = Array(parts[0].filter { $0 != "." && $0 != "-" })
    while digits.count > 1, digits.last == "0" { digits.removeLast() }
    if digits == ["0"] { return "0" }
    guard abs(exponent) <= 40 else { return text }
    if exponent < 0 {
      return sign + "0." + String(repeating: "0", count: -exponent - 1) + String(digits)
    }
    while digits.count <= exponent { digits.append("0") }
    let whole = String(digits[...exponent])
    let rest = String(digits[(exponent + 1)...])
    return sign + whole + (rest.isEmpty ? "" : "." + rest)
  }

  /// The day with serial number `serial`; nil for one that no calendar has.
  private func day(_ serial: Double) -> String? {
    guard serial >= 1, serial < 200_000 else { return nil }
    // Day 60 of the 1900 system is 29 February 1900, which never was.
    var days = Int(serial) + (isFrom1904 ? 1462 : 0)
    if !isFrom1904, days < 60 { days += 1 }
    // 25,569 is 1 January 1970; civil date from days by eras of 400 years.
    let shifted = days - 25_569 + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return CalendarDate(year: year, month: month, day: day)?.description
  }
}
