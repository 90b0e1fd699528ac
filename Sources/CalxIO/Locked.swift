// A value behind a lock that ThreadSanitizer understands, and waiting until it is as one wants it.

internal import CHeap
import Glibc

/// A value that one thread at a time may touch.
///
/// A pthread mutex rather than `Synchronization.Mutex`: on Linux that one is a raw futex, which ThreadSanitizer cannot
/// see, and every use of it looks like a race.
final class Locked<Value>: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>
  private var value: Value

  init(_ value: Value) {
    self.value = value
    mutex = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
    changed = .allocate(capacity: 1)
    changed.initialize(to: pthread_cond_t())
    // Waiting must not follow a wall clock that somebody sets.
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(changed, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(changed)
    changed.deallocate()
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  func with<R, E: Error>(_ body: (inout Value) throws(E) -> R) throws(E) -> R {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body(&value)
  }

  /// Changes the value and wakes those who wait for it.
  func change<R>(_ body: (inout Value) -> R) -> R {
    pthread_mutex_lock(mutex)
    defer {
      pthread_cond_broadcast(changed)
      pthread_mutex_unlock(mutex)
    }
    return body(&value)
  }

  /// Waits until `ready`, then runs the body under the same lock.
  func when<R>(_ ready: (Value) -> Bool, _ body: (inout Value) -> R) -> R {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while !ready(value) { pthread_cond_wait(changed, mutex) }
    return body(&value)
  }

  /// Waits until `ready`, or for so many milliseconds; says whether it is ready.
  func wait(until ready: (Value) -> Bool, milliseconds: Int) -> Bool {
    var deadline = timespec()
    clock_gettime(CLOCK_MONOTONIC, &deadline)
    deadline.tv_nsec += milliseconds % 1000 * 1_000_000
    deadline.tv_sec += milliseconds / 1000 + deadline.tv_nsec / 1_000_000_000
    deadline.tv_nsec %= 1_000_000_000
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while !ready(value) {
      if pthread_cond_timedwait(changed, mutex, &deadline) == ETIMEDOUT { return ready(value) }
    }
    return true
  }
}

/// Starts a thread that runs `body`; nobody waits for it.
///
/// - Parameter heap: bytes that it will need soon; its heap grows by them at once.
/// - Throws: `RunError` when the system has no room for a thread.
func startThread(heap: Int = 0, _ body: @escaping @Sendable () -> Void) throws(RunError) {
  final class Body {
    let run: @Sendable () -> Void; init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
  let box = Unmanaged.passRetained(
    Body {
      if heap > 0 { calx_reserve_heap(heap) }
      body()
    })
  var thread = pthread_t()
  let failure = pthread_create(
    &thread, nil,
    { argument in
      guard let argument else { return nil }
      Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
      return nil
    }, box.toOpaque())
  guard failure == 0 else {
    box.release()
    throw RunError("cannot start a worker: \(String(cString: strerror(failure))); ask for fewer with --jobs")
  }
  pthread_detach(thread)
}
