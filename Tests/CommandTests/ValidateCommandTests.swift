import Foundation
import ReportTestSupport
import Testing

/// `nianbao validate`: exit codes, counts, and what is said about bad containers.
@Suite struct ValidateCommandTests {
  /// The disputes of a report: the first sum is as given, the others hold.
  static func disputes(total: Int) -> String {
    func row(_ code: String, _ total: Int) -> String {
      "<\(code)><upheld>1</upheld><corrected>0</corrected><otherResult>0</otherResult>"
        + "<pending>0</pending><total>\(total)</total></\(code)>"
    }
    return "<tables><disputes>" + row("reconsideration", total) + row("litigation.direct", 1)
      + row("litigation.afterReconsideration", 1) + "</disputes></tables>"
  }

  static let year = "<year>2024</year>"
  static let good = Documents.report(id: "good", year + disputes(total: 1))
  static let early = Documents.report(id: "early", "<year>2018</year>" + disputes(total: 1))
  static let broken = Documents.report(id: "broken", year + disputes(total: 2))
  static let refused = Documents.report(id: "refused", Documents.cell("-1"))

  /// A row of the table of exit codes.
  struct Case: Sendable, CustomTestStringConvertible {
    let files: [String]
    var arguments: [String] = []
    let status: Int32
    let verdicts: String
    var testDescription: String { "\(verdicts) \(arguments)" }
  }

  static let cases: [Case] = [
    Case(files: [good], status: 0, verdicts: "1 + 0 + 0 + 0"),
    Case(files: [good], arguments: ["--strict"], status: 0, verdicts: "1 + 0 + 0 + 0"),
    Case(files: [early], status: 0, verdicts: "0 + 1 + 0 + 0"),
    Case(files: [early], arguments: ["--strict"], status: 1, verdicts: "0 + 1 + 0 + 0"),
    Case(
      files: [early], arguments: ["--profile", "submission"], status: 1,
      verdicts: "0 + 0 + 1 + 0"),
    Case(files: [broken], status: 1, verdicts: "0 + 0 + 1 + 0"),
    Case(files: [good, early, broken], status: 1, verdicts: "1 + 1 + 1 + 0"),
    Case(files: [Documents.batch([good, refused])], status: 1, verdicts: "1 + 0 + 0 + 1"),
    Case(files: [Documents.batch([good], count: 2)], status: 1, verdicts: "1 + 0 + 0 + 0"),
    // Something could not be done.
    Case(files: [refused], status: 2, verdicts: "0 + 0 + 0 + 1"),
    Case(files: [good, "<report"], status: 2, verdicts: "1 + 0 + 0 + 0"),
    Case(files: [good, ""], status: 2, verdicts: "1 + 0 + 0 + 0"),
    Case(files: [], status: 2, verdicts: "0 + 0 + 0 + 0"),
    Case(
      files: [String(Documents.batch([good, broken]).dropLast(30))], arguments: ["--keep-going"],
      status: 2, verdicts: "1 + 0 + 1 + 0"),
  ]

