/// Documents with the mark ▸ before what is wrong in them.
enum MarkedText {
  /// The text without the mark, and the place `line:column` where it stood.
  static func split(_ marked: String) -> (text: String, place: String) {
    let before = marked.unicodeScalars.prefix { $0 != "▸" }
    let line = before.count { $0 == "\n" } + 1
    let column = before.reversed().prefix { $0 != "\n" }.count + 1
    return (marked.replacing("▸", with: ""), "\(line):\(column)")
  }
}

extension Documents {
  /// A JSON report of the 2021 edition with the members given.
  static func json(id: String = "a", _ members: String = "\"year\":2024") -> String {
    "{\"id\":\"\(id)\",\"edition\":\"2021\",\(members)}"
  }

  /// The tables with one cell of 规章 holding `value`, as it is spelt.
  static func jsonCell(_ value: String) -> String {
    "\"tables\":{\"disclosure\":{\"rules\":{\"issued\":\(value)}}}"
  }
}
