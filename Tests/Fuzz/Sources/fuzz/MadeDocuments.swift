import ReportForms
import ReportModel

/// Documents made of the words that the readers know, and of numbers.
struct MadeDocuments {
  private let words: [String]
  private let labels: [String]

  init(_ forms: FormLibrary, _ wording: ImportWording) {
    labels = wording[.publicationLabels]
    var words: Set<String> = ["", "甲", "2023-12-20", "2023年12月20日", "/", "—", "人"]
    for key in ImportWording.Key.allCases
    where ![.radicals, .lookalikes, .traditional].contains(key) {
      words.formUnion(wording[key])
    }
    for form in forms.forms {
      words.insert(form.title)
      words.formUnion(form.sections.flatMap { [$0.title] + $0.variants })
      for table in form.tables {
        words.formUnion(table.columnTitle.split(separator: "|").map(String.init) + [table.note])
        for block in table.blocks {
          words.insert(block.caption)
          words.formUnion(block.columns.flatMap { [$0.label, $0.group, $0.unit] + $0.variants })
          words.formUnion(block.rows.flatMap { [$0.label, $0.unit] + $0.variants + $0.path })
        }
      }
    }
    self.words = words.sorted()
  }

  // MARK: - Texts

  private static let title = "示例市数据局2023年政府信息公开工作年度报告"

  /// What may stand between a label and its value, or behind it.
  private static let gaps = [
    ":", "：", " : ", " ：", "： ", "\t:\t", "　：　", " ", "\t", "　", "|", " | ", "\n", "::", "",
  ]

  func publication(_ choices: inout Choices) -> String {
    var text = Self.title + "\n"
    while !choices.isAtEnd {
      text += choices.pick(labels + ["甲", "#", "【", "- ", "文 号"])
      text += choices.pick(Self.gaps)
      text += choices.pick(["", "", "甲", "2023-12-20", "16:25", "\n"]) + choices.pick(Self.gaps)
    }
    return text + "\n一、总体情况\n正文。"
  }

  func text(_ choices: inout Choices) -> String {
    let grammar = Grammar(leaves: [
      "@", "#", " ", "\n", "@\n", "@ | # | #\n", "@ #\n", "@：#", "（#）@", "#、@\n", "#年#月#日\n",
      "@\t#",
      "|", "　", "第#条第（#）项\n", "@#件", "#,#", "-#", "@|@|@\n", "\n\(Self.title)\n",
    ])
    return Self.title + "\n" + grammar.text(&choices, words: words)
  }

  // MARK: - HTML

  func page(_ choices: inout Choices) -> String {
    let grammar = Grammar(
      leaves: [
        "@", "#", "<br>", " ", "：", "<td>@</td>", "<td>#</td>", "</div>", "</td>", "&#0;", "&##;",
      ],
      frames: [
        ("<p>", "</p>"), ("<div style=\"display:none\">", "</div>"), ("<table>", "</table>"),
        ("<tr>", "</tr>"), ("<td colspan=\"#\" rowspan=\"#\">", "</td>"), ("<td>", "</td>"),
        ("<th colspan=\"#\">", "</th>"), ("<td rowspan=\"#\">", "</td>"), ("<h1>", "</h1>"),
        ("<pre>", "</pre>"), ("<a href=\"#\">", "</a>"), ("<li value=\"#\">", "</li>"),
        ("<span hidden>", "</span>"), ("<tbody>", "</tbody>"), ("<nav>", "</nav>"),
      ])
    return "<html><body><h1>\(Self.title)</h1>" + grammar.text(&choices, words: words)
  }

  // MARK: - Office

  private static let relationTypes =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

  private static func relations(_ targets: [(id: String, type: String, target: String)]) -> String {
    "<Relationships>"
      + targets.map {
        "<Relationship Id=\"\($0.id)\" Type=\"\(relationTypes)\($0.type)\" Target=\"\($0.target)\"/>"
      }.joined() + "</Relationships>"
  }

  private static let wordFrames: [(open: String, end: String)] = [
    ("<w:p>", "</w:p>"), ("<w:tbl>", "</w:tbl>"), ("<w:tr>", "</w:tr>"), ("<w:tc>", "</w:tc>"),
    ("<w:tr><w:trPr><w:gridBefore w:val=\"#\"/></w:trPr>", "</w:tr>"),
    ("<w:tc><w:tcPr><w:gridSpan w:val=\"#\"/></w:tcPr>", "</w:tc>"),
    ("<w:tc><w:tcPr><w:gridSpan w:val=\"#\"/><w:vMerge/></w:tcPr>", "</w:tc>"),
    (
      "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"#\"/><w:numId w:val=\"#\"/></w:numPr></w:pPr>", "</w:p>"
    ),
    ("<w:p><w:pPr><w:pStyle w:val=\"#\"/><w:outlineLvl w:val=\"#\"/></w:pPr>", "</w:p>"),
    ("<w:r><w:txbxContent>", "</w:txbxContent></w:r>"), ("<w:del>", "</w:del>"),
    ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
  ]