  @Test(arguments: cases) func exitCodesAndCounts(_ tested: Case) throws {
    let folder = try TemporaryFolder()
    try folder.write("in/.keep", "")
    for (index, text) in tested.files.enumerated() {
      try folder.write("in/\(index).xml", text)
    }
    let run = try Command.run(["validate", "in"] + tested.arguments, in: folder)
    #expect(run.status == tested.status, "\(run.text)\(run.messages)")
    let counts = tested.verdicts.split(separator: " + ").map { Int($0) ?? 0 }
    let total = counts.reduce(0, +)
    #expect(
      run.text.contains(
        "\(total) report\(total == 1 ? "" : "s") = in order \(counts[0]) + with warnings "
          + "\(counts[1]) + with errors \(counts[2]) + refused \(counts[3])"), "\(run.text)")
    #expect(run.messages.isEmpty, "findings are the result: \(run.messages)")
  }

  @Test(arguments: [
    ["validate"], ["validate", "a.xml", "--profile", "final"],
    ["validate", "a.xml", "--jobs", "0"],
    ["validate", "a.xml", "--from", "pdf"], ["validate", "-", "-"],
    ["validate", "-", "--previous", "-"], ["validate", "a.xml", "--as-edition", "1999"],
    ["validate", "a.xml", "--diagnostics", "xml"], ["validate", "a.xml", "-o", "x"],
  ])
  func wrongUsage(_ arguments: [String]) throws {
    let folder = try TemporaryFolder()
    try folder.write("a.xml", Self.good)
    #expect(try Command.run(arguments, in: folder).status == 64)
    #expect(folder.tree == ["a.xml"])
  }

  @Test func standardInputIsChecked() throws {
    let folder = try TemporaryFolder()
    let run = try Command.run(["validate", "-"], in: folder, input: Array(Self.broken.utf8))
    #expect(run.status == 1)
    #expect(run.text.contains("-:1:"), "\(run.text)")
    #expect(run.text.contains("[identity-broken]"))
  }

  /// How many reports came to what, and why, in both languages.
  @Test func theSummary() throws {
    let folder = try TemporaryFolder()
    let reports = [Self.good, Self.early, Self.broken, Self.refused]
    try folder.write("in.xml", Documents.batch(reports))
    let english = try Command.run(["validate", "in.xml", "--language", "en"], in: folder)
    #expect(
      english.text.hasSuffix(
        """
        validate: 1 input, 4 reports = in order 1 + with warnings 1 + with errors 1 + refused 1
          1  error  cell-count-invalid
          1  error  identity-broken
          1  warning  edition-year-mismatch
          9  note  identity-cells-missing

        """), "\(english.text)")
    let chinese = try Command.run(["validate", "in.xml", "--language", "zh"], in: folder)
    #expect(
      chinese.text.hasSuffix(
        """
        validate：输入 1 个，报告 4 份 = 合格 1 + 有警告 1 + 有错误 1 + 退回 1
          1  错误  cell-count-invalid
          1  错误  identity-broken
          1  警告  edition-year-mismatch
          9  提示  identity-cells-missing

        """), "\(chinese.text)")
    #expect(chinese.text.contains("“行政复议” 行") || chinese.text.contains("相差 1"))
    let quiet = try Command.run(["validate", "in.xml", "--quiet"], in: folder)
    #expect(!quiet.text.contains("warning: ") && quiet.text.contains("error: "))
  }

  /// A draft may lack what a submission must have; the list is exact.
  @Test func submission() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.xml", Self.good)
    let draft = try Command.run(["validate", "a.xml"], in: folder)
    #expect(draft.status == 0 && !draft.text.contains(": error: "))
    let run = try Command.run(["validate", "a.xml", "--profile", "submission"], in: folder)
    #expect(run.status == 1)
    let errors = run.text.split(separator: "\n").filter { $0.contains(": error: ") }
    let expected = [
      "a title; this one does not", "the name of its agency; this one does not",
      "a full date of issue; this one does not", "\"一、总体情况\" is missing",
      "\"二、主动公开政府信息情况\" is missing", "\"三、收到和处理政府信息公开申请情况\" is missing",
      "\"四、政府信息公开行政复议、行政诉讼情况\" is missing", "\"五、存在的主要问题及改进情况\" is missing",
      "\"六、其他需要报告的事项\" is missing", "10 are missing: disclosure/*",
      "175 are missing: applications/*",
    ]
    #expect(errors.count == expected.count, "\(run.text)")
    for (line, text) in zip(errors, expected) { #expect(line.contains(text), "\(line)") }
  }

  @Test func whatWasCarriedOver() throws {
    let folder = try TemporaryFolder()
    func report(_ id: String, _ year: Int, _ row: String, _ value: Int) -> String {
      Documents.report(
        id: id,
        "<year>\(year)</year><agency><name>局</name></agency><tables><applications><\(row)><total>"
          + "\(value)</total></\(row)></applications></tables>")
    }
    try folder.write("new.xml", report("new", 2024, "carriedOver", 5))
    try folder.write("old.xml", report("old", 2023, "carriedForward", 4))
    let run = try Command.run(["validate", "new.xml", "--previous", "old.xml"], in: folder)
    #expect(run.status == 0)
    let line = try #require(run.text.split(separator: "\n").first { $0.contains("mismatch]") })
    #expect(line.hasPrefix("new.xml:1:"))
    #expect(line.contains("warning: applications/carriedOver/total"))
    #expect(line.contains("carriedOver is 5, carriedForward of the year before was 4"))
    #expect(line.contains("(report old)"))
    let strict = try Command.run(
      ["validate", "new.xml", "--previous", "old.xml", "--profile", "submission"], in: folder)
    #expect(strict.text.contains("error: applications/carriedOver/total"))
    let missing = try Command.run(["validate", "new.xml", "--previous", "none.xml"], in: folder)
    #expect(missing.status == 2 && missing.text.contains("none.xml: error: "), "\(missing.text)")
    let other = try Command.run(["validate", "old.xml", "--previous", "new.xml"], in: folder)
    #expect(other.status == 0 && other.text.contains("[previous-report-missing]"), "\(other.text)")
  }
}
