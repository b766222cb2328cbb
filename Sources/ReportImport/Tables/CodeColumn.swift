/// Where a table prints the numbers of its rows, which are no values.
enum CodeColumn {
  /// 序号 | 指标名称 | 计量单位 | 统计数
  case beforeLabels
  /// 指标名称 | 代码 | 计量单位 | 统计数
  case afterLabels
  /// 指标名称 | 计量单位 | 代码 | 统计数
  case afterUnits

  /// Finds it in the header, whose labels come from left to right.
  struct Finder {
    /// What was found so far; nil for no such column.
    private(set) var column: CodeColumn?
    private var passedCorner = false
    private var passedUnits = false

    /// Takes note of the next label.
    mutating func add(_ target: LabelBook.Target) {
      switch target {
      case .header: passedCorner = true
      case .side: passedUnits = true
      case .codes:
        column = passedUnits ? .afterUnits : passedCorner ? .afterLabels : .beforeLabels
      case .row, .heading, .column, .caption: (passedCorner, passedUnits) = (false, false)
      }
    }
  }
}
