import ReportDiagnostics
import ReportModel
import Testing

@testable import ReportForms

/// A definition that breaks a law of forms, made of a good one by one replacement.
struct BrokenForm: CustomTestStringConvertible, Sendable {
  let name: String
  let from: String
  let to: String
  let gives: DiagnosticKind

  init(_ name: String, _ from: String, _ to: String, _ gives: DiagnosticKind) {
    (self.name, self.from, self.to, self.gives) = (name, from, to, gives)
  }

  var testDescription: String { name }
}

@Suite struct FormConsistencyTests {
  static let good = """
    {"edition": "2031", "reportYears": [2031, 2032],
     "sections": [{"code": "first", "title": "一"}, {"code": "second", "title": "二"}],
     "tables": [
      {"code": "table", "section": "first",
       "blocks": [
        {"columns": [
          {"code": "left", "label": "甲", "kind": "count"},
          {"code": "right", "label": "乙", "kind": "amount", "unit": "万元"}],
         "rows": [
          {"code": "one", "label": "一", "path": ["上"]}, {"code": "two", "label": "二"},
          {"code": "heading", "label": "三", "kind": "heading"}]}],
       "identities": [
        {"id": "i1", "per": "column", "left": ["one"], "right": ["two"], "source": "s"},
        {"id": "i2", "per": "row", "left": ["left"], "right": ["right"], "source": "s"}]},
      {"code": "annex", "blocks": []}],
     "english": {"一": "One", "二": "Two", "甲": "Left", "乙": "Right", "上": "Above", "三": "Three"}}
    """

  @Test func theGoodFormIsGood() throws {
    let form = try FormLibrary.form(definedBy: Array(Self.good.utf8))
    #expect(form.cells.count == 4)
    #expect(FormConsistency.findings(form).isEmpty)
    #expect(form.labels(at: 0) == ["一", "上", "一", "甲"])
    #expect(form.labels(at: 3) == ["一", "二", "乙"])
    #expect(form.english["上"] == "Above")
  }

  @Test(arguments: [
    BrokenForm("unknown key", "\"title\": \"一\"", "\"titel\": \"一\"", .formKeyUnknown),
    BrokenForm("unknown kind", "\"count\"", "\"number\"", .formValueInvalid),
    BrokenForm("years", "[2031, 2032]", "[2031]", .formValueInvalid),
    BrokenForm("no first year", "[2031, 2032]", "[null, 2032]", .formValueInvalid),
    BrokenForm("years of text", "[2031, 2032]", "[\"2031\", 2032]", .jsonTypeMismatch),
    BrokenForm("direction", "\"per\": \"row\"", "\"per\": \"cell\"", .formValueInvalid),
    BrokenForm("edition", "\"edition\": \"2031\"", "\"edition\": \"20 31\"", .formCodeInvalid),
    BrokenForm("no edition", "\"edition\": \"2031\"", "\"edition\": \"\"", .formCodeInvalid),
    BrokenForm("no code", "\"code\": \"one\", ", "", .formCodeInvalid),
    BrokenForm("code of a digit", "\"code\": \"one\"", "\"code\": \"1one\"", .formCodeInvalid),
    BrokenForm("code with a space", "\"code\": \"annex\"", "\"code\": \"a b\"", .formCodeInvalid),
    BrokenForm("Chinese code", "\"code\": \"second\"", "\"code\": \"二\"", .formCodeInvalid),
    BrokenForm("section twice", "\"code\": \"second\"", "\"code\": \"first\"", .formCodeDoubled),
    BrokenForm("table twice", "\"code\": \"annex\"", "\"code\": \"table\"", .formCodeDoubled),
    BrokenForm("row twice", "\"code\": \"two\"", "\"code\": \"one\"", .formCodeDoubled),
    BrokenForm("column twice", "\"code\": \"right\"", "\"code\": \"left\"", .formCodeDoubled),
    BrokenForm("row as column", "\"code\": \"two\"", "\"code\": \"left\"", .formCodeDoubled),
    BrokenForm("identity twice", "\"id\": \"i2\"", "\"id\": \"i1\"", .formCodeDoubled),
    BrokenForm(
      "label twice", "\"label\": \"一\", \"path\": [\"上\"]", "\"label\": \"二\"",
      .formLabelAmbiguous),
    BrokenForm("column label twice", "\"label\": \"乙\"", "\"label\": \"甲\"", .formLabelAmbiguous),
    BrokenForm("no label", "\"label\": \"二\"", "\"label\": \"\"", .formLabelAmbiguous),
    BrokenForm("row without English", "\"二\": \"Two\", ", "", .formEnglishMismatch),
    BrokenForm("path without English", "\"上\": \"Above\", ", "", .formEnglishMismatch),
    BrokenForm("column without English", "\"甲\": \"Left\", ", "", .formEnglishMismatch),
    BrokenForm("English of nothing", "\"甲\": \"Left\"", "\"丙\": \"Left\"", .formEnglishMismatch),
    BrokenForm("no English", "\"Above\"", "\"\"", .formEnglishMismatch),
    BrokenForm("English in Chinese", "\"Above\"", "\"上\"", .formEnglishMismatch),
    BrokenForm("English twice", "\"Right\"", "\"Left\"", .formLabelAmbiguous),
    BrokenForm("English of no text", "\"Above\"", "1", .jsonTypeMismatch),
    BrokenForm(
      "unknown section", "\"section\": \"first\"", "\"section\": \"third\"", .formSectionUnknown),
    BrokenForm("no kind", ", \"kind\": \"count\"", "", .formKindMissing),
    BrokenForm("other unit", "\"unit\": \"万元\"", "\"unit\": \"元\"", .formUnitInvalid),
    BrokenForm("empty side", "\"left\": [\"one\"]", "\"left\": []", .formIdentityInvalid),
    BrokenForm("term twice", "[\"one\"]", "[\"one\", \"two\"]", .formIdentityInvalid),
    BrokenForm("unknown row", "\"left\": [\"one\"]", "\"left\": [\"x\"]", .formIdentityTermUnknown),
    BrokenForm(
      "heading as term", "\"left\": [\"one\"]", "\"left\": [\"heading\"]",
      .formIdentityTermUnknown),
    BrokenForm(
      "column as row", "\"left\": [\"one\"]", "\"left\": [\"left\"]", .formIdentityTermUnknown),
    BrokenForm("cut", "\"Three\"}}", "\"Three\"", .jsonTruncated),
  ]) func aBrokenFormIsRefused(_ broken: BrokenForm) throws {
    let range = try #require(Self.good.firstRange(of: broken.from), "the text to replace is gone")
    let definition = Self.good.replacingCharacters(in: range, with: broken.to)
    do throws(Diagnostic) {
      _ = try FormLibrary.form(definedBy: Array(definition.utf8))
      Issue.record("it is taken")
    } catch {
      #expect(error.kind == broken.gives, "\(error.message(in: .english))")
    }
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}
