internal import ReportModel

extension Envelope {
  /// Whether `text` is a date, or a date and time, as ``Envelope/created`` takes it:
  /// `2025-03-31`, `2025-03-31T08:00:00`, `…Z`, `…+08:00`, of a real day and a real time.
  ///
  /// The form is that of ``XMLVocabulary/timestampPattern``; what is real is asked on top.
  public static func isTimestamp(_ text: String) -> Bool {
    let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
    guard let day = parts.first, CalendarDate(String(day)) != nil else { return false }
    guard parts.count == 2 else { return true }
    var time = Array(parts[1].utf8)
    if time.last == UInt8(ascii: "Z") {
      time.removeLast()
    } else if time.count == 14, time[8] == UInt8(ascii: "+") || time[8] == UInt8(ascii: "-") {
      guard isClock(time[9...], limits: [23, 59]) else { return false }
      time.removeSubrange(8...)
    }
    return isClock(time[...], limits: [23, 59, 59])
  }

  /// Whether the text is two-digit numbers with colons between them, one for each limit.
  private static func isClock(_ text: ArraySlice<UInt8>, limits: [Int]) -> Bool {
    let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count == limits.count else { return false }
    return zip(parts, limits).allSatisfy { part, limit in
      part.count == 2 && part.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        && part.reduce(0) { $0 * 10 + Int($1) - 48 } <= limit
    }
  }
}
