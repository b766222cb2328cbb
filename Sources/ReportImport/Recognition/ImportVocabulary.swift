internal import ReportDiagnostics
internal import ReportForms
internal import ReportModel
internal import ReportIO

/// Everything that labels are compared with, made once for all sources of a run.
struct ImportVocabulary: Sendable {
  /// The labels of one edition's form.
  struct Edition: Sendable {
    let form: Form
    /// The title of the form, as labels are compared.
    let title: LabelText.Key
    /// One for each table of the form.
    var books: [LabelBook]
    /// The titles of the sections and their variants; `section` is the index in the form.
    let sections: [(title: LabelText, section: Int)]
  }

  let wording: ImportWording
  let folding: LabelFolding
  let words: ImportWordList
  let editions: [Edition]
  let known: KnownLabels
  let frontMatter: FrontMatterFinder
  /// The labels of rows, columns and blocks that only one edition has, with its index.
  let distinctive: [LabelText.Key: Int]

  /// A label that several editions could have by accident is no evidence.
  private static let shortestEvidence = 4

  init(_ forms: FormLibrary, _ wording: ImportWording) {
    let folding = LabelFolding(wording)
    let plain = forms.forms.map { Edition($0, wording, folding) }
    var editions = plain.map { Self.competing($0, with: plain) }
    Self.numberTables(of: &editions)
    self.wording = wording
    self.folding = folding
    self.editions = editions
    words = ImportWordList(wording, folding)
    known = KnownLabels(editions.flatMap(\.books))
    frontMatter = FrontMatterFinder(wording, folding)
    distinctive = Self.distinctiveLabels(of: plain)
  }

  /// The labels of rows, columns and blocks that only one of `editions` has, with its index.
  private static func distinctiveLabels(of editions: [Edition]) -> [LabelText.Key: Int] {
    var owners: [LabelText.Key: Set<Int>] = [:]
    for (index, edition) in editions.enumerated() {
      for book in edition.books {
        for (key, entries) in book.entries {
          // Headings above rows are worded as sections of the text are.
          let isEvidence = entries.contains { $0.target.isEvidence }
          owners[key, default: []].formUnion(isEvidence ? [index] : [index, -1])
        }
      }
    }
    return owners.compactMapValues { $0.count == 1 ? $0.first : nil }
      .filter { $0.key.count >= shortestEvidence }
  }

  /// Gives every table of `editions` its bit, by its number among all of them.
  private static func numberTables(of editions: inout [Edition]) {
    var tables = 0
    for index in editions.indices {
      for book in editions[index].books.indices {
        let bits: KnownLabels.Tables = tables < KnownLabels.mostTables ? 1 << tables : .max
        editions[index].books[book].bits = bits
        tables += 1
      }
    }
  }

  /// `edition` with the labels of the others' tables of the same code as competitors.
  private static func competing(_ edition: Edition, with others: [Edition]) -> Edition {
    let books = edition.books.map { book in
      var book = book
      let code = edition.form.tables[book.table].code
      for other in others where other.form !== edition.form {
        for rival in other.books where other.form.tables[rival.table].code == code {
          book.addCompetitors(rival)
        }
      }
      return book
    }
    return Edition(
      form: edition.form, title: edition.title, books: books, sections: edition.sections)
  }

  /// What belongs to `form`; nil if the library does not have it.
  func edition(of form: Form) -> Edition? { editions.first { $0.form === form } }
}

extension ImportVocabulary.Edition {
  /// The labels of `form` alone.
  fileprivate init(_ form: Form, _ wording: ImportWording, _ folding: LabelFolding) {
    self.init(
      form: form, title: folding.label(form.title).key,
      books: form.tables.indices.map {
        LabelBook(
          form, table: $0, folding, corners: wording[.cornerLabels],
          codes: wording[.codeTitles])
      },
      sections: form.sections.enumerated().flatMap { index, section in
        ([section.title] + section.variants).map { (folding.label($0), index) }
      })
  }
}

extension LabelBook.Target {
  /// Whether its label tells the edition.
  fileprivate var isEvidence: Bool {
    switch self {
    case .row, .column, .caption: true
    case .heading, .header, .side, .codes: false
    }
  }
}

/// Keeps the vocabulary of a library of forms from one source to the next.
final class ImportVocabularyCache: Sendable {
  private let known = Guarded<ImportVocabulary?>(nil)

  /// The vocabulary of `forms`.
  func vocabulary(_ forms: FormLibrary) throws(Diagnostic) -> ImportVocabulary {
    try known.withValue { known throws(Diagnostic) in
      if let known,
        known.editions.map({ ObjectIdentifier($0.form) })
          == forms.forms.map({ ObjectIdentifier($0) })
      {
        return known
      }
      let made = ImportVocabulary(forms, try .embedded())
      known = made
      return made
    }
  }
}
