internal import ReportContainers

/// Word and Excel files made in memory, as little of them as a reader needs.
public enum OfficeMaterial {
  /// A container of `parts`, in order.
  public static func zip(_ parts: [(name: String, text: String)]) throws -> [UInt8] {
    let sink = MemorySink()
    let writer = ZIPWriter(sink)
    for (name, text) in parts { try writer.add(name, try PackedEntry(Array(text.utf8))) }
    try writer.finish()
    return sink.bytes
  }

  private static let relationNamespace =
    "http://schemas.openxmlformats.org/package/2006/relationships"
  private static let typeBase =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

  private static func relations(_ targets: [(id: String, type: String, target: String)]) -> String {
    "<Relationships xmlns=\"\(relationNamespace)\">"
      + targets.map {
        "<Relationship Id=\"\($0.id)\" Type=\"\(typeBase)\($0.type)\" Target=\"\($0.target)\"/>"
      }.joined() + "</Relationships>"
  }

  /// A Word document with `body`, and other parts by name.
  public static func docx(
    _ body: String, styles: String = "", numbering: String = "", footnotes: String = ""
  ) throws -> [UInt8] {
    let names =
      "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
      + " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""
    var parts = [
      (name: "_rels/.rels", text: relations([("1", "officeDocument", "word/document.xml")])),
      (
        name: "word/document.xml",
        text: "<w:document \(names)><w:body>\(body)</w:body></w:document>"
      ),
    ]
    var related: [(id: String, type: String, target: String)] = []
    let contents = [("styles", styles), ("numbering", numbering), ("footnotes", footnotes)]
    for (type, content) in contents where !content.isEmpty {
      related.append((type, type, type + ".xml"))
      parts.append(
        (name: "word/\(type).xml", text: "<w:\(type) \(names)>\(content)</w:\(type)>"))
    }
    parts.append((name: "word/_rels/document.xml.rels", text: relations(related)))
    return try zip(parts)
  }

  /// A paragraph of one run.
  public static func paragraph(_ text: String) -> String {
    "<w:p><w:r><w:t xml:space=\"preserve\">\(text)</w:t></w:r></w:p>"
  }

  /// A table of a Word document, one text a cell.
  public static func table(_ rows: [[String]]) -> String {
    "<w:tbl>"
      + rows.map { row in
        "<w:tr>" + row.map { "<w:tc>\(paragraph($0))</w:tc>" }.joined() + "</w:tr>"
      }.joined() + "</w:tbl>"
  }

  /// A sheet of a workbook: its name, its rows as XML, what else stands in it.
  public struct Sheet {
    /// What the sheet is called.
    public var name: String
    /// Whether it is shown, as the workbook says it: `visible`, `hidden`, `veryHidden`.
    public var state: String
    /// Its rows.
    public var rows: String
    /// What it says of its columns.
    public var columns: String
    /// Which cells are merged, as ranges.
    public var merges: [String]

    /// Makes a sheet.
    public init(
      name: String, state: String = "visible", rows: String, columns: String = "",
      merges: [String] = []
    ) {
      (self.name, self.state, self.rows) = (name, state, rows)
      (self.columns, self.merges) = (columns, merges)
    }
  }

  /// A row of a sheet whose cells are texts.
  public static func row(_ number: Int, _ texts: [String], hidden: Bool = false) -> String {
    "<row r=\"\(number)\"\(hidden ? " hidden=\"1\"" : "")>"
      + texts.enumerated().map { column, text in
        cell(number, column, "t=\"inlineStr\"", "<is><t>\(text)</t></is>")
      }.joined() + "</row>"
  }

  /// A cell of a sheet.
  public static func cell(_ row: Int, _ column: Int, _ attributes: String, _ content: String)
    -> String
  {
    let letter = String(UnicodeScalar(UInt8(65 + column)))
    return "<c r=\"\(letter)\(row)\" \(attributes)>\(content)</c>"
  }

  /// A workbook of `sheets`.
  public static func xlsx(
    _ sheets: [Sheet], strings: [String] = [], styles: String = ""
  ) throws -> [UInt8] {
    let names =
      "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
      + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
    let list = sheets.enumerated().map { index, sheet in
      "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\" state=\"\(sheet.state)\""
        + " r:id=\"s\(index)\"/>"
    }.joined()
    var related = sheets.indices.map { ("s\($0)", "worksheet", "sheet\($0).xml") }
    related += [("strings", "sharedStrings", "strings.xml"), ("styles", "styles", "styles.xml")]
    var parts = [
      (name: "_rels/.rels", text: relations([("1", "officeDocument", "xl/workbook.xml")])),
      (name: "xl/workbook.xml", text: "<workbook \(names)><sheets>\(list)</sheets></workbook>"),
      (name: "xl/_rels/workbook.xml.rels", text: relations(related)),
      (
        name: "xl/strings.xml",
        text: "<sst \(names)>" + strings.map { "<si><t>\($0)</t></si>" }.joined() + "</sst>"
      ),
      (name: "xl/styles.xml", text: "<styleSheet \(names)>\(styles)</styleSheet>"),
    ]
    for (index, sheet) in sheets.enumerated() {
      let merges = sheet.merges.map { "<mergeCell ref=\"\($0)\"/>" }.joined()
      parts.append(
        (
          name: "xl/sheet\(index).xml",
          text: "<worksheet \(names)>\(sheet.columns)<sheetData>\(sheet.rows)</sheetData>"
            + (merges.isEmpty ? "" : "<mergeCells>\(merges)</mergeCells>") + "</worksheet>"
        ))
    }
    return try zip(parts)
  }
}
