internal import CLibXML2
internal import ReportDiagnostics

/// Why parsing ended early.
struct XMLParserFailure {
  /// An error of libxml2: its code and message, and the names it is about.
  struct SyntaxError {
    let code: UInt32
    let message: String
    var first = ""
    var second = ""
    var line = 0
  }

  enum Reason {
    case syntax(SyntaxError)
    case doctype
    case tooDeep
    case encoding(declared: String)
    case invalidBytes(hex: String)
  }

  let reason: Reason
  /// The byte offset in the UTF-8 input.
  let offset: Int

  /// Whether the place to show is where the tag begins, not where libxml2 gave up.
  var isAboutTag: Bool {
    switch reason {
    case .doctype, .tooDeep: true
    case .syntax(let error): error.code == XML_ERR_TAG_NAME_MISMATCH.rawValue
    case .encoding, .invalidBytes: false
    }
  }

  /// Whether libxml2 says no more than that the document ended where it may not.
  var isEndOfDocument: Bool {
    if case .syntax(let error) = reason {
      error.code == XML_ERR_DOCUMENT_END.rawValue
    } else {
      false
    }
  }

  /// The failure of a document that has no root element: what libxml2 takes for content behind the
  /// root is then no XML at all.
  var withoutRoot: XMLParserFailure {
    guard isEndOfDocument else { return self }
    let error = SyntaxError(code: XML_ERR_DOCUMENT_EMPTY.rawValue, message: "")
    return XMLParserFailure(reason: .syntax(error), offset: offset)
  }

  /// The finding to throw.
  func diagnostic(at place: Place, limits: XMLLimits) -> Diagnostic {
    switch reason {
    case .syntax(let error):
      let text = error.text
      return Diagnostic(.xmlNotWellFormed, at: place, ["zh": text.zh, "en": text.en])
    case .doctype:
      return Diagnostic(.xmlDoctypeForbidden, at: place)
    case .tooDeep:
      return Diagnostic(.xmlTooDeep, at: place, ["limit": String(limits.depth)])
    case .encoding(let name):
      return Diagnostic(.xmlEncodingUnsupported, at: place, ["encoding": name])
    case .invalidBytes(let hex):
      return Diagnostic(
        .textInvalidUTF8, at: place, ["offset": String(offset), "bytes": hex])
    }
  }
}

extension XMLParserFailure.SyntaxError {
  /// What is wrong, in words that do not need the XML standard at hand.
  var text: BilingualText {
    if let text = aboutTags ?? aboutAttributes ?? aboutReferences ?? aboutCharacters { return text }
    let detail = XMLLibrary.trimmed(message)
    return BilingualText(zh: "语法错误（\(detail)）", en: detail)
  }

  private var aboutTags: BilingualText? {
    switch code {
    case XML_ERR_TAG_NAME_MISMATCH.rawValue:
      BilingualText(
        zh: "第 \(line) 行开始的 <\(first)> 却以 </\(second)> 结束",
        en: "<\(first)> of line \(line) is ended by </\(second)>")
    case XML_ERR_DOCUMENT_EMPTY.rawValue:
      BilingualText(zh: "文件为空，或者不是 XML", en: "the file is empty, or no XML")
    case XML_ERR_DOCUMENT_END.rawValue:
      BilingualText(zh: "根元素之后还有内容", en: "there is content behind the root element")
    case XML_ERR_GT_REQUIRED.rawValue, XML_ERR_TAG_NOT_FINISHED.rawValue:
      BilingualText(zh: "标签没有以“>”结束", en: "a tag is not ended by '>'")
    case XML_ERR_NAME_REQUIRED.rawValue:
      BilingualText(
        zh: "“<”或“&”之后没有名称（文本中应写作 &lt; 和 &amp;）",
        en: "no name follows '<' or '&' (in text, write &lt; and &amp;)")
    case XML_ERR_COMMENT_NOT_FINISHED.rawValue, XML_ERR_HYPHEN_IN_COMMENT.rawValue:
      BilingualText(
        zh: "注释没有以“-->”结束，或其中有“--”", en: "a comment is not ended by '-->', or holds '--'")
    case XML_ERR_PI_NOT_FINISHED.rawValue, XML_ERR_XMLDECL_NOT_FINISHED.rawValue:
      BilingualText(zh: "没有以“?>”结束", en: "'?>' is missing")
    case XML_ERR_RESERVED_XML_NAME.rawValue:
      BilingualText(
        zh: "XML 声明只能在文件最开头", en: "an XML declaration may only stand at the very beginning")
    case XML_ERR_VERSION_MISSING.rawValue, XML_ERR_UNKNOWN_VERSION.rawValue:
      BilingualText(
        zh: "XML 声明应写明 version=\"1.0\"", en: "the XML declaration must say version=\"1.0\"")
    default: nil
    }
  }

