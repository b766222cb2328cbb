@testable import ReportImport
import ReportFormats
import ReportForms
import ReportModel
import Testing

/// What printed cells are read as.
@Suite struct CellTextTests {
  enum Outcome: Equatable, Sendable {
    case plain(String)
    case converted(String)
    case unknownUnit(String)
    case blank
    case notApplicable
    case open
  }

  private static let reader: CellText? = {
    guard let wording = try? ImportWording.embedded() else { return nil }
    let folding = LabelFolding(wording)
    return CellText(folding: folding, words: ImportWordList(wording, folding))
  }()

  private func read(_ text: String, _ kind: CellKind, unit: String = "", header: String = "") throws
    -> Outcome
  {
    let block = FormBlock(
      columns: [FormColumn(code: "c", label: "c", kind: kind, unit: unit)],
      rows: [FormRow(code: "r", label: "r")])
    let form = Form(edition: "t", sections: [], tables: [FormTable(code: "t", blocks: [block])])
    switch try #require(Self.reader).read(text, in: form.cells[0], headerUnit: header) {
    case .value(.blank, _): return .blank
    case .value(.notApplicable, _): return .notApplicable
    case .value(.amountOfUnknownUnit(let number), _): return .unknownUnit(number.description)
    case .value(let value, let conversions):
      // Characters of another width say the same.
      return conversions.contains { $0 != .fullWidth }
        ? .converted(value.lexicalForm) : .plain(value.lexicalForm)
    case .open: return .open
    }
  }

  static let counts: [(String, Outcome)] = [
    ("0", .plain("0")), ("26", .plain("26")), ("999999999999999", .plain("999999999999999")),
    (" 7 ", .plain("7")), ("\u{3000}7\u{A0}", .plain("7")), ("１２", .plain("12")),
    ("1,234", .converted("1234")), ("1，234，567", .converted("1234567")),
    ("? 0", .converted("0")), ("3件", .converted("3")), ("3 件", .converted("3")),
    ("3.0", .converted("3")), ("", .blank), ("\u{3000}", .blank), ("/", .notApplicable),
    ("／", .notApplicable), ("-", .notApplicable), ("—", .notApplicable), ("——", .notApplicable),
    ("－", .notApplicable), ("\\", .notApplicable),
    ("1000000000000000", .open), ("1,23", .open), ("12,34", .open), (",123", .open),
    ("1,2345", .open), ("0,123", .open), ("-5", .open), ("+5", .open), ("1.5", .open),
    ("1e3", .open),
    ("٣", .open), ("无", .open), ("00", .open), ("007", .open), ("1 2", .open), ("1-2", .open),
    ("3万", .open), ("5元", .open), ("约5", .open), ("5%", .open), ("5（含上年2件）", .converted("5")),
    ("12(其中网络申请3件)", .converted("12")), ("12件（其中：网络3件）", .converted("12")),
    ("1，234 【含上年2件】", .converted("1234")), ("1（2）", .open), ("5（2件）", .open),
    ("5（）", .open), ("5（含）", .open), ("5（应为6件）", .open), ("5（含上年2件", .open),
    ("5 6（含上年2件）", .open), ("（含上年2件）", .open), ("5（含上年（2件））", .open),
    ("5（含2件）3", .open), ("/（含上年2件）", .open),
    ("一", .open), ("〇", .open), ("O", .open), ("//5", .open), ("增5", .open), (".5", .open),
    ("5.", .open),
  ]

  @Test(arguments: counts)
  func count(_ text: String, _ outcome: Outcome) throws {
    #expect(try read(text, .count) == outcome)
  }

  static let signedCounts: [(String, Outcome)] = [
    ("-38", .plain("-38")), ("38", .plain("38")), ("+21", .converted("21")),
    ("－71", .plain("-71")), ("−71", .converted("-71")), ("增1558", .converted("1558")),
    ("增加 12", .converted("12")), ("减38", .converted("-38")), ("减少1,000项", .converted("-1000")),
    ("-0", .plain("0")), ("减0", .converted("0")), ("增", .open), ("增减5", .open), ("--5", .open),
    ("-1.5", .open), ("-", .notApplicable),
  ]

  @Test(arguments: signedCounts)
  func signedCount(_ text: String, _ outcome: Outcome) throws {
    #expect(try read(text, .signedCount) == outcome)
  }

  static let amounts: [(String, String, String, Outcome)] = [
    ("15.279", "万元", "", .plain("15.279")), ("0.37万元", "万元", "", .converted("0.37")),
    ("2601.953875万", "", "", .converted("2601.953875")),
    ("152790元", "万元", "", .converted("15.279")), ("152790元", "", "", .converted("15.279")),
    ("1.2亿元", "", "", .converted("12000")), ("3千元", "", "", .converted("0.3")),
    ("152790", "万元", "元", .converted("15.279")), ("152790", "", "元", .converted("15.279")),
    ("8", "", "万元", .plain("8")), ("8", "万元", "万元", .plain("8")),
    ("8万元", "", "元", .converted("8")), ("8040", "", "", .unknownUnit("8040")),
    ("0", "", "", .unknownUnit("0")), ("1,646.5", "", "", .unknownUnit("1646.5")),
    ("0.001元", "", "", .open), ("0.1234567", "万元", "", .open), ("-1", "万元", "", .open),
    ("100000000000000亿", "", "", .open), ("8千", "", "", .open), ("8美元", "", "", .open),
  ]

  @Test(arguments: amounts)
  func amount(_ text: String, _ unit: String, _ header: String, _ outcome: Outcome) throws {
    #expect(try read(text, .amount, unit: unit, header: header) == outcome)
  }
}