  func word(_ choices: inout Choices) -> [(name: String, text: String)] {
    let cell = "<w:tc><w:p><w:r><w:t>@</w:t></w:r></w:p></w:tc>"
    let listed =
      "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>"
    let body = Grammar(
      beginning: listed + listed,
      leaves: [
        "<w:r><w:t>@</w:t></w:r>", "<w:r><w:t>#</w:t></w:r>", "<w:r><w:tab/><w:br/></w:r>",
        "<w:p><w:r><w:t>@</w:t></w:r></w:p>", cell,
        "<w:tr>\(cell)<w:tc><w:p><w:r><w:t>#</w:t></w:r></w:p></w:tc></w:tr>",
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"#\"/><w:numId w:val=\"#\"/></w:numPr></w:pPr><w:r><w:t>@"
          + "</w:t></w:r></w:p>",
      ], frames: Self.wordFrames)
    let styles = Grammar(leaves: [
      "<w:style w:styleId=\"#\"><w:name w:val=\"heading #\"/><w:basedOn w:val=\"#\"/></w:style>",
      "<w:style w:styleId=\"#\"><w:pPr><w:outlineLvl w:val=\"#\"/><w:numPr><w:ilvl w:val=\"#\"/>"
        + "<w:numId w:val=\"#\"/></w:numPr></w:pPr></w:style>",
    ])
    let numbering = Grammar(
      beginning: "<w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"#\"/>"
        + "<w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId"
        + " w:val=\"1\"/></w:num>",
      leaves: [
        "<w:lvl w:ilvl=\"#\"><w:start w:val=\"#\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText"
          + " w:val=\"%#、%#\"/></w:lvl>", "<w:lvl w:ilvl=\"#\"><w:lvlText w:val=\"%#.%\"/></w:lvl>",
        "<w:num w:numId=\"#\"><w:abstractNumId w:val=\"#\"/></w:num>",
      ],
      frames: [("<w:abstractNum w:abstractNumId=\"#\">", "</w:abstractNum>")])
    let name = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
    return [
      ("_rels/.rels", Self.relations([("1", "officeDocument", "word/document.xml")])),
      (
        "word/_rels/document.xml.rels",
        Self.relations([("1", "styles", "styles.xml"), ("2", "numbering", "numbering.xml")])
      ),
      (
        "word/numbering.xml",
        "<w:numbering \(name)>\(numbering.text(&choices, words: words))</w:numbering>"
      ),
      ("word/styles.xml", "<w:styles \(name)>\(styles.text(&choices, words: words))</w:styles>"),
      (
        "word/document.xml",
        "<w:document \(name)><w:body><w:p><w:r><w:t>\(Self.title)</w:t></w:r></w:p>"
          + body.text(&choices, words: words) + "</w:body></w:document>"
      ),
    ]
  }

  func workbook(_ choices: inout Choices) -> [(name: String, text: String)] {
    let styles = Grammar(
      leaves: [
        "<numFmt numFmtId=\"#\" formatCode=\"0.00\"/>",
        "<numFmt numFmtId=\"#\" formatCode=\"yyyy\"/>",
        "<xf numFmtId=\"#\"/>", "<xf/>",
      ], frames: [("<cellXfs>", "</cellXfs>"), ("<numFmts>", "</numFmts>")])
    let letters = ["A", "B", "IU", "IV", "IW", "XFD", "XFE", "ZZZZZZ", ""]
    func text(_ choices: inout Choices) -> String {
      let row = choices.pick(letters)
      return Grammar(
        leaves: [
          "<c t=\"inlineStr\"><is><t>@</t></is></c>", "<c><v>#</v></c>", "<c s=\"#\"><v>#</v></c>",
          "<c r=\"\(row)#\" t=\"s\"><v>#</v></c>", "<c r=\"\(row)#\"><v>#</v></c>", "<c r=\"#\"/>",
          "<col min=\"#\" max=\"#\" hidden=\"1\"/>", "<mergeCell ref=\"A#:\(row)#\"/>",
          "<mergeCell ref=\"\(row)#:C#\"/>", "<mergeCell ref=\"#:#\"/>",
          "<row><c t=\"inlineStr\"><is><t>@</t></is></c><c><v>#</v></c><c><v>#</v></c></row>",
        ],
        frames: [
          ("<row>", "</row>"), ("<row r=\"#\">", "</row>"),
          ("<row r=\"#\" hidden=\"1\">", "</row>"),
        ]
      ).text(&choices, words: words)
    }
    let related = [
      ("s", "worksheet", "sheet.xml"), ("t", "sharedStrings", "strings.xml"),
      ("u", "styles", "styles.xml"),
    ]
    let from1904 = choices.next(2)
    return [
      ("_rels/.rels", Self.relations([("1", "officeDocument", "xl/workbook.xml")])),
      ("xl/_rels/workbook.xml.rels", Self.relations(related.map { ($0, $1, $2) })),
      (
        "xl/workbook.xml",
        "<workbook><workbookPr date1904=\"\(from1904)\"/><sheets><sheet name=\"表\" id=\"s\"/></sheets>"
          + "</workbook>"
      ),
      ("xl/strings.xml", "<sst><si><t>\(Self.title)</t></si><si><t>总计</t></si></sst>"),
      ("xl/styles.xml", "<styleSheet>\(styles.text(&choices, words: words))</styleSheet>"),
      ("xl/sheet.xml", "<worksheet>\(text(&choices))</worksheet>"),
    ]
  }
}
