internal import Glibc

/// A value that one thread at a time can reach, behind a lock of the system.
///
/// (The thread sanitizer does not know `Synchronization.Mutex`, and this costs nothing where it is
/// used: a few times a file.)
public final class Guarded<Value>: @unchecked Sendable {
  private var value: Value
  private let lock: UnsafeMutablePointer<pthread_mutex_t>

  /// Guards `value`.
  public init(_ value: Value) {
    self.value = value
    lock = .allocate(capacity: 1)
    pthread_mutex_init(lock, nil)
  }

  deinit {
    pthread_mutex_destroy(lock)
    lock.deallocate()
  }

  /// Runs `body` with the value, alone.
  public func withValue<Result, Failure: Error>(
    _ body: (inout Value) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return try body(&value)
  }
}

/// Tools that threads take and bring back, such as digests and compressors: there are as many as were
/// in use at once.
public final class ToolShelf<Tools>: Sendable {
  private struct Shelf: @unchecked Sendable {
    var tools: [Tools] = []
  }

  private let make: @Sendable () -> Tools
  private let shelf = Guarded(Shelf())

  /// Makes an empty shelf.
  ///
  /// - Parameter make: makes tools when none lie here.
  public init(_ make: @escaping @Sendable () -> Tools) { self.make = make }

  /// Lends tools to one thread.
  public func lend<Value>(_ body: (Tools) -> Value) -> Value {
    let tools = shelf.withValue { $0.tools.popLast() } ?? make()
    defer { shelf.withValue { $0.tools.append(tools) } }
    return body(tools)
  }
}
