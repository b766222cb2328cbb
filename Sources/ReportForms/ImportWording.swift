internal import CSchemas
public import ReportDiagnostics
internal import ReportSyntax

/// The words that importers know reports by, besides the labels of the forms: how dates, units,
/// titles, signatures and publication data are worded. Data (`Schemas/import/wording.json`), so
/// that a wording met in a new source costs a line there.
public struct ImportWording: Sendable {
  /// Every entry by its key; a single text is a list of one.
  private let lists: [String: [String]]

  /// The keys of the file; all must be there, and no other.
  public enum Key: String, Sendable, CaseIterable {
    /// The digits 0 to 9, each with its spellings in one string.
    case digits
    /// Ten.
    case ten
    /// What follows a year, a month, a day in a date.
    case yearMark, monthMark, dayMark
    /// Words for + and - in a signed cell.
    case increase, decrease
    /// The scales (ten, hundred, thousand, ten thousand, hundred million) and the unit of money.
    case scales, currency
    /// Words that follow a count.
    case counters
    /// How a note in brackets begins that stands behind a number.
    case notes
    /// Labels of the corner of a table, above its row labels.
    case cornerLabels
    /// Titles of a column that numbers the rows.
    case codeTitles
    /// Titles of a column of the year reported on, and of columns of other years or of several.
    case ownPeriods, otherPeriods
    /// What every title of a report holds, and how one ends.
    case titleWords, titleEndings
    /// Where, in a title, the name of the agency ends.
    case subjectMarks
    /// Names whose ending is the beginning of such a mark, so that titles print it once.
    case sharedEndings
    /// What follows the year in a title.
    case yearSuffixes
    /// Words between the name of the agency and the rest of a title.
    case agencyJoiners
    /// How names of agencies end.
    case agencyEndings
    /// How an agency begins when it speaks of itself instead of giving its name.
    case selfReferences
    /// The label under which a date that is no day is kept.
    case issueDateLabel
    /// Labels of publication data.
    case publicationLabels
    /// Words of the page around a report.
    case navigationWords
    /// What the radicals from U+2F00 on look like, one character each.
    case radicals
    /// Pairs of another radical and the character that it looks like.
    case lookalikes
    /// Pairs of a traditional character and its simplified one.
    case traditional
  }

  /// The texts of `key`, in the order of the file.
  public subscript(key: Key) -> [String] { lists[key.rawValue] ?? [] }

  /// The wording that is embedded in the tool.
  ///
  /// - Throws: if the file cannot be read, which a test excludes.
  public static func embedded() throws(Diagnostic) -> ImportWording {
    let bytes = UnsafeBufferPointer(
      start: nianbao_import_wording(), count: nianbao_import_wording_size())
    return try ImportWording(definedBy: Array(bytes))
  }

  /// Reads the JSON of `Schemas/import/wording.json`: an object of texts and lists of texts.
  public init(definedBy json: [UInt8]) throws(Diagnostic) {
    let json = JSONObjectReader(json)
    var lists: [String: [String]] = [:]
    try json.object { key throws(Diagnostic) in
      guard Key(rawValue: key) != nil else { throw json.unknown(key) }
      lists[key] = try json.kind() == .array ? try json.texts() : [try json.text()]
    }
    try json.end()
    if let missing = Key.allCases.first(where: { lists[$0.rawValue]?.isEmpty ?? true }) {
      throw Diagnostic(.formValueInvalid, ["key": missing.rawValue])
    }
    self.lists = lists
  }
}
