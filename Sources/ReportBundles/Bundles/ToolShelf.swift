internal import ReportIO

/// Tools that threads take and bring back, such as digests and compressors: there are as many as were
/// in use at once.
final class ToolShelf<Tools>: Sendable {
  private struct Shelf: @unchecked Sendable {
    var tools: [Tools] = []
  }

  private let make: @Sendable () -> Tools
  private let shelf = Guarded(Shelf())

  /// - Parameter make: makes tools when none lie here.
  init(_ make: @escaping @Sendable () -> Tools) { self.make = make }

  /// Lends tools to one thread.
  func lend<Value>(_ body: (Tools) -> Value) -> Value {
    let tools = shelf.withValue { $0.tools.popLast() } ?? make()
    defer { shelf.withValue { $0.tools.append(tools) } }
    return body(tools)
  }
}
