internal import ReportModel

/// The header of an XML batch: who sends it to whom, and when it was made; no part of any report.
/// Empty strings for nothing.
public struct BatchHeader: WriteOption {
  /// Who sends it.
  public var sender: String
  /// Who it is for.
  public var receiver: String
  /// When it was made: a date, or a date and time, in ISO 8601.
  public var created: String

  /// Makes an empty header.
  public init() { self.init(sender: "") }

  /// Makes a header.
  public init(sender: String = "", receiver: String = "", created: String = "") {
    self.sender = sender
    self.receiver = receiver
    self.created = created
  }

  /// Whether it says nothing.
  public var isEmpty: Bool { self == BatchHeader() }
}

extension BatchHeader {
  /// Whether `text` is a date, or a date and time, as ``BatchHeader/created`` takes it:
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
