internal import Glibc

/// Work that several threads do at once, whose products are taken in the order in which it was begun:
/// what comes of it is the same with any number of threads.
///
/// One thread begins work and takes products; it bounds how much is under way:
///
///     let work = OrderedWork<[UInt8], Int>(threads: 2) { { $0.count } }
///     while let job = nextJob() {
///       if work.underWay == 8, let product = work.next() { use(product) }
///       work.begin(job)
///     }
///     while let product = work.next() { use(product) }
public final class OrderedWork<Job: Sendable, Product: Sendable> {
  /// What does the work of one thread; made there, so that it can keep what it needs.
  public typealias Worker = (Job) -> Product

  /// How many jobs were begun whose products were not taken.
  public private(set) var underWay = 0
  private let shared = Shared()
  private var threads: [WorkerThread] = []
  private let makeWorker: @Sendable () -> Worker
  /// Does the work where the system has no threads to give, or none are wanted.
  private var ownWorker: Worker?
  private var begun = 0

  /// What the threads share, behind a lock.
  private final class Shared: @unchecked Sendable {
    var jobs: [(number: Int, job: Job)] = []
    var products: [Int: Product] = [:]
    var isFinished = false
    let lock: UnsafeMutablePointer<pthread_mutex_t>
    let hasJob: UnsafeMutablePointer<pthread_cond_t>
    let hasProduct: UnsafeMutablePointer<pthread_cond_t>

    init() {
      lock = .allocate(capacity: 1)
      hasJob = .allocate(capacity: 1)
      hasProduct = .allocate(capacity: 1)
      pthread_mutex_init(lock, nil)
      pthread_cond_init(hasJob, nil)
      pthread_cond_init(hasProduct, nil)
    }

    deinit {
      pthread_cond_destroy(hasJob)
      pthread_cond_destroy(hasProduct)
      pthread_mutex_destroy(lock)
      hasJob.deallocate()
      hasProduct.deallocate()
      lock.deallocate()
    }

    func work(_ worker: Worker) {
      while let (number, job) = take() {
        let product = worker(job)
        pthread_mutex_lock(lock)
        products[number] = product
        pthread_cond_signal(hasProduct)
        pthread_mutex_unlock(lock)
      }
    }

    private func take() -> (Int, Job)? {
      pthread_mutex_lock(lock)
      defer { pthread_mutex_unlock(lock) }
      while jobs.isEmpty, !isFinished { pthread_cond_wait(hasJob, lock) }
      // As few are under way as their taker allows, so that moving them up costs nothing.
      return isFinished ? nil : jobs.removeFirst()
    }
  }

  /// Starts threads.
  ///
  /// - Parameters:
  ///   - threads: how many; with 1 or fewer the work is done where its products are taken.
  ///   - makeWorker: makes what does the work of a thread.
  public init(threads: Int, _ makeWorker: @escaping @Sendable () -> Worker) {
    self.makeWorker = makeWorker
    guard threads > 1 else { return }
    let shared = shared
    for _ in 0..<threads {
      guard let thread = WorkerThread({ shared.work(makeWorker()) }) else { break }
      self.threads.append(thread)
    }
  }

  deinit {
    pthread_mutex_lock(shared.lock)
    shared.isFinished = true
    pthread_cond_broadcast(shared.hasJob)
    pthread_mutex_unlock(shared.lock)
    for thread in threads { thread.join() }
  }

  /// Begins a job.
  public func begin(_ job: Job) {
    pthread_mutex_lock(shared.lock)
    shared.jobs.append((begun, job))
    pthread_cond_signal(shared.hasJob)
    pthread_mutex_unlock(shared.lock)
    begun += 1
    underWay += 1
  }

  /// The product of the job that was begun first of those under way, once it is there; nil if none
  /// is under way.
  public func next() -> Product? {
    guard underWay > 0 else { return nil }
    let number = begun - underWay
    underWay -= 1
    if threads.isEmpty {
      let worker = ownWorker ?? makeWorker()
      ownWorker = worker
      return worker(shared.jobs.removeFirst().job)
    }
    pthread_mutex_lock(shared.lock)
    defer { pthread_mutex_unlock(shared.lock) }
    while true {
      if let product = shared.products.removeValue(forKey: number) { return product }
      pthread_cond_wait(shared.hasProduct, shared.lock)
    }
  }
}
