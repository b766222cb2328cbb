internal import Glibc

/// Pieces of work that several threads do at once, with the results in the order in which the pieces
/// were given. Never more than a few are under way, so that memory stays flat and whoever is faster
/// waits.
///
///     let work = OrderedWork<Int>(workers: 2)
///     let giver = WorkerThread {
///       for line in lines where work.give({ parse(line) }) == false { break }
///       work.finish()
///     }
///     while let result = work.next() { use(result) }
///     work.stop()
public final class OrderedWork<Output: Sendable>: @unchecked Sendable {
  private enum Piece {
    case waiting(@Sendable () -> Output)
    case underWay
    case done(Output)
  }

  /// A ring: the piece of number n stands at n modulo its size. The numbers of pieces only grow:
  /// `taken` ≤ `begun` ≤ `given` ≤ `taken` + the size of the ring.
  private var pieces: [Piece?]
  private var given = 0
  private var begun = 0
  private var taken = 0
  private var isFinished = false
  private var isStopped = false
  /// For whoever stops; those that give look at ``hasThreads``, which does not change.
  private var threads: [WorkerThread] = []
  private var hasThreads = false
  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  /// Signalled when there is room, a piece to begin, and a result to take.
  private let hasRoom: UnsafeMutablePointer<pthread_cond_t>
  private let hasPiece: UnsafeMutablePointer<pthread_cond_t>
  private let hasResult: UnsafeMutablePointer<pthread_cond_t>

  /// Starts `workers` threads, 1 to 1,024; as many as the system gives. Without any, ``give(_:)`` does
  /// the work itself.
  ///
  /// - Parameter ahead: how many pieces there may be for each of them before a result is taken.
  public init(workers: Int, ahead: Int = 4) {
    let workers = min(max(1, workers), 1024)
    pieces = [Piece?](repeating: nil, count: max(1, ahead) * workers)
    lock = .allocate(capacity: 1)
    pthread_mutex_init(lock, nil)
    func condition() -> UnsafeMutablePointer<pthread_cond_t> {
      let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
      pthread_cond_init(condition, nil)
      return condition
    }
    (hasRoom, hasPiece, hasResult) = (condition(), condition(), condition())
    threads = (0..<workers).compactMap { _ in
      WorkerThread { self.work() }
    }
    hasThreads = !threads.isEmpty
  }

  deinit {
    for condition in [hasRoom, hasPiece, hasResult] {
      pthread_cond_destroy(condition)
      condition.deallocate()
    }
    pthread_mutex_destroy(lock)
    lock.deallocate()
  }

  private func locked<Value>(_ body: () -> Value) -> Value {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return body()
  }

  /// How many results are still to come, or to be taken.
  public var underWay: Int { locked { given - taken } }

  /// Whether there is no room for another piece until a result is taken: whoever gives and takes on
  /// one thread must look first.
  public var isFull: Bool { locked { given - taken == pieces.count } }

  /// Adds a piece of work, once there is room for it.
  ///
  /// - Returns: false if nobody wants any more: whoever gives work can stop.
  public func give(_ work: @escaping @Sendable () -> Output) -> Bool {
    if !hasThreads { return give(done: work()) }
    return add(.waiting(work))
  }

  /// Adds a result for which there is nothing left to do, once there is room for it.
  ///
  /// - Returns: false if nobody wants any more.
  public func give(done output: Output) -> Bool { add(.done(output)) }

  private func add(_ piece: Piece) -> Bool {
    locked {
      while given - taken == pieces.count, !isStopped { pthread_cond_wait(hasRoom, lock) }
      guard !isStopped else { return false }
      pieces[given % pieces.count] = piece
      given += 1
      switch piece {
      case .waiting: pthread_cond_signal(hasPiece)
      case .done, .underWay: pthread_cond_signal(hasResult)
      }
      return true
    }
  }

  /// Says that nothing more will be given.
  public func finish() {
    locked {
      isFinished = true
      pthread_cond_broadcast(hasPiece)
      pthread_cond_broadcast(hasResult)
    }
  }

  /// The next result, once it is there; nil at the end.
  public func next() -> Output? {
    locked {
      while true {
        if isStopped { return nil }
        let slot = taken % pieces.count
        if taken < given, case .done(let output)? = pieces[slot] {
          pieces[slot] = nil
          taken += 1
          pthread_cond_signal(hasRoom)
          return output
        }
        if isFinished, taken == given { return nil }
        pthread_cond_wait(hasResult, lock)
      }
    }
  }

  /// Says that nobody takes results any more, and waits for what is under way: the threads are gone
  /// then. May be called again, to no effect, by whoever called it first.
  public func stop() {
    locked {
      isStopped = true
      for condition in [hasRoom, hasPiece, hasResult] {
        pthread_cond_broadcast(condition)
      }
    }
    for thread in threads { thread.join() }
    threads = []
  }

  /// What each thread does: it begins the oldest piece that waits.
  private func work() {
    while let (number, piece) = begin() {
      let output = piece()
      locked {
        pieces[number % pieces.count] = .done(output)
        if number == taken { pthread_cond_signal(hasResult) }
      }
    }
  }

  private func begin() -> (number: Int, piece: @Sendable () -> Output)? {
    locked {
      while !isStopped {
        begun = max(begun, taken)
        while begun < given {
          let number = begun
          begun += 1
          if case .waiting(let piece)? = pieces[number % pieces.count] {
            pieces[number % pieces.count] = .underWay
            return (number, piece)
          }
        }
        if isFinished { return nil }
        pthread_cond_wait(hasPiece, lock)
      }
      return nil
    }
  }
}
