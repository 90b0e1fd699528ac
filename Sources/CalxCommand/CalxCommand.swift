// The command `calx` and its subcommands.

import ArgumentParser
import Calx
import CalxIO
import Glibc

/// The program.
@main
struct CalxCommand: ParsableCommand {
  static let version = "0.1.0"
  static let configuration = CommandConfiguration(
    commandName: "calx",
    abstract: "Reads imaging reports and pulls out every mention of a calcification.",
    discussion: "calx informs professionals. It is not a medical device and never advises patients.",
    version: version,
    subcommands: [
      Analyze.self, Check.self, Knowledge.self, Context.self, Evaluate.self, Convert.self,
      LexiconCommand.self,
    ])

  /// Runs the command; a thrown `RunError` is exit 2, a usage error 64.
  static func main() {
    signal(SIGPIPE, SIG_IGN)
    if readsReports { Preparation.begin() }
    do {
      var command = try parsed()
      try command.run()
    } catch let error as RunError {
      Messages.say(error.description)
      _exit(2)
    } catch {
      exit(withError: error)
    }
  }
}

extension CalxCommand {
  /// The arguments ask for a command that reads reports with the built-in lexicon.
  private static var readsReports: Bool {
    let arguments = CommandLine.arguments.dropFirst()
    let commands: [any ParsableCommand.Type] = [Analyze.self, Check.self]
    return commands.contains { $0.configuration.commandName == arguments.first }
      && !arguments.contains { $0.hasPrefix("--lexicons") || $0 == "--help" || $0 == "-h" }
  }

  /// The command that the arguments ask for. A subcommand is read for itself: reading it below the program takes 5 ms more.
  /// What it does not take, help and mistakes, goes through the program, whose messages name the whole way.
  private static func parsed() throws -> any ParsableCommand {
    let arguments = CommandLine.arguments.dropFirst()
    if let name = arguments.first,
      let subcommand = configuration.subcommands.first(where: { $0.configuration.commandName == name }),
      subcommand.configuration.subcommands.isEmpty,
      let command = try? subcommand.parseAsRoot(Array(arguments.dropFirst()))
    {
      return command
    }
    return try parseAsRoot()
  }
}

/// Messages to people: standard error only, never report text.
enum Messages {
  static func say(_ text: String) {
    let line = Array("calx: \(text)\n".utf8)
    _ = line.withUnsafeBytes { write(2, $0.baseAddress!, $0.count) }
  }
}