  private var aboutAttributes: BilingualText? {
    switch code {
    case XML_ERR_ATTRIBUTE_REDEFINED.rawValue, XML_NS_ERR_ATTRIBUTE_REDEFINED.rawValue:
      BilingualText(
        zh: "同一个属性 \(first) 出现了两次", en: "the attribute \(first) stands there twice")
    case XML_ERR_ATTRIBUTE_NOT_STARTED.rawValue, XML_ERR_ATTRIBUTE_NOT_FINISHED.rawValue,
      XML_ERR_ATTRIBUTE_WITHOUT_VALUE.rawValue:
      BilingualText(zh: "属性值没有用引号括起来", en: "the value of an attribute is not in quotes")
    case XML_ERR_LT_IN_ATTRIBUTE.rawValue:
      BilingualText(
        zh: "属性值中的“<”应写作 &lt;", en: "'<' in the value of an attribute must be written &lt;")
    case XML_ERR_SPACE_REQUIRED.rawValue:
      BilingualText(zh: "两个属性之间缺少空格", en: "a space is missing between attributes")
    case XML_NS_ERR_UNDEFINED_NAMESPACE.rawValue:
      BilingualText(
        zh: "命名空间前缀 \(first) 没有声明（xmlns:\(first)）",
        en: "the namespace prefix \(first) is not declared (xmlns:\(first))")
    case XML_NS_ERR_XML_NAMESPACE.rawValue, XML_NS_ERR_QNAME.rawValue, XML_NS_ERR_EMPTY.rawValue,
      XML_NS_ERR_COLON.rawValue:
      BilingualText(
        zh: "命名空间的写法有误（\(XMLLibrary.trimmed(message))）",
        en: "namespaces are used wrongly: \(XMLLibrary.trimmed(message))")
    default: nil
    }
  }

  private var aboutReferences: BilingualText? {
    switch code {
    case XML_ERR_UNDECLARED_ENTITY.rawValue, XML_WAR_UNDECLARED_ENTITY.rawValue:
      BilingualText(
        zh: "实体 &\(first); 没有定义；只能用 &amp; &lt; &gt; &quot; &apos; 和 &#…;",
        en: "the entity &\(first); is not defined; "
          + "there are only &amp; &lt; &gt; &quot; &apos; and &#…;")
    case XML_ERR_ENTITYREF_SEMICOL_MISSING.rawValue, XML_ERR_ENTITYREF_NO_NAME.rawValue:
      BilingualText(
        zh: "“&”应写作 &amp;，实体以“;”结束", en: "'&' must be written &amp;, and entities end in ';'")
    case XML_ERR_INVALID_CHARREF.rawValue, XML_ERR_INVALID_DEC_CHARREF.rawValue,
      XML_ERR_INVALID_HEX_CHARREF.rawValue:
      BilingualText(
        zh: "“&#…;”所指的不是 XML 允许的字符", en: "&#…; stands for no character that XML allows")
    case XML_ERR_MISPLACED_CDATA_END.rawValue:
      BilingualText(zh: "文本中的“]]>”应写作 ]]&gt;", en: "']]>' in text must be written ]]&gt;")
    case XML_ERR_CDATA_NOT_FINISHED.rawValue:
      BilingualText(zh: "CDATA 没有以“]]>”结束", en: "a CDATA section is not ended by ']]>'")
    default: nil
    }
  }

  private var aboutCharacters: BilingualText? {
    switch code {
    case XML_ERR_INVALID_CHAR.rawValue:
      BilingualText(
        zh: "含有 XML 不允许的字符（控制字符等），请删除",
        en: "there is a character that XML does not allow (a control character, say)")
    case XML_ERR_INVALID_ENCODING.rawValue, XML_ERR_UNKNOWN_ENCODING.rawValue,
      XML_ERR_UNSUPPORTED_ENCODING.rawValue, XML_ERR_ENCODING_NAME.rawValue:
      BilingualText(zh: "编码有误", en: "the encoding is wrong")
    case XML_ERR_INTERNAL_ERROR.rawValue where message.contains("detected an error in element"):
      BilingualText(
        zh: "“<”之后不是标签（文本中应写作 &lt;）", en: "no tag follows '<' (in text, write &lt;)")
    case XML_ERR_INTERNAL_ERROR.rawValue where message.contains("Huge input"):
      BilingualText(
        zh: "一个标签、注释或 CDATA 超过 10,000,000 字节",
        en: "one tag, comment or CDATA section is longer than 10,000,000 bytes")
    default: nil
    }
  }
}
