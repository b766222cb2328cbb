internal import Glibc

/// A queue between one thread that makes elements and one that uses them: in order, and never longer
/// than its capacity, so that whoever is faster waits and memory stays flat.
public final class BoundedQueue<Element: Sendable>: @unchecked Sendable {
  private var elements: [Element?]
  private var first = 0
  private var count = 0
  private var isFinished = false
  private var isCancelled = false
  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>

  /// Makes an empty queue of at most `capacity` elements, 1 or more.
  public init(capacity: Int) {
    elements = [Element?](repeating: nil, count: max(1, capacity))
    lock = .allocate(capacity: 1)
    changed = .allocate(capacity: 1)
    unsafe pthread_mutex_init(lock, nil)
    unsafe pthread_cond_init(changed, nil)
  }

  deinit {
    unsafe pthread_cond_destroy(changed)
    unsafe pthread_mutex_destroy(lock)
    unsafe changed.deallocate()
    unsafe lock.deallocate()
  }

  /// Adds an element, once there is room for it.
  ///
  /// - Returns: false if nobody wants any more: whoever makes them can stop.
  public func push(_ element: Element) -> Bool {
    unsafe pthread_mutex_lock(lock)
    defer { unsafe pthread_mutex_unlock(lock) }
    while count == elements.count, !isCancelled { unsafe pthread_cond_wait(changed, lock) }
    guard !isCancelled else { return false }
    elements[(first + count) % elements.count] = element
    count += 1
    unsafe pthread_cond_signal(changed)
    return true
  }

  /// Takes the next element, once there is one; nil at the end.
  public func pop() -> Element? {
    unsafe pthread_mutex_lock(lock)
    defer { unsafe pthread_mutex_unlock(lock) }
    while count == 0, !isFinished { unsafe pthread_cond_wait(changed, lock) }
    guard count > 0 else { return nil }
    let element = elements[first]
    elements[first] = nil
    first = (first + 1) % elements.count
    count -= 1
    unsafe pthread_cond_signal(changed)
    return element
  }

  /// Says that there are no more elements than those that were added.
  public func finish() {
    unsafe pthread_mutex_lock(lock)
    isFinished = true
    unsafe pthread_cond_broadcast(changed)
    unsafe pthread_mutex_unlock(lock)
  }

  /// Says that nobody takes elements any more.
  public func cancel() {
    unsafe pthread_mutex_lock(lock)
    isCancelled = true
    unsafe pthread_cond_broadcast(changed)
    unsafe pthread_mutex_unlock(lock)
  }
}
