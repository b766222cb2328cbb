internal import CProcess
internal import Glibc

/// A thread of its own for one piece of work.
public struct WorkerThread {
  private var thread = pthread_t()

  private final class Work {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Starts `body`.
  ///
  /// - Returns: nil if the system has no thread to give; nothing was started then.
  public init?(_ body: @escaping @Sendable () -> Void) {
    let work = Unmanaged.passRetained(Work(body))
    let code = pthread_create(
      &thread, nil,
      { argument in
        guard let argument = argument else { return nil }
        let stack = nianbao_handler_stack_begin()
        defer { nianbao_handler_stack_end(stack) }
        Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body()
        return nil
      }, work.toOpaque())
    guard code == 0 else {
      work.release()
      return nil
    }
  }

  /// Waits until the work is done. To be called once.
  public func join() {
    pthread_join(thread, nil)
  }
}
