import Testing

extension BadInputTests {
  private static func json(_ name: String, _ marked: String, says id: String) -> BadInput {
    let (content, place) = MarkedText.split(marked)
    return BadInput(name, file: "a.json", content, says: id, at: place)
  }

  private static func cell(_ value: String, saysInJSON id: String) -> BadInput {
    json("JSON cell \(value)", Documents.json(Documents.jsonCell("▸" + value)), says: id)
  }

  private static func member(_ name: String, _ marked: String, says id: String) -> BadInput {
    json(name, Documents.json(marked), says: id)
  }

  private static func block(_ marked: String) -> String {
    "\"narrative\":[{\"blocks\":[\(marked)]}]"
  }

  /// A member that opens `opening` 100,000 times; the mark is where one level too many begins. At
  /// most 512 levels of a value that is passed over are followed.
  private static func deep(_ member: String, _ opening: String) -> String {
    let allowed = 512
    return member + String(repeating: opening, count: allowed) + "▸"
      + String(repeating: opening, count: 100_000 - allowed)
  }

  static let jsonCells: [BadInput] =
    [
      "1.5", "-1", String(repeating: "9", count: 30), "1e15", "1e999999999999", "1e-1", "true",
      "\"1,000\"", "\"٣\"", "\"\"", "\"26\"", "[1]",
    ].map { cell($0, saysInJSON: "json-count-invalid") }
    + ["٣", "NaN", "+1", ".5", "'1'"].map { cell($0, saysInJSON: "json-value-expected") }
    + ["01", "1."].map { cell($0, saysInJSON: "json-number-syntax") }
    + [
      cell("{\"value\":1,\"unit\":\"unknown\"}", saysInJSON: "json-unit-invalid"),
      member("JSON cell 1,000", Documents.jsonCell("1,▸000"), says: "json-key-expected"),
    ]

  static let jsonDocuments: [BadInput] = [
    BadInput("empty JSON file", file: "a.json", "", says: "input-empty", at: ""),
    json("cut JSON", "{\"id\":\"a\",\"edition\":\"20▸", says: "json-truncated"),
    json(
      "100,000 open brackets", "▸" + String(repeating: "[", count: 100_000),
      says: "json-type-mismatch"),
    member("100,000 open brackets inside", deep("\"title\":", "["), says: "json-depth-exceeded"),
    member("100,000 open objects inside", deep("\"x\":", "{\"a\":"), says: "json-depth-exceeded"),
    BadInput(
      "invalid UTF-8 in JSON", file: "a.json",
      Array("{\"id\":\"a\",\"title\":\"a".utf8) + [0xFF] + Array("\"}".utf8),
      says: "text-invalid-utf8", at: "1:21"),
    BadInput(
      "GB 18030 in JSON", file: "a.json",
      Array("{\"id\":\"a\",\"title\":\"".utf8) + [0xC4, 0xEA, 0xB1, 0xA8] + Array("\"}".utf8),
      says: "text-invalid-utf8", at: "1:20"),
    json("no object", "▸[\n{}]", says: "json-type-mismatch"),
    json(
      "two documents", Documents.json("\n\"year\":2024") + "\n\n▸" + Documents.json(),
      says: "json-second-document"
    ),
    json("content behind", Documents.json() + "▸,", says: "json-trailing-content"),
    json("no id", "\n ▸{\"edition\":\"2021\"}", says: "json-key-missing"),
    json("no edition", "▸{\"id\":\"a\"}", says: "json-key-missing"),
    json(
      "unknown edition in JSON", "{\"id\":\"a\",\"edition\":▸\"1999\"}",
      says: "report-edition-unknown"),
    json("edition as a number", "{\"id\":\"a\",\"edition\":▸2021}", says: "json-type-mismatch"),
    json(
      "device name as id", "{\"edition\":\"2021\",\"id\":▸\"con.1\"}", says: "report-id-invalid"),
    json("path as id", "{\"edition\":\"2021\",\"id\":▸\"../a\"}", says: "report-id-invalid"),
  ]

  static let jsonMembers: [BadInput] = [
    member("unknown member", "▸\"titel\":\"a\"", says: "json-key-unknown"),
    member("null as text", "\"title\":▸null", says: "json-type-mismatch"),
    member("year of five digits", "\"year\":▸20201", says: "json-year-invalid"),
    member("impossible date", "\"issueDate\":▸\"2021-02-29\"", says: "report-date-invalid"),
    member("escape", "\"title\":\"▸\\x\"", says: "json-escape-invalid"),
    member("raw line end", "\"title\":\"a▸\nb\"", says: "json-control-character"),
    member(
      "JSON text too long", "\"title\":▸\"" + String(repeating: "长", count: 1_048_577) + "\"",
      says: "text-too-long"),
    member("doubled member", "\"year\":1234,▸\"year\":1234", says: "json-key-duplicate"),
    member("doubled by an escape", "\"year\":1,▸\"\\u0079ear\":1", says: "json-key-duplicate"),
    member("doubled id member", "▸\"id\":\"b\"", says: "json-key-duplicate"),
    member(
      "doubled cell", "\"tables\":{\"disclosure\":{\"rules\":{\"issued\":1,▸\"issued\":1}}}",
      says: "json-key-duplicate"),
    member(
      "doubled row", "\"tables\":{\"disclosure\":{\"rules\":{},▸\"rules\":{}}}",
      says: "json-key-duplicate"),
    member(
      "doubled table", "\"tables\":{\"disclosure\":{},▸\"disclosure\":{}}",
      says: "json-key-duplicate"),
    member("unknown table", "\"tables\":{▸\"x\":{}}", says: "cell-unknown"),
    member("flat path of a cell", "\"tables\":{▸\"disclosure.rules\":{}}", says: "cell-unknown"),
    member("unknown section", "\"narrative\":[{\"code\":▸\"x\"}]", says: "json-word-invalid"),
    member(
      "block of two kinds", block("▸{\"paragraph\":\"a\",\"table\":[[\"a\"]]}"),
      says: "json-block-invalid"),
    member("heading without level", block("▸{\"heading\":\"a\"}"), says: "json-block-invalid"),
    member("level 10", block("{\"heading\":\"a\",\"level\":▸10}"), says: "json-level-invalid"),
    member("table without rows", block("{\"table\":▸[]}"), says: "json-array-empty"),
    member("row without cells", block("{\"table\":[[\"a\"],▸[]]}"), says: "json-array-empty"),
  ]
}
