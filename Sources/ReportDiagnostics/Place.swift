/// Where in a source something was found.
///
/// Printed as compilers do: `file:12:5`, `page.html: table 2, row 5`, `book.xlsx!Sheet1!D7`.
public struct Place: Sendable, Hashable {
  /// The path of the source as the user gave it; `-` for standard input; empty if not yet known.
  public var source: String
  /// The line, counted from 1; 0 when the source has no lines or the line is not known.
  public var line: Int
  /// The column in Unicode scalars, counted from 1; 0 when not known.
  public var column: Int
  /// What is printed instead of line and column: `!Sheet1!D7`, `: table 2, row 5`,
  /// with its own leading separator; else empty.
  public var detail: String

  /// Makes a place.
  public init(source: String = "", line: Int = 0, column: Int = 0, detail: String = "") {
    self.source = source
    self.line = line
    self.column = column
    self.detail = detail
  }

  /// The place as it is printed before a message.
  public var description: String {
    var text = source
    text += detail
    guard detail.isEmpty else { return text }
    if line > 0 { text += ":\(line)" }
    if line > 0 && column > 0 { text += ":\(column)" }
    return text
  }
}

extension Place: CustomStringConvertible {}
