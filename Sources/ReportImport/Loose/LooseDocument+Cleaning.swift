internal import ReportSyntax

extension LooseDocument {
  /// The same document with texts as reports may have them.
  func cleaned() -> LooseDocument {
    var copy = self
    var repairs = TextRepairs()
    func clean(_ text: String) -> String {
      CleanText.string(text, mark: 1, repairs: &repairs)
    }
    for index in copy.parts.indices {
      copy.parts[index] = Part(
        place: copy.parts[index].place, text: clean(copy.parts[index].text))
    }
    for index in copy.blocks.indices {
      switch copy.blocks[index] {
      case .line(var line):
        line.text = clean(line.text)
        copy.blocks[index] = .line(line)
      case .table(var table):
        for row in table.rows.indices {
          for cell in table.rows[row].cells.indices {
            table.rows[row].cells[cell].text = clean(table.rows[row].cells[cell].text)
          }
        }
        copy.blocks[index] = .table(table)
      }
    }
    copy.repairs = repairs
    return copy
  }
}
