/// How much a finding matters to whoever reads the result.
public enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
  /// Something was changed or recognised in a way worth knowing; nothing is wrong.
  case note
  /// Something needs a person's eye; the report stays usable as it is.
  case warning
  /// Something is wrong: the report, or the part the finding names, is not what it should be.
  case error

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }

  /// Orders by weight: note, warning, error.
  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
}

/// The two languages every message exists in.
public enum Language: String, Sendable, Hashable, CaseIterable {
  /// Chinese (simplified).
  case chinese = "zh"
  /// English.
  case english = "en"
}

/// One text in both languages.
public struct BilingualText: Sendable, Hashable {
  /// The Chinese wording.
  public let zh: String
  /// The English wording.
  public let en: String

  /// Makes a text from its two wordings.
  public init(zh: String, en: String) {
    self.zh = zh
    self.en = en
  }

  /// The wording in `language`.
  public subscript(language: Language) -> String { language == .chinese ? zh : en }
}
