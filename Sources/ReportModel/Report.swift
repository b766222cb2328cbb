/// One annual report on open government information (政府信息公开工作年度报告).
///
/// The one canonical model that every format is read into and written from. Only ``id`` and
/// ``form`` must be there: a draft is a report too. A missing optional string and an empty one are
/// the same, so strings are not optional here. Every text obeys ``TextRule``.
public struct Report: Sendable {
  /// The identifier, unique within an output.
  public var id: ReportID
  /// The form of the report's edition; gives ``cells`` its order.
  public let form: Form
  /// The year reported on, 1000 to 9999; nil if not known.
  public var year: Int?
  /// Who reports.
  public var agency: Agency
  /// The title as printed; empty for none.
  public var title: String
  /// The day of issue; nil if not known, or printed incomplete (then it stands in ``publication``).
  public var issueDate: CalendarDate?
  /// Publication data as printed (索引号, 发布机构 …), in the order of the source.
  public var publication: [PublicationField]
  /// The text, section by section in the order of the source.
  public var narrative: [NarrativeSection]
  /// The cells of the form's tables, by ordinal.
  public var cells: CellGrid
  /// What the form has no place for: rows, columns, lines, and open cells.
  public var extras: [Extra]
  /// Where the report was first imported from; empty if it never was.
  public var source: Source

  /// The years that a report can have: four digits.
  public static let years = 1000...9999

  /// Makes a report of `form` in which nothing but the id is known.
  public init(id: ReportID, form: Form) {
    self.id = id
    self.form = form
    agency = Agency()
    title = ""
    publication = []
    narrative = []
    cells = CellGrid(count: form.cells.count)
    extras = []
    source = Source()
  }

  /// The edition of the form, such as `2021`.
  public var edition: String { form.edition }
}

extension Report: Hashable {
  /// Two reports are the same when all they hold is; forms are compared by edition.
  public static func == (left: Report, right: Report) -> Bool {
    left.id == right.id && left.form.edition == right.form.edition && left.year == right.year
      && left.agency == right.agency && left.title == right.title
      && left.issueDate == right.issueDate && left.publication == right.publication
      && left.cells == right.cells && left.narrative == right.narrative
      && left.extras == right.extras && left.source == right.source
  }

  /// Hashes the id and the edition.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(id)
    hasher.combine(form.edition)
  }
}

/// The organ that reports. All parts are plain text, empty for none; rules judge them.
public struct Agency: Sendable, Hashable {
  /// The name as printed.
  public var name: String
  /// The unified social credit code (GB 32100).
  public var creditCode: String
  /// The administrative division code (GB/T 2260).
  public var divisionCode: String
  /// The administrative level.
  public var level: String
  /// The name or code of the organ above.
  public var parent: String

  /// Makes an agency.
  public init(
    name: String = "", creditCode: String = "", divisionCode: String = "", level: String = "",
    parent: String = ""
  ) {
    self.name = name
    self.creditCode = creditCode
    self.divisionCode = divisionCode
    self.level = level
    self.parent = parent
  }

  /// Whether nothing is known of it.
  public var isEmpty: Bool { self == Agency() }
}

/// One printed item of publication data: a label and an opaque string.
public struct PublicationField: Sendable, Hashable {
  /// The label as printed, such as `索引号`.
  public var label: String
  /// What is printed beside it.
  public var value: String

  /// Makes an item.
  public init(label: String, value: String) {
    self.label = label
    self.value = value
  }
}

/// Something of the source that the form has no place for, or a cell that could not be read.
///
/// A cell that was not read for certain is *open*: absent in ``Report/cells``, with an item of kind
/// ``Kind/cell`` or ``Kind/row`` here that carries its raw text, place and reason.
public struct Extra: Sendable, Hashable {
  /// What part of a table or page it is.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A row of a table.
    case row
    /// A column of a table.
    case column
    /// A line outside any table.
    case line
    /// One cell.
    case cell
  }

  /// What part it is.
  public var kind: Kind
  /// The code of the table, as far as known; else empty.
  public var table: String
  /// The code of the row, as far as known; else empty.
  public var row: String
  /// The code of the column, as far as known; else empty.
  public var column: String
  /// The label printed for it; empty for none.
  public var label: String
  /// The place in the source, as a finding prints it, but without the path.
  public var place: String
  /// Why it is here: a kebab-case word, such as `column-unknown`.
  public var reason: String
  /// The raw texts: one a cell for a row or column, else one.
  public var texts: [String]

  /// Makes an item.
  public init(
    kind: Kind, table: String = "", row: String = "", column: String = "", label: String = "",
    place: String = "", reason: String = "", texts: [String] = []
  ) {
    self.kind = kind
    self.table = table
    self.row = row
    self.column = column
    self.label = label
    self.place = place
    self.reason = reason
    self.texts = texts
  }
}

/// The file that a report was first imported from. Passes through exact formats untouched.
public struct Source: Sendable, Hashable {
  /// The base name of the file; empty if it had none.
  public var name: String
  /// The digest of its bytes, `sha256:` and 64 hexadecimal digits; empty for none.
  public var digest: String
  /// The name of the format it was read as, such as `text`.
  public var reader: String

  /// What a digest looks like, as XSD and JSON Schema (between `^` and `$`) understand it.
  public static let digestPattern = "([a-z0-9]{1,16}:[0-9a-f]{32,128})?"

  /// Whether `text` can be a ``digest``, by the rule of ``digestPattern``.
  public static func admitsDigest(_ text: String) -> Bool {
    guard !text.isEmpty else { return true }
    let parts = text.utf8.split(
      separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
    func isLetter(_ byte: UInt8, upTo last: UInt8) -> Bool {
      byte >= UInt8(ascii: "a") && byte <= last
    }
    return parts.count == 2 && (1...16).contains(parts[0].count)
      && parts[0].allSatisfy { $0.isDigit || isLetter($0, upTo: UInt8(ascii: "z")) }
      && (32...128).contains(parts[1].count)
      && parts[1].allSatisfy { $0.isDigit || isLetter($0, upTo: UInt8(ascii: "f")) }
  }

  /// Makes a source.
  public init(name: String = "", digest: String = "", reader: String = "") {
    self.name = name
    self.digest = digest
    self.reader = reader
  }

  /// Whether nothing is known of it.
  public var isEmpty: Bool { self == Source() }
}

/// The rule every text of a report obeys (design §3): XML 1.0 `Char` without U+000D.
public enum TextRule {
  /// The largest length of one text, in Unicode scalars.
  public static let maximumLength = 1_048_576
}
