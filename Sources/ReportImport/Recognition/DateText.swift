internal import ReportForms
internal import ReportModel

/// Finds dates and years in printed text.
struct DateText: Sendable {
  /// What a printed date comes to.
  enum Reading: Equatable {
    /// A real day.
    case day(CalendarDate)
    /// A date that lacks a part, or names no real day.
    case incomplete
  }

  private let folding: LabelFolding
  private let year: UInt32
  private let month: UInt32
  private let day: UInt32
  /// What can follow a year mark: 度.
  private let yearSuffix: UInt32

  /// The years that a report can be of or from.
  static let years = 2000...2100

  init(_ wording: ImportWording, _ folding: LabelFolding) {
    self.folding = folding
    func first(_ key: ImportWording.Key) -> UInt32 {
      wording[key].first?.unicodeScalars.first?.value ?? 0
    }
    year = first(.yearMark)
    month = first(.monthMark)
    day = first(.dayMark)
    yearSuffix = wording[.yearSuffixes].first?.unicodeScalars.last?.value ?? 0
  }

  /// The date that all of `text` is; nil if it is something else.
  func whole(_ text: String) -> Reading? {
    let scalars = folding.folded(text).filter { $0 != 0x20 }
    guard let (reading, end) = date(scalars[...]), end == scalars.endIndex else { return nil }
    return reading
  }

  /// Whether all of `text` is a date.
  func isWhole(_ text: String) -> Bool { whole(text) != nil }

  /// The first year in `text` (without spaces), with the scalars that name it: `2020年度`, `2020年`,
  /// or four digits alone.
  func yearRange(_ text: String) -> (year: Int, range: Range<Int>)? {
    let scalars = folding.folded(text)
    for start in scalars.indices where start + 4 <= scalars.count {
      guard start == 0 || !isDigit(scalars[start - 1]),
        start + 4 == scalars.count || !isDigit(scalars[start + 4]),
        let value = folding.number(scalars[start..<(start + 4)]), Self.years.contains(value)
      else { continue }
      var end = start + 4
      if end < scalars.count, scalars[end] == year {
        end += 1
        if end < scalars.count, scalars[end] == yearSuffix { end += 1 }
      }
      return (value, start..<end)
    }
    return nil
  }

  /// The date at the end of `text`, with what stands before it; nil if there is none.
  func ending(_ text: String) -> (before: String, reading: Reading)? {
    let scalars = Array(text.unicodeScalars)
    for start in scalars.indices.dropFirst() {
      guard isDigit(folding.fold(scalars[start])), !isDigit(folding.fold(scalars[start - 1])),
        scalars.count - start <= 20
      else { continue }
      let tail = String(String.UnicodeScalarView(scalars[start...]))
      if let reading = whole(tail) {
        let head = String.UnicodeScalarView(scalars[..<start])
        return (String(LooseText.trimmed(Substring(String(head)).unicodeScalars)), reading)
      }
    }
    return nil
  }

  /// The years that `text` names by themselves (`2020年`), not as a part of a date.
  func plainYears(_ text: String) -> [Int] {
    let scalars = folding.folded(text).filter { $0 != 0x20 }
    var years: [Int] = []
    for index in scalars.indices where scalars[index] == year {
      guard let value = yearValue(endingAt: index, scalars) else { continue }
      let follows = scalars[(index + 1)...].prefix { isDigit($0) }
      let next = index + 1 + follows.count
      if !follows.isEmpty, next < scalars.count, scalars[next] == month { continue }
      years.append(value)
    }
    return years
  }

  /// The year of a period that begins on 1 January (`自2020年1月1日起至…`); nil if none is named.
  func periodYear(_ text: String) -> Int? {
    let scalars = folding.folded(text).filter { $0 != 0x20 }
    for index in scalars.indices where scalars[index] == year {
      guard let value = yearValue(endingAt: index, scalars) else { continue }
      guard let (reading, end) = date(scalars[(index - 4)...]),
        case .day(let first) = reading, first.month == 1, first.day == 1
      else { continue }
      // ... to 31 December, of the same year where one is named.
      let rest = scalars[end...].prefix(24)
      let twelve = folding.folded("12") + [month]
      guard
        rest.indices.contains(where: { start in
          scalars[start...].starts(with: twelve) && !isDigit(scalars[start - 1])
        })
      else { continue }
      let others = rest.indices.compactMap { yearValue(endingAt: $0, scalars) }
        .filter { $0 != value }
      return others.isEmpty ? value : nil
    }
    return nil
  }

  /// The four digits right before `index`, where a year mark stands.
  private func yearValue(endingAt index: Int, _ scalars: [UInt32]) -> Int? {
    guard index >= 4, index < scalars.count, scalars[index] == year,
      index == 4 || !isDigit(scalars[index - 5]),
      let value = folding.number(scalars[(index - 4)..<index]), Self.years.contains(value)
    else { return nil }
    return value
  }

  private func isDigit(_ scalar: UInt32) -> Bool {
    LabelFolding.arabic(scalar) != nil || folding.digit(scalar) != nil || folding.isTen(scalar)
  }

  /// The date that `scalars` begin with, and where it ends.
  private func date(_ scalars: ArraySlice<UInt32>) -> (Reading, Int)? {
    let yearDigits = scalars.prefix { isDigit($0) }
    guard yearDigits.count == 4, let yearValue = folding.number(yearDigits),
      Self.years.contains(yearValue), yearDigits.endIndex < scalars.endIndex
    else { return nil }
    let separator = scalars[yearDigits.endIndex]
    let isWritten = separator == year
    guard isWritten || separator == 0x2D || separator == 0x2E || separator == 0x2F else {
      return nil
    }
    let monthDigits = scalars[(yearDigits.endIndex + 1)...].prefix { isDigit($0) }
    if monthDigits.isEmpty { return nil }
    var end = monthDigits.endIndex
    guard end < scalars.endIndex, scalars[end] == (isWritten ? month : separator) else {
      return nil
    }
    end += 1
    let dayDigits = scalars[end...].prefix { isDigit($0) }
    guard !dayDigits.isEmpty else { return isWritten ? (.incomplete, end) : nil }
    end = dayDigits.endIndex
    if end < scalars.endIndex, scalars[end] == day { end += 1 }
    guard let monthValue = folding.number(monthDigits), let dayValue = folding.number(dayDigits),
      let date = CalendarDate(year: yearValue, month: monthValue, day: dayValue)
    else { return (.incomplete, end) }
    return (.day(date), end)
  }
}
