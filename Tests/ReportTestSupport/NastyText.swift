/// Texts that readers and writers get wrong.
public enum NastyText {
  /// Pieces to put together; each obeys the text rule of the model.
  public static let pieces = [
    "", " ", ",", "\"", "\\", "\n", "\t", "/", "a", "年报", "，", "示例市数据局", "\u{FEFF}",
    "\u{7F}", "\u{85}", "\u{2028}", "\u{E000}", "\u{FFFD}", "\u{10FFFF}", "😀", "é", "e\u{301}",
    "\u{D7FF}", "\u{E5E5}", "𠂇", "0", "-", "{", "]", ":",
  ]

  /// Whole texts.
  public static let texts = [
    " leading and trailing ", "\n", "\t", "a\nb", "\"quoted\", with a comma", "]]>",
    "<![CDATA[x]]>",
    "&amp;", "&#10;", "&", "<", ">", "<!-- no comment -->", "<?no instruction?>", "</report>", "'",
    "=1+1", "+1", "-1", "@SUM(A1)", "\\", "\\n", "\\u0000", "\\\"", "null", "true", "1e3", "0", "/",
    "unknown", "万元", "𠂇𠀀𪚥 扩展B", "👩‍👩‍👧 😀", "\u{2028}\u{2029}", "\u{FEFF}年报", "e\u{301}é",
    "\u{7F}\u{85}",
    "{\"id\":\"x\"}", "a,b,c\n1,2,3", "　全角　", "١٢٣", "{value}", "%s", "urn:nianbao:report:2021",
  ]
}
