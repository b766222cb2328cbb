extension DiagnosticKind {
  // MARK: XML syntax and XSD validity

  static let xmlArea: [DiagnosticKind] = [
    .xmlNotWellFormed, .xmlCut, .xmlDoctypeForbidden, .xmlEncodingUnsupported, .xmlTooDeep,
    .xmlSchemaInvalid, .xmlElementUnexpected, .xmlElementMissing,
    .xmlValueInvalid, .xmlAttributeUnexpected, .xmlAttributeMissing, .xmlTextUnexpected,
    .xmlInvalid,
  ]

  /// `xml-not-well-formed`.
  public static let xmlNotWellFormed = DiagnosticKind(
    "xml-not-well-formed", .error,
    zh: "不是格式良好的 XML：{zh}。请在此处更正后重试。",
    en: "not well-formed XML: {en}; correct it here and try again")

  /// `xml-cut`.
  public static let xmlCut = DiagnosticKind(
    "xml-cut", .error,
    zh: "XML 文件不完整：到文件末尾时{zh}。请重新获取完整的文件。",
    en: "the XML file is cut: at its end {en}; get the whole file again")

  /// `xml-doctype-forbidden`.
  public static let xmlDoctypeForbidden = DiagnosticKind(
    "xml-doctype-forbidden", .error,
    zh: "不接受带有 DOCTYPE 声明的 XML。请删除 <!DOCTYPE …>，实体请直接写出内容。",
    en: "XML with a DOCTYPE is refused; remove <!DOCTYPE …> and write out what entities stand for")

  /// `xml-encoding-unsupported`.
  public static let xmlEncodingUnsupported = DiagnosticKind(
    "xml-encoding-unsupported", .error,
    zh: "XML 的编码 {encoding} 不受支持，或与文件的实际编码不符。请另存为 UTF-8，并声明 encoding=\"UTF-8\"。",
    en: "the encoding {encoding} is not supported, or not the one the file is in; save it as "
      + "UTF-8 and declare encoding=\"UTF-8\"")

  /// `xml-too-deep`.
  public static let xmlTooDeep = DiagnosticKind(
    "xml-too-deep", .error,
    zh: "XML 元素嵌套超过 {limit} 层。请确认文件是否正确。",
    en: "XML elements are nested more than {limit} deep; check that it is the right file")

  /// `xml-schema-invalid`.
  public static let xmlSchemaInvalid = DiagnosticKind(
    "xml-schema-invalid", .error,
    zh: "XML Schema {name} 无法使用：{reason}。请更正该文件。",
    en: "the XML Schema {name} cannot be used: {reason}; correct it")

  /// `xml-element-unexpected`.
  public static let xmlElementUnexpected = DiagnosticKind(
    "xml-element-unexpected", .error,
    zh: "此处不应出现元素 {path}（此处可用：{expected}）。请检查元素名称、顺序、次数和命名空间。",
    en: "element {path} may not stand here (expected: {expected}); check name, order, number and "
      + "namespace")

  /// `xml-element-missing`.
  public static let xmlElementMissing = DiagnosticKind(
    "xml-element-missing", .error,
    zh: "{path} 中缺少元素（应有：{expected}）。请补上。",
    en: "{path} lacks an element (expected: {expected}); add it")

  /// `xml-value-invalid`.
  public static let xmlValueInvalid = DiagnosticKind(
    "xml-value-invalid", .error,
    zh: "{path} 的值“{value}”不符合规定（{rule}）。请按规定的写法更正。",
    en: "the value '{value}' of {path} is not allowed (rule: {rule}); write it as the rule says")

  /// `xml-attribute-unexpected`.
  public static let xmlAttributeUnexpected = DiagnosticKind(
    "xml-attribute-unexpected", .error,
    zh: "{path} 不应有属性 {attribute}。请删除该属性或检查其名称。",
    en: "{path} may not have the attribute {attribute}; remove it or check its name")

  /// `xml-attribute-missing`.
  public static let xmlAttributeMissing = DiagnosticKind(
    "xml-attribute-missing", .error,
    zh: "{path} 缺少必需的属性 {attribute}。请补上。",
    en: "{path} lacks the attribute {attribute}, which is required; add it")

  /// `xml-text-unexpected`.
  public static let xmlTextUnexpected = DiagnosticKind(
    "xml-text-unexpected", .error,
    zh: "{path} 中不应直接出现文字“{value}”。请删除，或放入相应的元素。",
    en: "{path} may not hold the text '{value}'; remove it or put it into the element it belongs "
      + "to")

  /// `xml-invalid`.
  public static let xmlInvalid = DiagnosticKind(
    "xml-invalid", .error,
    zh: "{path} 不符合 XML Schema：{detail}。请对照 `nianbao schema` 给出的模式更正。",
    en: "{path} is not valid: {detail}; compare it with the schema that `nianbao schema` gives")
}
