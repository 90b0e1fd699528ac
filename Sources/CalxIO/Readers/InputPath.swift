// From the paths of the command line to the files to read, in a fixed order.

import Glibc

/// One file to read, or standard input.
struct InputPath {
  var path: String
  /// Id of the record when the file is one text.
  var id: String
  var isStandardInput: Bool { path == "-" }

  /// All files of paths: `-` or none is standard input, a directory is read recursively in sorted order.
  ///
  /// - Parameter glob: which files of a directory are meant; a file that is named itself always is.
  /// - Throws: `RunError` when a path does not exist.
  static func all(_ paths: [String], glob: Glob?) throws(RunError) -> [InputPath] {
    var inputs: [InputPath] = []
    for path in paths.isEmpty ? ["-"] : paths {
      if path == "-" {
        inputs.append(InputPath(path: "-", id: "stdin"))
        continue
      }
      var info = stat()
      guard stat(path, &info) == 0 else { throw RunError("cannot open \(path): \(systemError())") }
      if info.st_mode & S_IFMT == S_IFDIR {
        for entry in try Folder.files(below: path) where glob?.matches(entry) ?? true {
          inputs.append(InputPath(path: path + "/" + entry, id: stem(entry)))
        }
      } else {
        inputs.append(InputPath(path: path, id: stem(lastComponent(path))))
      }
    }
    return inputs
  }

  /// The name without `.gz`.
  static func unpackedName(_ path: String) -> String {
    let name = lastComponent(path)
    for ending in [".gz", ".zst"] where name.count > ending.count && name.lowercased().hasSuffix(ending) {
      return String(name.dropLast(ending.count))
    }
    return name
  }

  private static func lastComponent(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// The path without the endings of its last part: of its packing and of its format.
  private static func stem(_ path: String) -> String {
    let unpacked = unpackedName(path)
    let folders = path.dropLast(lastComponent(path).count)
    guard let dot = unpacked.lastIndex(of: "."), dot > unpacked.startIndex else { return folders + unpacked }
    return String(folders + unpacked[..<dot])
  }
}
