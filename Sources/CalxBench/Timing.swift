// Runs a program and says what it took: time on the clock, time of the processor, memory.

import Glibc

/// What one run of a program took.
struct Timing {
  /// Seconds on the clock.
  var wall: Double
  /// Seconds of the processor, user and system, over all threads.
  var processor: Double
  /// Largest resident size in bytes.
  var memory: Int

  /// The best of some runs by the clock; nil when the program cannot be run or fails.
  static func best(of runs: Int, _ arguments: [String]) -> Timing? {
    var best: Timing?
    for _ in 0..<runs {
      guard let timing = Timing(arguments) else { return nil }
      if best.map({ timing.wall < $0.wall }) ?? true { best = timing }
    }
    return best
  }

  /// Runs a program without input, its output thrown away. A search that finds nothing (exit code 1) is no failure.
  private init?(_ arguments: [String]) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    let before = Self.now()
    guard posix_spawnp(&process, words[0] ?? strdup(""), &actions, nil, words, environ) == 0 else {
      return nil
    }
    var status: Int32 = 0
    var usage = rusage()
    guard wait4(process, &status, 0, &usage) == process, status & 0x7F == 0, (status >> 8) & 0xFF <= 1 else {
      return nil
    }
    wall = Self.now() - before
    processor = Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime)
    memory = usage.ru_maxrss * 1024
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
}
