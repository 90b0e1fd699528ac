// Signals that end a run: the first one cleanly, the second one at once.

import Glibc
import Synchronization

/// Whether somebody asked the program to stop (SIGINT, SIGTERM, SIGHUP).
public enum Interruption {
  private static let signals = [SIGINT, SIGTERM, SIGHUP]
  private static let received = Atomic<Int32>(0)

  /// The signal that came, nil while none did.
  public static var signal: Int32? {
    let number = received.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  /// From now on the first signal is noted and the second ends the program with 128 + its number.
  public static func listen() {
    received.store(0, ordering: .relaxed)
    // A parent's thread may have blocked them.
    var mask = sigset_t()
    sigemptyset(&mask)
    for number in signals { sigaddset(&mask, number) }
    pthread_sigmask(SIG_UNBLOCK, &mask, nil)
    for number in signals {
      // Who started the program with a signal ignored (nohup, a background job) wants it ignored.
      var before = sigaction()
      sigaction(number, nil, &before)
      if isIgnored(before) { continue }
      Glibc.signal(number) { number in
        if Interruption.received.exchange(number, ordering: .relaxed) != 0 { _exit(128 + number) }
      }
    }
  }

  private static func isIgnored(_ action: sigaction) -> Bool {
    unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
